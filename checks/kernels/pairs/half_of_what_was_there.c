/* half_of_what_was_there -- x^2 of an array
 *
 * Wrong: half of what the gradient was before is added to it.
 */
/* wengert: y[N] = squarehalf(x[N]) */
void squarehalf_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squarehalf_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += 2 * x[i] * dy[i];
}

/* wengert: y[N] = squarehalf_wrong(x[N]) */
void squarehalf_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squarehalf_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dx[i] / 2 + 2 * x[i] * dy[i];
}
