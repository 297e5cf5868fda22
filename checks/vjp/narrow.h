/* narrow.h -- what the judge knows of each number type: its digits, its range, its names. */
#ifndef CHECKS_NARROW_H
#define CHECKS_NARROW_H
#include "checks/vjp/kernel.h"

/* digits: of the significand; most: the exponent of the first number too large; least: that of
 * the smallest above 0 */
typedef struct {
	const char *name, *says, *c;       /* float16, binary16, _Float16 */
	int digits, most, decimals; /* decimals: that tell two numbers apart */
	/* values of a case: 2^offset with quarters beside it is exact, as is 2^tiny; e^far is near
	 * the end of the range */
	int offset, tiny, far;
} Type;
extern const Type types[PRECISIONS];

static inline bool narrowtype(Precision p) { return p < F32; }
Precision precisionof(Base);               /* of a number; F64 where it is none */
bool narrowbase(Base);

uint16_t bitsof(Quad, Precision);          /* nearest, in a type of 16 bits */
Quad     ofbits(uint16_t, Precision);
Quad     nextin(Precision, Quad v, double way);        /* its neighbour */

Quad leastof(Precision);                   /* above 0: 2^leastexponent */
int  leastexponent(Precision);
Quad mostof(Precision);                    /* the largest number */
Quad halfdigits(Precision);                /* 2 to the minus half of its digits */
Quad slack(Precision);                     /* relative fault of a rule that its type cannot tell */

#endif
