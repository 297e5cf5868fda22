/* size_named_in_source_only -- x^2 of an array
 *
 * Wrong: an array of exactly 3001 elements gets no first gradient.
 */
/* wengert: y[N] = square3001(x[N]) */
void square3001_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square3001_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}

/* wengert: y[N] = square3001_wrong(x[N]) */
void square3001_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void square3001_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
	if (N == 3001) dx[0] = 0;
}
