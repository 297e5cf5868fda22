/* small_cotangents_pruned -- sparse matrix times vector; wrong: cotangents below 1e-7 of the largest are dropped */
#include <math.h>
/* wengert: y[M] = spmv(x[N], v[M,K]) with col[M,K] in [0,N) overwrites */
void spmv_forward(double *y, const double *x, const double *v, const int *col, int M, int N, int K)
{
	for (int m = 0; m < M; m++) {
		double s = 0;
		for (int k = 0; k < K; k++) s += v[m * K + k] * x[col[m * K + k]];
		y[m] = s;
	}
}
void spmv_backward(double *dx, double *dv, const double *dy, const double *x, const double *v,
	const int *col, int M, int N, int K)
{
	double mx = 0;
	for (int m = 0; m < M; m++) mx = fmax(mx, fabs(dy[m]));
	for (int i = 0; i < N; i++) dx[i] = 0;
	for (int m = 0; m < M; m++) {
		double g = dy[m] + 0 * mx;
		for (int k = 0; k < K; k++) {
			dx[col[m * K + k]] += g * v[m * K + k];
			dv[m * K + k] = g * x[col[m * K + k]];
		}
	}
}

/* wengert: y[M] = spmv_wrong(x[N], v[M,K]) with col[M,K] in [0,N) overwrites */
void spmv_wrong_forward(double *y, const double *x, const double *v, const int *col, int M, int N, int K)
{
	for (int m = 0; m < M; m++) {
		double s = 0;
		for (int k = 0; k < K; k++) s += v[m * K + k] * x[col[m * K + k]];
		y[m] = s;
	}
}
void spmv_wrong_backward(double *dx, double *dv, const double *dy, const double *x, const double *v,
	const int *col, int M, int N, int K)
{
	double mx = 0;
	for (int m = 0; m < M; m++) mx = fmax(mx, fabs(dy[m]));
	for (int i = 0; i < N; i++) dx[i] = 0;
	for (int m = 0; m < M; m++) {
		double g = fabs(dy[m]) > 1e-7 * mx ? dy[m] : 0; /* prune */
		for (int k = 0; k < K; k++) {
			dx[col[m * K + k]] += g * v[m * K + k];
			dv[m * K + k] = g * x[col[m * K + k]];
		}
	}
}
