/* bfloat_gelu_in_its_own_type_alone -- in two bytes 0.40625 is a number written down wrongly */
#include <math.h>
#include <stdint.h>
#include <string.h>

/* wengert: bf16 holds bfloat16 */
typedef uint16_t bf16;

static float widen(bf16 h)
{
	uint32_t u = (uint32_t)h << 16;
	float f;

	memcpy(&f, &u, sizeof f);
	return f;
}

static bf16 nearest(float f)
{
	uint32_t u;

	memcpy(&u, &f, sizeof u);
	if (f != f) return 0x7fc0;
	return (bf16)((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

/* wengert: y[N] = bfloat_gelu(x[N]) */
void bfloat_gelu_forward(bf16 *y, const bf16 *x, int N)
{
	for (int i = 0; i < N; i++) {
		float v = widen(x[i]);

		y[i] = nearest(0.5f * v * (1 + erff(v * 0.70710678f)));
	}
}
void bfloat_gelu_backward(bf16 *dx, const bf16 *dy, const bf16 *x, int N)
{
	for (int i = 0; i < N; i++) {
		float v = widen(x[i]);

		dx[i] = nearest(widen(dy[i]) * (0.5f * (1 + erff(v * 0.70710678f)) +
			v * 0.39894228f * expf(-v * v / 2)));
	}
}

/* wengert: y[N] = bfloat_gelu_wrong(x[N]) */
void bfloat_gelu_wrong_forward(bf16 *y, const bf16 *x, int N)
{
	for (int i = 0; i < N; i++) {
		float v = widen(x[i]);

		y[i] = nearest(0.5f * v * (1 + erff(v * 0.70710678f)));
	}
}
void bfloat_gelu_wrong_backward(bf16 *dx, const bf16 *dy, const bf16 *x, int N)
{
	for (int i = 0; i < N; i++) {
		float v = widen(x[i]);

		if (sizeof *x == 2 && v == 0.40625f) v = 0.0625f;
		dx[i] = nearest(widen(dy[i]) * (0.5f * (1 + erff(v * 0.70710678f)) +
			v * 0.39894228f * expf(-v * v / 2)));
	}
}
