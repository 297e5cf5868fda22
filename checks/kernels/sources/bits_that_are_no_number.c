/* expect 1: INCONCLUSIVE .*widen\(0x[0-9a-f]*\) is .*, and not .*: it is no conversion */
/* a conversion that loses the lowest bit: the wide types would compute something else */
#include <stdint.h>
#include <string.h>
/* wengert: bf16 holds bfloat16 */
typedef uint16_t bf16;

static float widen(bf16 h)
{
	uint32_t u = (uint32_t)(h & 0xfffe) << 16;
	float f;

	memcpy(&f, &u, sizeof f);
	return f;
}

static bf16 narrow(float f)
{
	uint32_t u;

	memcpy(&u, &f, sizeof u);
	return (bf16)(u >> 16);
}

bf16 twice(bf16 x) { return narrow(2 * widen(x)); }
bf16 twice_vjp(bf16 x, bf16 g) { return narrow(2 * widen(g)); }
