/* bfloat_silu_missing_product_rule_term -- of x s(x) only s is left, bits in uint16_t */
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

bf16 bfloat_silu(bf16 x) { return nearest(widen(x) / (1 + expf(-widen(x)))); }
bf16 bfloat_silu_vjp(bf16 x, bf16 g)
{
	float v = widen(x), s = 1 / (1 + expf(-v));

	return nearest(widen(g) * (s * (1 + v * (1 - s))));
}

bf16 bfloat_silu_wrong(bf16 x) { return nearest(widen(x) / (1 + expf(-widen(x)))); }
bf16 bfloat_silu_wrong_vjp(bf16 x, bf16 g)
{
	float v = widen(x), s = 1 / (1 + expf(-v));

	return nearest(widen(g) * (s));
}
