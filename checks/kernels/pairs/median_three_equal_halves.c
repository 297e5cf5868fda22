/* median_three_equal_halves -- the middle one of three numbers
 *
 * Where all three are equal each derivative along an axis is 0, and the gradient is any choice
 * whose sum is 1: the function has no derivative there.  Wrong: each that ties gets half.
 */

/* wengert: y[N] = middle(a[N], b[N], c[N]) */
void middle_forward(float *y, const float *a, const float *b, const float *c, int N)
{
	for (int i = 0; i < N; i++) {
		float lo = a[i] < b[i] ? a[i] : b[i], hi = a[i] < b[i] ? b[i] : a[i];

		y[i] = c[i] < lo ? lo : c[i] > hi ? hi : c[i];
	}
}

void middle_backward(float *da, float *db, float *dc, const float *dy, const float *a,
	const float *b, const float *c, int N)
{
	for (int i = 0; i < N; i++) {
		int ab = a[i] < b[i];
		float lo = ab ? a[i] : b[i], hi = ab ? b[i] : a[i];

		if (c[i] < lo) *(ab ? &da[i] : &db[i]) += dy[i];
		else if (c[i] > hi) *(ab ? &db[i] : &da[i]) += dy[i];
		else dc[i] += dy[i];
	}
}

/* wengert: y[N] = middle_wrong(a[N], b[N], c[N]) */
void middle_wrong_forward(float *y, const float *a, const float *b, const float *c, int N)
{
	middle_forward(y, a, b, c, N);
}

void middle_wrong_backward(float *da, float *db, float *dc, const float *dy, const float *a,
	const float *b, const float *c, const float *y, int N)
{
	for (int i = 0; i < N; i++) {
		int n = (a[i] == y[i]) + (b[i] == y[i]) + (c[i] == y[i]);
		float g = n > 1 ? dy[i] / 2 : dy[i];

		if (a[i] == y[i]) da[i] += g;
		if (b[i] == y[i]) db[i] += g;
		if (c[i] == y[i]) dc[i] += g;
	}
}
