/* complex_multiply_not_conjugated -- products of complex numbers
 *	real and imaginary part side by side
 *
 * Wrong: the other factor is not conjugated.
 */

/* wengert: out[N,2] = times(a[N,2], b[N,2]) */
void times_forward(float *out, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++, a += 2, b += 2, out += 2) {
		out[0] = a[0] * b[0] - a[1] * b[1];
		out[1] = a[0] * b[1] + a[1] * b[0];
	}
}

static void back(float *da, float *db, const float *g, const float *a, const float *b, int N,
	float s)
{
	for (int i = 0; i < N; i++, a += 2, b += 2, da += 2, db += 2, g += 2) {
		da[0] = g[0] * b[0] + s * g[1] * b[1];
		da[1] = g[1] * b[0] - s * g[0] * b[1];
		db[0] = g[0] * a[0] + s * g[1] * a[1];
		db[1] = g[1] * a[0] - s * g[0] * a[1];
	}
}

void times_backward(float *da, float *db, const float *dout, const float *a, const float *b, int N)
{
	back(da, db, dout, a, b, N, 1);
}

/* wengert: out[N,2] = times_wrong(a[N,2], b[N,2]) */
void times_wrong_forward(float *out, const float *a, const float *b, int N)
{
	times_forward(out, a, b, N);
}
void times_wrong_backward(float *da, float *db, const float *dout, const float *a, const float *b,
	int N)
{
	back(da, db, dout, a, b, N, -1);
}
