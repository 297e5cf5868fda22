/* det_cofactor_sign -- determinant of three by three matrices
 *
 * Wrong: one cofactor has the wrong sign.
 */
static double cofactor(const double *a, int i, int j)
{
	int p = (i + 1) % 3, q = (i + 2) % 3, r = (j + 1) % 3, s = (j + 2) % 3;

	return a[p * 3 + r] * a[q * 3 + s] - a[p * 3 + s] * a[q * 3 + r];
}

/* wengert: out[B] = det3(a[B,9]) */
void det3_forward(double *out, const double *a, int B)
{
	for (int b = 0; b < B; b++, a += 9)
		out[b] = a[0] * cofactor(a, 0, 0) + a[1] * cofactor(a, 0, 1) +
			a[2] * cofactor(a, 0, 2);
}

void det3_backward(double *da, const double *dout, const double *a, int B)
{
	for (int b = 0; b < B; b++)
		for (int i = 0; i < 9; i++)
			da[b * 9 + i] = dout[b] * cofactor(a + b * 9, i / 3, i % 3);
}

/* wengert: out[B] = det3_wrong(a[B,9]) */
void det3_wrong_forward(double *out, const double *a, int B) { det3_forward(out, a, B); }

void det3_wrong_backward(double *da, const double *dout, const double *a, int B)
{
	det3_backward(da, dout, a, B);
	for (int b = 0; b < B; b++) da[b * 9 + 5] = -da[b * 9 + 5];
}
