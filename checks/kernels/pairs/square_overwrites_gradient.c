/* square_overwrites_gradient -- out = x^2, in a backward that accumulates into dx
 *
 * Wrong: = instead of +=.
 */

/* wengert: out[N] = squares(x[N]) accumulates */
void squares_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i];
}

void squares_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += 2 * x[i] * dout[i];
}

/* wengert: out[N] = squares_wrong(x[N]) accumulates */
void squares_wrong_forward(double *out, const double *x, int N) { squares_forward(out, x, N); }

void squares_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dout[i];
}
