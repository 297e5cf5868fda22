/* reverse_cotangent_not_reversed -- squares in reverse order, out[i] = x[n-1-i]^2
 *
 * Wrong: the cotangent is not reversed.
 */

/* wengert: out[N] = backwards(x[N]) */
void backwards_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[N - 1 - i] * x[N - 1 - i];
}

void backwards_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dout[N - 1 - i];
}

/* wengert: out[N] = backwards_wrong(x[N]) */
void backwards_wrong_forward(double *out, const double *x, int N) { backwards_forward(out, x, N); }

void backwards_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dout[i];
}
