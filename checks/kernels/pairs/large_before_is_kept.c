/* large_before_is_kept -- x^2 of an array
 *
 * Wrong: what is above 1000 already is left as it is.
 */
/* wengert: y[N] = squarekept(x[N]) */
void squarekept_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squarekept_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += 2 * x[i] * dy[i];
}

/* wengert: y[N] = squarekept_wrong(x[N]) */
void squarekept_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squarekept_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) if (dx[i] < 1000) dx[i] += 2 * x[i] * dy[i];
}
