/* norm_clip_taken_for_constant -- rows scaled to a length of at most 40
 *
 * Wrong: where a row is scaled, the scale is taken for a constant.
 */
#include <math.h>

static float length(const float *x, int C)
{
	float s = 0;

	for (int c = 0; c < C; c++) s += x[c] * x[c];
	return sqrtf(s);
}

/* wengert: y[B,C] = rowclip(x[B,C]) */
void rowclip_forward(float *y, const float *x, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float r = length(x + b * C, C);

		for (int c = 0; c < C; c++) y[b * C + c] = x[b * C + c] * (r > 40 ? 40 / r : 1);
	}
}

void rowclip_backward(float *dx, const float *dy, const float *x, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float r = length(x + b * C, C), k = r > 40 ? 40 / r : 1, d = 0;

		if (r > 40)
			for (int c = 0; c < C; c++) d += dy[b * C + c] * x[b * C + c] / (r * r);
		for (int c = 0; c < C; c++) dx[b * C + c] = k * (dy[b * C + c] - d * x[b * C + c]);
	}
}

/* wengert: y[B,C] = rowclip_wrong(x[B,C]) */
void rowclip_wrong_forward(float *y, const float *x, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float r = length(x + b * C, C);

		for (int c = 0; c < C; c++) y[b * C + c] = x[b * C + c] * (r > 40 ? 40 / r : 1);
	}
}

void rowclip_wrong_backward(float *dx, const float *dy, const float *x, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float r = length(x + b * C, C), k = r > 40 ? 40 / r : 1, d = 0;

		(void)d;
		for (int c = 0; c < C; c++) dx[b * C + c] = k * dy[b * C + c];
	}
}
