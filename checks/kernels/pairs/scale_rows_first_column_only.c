/* scale_rows_first_column_only -- out[b,c] = x[b,c] s[b], s broadcast along the rows
 *
 * Wrong: the sum over the broadcast axis is missing: s gets the contribution of the first column
 *        only.
 */

/* wengert: out[B,C] = scalerows(x[B,C], s[B]) */
void scalerows_forward(double *out, const double *x, const double *s, int B, int C)
{
	for (int i = 0; i < B * C; i++) out[i] = x[i] * s[i / C];
}

void scalerows_backward(double *dx, double *ds, const double *dout, const double *x,
	const double *s, int B, int C)
{
	for (int b = 0; b < B; b++) ds[b] = 0;
	for (int i = 0; i < B * C; i++) {
		dx[i] = dout[i] * s[i / C];
		ds[i / C] += dout[i] * x[i];
	}
}

/* wengert: out[B,C] = scalerows_wrong(x[B,C], s[B]) */
void scalerows_wrong_forward(double *out, const double *x, const double *s, int B, int C)
{
	scalerows_forward(out, x, s, B, C);
}

void scalerows_wrong_backward(double *dx, double *ds, const double *dout, const double *x,
	const double *s, int B, int C)
{
	scalerows_backward(dx, ds, dout, x, s, B, C);
	for (int b = 0; b < B; b++) ds[b] = dout[b * C] * x[b * C];
}
