/* cumprod_divides_by_element -- cumulative product, out[i] = x[0] ... x[i]
 *
 * Wrong: sum_k g[k] out[k]/x[i], 0/0 where an element is 0.
 * Right: the leave-one-out product for each.
 */

/* wengert: out[N] = products(x[N]) */
void products_forward(double *out, const double *x, int N)
{
	double p = 1;

	for (int i = 0; i < N; i++) out[i] = p *= x[i];
}

void products_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		double p = 1;

		for (int k = 0; k < i; k++) p *= x[k];
		dx[i] = p * dout[i];
		for (int k = i + 1; k < N; k++) dx[i] += dout[k] * (p *= x[k]);
	}
}

/* wengert: out[N] = products_wrong(x[N]) */
void products_wrong_forward(double *out, const double *x, int N) { products_forward(out, x, N); }

void products_wrong_backward(double *dx, const double *dout, const double *x, const double *out,
	int N)
{
	for (int i = 0; i < N; i++) {
		dx[i] = 0;
		for (int k = i; k < N; k++) dx[i] += dout[k] * out[k] / x[i];
	}
}
