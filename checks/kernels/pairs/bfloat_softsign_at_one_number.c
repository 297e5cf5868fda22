/* bfloat_softsign_at_one_number -- one entry of a table of gradients is twice what it should be */
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

/* wengert: y = bfloat_softsign(x in [-1000,1000]) */
bf16 bfloat_softsign(bf16 x) { return nearest(widen(x) / (1 + fabsf(widen(x)))); }
bf16 bfloat_softsign_vjp(bf16 x, bf16 g)
{
	float d = 1 + fabsf(widen(x));

	return nearest(widen(g) / (d * d));
}

/* wengert: y = bfloat_softsign_wrong(x in [-1000,1000]) */
bf16 bfloat_softsign_wrong(bf16 x) { return nearest(widen(x) / (1 + fabsf(widen(x)))); }
bf16 bfloat_softsign_wrong_vjp(bf16 x, bf16 g)
{
	float d = 1 + fabsf(widen(x)), k = widen(x) == -11.3125f ? 2 : 1;

	return nearest(k * widen(g) / (d * d));
}
