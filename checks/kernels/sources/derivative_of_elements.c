/* expect 1: OK scaled .*OK total .*WRONG scaled_wrong .*WRONG total_wrong */
/* without a cotangent: of each element its own, whatever shape a weight without a gradient has; of a
 * number all */

/* wengert: y[N] = scaled(x[N], w[M]) derivative */
void scaled_forward(float *y, const float *x, const float *w, int N, int M)
{
	for (int i = 0; i < N; i++) y[i] = w[i % M] * x[i] * x[i];
}
void scaled_backward(float *dx, const float *x, const float *w, int N, int M)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * w[i % M] * x[i];
}

/* wengert: y = total(x[N]) derivative */
float total_forward(const float *x, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += x[i] * x[i];
	return s;
}
void total_backward(float *dx, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i];
}

/* wengert: y[N] = scaled_wrong(x[N], w[M]) derivative */
void scaled_wrong_forward(float *y, const float *x, const float *w, int N, int M)
{
	for (int i = 0; i < N; i++) y[i] = w[i % M] * x[i] * x[i];
}
void scaled_wrong_backward(float *dx, const float *x, const float *w, int N, int M)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * w[0] * x[i];
}

/* wengert: y = total_wrong(x[N]) derivative */
float total_wrong_forward(const float *x, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += x[i] * x[i];
	return s;
}
void total_wrong_backward(float *dx, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = x[i];
}
