/* expect 1: OK scaled .*OK halved .*a constant factor: every element is 0.4 times.*WRONG unscaled */
/* 2.5f and 2.f are numbers, an expression of sizes too */

/* wengert: y[N] = scaled(x[N]) with by = 2.5f */
void scaled_forward(float *y, const float *x, float by, int N)
{
	for (int i = 0; i < N; i++) y[i] = by * x[i];
}
void scaled_backward(float *dx, const float *dy, float by, int N)
{
	for (int i = 0; i < N; i++) dx[i] = by * dy[i];
}

/* wengert: y[N] = halved(x[N]) with by = 2.f */
void halved_forward(float *y, const float *x, float by, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] / by;
}
void halved_backward(float *dx, const float *dy, float by, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] / by;
}

/* wengert: y[N] = unscaled(x[N]) with by = 2.5f */
void unscaled_forward(float *y, const float *x, float by, int N)
{
	for (int i = 0; i < N; i++) y[i] = by * x[i];
}
void unscaled_backward(float *dx, const float *dy, float by, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i];
}
