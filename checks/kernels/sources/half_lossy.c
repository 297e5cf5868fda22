/* expect 0: LOSSY half_tanh: .*LOSSY brain_tanh: */
/* 1 - y^2 of a result that was rounded to 11 and to 8 digits */
#include <math.h>
#include <stdint.h>
#include <string.h>

_Float16 half_tanh(_Float16 x) { return (_Float16)tanhf((float)x); }
_Float16 half_tanh_vjp(_Float16 x, _Float16 y, _Float16 g) { return (_Float16)((float)g * (1 - (float)y * (float)y)); }

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
	return (bf16)((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

bf16 brain_tanh(bf16 x) { return nearest(tanhf(widen(x))); }
bf16 brain_tanh_vjp(bf16 x, bf16 y, bf16 g) { return nearest(widen(g) * (1 - widen(y) * widen(y))); }
