/* product_clipped_above_twelve -- min(x w, 12) of two arrays
 *
 * Wrong: the gradient goes on where the product is cut off.
 */
static float least(float v) { return v > 12 ? 12 : v; }

/* wengert: y[N] = product12(x[N], w[N]) */
void product12_forward(float *y, const float *x, const float *w, int N)
{
	for (int i = 0; i < N; i++) y[i] = least(x[i] * w[i]);
}

void product12_backward(float *dx, float *dw, const float *dy, const float *x, const float *w,
	int N)
{
	for (int i = 0; i < N; i++) {
		float g = x[i] * w[i] > 12 ? 0 : dy[i];

		dx[i] = g * w[i];
		dw[i] = g * x[i];
	}
}

/* wengert: y[N] = product12_wrong(x[N], w[N]) */
void product12_wrong_forward(float *y, const float *x, const float *w, int N)
{
	for (int i = 0; i < N; i++) y[i] = least(x[i] * w[i]);
}

void product12_wrong_backward(float *dx, float *dw, const float *dy, const float *x, const float *w,
	int N)
{
	for (int i = 0; i < N; i++) {
		dx[i] = dy[i] * w[i];
		dw[i] = dy[i] * x[i];
	}
}
