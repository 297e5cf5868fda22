/* bfloat16 -- textbook rules in bfloat16, rounded to the nearest, ties to even. */
#include <stdint.h>
#include <string.h>
/* wengert: bf16 holds bfloat16 */
typedef uint16_t bf16;

static float wide(bf16 h)
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

#define T    bf16
#define W(x) wide(x)
#define N(x) nearest(x)
#include "rules.h"
