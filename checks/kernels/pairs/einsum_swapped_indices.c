/* einsum_swapped_indices -- contraction out[b,i] = sum_{j,k} a[b,j,k] w[i,k,j]
 *
 * Wrong: j and k are swapped in the gradient of w.
 */

/* wengert: out[B,I] = contract(a[B,J,K], w[I,K,J]) */
void contract_forward(double *out, const double *a, const double *w, int B, int I, int J, int K)
{
	for (int b = 0; b < B; b++)
		for (int i = 0; i < I; i++) {
			double s = 0;

			for (int j = 0; j < J; j++)
				for (int k = 0; k < K; k++)
					s += a[(b * J + j) * K + k] * w[(i * K + k) * J + j];
			out[b * I + i] = s;
		}
}

static void back(double *da, double *dw, const double *dout, const double *a, const double *w,
	int B, int I, int J, int K, int swap)
{
	for (int n = 0; n < B * J * K; n++) da[n] = 0;
	for (int n = 0; n < I * J * K; n++) dw[n] = 0;
	for (int b = 0; b < B; b++)
		for (int i = 0; i < I; i++)
			for (int j = 0; j < J; j++)
				for (int k = 0; k < K; k++) {
					da[(b * J + j) * K + k] +=
						dout[b * I + i] * w[(i * K + k) * J + j];
					dw[swap ? (i * J + j) * K + k : (i * K + k) * J + j] +=
						dout[b * I + i] * a[(b * J + j) * K + k];
				}
}

void contract_backward(double *da, double *dw, const double *dout, const double *a, const double *w,
	int B, int I, int J, int K)
{
	back(da, dw, dout, a, w, B, I, J, K, 0);
}

/* wengert: out[B,I] = contract_wrong(a[B,J,K], w[I,K,J]) */
void contract_wrong_forward(double *out, const double *a, const double *w, int B, int I, int J,
	int K)
{
	contract_forward(out, a, w, B, I, J, K);
}

void contract_wrong_backward(double *da, double *dw, const double *dout, const double *a,
	const double *w, int B, int I, int J, int K)
{
	back(da, dw, dout, a, w, B, I, J, K, 1);
}
