/* transpose_square_wrong_stride -- out[c,b] = x[b,c]^2, a transposed square
 *
 * Wrong: the backward reads the cotangent with the stride of x.
 */

/* wengert: out[C,B] = turned(x[B,C]) */
void turned_forward(double *out, const double *x, int B, int C)
{
	for (int b = 0; b < B; b++)
		for (int c = 0; c < C; c++) out[c * B + b] = x[b * C + c] * x[b * C + c];
}

void turned_backward(double *dx, const double *dout, const double *x, int B, int C)
{
	for (int b = 0; b < B; b++)
		for (int c = 0; c < C; c++) dx[b * C + c] = 2 * x[b * C + c] * dout[c * B + b];
}

/* wengert: out[C,B] = turned_wrong(x[B,C]) */
void turned_wrong_forward(double *out, const double *x, int B, int C)
{
	turned_forward(out, x, B, C);
}

void turned_wrong_backward(double *dx, const double *dout, const double *x, int B, int C)
{
	for (int i = 0; i < B * C; i++) dx[i] = 2 * x[i] * dout[i];
}
