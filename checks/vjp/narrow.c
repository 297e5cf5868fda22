/* narrow.c -- binary16 and bfloat16 beside the wider types; numbers are kept in binary128. */
#include "checks/vjp/narrow.h"
#include "checks/vjp/limits.h"
#include "engines/numbers/narrow.h"

const Type types[PRECISIONS] = {
	[BF16] = { "bfloat16", "bfloat16",  "__bf16",       8,   128,   4,  4,  -20,  90 },
	[F16]  = { "float16",  "binary16",  "_Float16",     11,  16,    5,  7,  -6,   12 },
	[F32]  = { "float32",  "binary32",  "float",        24,  128,   9,  16, -20,  90 },
	[F64]  = { "float64",  "binary64",  "double",       53,  1024,  17, 40, -100, 800 },
	[F128] = { "float128", "binary128", "wengert_quad", 113, 16384, 36, 40, -100, 800 },
};

bool narrowbase(Base b) { return b == REAL16 || b == BREAL16; }

Precision precisionof(Base b)
{
	return b == REAL16 ? F16 : b == BREAL16 ? BF16 : b == REAL32 ? F32 : F64;
}

/* binary64 keeps more than twice the digits and the numbers come from narrow ones, or are not on
 * a midpoint: to odd, so that the second rounding cannot go wrong */
static double toodd(Quad v)
{
	double d = (double)v, other;

	if (d - d != 0 || (Quad)d == v) return d;
	other = nextafter(d, v > (Quad)d ? INFINITY : -INFINITY);
	return fmod(ldexp(frexp(d, &(int){ 0 }), 53), 2) != 0 ? d : other;
}

uint16_t bitsof(Quad v, Precision p) { return narrowed(toodd(v), types[p].digits, types[p].most); }
Quad ofbits(uint16_t b, Precision p) { return (Quad)widened(b, types[p].digits, types[p].most); }

Quad nextin(Precision p, Quad v, double way)
{
	uint16_t b;

	if (p == F32) return (Quad)nextafterf((float)v, (float)way);
	if (!narrowtype(p)) return (Quad)nextafter((double)v, way);
	if ((Quad)way == v) return v;
	if (v == 0) return way > 0 ? leastof(p) : -leastof(p);
	b = bitsof(v, p);
	return ofbits((uint16_t)(b + ((v > 0) == ((Quad)way > v) ? 1 : -1)), p);
}

int leastexponent(Precision p)
{
	const Num *const number[] = { [BF16] = &bf16, [F16] = &f16, [F32] = &f32, [F64] = &f64 };

	return p == F128 ? -16494 : number[p]->emin;
}
Quad leastof(Precision p) { return (Quad)ldexpl(1, leastexponent(p)); }
Quad mostof(Precision p)
{
	return (Quad)ldexpl(1, types[p].most - 1) * (2 - 2 * unitof(p));
}
Quad halfdigits(Precision p) { return (Quad)ldexpl(1, -((types[p].digits + 1) / 2)); }
Quad slack(Precision p) { return (narrowtype(p) ? NARROWSLACK : WIDESLACK) * unitof(p); }
Quad unitof(Precision p) { return (Quad)ldexpl(1, -types[p].digits); }
