/* wengert: y[N] = med(a[N], b[N], c[N]) */
void med_forward(float *y, const float *a, const float *b, const float *c, int N)
{
	for (int i = 0; i < N; i++) {
		float lo = a[i] < b[i] ? a[i] : b[i], hi = a[i] < b[i] ? b[i] : a[i];
		y[i] = c[i] < lo ? lo : c[i] > hi ? hi : c[i];
	}
}
void med_backward(float *da, float *db, float *dc, const float *dy, const float *a, const float *b,
	const float *c, int N)
{
	for (int i = 0; i < N; i++) {
		int ab = a[i] < b[i];
		float lo = ab ? a[i] : b[i], hi = ab ? b[i] : a[i];
		if (c[i] < lo)
			*(ab ? &da[i] : &db[i]) += dy[i];
		else if (c[i] > hi)
			*(ab ? &db[i] : &da[i]) += dy[i];
		else
			dc[i] += dy[i];
	}
}
