/* inverse_not_transposed -- inverse of two by two matrices
 *
 * Wrong: -Y g Y instead of -Y' g Y'.
 */
static void product(double *c, const double *a, const double *b, int at, int bt)
{
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 2; j++) {
			c[i * 2 + j] = 0;
			for (int k = 0; k < 2; k++)
				c[i * 2 + j] += a[at ? k * 2 + i : i * 2 + k] *
					b[bt ? j * 2 + k : k * 2 + j];
		}
}

/* wengert: out[B,4] = inverse2(a[B,4]) */
void inverse2_forward(double *out, const double *a, int B)
{
	for (int b = 0; b < B; b++, a += 4, out += 4) {
		double det = a[0] * a[3] - a[1] * a[2];

		out[0] = a[3] / det, out[1] = -a[1] / det, out[2] = -a[2] / det,
		out[3] = a[0] / det;
	}
}

static void back(double *da, const double *dout, const double *out, int B, int t)
{
	for (int b = 0; b < B; b++, da += 4, out += 4, dout += 4) {
		double m[4];

		product(m, out, dout, t, 0);
		product(da, m, out, 0, t);
		for (int k = 0; k < 4; k++) da[k] = -da[k];
	}
}

void inverse2_backward(double *da, const double *dout, const double *out, int B)
{
	back(da, dout, out, B, 1);
}

/* wengert: out[B,4] = inverse2_wrong(a[B,4]) */
void inverse2_wrong_forward(double *out, const double *a, int B) { inverse2_forward(out, a, B); }
void inverse2_wrong_backward(double *da, const double *dout, const double *out, int B)
{
	back(da, dout, out, B, 0);
}
