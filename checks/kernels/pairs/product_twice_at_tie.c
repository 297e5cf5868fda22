/* product_twice_at_tie -- a b, by two branches that do the same
 *
 * Wrong: where a = b both branches add their gradient.
 */

/* wengert: y[N] = branched(a[N], b[N]) overwrites */
void branched_forward(float *y, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++) y[i] = a[i] > b[i] ? a[i] * b[i] : b[i] * a[i];
}

void branched_backward(float *da, float *db, const float *dy, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++) da[i] = dy[i] * b[i], db[i] = dy[i] * a[i];
}

/* wengert: y[N] = branched_wrong(a[N], b[N]) overwrites */
void branched_wrong_forward(float *y, const float *a, const float *b, int N)
{
	branched_forward(y, a, b, N);
}

void branched_wrong_backward(float *da, float *db, const float *dy, const float *a, const float *b,
	int N)
{
	for (int i = 0; i < N; i++) {
		da[i] = db[i] = 0;
		if (a[i] >= b[i]) da[i] += dy[i] * b[i], db[i] += dy[i] * a[i];
		if (a[i] <= b[i]) da[i] += dy[i] * b[i], db[i] += dy[i] * a[i];
	}
}
