/* expect 0: OK b */
typedef struct net { float *w; int n; } net, *Net;
typedef const struct net *ConstNet;
typedef float *vec;
typedef vec out_t;
typedef const double *din;
/* wengert: y[N] = a(x[N], w[N]) as Net { w = w, n = N } */
void a_forward(out_t y, const float *x, Net l) { for (int i = 0; i < l->n; i++) y[i] = l->w[i] * x[i] * x[i]; }
void a_backward(vec dx, vec dw, const float *dy, const float *x, Net l) { for (int i = 0; i < l->n; i++) { dx[i] = 2 * l->w[i] * x[i] * dy[i]; dw[i] = x[i] * x[i] * dy[i]; } }
/* wengert: y[N] = b(x[N]) */
void b_forward(double *y, din x, int N) { for (int i = 0; i < N; i++) y[i] = 3 * x[i]; }
void b_backward(double *dx, din dy, int N) { for (int i = 0; i < N; i++) dx[i] = 3 * dy[i]; }
