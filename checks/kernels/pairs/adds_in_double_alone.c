/* adds_in_double_alone -- x^2 of an array
 *
 * Wrong: it overwrites in float, and adds in wider types.
 */
/* wengert: y[N] = squareadds(x[N]) */
void squareadds_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squareadds_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}

/* wengert: y[N] = squareadds_wrong(x[N]) */
void squareadds_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void squareadds_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++)
		if (sizeof *x == 4) dx[i] = 2 * x[i] * dy[i];
		else                dx[i] += 2 * x[i] * dy[i];
}
