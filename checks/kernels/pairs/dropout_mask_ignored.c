/* dropout_mask_ignored -- dropout with its mask given, out = 2 x mask
 *
 * Wrong: the mask is ignored in the backward.
 */

/* wengert: out[N] = dropout(x[N]) with mask[N] in [0,2) */
void dropout_forward(double *out, const double *x, const int *mask, int N)
{
	for (int i = 0; i < N; i++) out[i] = mask[i] ? 2 * x[i] : 0;
}

void dropout_backward(double *dx, const double *dout, const int *mask, int N)
{
	for (int i = 0; i < N; i++) dx[i] = mask[i] ? 2 * dout[i] : 0;
}

/* wengert: out[N] = dropout_wrong(x[N]) with mask[N] in [0,2) */
void dropout_wrong_forward(double *out, const double *x, const int *mask, int N)
{
	dropout_forward(out, x, mask, N);
}

void dropout_wrong_backward(double *dx, const double *dout, const int *mask, int N)
{
	(void)mask;
	for (int i = 0; i < N; i++) dx[i] = 2 * dout[i];
}
