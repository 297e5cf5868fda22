/* narrow.h -- binary64 to an IEEE format of 16 bits and back
 *
 *	sign | exponent of 16 - p bits, its bias emax - 1 | p - 1 bits of the significand
 *
 * p: bits of the significand; 2^emax: the first number too large.  Rounding goes to nearest, ties
 * to even, subnormals included; NaN stays NaN.
 *
 * An operation on such numbers that is computed in binary64 and then rounded is rounded correctly,
 * though it was rounded twice.  The second rounding can go wrong only where the first lands on a
 * midpoint m of two neighbours, which has p + 1 bits, while the exact result is not there.  With
 * a, b and m as integers of p, p and p + 1 bits:
 *
 *	a b       is exact in 2p bits
 *	a + b     is exact, or one term is less than 2^(p - 53) of the other, far from a midpoint
 *	a / b     |a/b - m| / m >= 1/(b m) > 2^-(2p + 1)
 *	sqrt a    |a - m^2| / 2m^2 > 2^-(2p + 4)
 *
 * 2p + 4 is 26 or 20; binary64 rounds by at most 2^-53.  Exponents do not matter: products and
 * quotients of numbers of both types are normal numbers of binary64.
 * (S. Figueroa, When is double rounding innocuous?, SIGNUM Newsletter 30, 1995: 2p + 2 bits do.)
 */
#ifndef NARROW_H
#define NARROW_H
#include <math.h>
#include <stdint.h>
#include <string.h>

/* the value of the bits */
static inline double widened(uint16_t bits, int p, int emax)
{
	uint64_t low = bits & ((1u << (p - 1)) - 1), e = (bits & 0x7fff) >> (p - 1), d;
	double x;

	if (!e)
		return (bits >> 15 ? -1. : 1.) * (double)low * ldexp(1, 3 - emax - p);
	e = e == 2 * (uint64_t)emax - 1 ? 2047 : e + 1024 - (uint64_t)emax;
	d = (uint64_t)(bits >> 15) << 63 | e << 52 | low << (53 - p);
	memcpy(&x, &d, sizeof x);
	return x;
}

/* the bits of the nearest number */
static inline uint16_t narrowed(double x, int p, int emax)
{
	uint64_t d, e, unit = (uint64_t)1 << (53 - p);
	uint16_t sign, infinity = (uint16_t)((2 * emax - 1) << (p - 1));

	memcpy(&d, &x, sizeof d);
	sign = (uint16_t)(d >> 63 << 15);
	d &= INT64_MAX;
	if (x != x)
		return (uint16_t)(sign | infinity | (1u << (p - 2)));
	if (fabs(x) < ldexp(1, 2 - emax))      /* in units of the least: rint rounds ties to even */
		return (uint16_t)(sign | (uint16_t)rint(ldexp(fabs(x), emax + p - 3)));
	d += unit / 2 - 1 + (d / unit & 1);    /* may carry into the exponent, as it should */
	e = (d >> 52) + (uint64_t)emax - 1024;
	if (e >= 2 * (uint64_t)emax - 1)
		return (uint16_t)(sign | infinity);
	return (uint16_t)(sign | e << (p - 1) | (d / unit & ((1u << (p - 1)) - 1)));
}

#endif
