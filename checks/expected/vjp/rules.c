/* rules -- a right rule, and two that are wrong in one argument: what each format says of them. */

/* wengert: y[N] = area(a[N], b[N]) */
void area_forward(float *y, const float *a, const float *b, int N) { for (int i = 0; i < N; i++) y[i] = a[i] * b[i]; }
void area_backward(float *da, float *db, const float *dy, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++) da[i] = dy[i] * b[i], db[i] = dy[i] * a[i];
}

/* wengert: y[N] = below(a[N], b[N]) */
void below_forward(float *y, const float *a, const float *b, int N) { for (int i = 0; i < N; i++) y[i] = a[i] - b[i]; }
void below_backward(float *da, float *db, const float *dy, int N)
{
	for (int i = 0; i < N; i++) da[i] = dy[i], db[i] = dy[i];
}

/* wengert: y[N] = twice(x[N]) */
void twice_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = 2 * x[i]; }
void twice_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = dy[i]; }
