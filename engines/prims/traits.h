/* traits.h -- what a pass or a judge may know of a primitive without knowing which: Prim.traits.
 *
 * The last column of scalar.def; a line without it does not compile, and checks/units/traits.c
 * compares it with the values.
 */
#ifndef TRAITS_H
#define TRAITS_H
#include "engines/wengert.h"

enum {
	ANALYTIC = 0,            /* nothing to say: smooth wherever it is defined */

	/* where it is not smooth */
	STEPPING = 1 << 0,       /* constant but for jumps: derivative 0, or none */
	KINKED   = 1 << 1,       /* two slopes meet: at 0, or where its arguments tie */
	STEEP    = 1 << 2,       /* infinite slope at an end of its domain, or at 0 */
	POLES    = 1 << 3,       /* infinite at 0, at an end of its domain or inside */
	CUT      = 1 << 4,       /* jumps across a half line */

	/* where, and along what */
	ATWHOLE  = 1 << 5,       /* steps or repeats at whole numbers (fmod: multiples) */
	ATHALVES = 1 << 6,       /* or halfway between them */
	PERIODIC = 1 << 7,
	TWOSIDED = 1 << 8,       /* one law left of 0, another right of it */
	ATZERO   = 1 << 9,       /* smooth at 0, where it is not 0; or with one argument 0 */
	RISING   = 1 << 10,      /* never falls; */
	FALLING  = 1 << 11,      /* never rises, between poles */

	/* which operation */
	NEGATING = 1 << 12,
	ADDING   = 1 << 13,      /* a sum or difference */
	MULTIPLYING = 1 << 14,
	DIVIDING = 1 << 15,
	CHOOSING = 1 << 16,      /* the value of one of its arguments */
	COMMUTING = 1 << 17,     /* f(a, b) is f(b, a), to the bit */
	NEUTRAL0 = 1 << 18,      /* f(a, 0) is a, to the bit; */
	NEUTRAL1 = 1 << 19,      /* f(a, 1) is, but for the sign of 0 */
	ONE_AT0  = 1 << 20,      /* f(a, 0) = 1 whatever a is; */
	ONE_AT1  = 1 << 21,      /* f(a, 1) = 1 */
	FIXED0   = 1 << 22,      /* no derivative by its first argument, an order or condition; */
	FIXED1   = 1 << 23,      /* nor by its second one, an index */
	LESS     = 1 << 24,      /* a comparison: true where a < b, */
	EQUAL    = 1 << 25,      /* a = b, */
	GREATER  = 1 << 26,      /* a > b */
	BOUNDED  = 1 << 27,      /* by bounds that it tends to and never reaches; which: */
	LIBRARY  = 1 << 28,      /* kernels of C's library and MPFR: a line UL or BL */
	UNRULED0 = 1 << 29,      /* no rule gives its derivative by its first argument, 0.0/0.0 */
	UNRULED1 = 1 << 30,      /* nor by its second one */
};

/* ABOVE -1, 0 or 1, BELOW 1, 2 or 3; 0 in either place of two bits: none */
#define ABOVE(lo) (BOUNDED | (uint64_t)((lo) + 2) << 32)
#define BELOW(hi) (BOUNDED | (uint64_t)(hi) << 34)

/* whether there is a lower, an upper bound */
static inline bool below(const Prim *p, int *lo)
{
	*lo = (int)(p->traits >> 32 & 3) - 2;
	return *lo > -2;
}

static inline bool above(const Prim *p, int *hi)
{
	*hi = (int)(p->traits >> 34);
	return *hi > 0;
}

/* it has all of them */
static inline bool isthe(const Prim *p, uint64_t traits) { return (p->traits & traits) == traits; }
static inline bool compares(const Prim *p) { return p->traits & (LESS | EQUAL | GREATER); }
const char *signof(const Prim *);          /* of a comparison, as C writes it; NULL: it is none */

#endif
