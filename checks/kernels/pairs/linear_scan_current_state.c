/* linear_scan_current_state -- a linear scan, h[t] = a[t] h[t-1] + b[t], h[-1] = 0
 *
 * Wrong: the gradient of a uses h[t] instead of h[t-1].
 */

/* wengert: h[T,D] = linearscan(a[T,D], b[T,D]) */
void linearscan_forward(float *h, const float *a, const float *b, int T, int D)
{
	for (int t = 0; t < T; t++)
		for (int d = 0; d < D; d++)
			h[t * D + d] = (t ? a[t * D + d] * h[(t - 1) * D + d] : 0) + b[t * D + d];
}

static void back(float *da, float *db, const float *dh, const float *a, const float *h, int T,
	int D, int late)
{
	for (int d = 0; d < D; d++) {
		float g = 0;

		for (int t = T - 1; t >= 0; t--) {
			g = dh[t * D + d] + (t < T - 1 ? g * a[(t + 1) * D + d] : 0);
			db[t * D + d] = g;
			da[t * D + d] = t ? g * h[(t - 1 + late) * D + d] : 0;
		}
	}
}

void linearscan_backward(float *da, float *db, const float *dh, const float *a, const float *h,
	int T, int D)
{
	back(da, db, dh, a, h, T, D, 0);
}

/* wengert: h[T,D] = linearscan_wrong(a[T,D], b[T,D]) */
void linearscan_wrong_forward(float *h, const float *a, const float *b, int T, int D)
{
	linearscan_forward(h, a, b, T, D);
}
void linearscan_wrong_backward(float *da, float *db, const float *dh, const float *a,
	const float *h, int T, int D)
{
	back(da, db, dh, a, h, T, D, 1);
}
