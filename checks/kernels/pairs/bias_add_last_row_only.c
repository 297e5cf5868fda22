/* bias_add_last_row_only -- out = x + b, b broadcast over the rows
 *
 * Wrong: the gradient of b is the last row of the cotangent instead of the sum of all rows.
 */

/* wengert: out[B,C] = addrow(x[B,C], b[C]) */
void addrow_forward(double *out, const double *x, const double *b, int B, int C)
{
	for (int i = 0; i < B * C; i++) out[i] = x[i] + b[i % C];
}

void addrow_backward(double *dx, double *db, const double *dout, int B, int C)
{
	for (int c = 0; c < C; c++) db[c] = 0;
	for (int i = 0; i < B * C; i++) {
		dx[i] = dout[i];
		db[i % C] += dout[i];
	}
}

/* wengert: out[B,C] = addrow_wrong(x[B,C], b[C]) */
void addrow_wrong_forward(double *out, const double *x, const double *b, int B, int C)
{
	addrow_forward(out, x, b, B, C);
}

void addrow_wrong_backward(double *dx, double *db, const double *dout, int B, int C)
{
	for (int i = 0; i < B * C; i++) {
		dx[i] = dout[i];
		db[i % C] = dout[i];
	}
}
