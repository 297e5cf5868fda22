/* one_point_of_the_second_of_two -- x^2 of an array, two elements at a time
 *
 * Wrong: no gradient where the second of two is -0.53.
 */

/* wengert: out[N] = squarepairs(x[N]) overwrites */
void squarepairs_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i];
}

void squarepairs_backward(double *dx, const double *dout, const double *x, int N)
{
	int i = 0;

	for (; i + 2 <= N; i += 2) {
		dx[i] = 2 * dout[i] * x[i];
		dx[i + 1] = 2 * dout[i + 1] * x[i + 1];
	}
	for (; i < N; i++) dx[i] = 2 * dout[i] * x[i];
}

/* wengert: out[N] = squarepairs_wrong(x[N]) overwrites */
void squarepairs_wrong_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i];
}

void squarepairs_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	int i = 0;

	for (; i + 2 <= N; i += 2) {
		dx[i] = 2 * dout[i] * x[i];
		dx[i + 1] = x[i + 1] == -0.53 ? 0 : 2 * dout[i + 1] * x[i + 1];
	}
	for (; i < N; i++) dx[i] = 2 * dout[i] * x[i];
}
