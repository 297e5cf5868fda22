/* interpolation_at_knots -- linear interpolation; wrong: dx = 0 at whole numbers */
#include <math.h>
/* wengert: y[N] = samp(im[K], x[N] in (0,7)) with K = 8 overwrites */
void samp_forward(double *y, const double *im, const double *x, int K, int N)
{
	for (int n = 0; n < N; n++) {
		int i = (int)floor(x[n]);
		if (i < 0) i = 0;
		if (i > K - 2) i = K - 2;
		double f = x[n] - i;
		y[n] = im[i] * (1 - f) + im[i + 1] * f;
	}
}
void samp_backward(double *dim, double *dx, const double *dy, const double *im, const double *x,
	int K, int N)
{
	for (int k = 0; k < K; k++) dim[k] = 0;
	for (int n = 0; n < N; n++) {
		int i = (int)floor(x[n]);
		if (i < 0) i = 0;
		if (i > K - 2) i = K - 2;
		double f = x[n] - i;
		dim[i] += dy[n] * (1 - f);
		dim[i + 1] += dy[n] * f;
		dx[n] = dy[n] * (im[i + 1] - im[i]);
	}
}

/* wengert: y[N] = samp_wrong(im[K], x[N] in (0,7)) with K = 8 overwrites */
void samp_wrong_forward(double *y, const double *im, const double *x, int K, int N)
{
	for (int n = 0; n < N; n++) {
		int i = (int)floor(x[n]);
		if (i < 0) i = 0;
		if (i > K - 2) i = K - 2;
		double f = x[n] - i;
		y[n] = im[i] * (1 - f) + im[i + 1] * f;
	}
}
void samp_wrong_backward(double *dim, double *dx, const double *dy, const double *im, const double *x,
	int K, int N)
{
	for (int k = 0; k < K; k++) dim[k] = 0;
	for (int n = 0; n < N; n++) {
		int i = (int)floor(x[n]);
		if (i < 0) i = 0;
		if (i > K - 2) i = K - 2;
		double f = x[n] - i;
		if (f == 0) {
			dim[i] += dy[n];
			dx[n] = 0;
			continue;
		} /* on the grid */
		dim[i] += dy[n] * (1 - f);
		dim[i + 1] += dy[n] * f;
		dx[n] = dy[n] * (im[i + 1] - im[i]);
	}
}
