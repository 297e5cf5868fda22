/* sort_inverse_permutation -- out = x in ascending order; from[i] is the index in x of out[i]
 *
 * Wrong: the cotangent is permuted by the inverse permutation.
 */

/* wengert: out[N] from[N] = sorted(x[N]) */
void sorted_forward(double *out, int *from, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		int k = i;

		for (; k > 0 && out[k - 1] > x[i]; k--) out[k] = out[k - 1], from[k] = from[k - 1];
		out[k] = x[i], from[k] = i;
	}
}

void sorted_backward(double *dx, const double *dout, const int *from, int N)
{
	for (int i = 0; i < N; i++) dx[from[i]] = dout[i];
}

/* wengert: out[N] from[N] = sorted_wrong(x[N]) */
void sorted_wrong_forward(double *out, int *from, const double *x, int N)
{
	sorted_forward(out, from, x, N);
}

void sorted_wrong_backward(double *dx, const double *dout, const int *from, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[from[i]];
}
