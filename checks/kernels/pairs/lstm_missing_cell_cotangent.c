/* lstm_missing_cell_cotangent -- an LSTM cell from its gates before activation
 *	z[b,4,d] = i f o g,   c = f c0 + i g,   h = o tanh c
 *
 * Wrong: the cotangent of c is ignored.
 */
#include <math.h>

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

/* wengert: h[B,D]* c[B,D]* = lstm(z[B,4,D], c0[B,D]) */
void lstm_forward(float *h, float *c, const float *z, const float *c0, int B, int D)
{
	for (int b = 0; b < B; b++)
		for (int d = 0; d < D; d++) {
			const float *p = z + b * 4 * D + d;
			int k = b * D + d;

			c[k] = sigmoid(p[D]) * c0[k] + sigmoid(p[0]) * tanhf(p[3 * D]);
			h[k] = sigmoid(p[2 * D]) * tanhf(c[k]);
		}
}

/* sech^2 x and the derivative of sigmoid without cancellation */
static float sech2(float x) { float e = expf(-2 * fabsf(x)); return 4 * e / ((1 + e) * (1 + e)); }
static float slope(float x) { return sigmoid(x) * sigmoid(-x); }

static void back(float *dz, float *dc0, const float *dh, const float *dc, const float *z,
	const float *c0, const float *c, int B, int D)
{
	for (int b = 0; b < B; b++)
		for (int d = 0; d < D; d++) {
			const float *p = z + b * 4 * D + d;
			float *q = dz + b * 4 * D + d;
			int k = b * D + d;
			float t = (dc ? dc[k] : 0) + dh[k] * sigmoid(p[2 * D]) * sech2(c[k]);

			q[0] = t * tanhf(p[3 * D]) * slope(p[0]);
			q[D] = t * c0[k] * slope(p[D]);
			q[2 * D] = dh[k] * tanhf(c[k]) * slope(p[2 * D]);
			q[3 * D] = t * sigmoid(p[0]) * sech2(p[3 * D]);
			dc0[k] = t * sigmoid(p[D]);
		}
}

void lstm_backward(float *dz, float *dc0, const float *dh, const float *dc, const float *z,
	const float *c0, const float *c, int B, int D)
{
	back(dz, dc0, dh, dc, z, c0, c, B, D);
}

/* wengert: h[B,D]* c[B,D]* = lstm_wrong(z[B,4,D], c0[B,D]) */
void lstm_wrong_forward(float *h, float *c, const float *z, const float *c0, int B, int D)
{
	lstm_forward(h, c, z, c0, B, D);
}

void lstm_wrong_backward(float *dz, float *dc0, const float *dh, const float *dc, const float *z,
	const float *c0, const float *c, int B, int D)
{
	back(dz, dc0, dh, 0, z, c0, c, B, D);
	(void)dc;
}
