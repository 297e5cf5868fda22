/* distance_clamp_slope_left_in -- one over a distance, which is clamped at 1e-6
 *
 * Wrong: where the clamp holds the gradient is not 0 but that of the distance.
 */
#include <math.h>

/* wengert: y[N] = nearness(a[N,C], b[N,C]) with eps = 1e-6 overwrites */
void nearness_forward(double *y, const double *a, const double *b, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;

		for (int c = 0; c < C; c++)
			s += (a[n * C + c] - b[n * C + c]) * (a[n * C + c] - b[n * C + c]);
		y[n] = 1 / fmax(sqrt(s), eps);
	}
}

void nearness_backward(double *da, double *db, const double *dy, const double *a, const double *b,
	double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0, m;

		for (int c = 0; c < C; c++)
			s += (a[n * C + c] - b[n * C + c]) * (a[n * C + c] - b[n * C + c]);
		s = sqrt(s), m = fmax(s, eps);
		for (int c = 0; c < C; c++) {
			double t = a[n * C + c] - b[n * C + c];

			da[n * C + c] = s < eps ? 0 : -dy[n] * t / (s * m * m);
			db[n * C + c] = -da[n * C + c];
		}
	}
}

/* wengert: y[N] = nearness_wrong(a[N,C], b[N,C]) with eps = 1e-6 overwrites */
void nearness_wrong_forward(double *y, const double *a, const double *b, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;

		for (int c = 0; c < C; c++)
			s += (a[n * C + c] - b[n * C + c]) * (a[n * C + c] - b[n * C + c]);
		y[n] = 1 / fmax(sqrt(s), eps);
	}
}

void nearness_wrong_backward(double *da, double *db, const double *dy, const double *a, const double *b,
	double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0, m;

		for (int c = 0; c < C; c++)
			s += (a[n * C + c] - b[n * C + c]) * (a[n * C + c] - b[n * C + c]);
		s = sqrt(s), m = fmax(s, eps);
		for (int c = 0; c < C; c++) {
			double t = a[n * C + c] - b[n * C + c];

			da[n * C + c] = s == 0 ? 0 : -dy[n] * t / (s * m * m);
			db[n * C + c] = -da[n * C + c];
		}
	}
}
