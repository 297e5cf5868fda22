/* kernels -- one mistake each; what is said of it stands in likely.txt */
#include <math.h>

/* wengert: out[N] = half_wrong(a[N], b[N]) */
void half_wrong_forward(float *out, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++) out[i] = a[i] * a[i] * b[i];
}
void half_wrong_backward(float *da, float *db, const float *dout, const float *a, const float *b,
	int N)
{
	for (int i = 0; i < N; i++) da[i] = dout[i] * a[i] * b[i], db[i] = dout[i] * a[i] * a[i];
}

/* wengert: out[N] = swapped_wrong(a[N], b[N]) */
void swapped_wrong_forward(float *out, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++) out[i] = a[i] * a[i] * b[i];
}
void swapped_wrong_backward(float *da, float *db, const float *dout, const float *a, const float *b,
	int N)
{
	for (int i = 0; i < N; i++)
		db[i] = 2 * dout[i] * a[i] * b[i], da[i] = dout[i] * a[i] * a[i];
}

/* wengert: out = share_wrong(x[N]) */
void share_wrong_forward(float *out, const float *x, int N)
{
	*out = 0;
	for (int i = 0; i < N; i++) *out += x[i] * x[i];
}
void share_wrong_backward(float *dx, const float *dout, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * *dout * x[i] / N;
}

double circle_wrong(double x) { double one = 1; return cos(4 * atan(one) * x); }
double circle_wrong_vjp(double x, double g) { double one = 1; return -g * sin(4 * atan(one) * x); }

double degrees_wrong(double x) { return sin(x); }
double degrees_wrong_vjp(double x, double g)
{
	double one = 1;
	return g * cos(x) * (4 * atan(one));
}

/* wengert: out[M,M] = turned_square_wrong(x[M,M]) */
void turned_square_wrong_forward(double *out, const double *x, int M)
{
	for (int i = 0; i < M * M; i++) out[i] = x[i] * x[i];
}
void turned_square_wrong_backward(double *dx, const double *dout, const double *x, int M)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < M; j++) dx[j * M + i] = 2 * dout[i * M + j] * x[i * M + j];
}

/* wengert: out[N] = tail_wrong(x[N]) */
void tail_wrong_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i] * x[i];
}
void tail_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = i < N - 1 ? 3 * dout[i] * x[i] * x[i] : 0;
}

/* nothing in particular: no mistake is named */
/* wengert: out[N] = mixture_wrong(a[N], b[N]) */
void mixture_wrong_forward(double *out, const double *a, const double *b, int N)
{
	for (int i = 0; i < N; i++) out[i] = sin(a[i]) * exp(b[i]);
}
void mixture_wrong_backward(double *da, double *db, const double *dout, const double *a,
	const double *b, int N)
{
	for (int i = 0; i < N; i++)
		da[i] = dout[i] * cos(a[i] + 0.1 * b[i]) * exp(b[i]),
		db[i] = dout[i] * sin(a[i]) * exp(b[i]);
}
