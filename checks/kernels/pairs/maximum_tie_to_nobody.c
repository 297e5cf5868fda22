/* maximum_tie_to_nobody -- the larger of two arrays
 *
 * Wrong: where both are equal neither gets the gradient.
 */
/* wengert: z[N] = larger(x[N], y[N]) */
void larger_forward(float *z, const float *x, const float *y, int N)
{
	for (int i = 0; i < N; i++) z[i] = x[i] > y[i] ? x[i] : y[i];
}

void larger_backward(float *dx, float *dy, const float *dz, const float *x, const float *y, int N)
{
	for (int i = 0; i < N; i++) {
		dx[i] = x[i] > y[i] ? dz[i] : 0;
		dy[i] = x[i] > y[i] ? 0 : dz[i];
	}
}

/* wengert: z[N] = larger_wrong(x[N], y[N]) */
void larger_wrong_forward(float *z, const float *x, const float *y, int N)
{
	for (int i = 0; i < N; i++) z[i] = x[i] > y[i] ? x[i] : y[i];
}

void larger_wrong_backward(float *dx, float *dy, const float *dz, const float *x, const float *y,
	int N)
{
	for (int i = 0; i < N; i++) {
		dx[i] = x[i] > y[i] ? dz[i] : 0;
		dy[i] = y[i] > x[i] ? dz[i] : 0;
	}
}
