/* mean_missing_one_over_n -- mean of all elements
 *
 * Wrong: the factor 1/n is missing.
 */

/* wengert: out = average(x[N]) */
void average_forward(double *out, const double *x, int N)
{
	*out = 0;
	for (int i = 0; i < N; i++) *out += x[i];
	*out /= N;
}

void average_backward(double *dx, const double *dout, int N)
{
	for (int i = 0; i < N; i++) dx[i] = *dout / N;
}

/* wengert: out = average_wrong(x[N]) */
void average_wrong_forward(double *out, const double *x, int N) { average_forward(out, x, N); }

void average_wrong_backward(double *dx, const double *dout, int N)
{
	for (int i = 0; i < N; i++) dx[i] = *dout;
}
