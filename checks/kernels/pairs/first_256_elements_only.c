/* first_256_elements_only -- x^2 of an array
 *
 * Wrong: elements past a block of 256 get no gradient.
 */
/* wengert: y[N] = square256(x[N]) */
void square256_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square256_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}

/* wengert: y[N] = square256_wrong(x[N]) */
void square256_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square256_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = i < 256 ? 2 * x[i] * dy[i] : 0;
}
