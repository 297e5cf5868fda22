/* sum_of_squares_in_double -- a float kernel that sums in double; the factor 2 is missing */
/* wengert: y = double_sum(x[N]) */
float double_sum_forward(const float *x, int N)
{
	double s = 0;

	for (int i = 0; i < N; i++) s += (double)x[i] * x[i];
	return (float)s;
}
void double_sum_backward(float *dx, float dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * dy * x[i];
}

/* wengert: y = double_sum_wrong(x[N]) */
float double_sum_wrong_forward(const float *x, int N)
{
	double s = 0;

	for (int i = 0; i < N; i++) s += (double)x[i] * x[i];
	return (float)s;
}
void double_sum_wrong_backward(float *dx, float dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy * x[i];
}
