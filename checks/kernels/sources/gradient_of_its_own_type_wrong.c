/* expect 1: WRONG gain: the rule for w is wrong .* 1 of 2 */
#include <stdint.h>
#include <string.h>
/* wengert: uint16_t holds bfloat16 */
static float wide(uint16_t h)
{
	uint32_t u = (uint32_t)h << 16;
	float f;

	memcpy(&f, &u, 4);
	return f;
}
static uint16_t narrow(float f)
{
	uint32_t u;

	memcpy(&u, &f, 4);
	u += 0x7fff + (u >> 16 & 1);
	return (uint16_t)(u >> 16);
}
/* wengert: y[N] = gain(x[N], w[N]) accumulates */
void gain_forward(uint16_t *y, const uint16_t *x, const uint16_t *w, int N)
{
	for (int n = 0; n < N; n++) y[n] = narrow(wide(x[n]) * wide(w[n]));
}
void gain_backward(uint16_t *dx, float *dw, const uint16_t *dy, const uint16_t *x,
	const uint16_t *w, int N)
{
	for (int n = 0; n < N; n++) {
		dx[n] = narrow(wide(dx[n]) + wide(dy[n]) * wide(w[n]));
		dw[n] += 2 * wide(dy[n]) * wide(x[n]);
	}
}

/* wengert: y[N] = bias(x[N], b) accumulates */
void bias_forward(uint16_t *y, const uint16_t *x, float b, int N)
{
	for (int n = 0; n < N; n++) y[n] = narrow(wide(x[n]) + b);
}
void bias_backward(float *dx, double *db, const float *dy, int N)
{
	for (int n = 0; n < N; n++) dx[n] += dy[n], *db += dy[n];
}
