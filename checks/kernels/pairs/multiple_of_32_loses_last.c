/* multiple_of_32_loses_last -- x^2 of an array
 *
 * Wrong: where the size is a multiple of 32 the last element gets no gradient.
 */
/* wengert: y[N] = square32(x[N]) */
void square32_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square32_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}

/* wengert: y[N] = square32_wrong(x[N]) */
void square32_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square32_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
	if (N % 32 == 0) dx[N - 1] = 0;
}
