/* l2_normalize_x_for_y -- rows of length one, out = x/|x|
 *
 * Wrong: g - x (x.g) instead of g - out (out.g), the argument instead of the result.
 */
#include <math.h>

/* wengert: out[B,C] norm[B] = unitrows(x[B,C]) with eps = 1e-9 */
void unitrows_forward(float *out, float *norm, const float *x, float eps, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float s = eps;

		for (int c = 0; c < C; c++) s += x[b * C + c] * x[b * C + c];
		norm[b] = sqrtf(s);
		for (int c = 0; c < C; c++) out[b * C + c] = x[b * C + c] / norm[b];
	}
}

static void back(float *dx, const float *dout, const float *y, const float *norm, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float along = 0;

		for (int c = 0; c < C; c++) along += y[b * C + c] * dout[b * C + c];
		for (int c = 0; c < C; c++)
			dx[b * C + c] = (dout[b * C + c] - y[b * C + c] * along) / norm[b];
	}
}

void unitrows_backward(float *dx, const float *dout, const float *out, const float *norm, int B,
	int C)
{
	back(dx, dout, out, norm, B, C);
}

/* wengert: out[B,C] norm[B] = unitrows_wrong(x[B,C]) with eps = 1e-9 */
void unitrows_wrong_forward(float *out, float *norm, const float *x, float eps, int B, int C)
{
	unitrows_forward(out, norm, x, eps, B, C);
}
void unitrows_wrong_backward(float *dx, const float *dout, const float *x, const float *norm, int B,
	int C)
{
	back(dx, dout, x, norm, B, C);
}
