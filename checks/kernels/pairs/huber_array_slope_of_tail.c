/* huber_array_slope_of_tail -- x^2/2 up to 33.3, a line beyond, of an array
 *
 * Wrong: the slope of the line is 33.2.
 */
/* wengert: y[N] = huberline(x[N]) */
void huberline_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] <= 33.3f ? 0.5f * x[i] * x[i] : 33.3f * (x[i] - 16.65f);
}

void huberline_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * (x[i] <= 33.3f ? x[i] : 33.3f);
}

/* wengert: y[N] = huberline_wrong(x[N]) */
void huberline_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] <= 33.3f ? 0.5f * x[i] * x[i] : 33.3f * (x[i] - 16.65f);
}

void huberline_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * (x[i] <= 33.3f ? x[i] : 33.2f);
}
