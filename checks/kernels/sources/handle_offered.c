/* expect 2: parameter l is a struct Net, .*as Net \{ w = w, n = N \} */
typedef struct { float *w; int n; } *Net;
/* wengert: y[N] = a(x[N], w[N]) */
void a_forward(float *y, const float *x, Net l) { for (int i = 0; i < l->n; i++) y[i] = l->w[i] * x[i] * x[i]; }
void a_backward(float *dx, float *dw, const float *dy, const float *x, Net l) { for (int i = 0; i < l->n; i++) { dx[i] = 2 * l->w[i] * x[i] * dy[i]; dw[i] = x[i] * x[i] * dy[i]; } }
