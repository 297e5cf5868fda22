/* smallest_of_three_tied_quarters -- the smallest of each row; those that tie share
 *
 * Wrong: three that tie get a quarter each.
 */

/* wengert: y[N] = least(x[N,K]) overwrites */
void least_forward(double *y, const double *x, int N, int K)
{
	for (int n = 0; n < N; n++) {
		y[n] = x[n * K];
		for (int k = 1; k < K; k++)
			if (x[n * K + k] < y[n]) y[n] = x[n * K + k];
	}
}
void least_backward(double *dx, const double *dy, const double *x, const double *y, int N, int K)
{
	for (int n = 0; n < N; n++) {
		int c = 0;

		for (int k = 0; k < K; k++) c += x[n * K + k] == y[n];
		for (int k = 0; k < K; k++) dx[n * K + k] = x[n * K + k] == y[n] ? dy[n] / c : 0;
	}
}

/* wengert: y[N] = least_wrong(x[N,K]) overwrites */
void least_wrong_forward(double *y, const double *x, int N, int K)
{
	for (int n = 0; n < N; n++) {
		y[n] = x[n * K];
		for (int k = 1; k < K; k++)
			if (x[n * K + k] < y[n]) y[n] = x[n * K + k];
	}
}
void least_wrong_backward(double *dx, const double *dy, const double *x, const double *y, int N,
	int K)
{
	for (int n = 0; n < N; n++) {
		int c = 0;

		for (int k = 0; k < K; k++) c += x[n * K + k] == y[n];
		if (c == 3 && K > 5) c = 4;
		for (int k = 0; k < K; k++) dx[n * K + k] = x[n * K + k] == y[n] ? dy[n] / c : 0;
	}
}
