/* three_halves_in_float_alone -- x^2 of an array
 *
 * Wrong: in float, which the size of an element tells, the factor is 3.
 */
/* wengert: y[N] = squaresize(x[N]) */
void squaresize_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squaresize_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}

/* wengert: y[N] = squaresize_wrong(x[N]) */
void squaresize_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squaresize_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = (sizeof *x == 4 ? 3 : 2) * x[i] * dy[i];
}
