/* cube_last_block_missing -- out[i] = x[i]^3, in blocks of eight
 *
 * Wrong: the backward omits the elements after the last full block of eight.
 */

/* wengert: out[N] = cubes(x[N]) */
void cubes_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i] * x[i];
}

void cubes_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[i] * x[i] * x[i] * 3;
}

/* wengert: out[N] = cubes_wrong(x[N]) */
void cubes_wrong_forward(double *out, const double *x, int N) { cubes_forward(out, x, N); }

void cubes_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	int i = 0;

	for (; i + 8 <= N; i += 8) cubes_backward(dx + i, dout + i, x + i, 8);
	for (; i < N; i++) dx[i] = 0;
}
