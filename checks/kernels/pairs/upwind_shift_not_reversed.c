/* upwind_shift_not_reversed -- an upwind step on a ring, out[i] = x[i] - c (x[i] - x[i-1])
 *
 * Wrong: the backward reads the cotangent at i - 1 instead of i + 1.
 */

/* wengert: out[N] = upwind(x[N]) with c = 0.3 */
void upwind_forward(double *out, const double *x, double c, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] - c * (x[i] - x[(i + N - 1) % N]);
}
void upwind_backward(double *dx, const double *dout, double c, int N)
{
	for (int i = 0; i < N; i++) dx[i] = (1 - c) * dout[i] + c * dout[(i + 1) % N];
}

/* wengert: out[N] = upwind_wrong(x[N]) with c = 0.3 */
void upwind_wrong_forward(double *out, const double *x, double c, int N)
{
	upwind_forward(out, x, c, N);
}
void upwind_wrong_backward(double *dx, const double *dout, double c, int N)
{
	for (int i = 0; i < N; i++) dx[i] = (1 - c) * dout[i] + c * dout[(i + N - 1) % N];
}
