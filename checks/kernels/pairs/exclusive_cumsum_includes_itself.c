/* exclusive_cumsum_includes_itself -- exclusive cumulative sum along the middle axis
 *	out[a,n,b] = sum_{m < n} x[a,m,b]
 *
 * Wrong: the sums of the backward include the element itself.
 */

/* wengert: out[A,N,B] = before(x[A,N,B]) accumulates */
void before_forward(float *out, const float *x, int A, int N, int B)
{
	for (int a = 0; a < A; a++)
		for (int b = 0; b < B; b++) {
			float sum = 0;

			for (int n = 0; n < N; n++)
				out[(a * N + n) * B + b] = sum, sum += x[(a * N + n) * B + b];
		}
}

void before_backward(float *dx, const float *dout, int A, int N, int B)
{
	for (int a = 0; a < A; a++)
		for (int b = 0; b < B; b++) {
			float sum = 0;

			for (int n = N; n-- > 0;)
				dx[(a * N + n) * B + b] += sum, sum += dout[(a * N + n) * B + b];
		}
}

/* wengert: out[A,N,B] = before_wrong(x[A,N,B]) accumulates */
void before_wrong_forward(float *out, const float *x, int A, int N, int B)
{
	before_forward(out, x, A, N, B);
}

void before_wrong_backward(float *dx, const float *dout, int A, int N, int B)
{
	for (int a = 0; a < A; a++)
		for (int b = 0; b < B; b++) {
			float sum = 0;

			for (int n = N; n-- > 0;)
				sum += dout[(a * N + n) * B + b], dx[(a * N + n) * B + b] += sum;
		}
}
