/* remainder_of_17_loses_first -- x^2 of an array
 *
 * Wrong: where the size leaves 5 modulo 17 the first element gets no gradient.
 */
/* wengert: y[N] = square17(x[N]) */
void square17_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square17_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}

/* wengert: y[N] = square17_wrong(x[N]) */
void square17_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square17_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
	if (N % 17 == 5) dx[0] = 0;
}
