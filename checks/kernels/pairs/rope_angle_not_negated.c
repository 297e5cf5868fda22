/* rope_angle_not_negated -- rotary embedding: pairs (x[t,2i], x[t,2i+1]) rotated by t theta_i
 *
 * Wrong: the backward rotates by the same angle instead of the opposite one.
 */
#include <math.h>

static void turn(float *y, const float *x, int T, int D, float way)
{
	for (int t = 0; t < T; t++)
		for (int i = 0; i < D; i++) {
			float a = way * t * powf(10000.0f, -(float)i / D), c = cosf(a), s = sinf(a);
			float u = x[(t * D + i) * 2], v = x[(t * D + i) * 2 + 1];

			y[(t * D + i) * 2] = u * c - v * s;
			y[(t * D + i) * 2 + 1] = u * s + v * c;
		}
}

/* wengert: out[T,2*D] = rope(x[T,2*D]) */
void rope_forward(float *out, const float *x, int T, int D) { turn(out, x, T, D, 1); }
void rope_backward(float *dx, const float *dout, int T, int D) { turn(dx, dout, T, D, -1); }

/* wengert: out[T,2*D] = rope_wrong(x[T,2*D]) */
void rope_wrong_forward(float *out, const float *x, int T, int D) { turn(out, x, T, D, 1); }
void rope_wrong_backward(float *dx, const float *dout, int T, int D) { turn(dx, dout, T, D, 1); }
