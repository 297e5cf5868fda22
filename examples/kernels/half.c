/* half -- numbers of 16 bits: _Float16, and bits that a typedef holds.  All 65,536 inputs are
 * tried.
 *	wengert vjp examples/kernels/half.c
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

_Float16 sigmoid(_Float16 x) { return (_Float16)(1 / (1 + expf(-(float)x))); }
_Float16 sigmoid_vjp(_Float16 x, _Float16 g)
{
	float e = expf(-fabsf((float)x));

	return (_Float16)((float)g * e / ((1 + e) * (1 + e)));
}

/* wengert: bf16 holds bfloat16 */
typedef uint16_t bf16;

static float tofloat(bf16 h)
{
	uint32_t u = (uint32_t)h << 16;
	float f;

	memcpy(&f, &u, sizeof f);
	return f;
}

static bf16 tobf16(float f)
{
	uint32_t u;

	memcpy(&u, &f, sizeof u);
	if (f != f) return 0x7fc0;
	return (bf16)((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

/* wengert: y[N] = square(x[N]) */
void square_forward(bf16 *y, const bf16 *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = tobf16(tofloat(x[i]) * tofloat(x[i]));
}

void square_backward(bf16 *dx, const bf16 *dy, const bf16 *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = tobf16(2 * tofloat(x[i]) * tofloat(dy[i]));
}
