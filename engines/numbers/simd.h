/* vector.h -- loops over binary64 for wide processors: the same numbers, sooner
 *
 * What is exact or rounded once gives the bits the plain loops give.  exp, log, sin ... are
 * SLEEF's, within 1 ulp: an element's value hangs neither on the array it stands in nor on the
 * width of the processor.
 */
#ifndef VECTOR_H
#define VECTOR_H
#include "engines/wengert.h"
#include "engines/numbers/slots.h"

enum { WIDTH = 8 };                        /* below, the plain loops */

typedef struct {
	const char *name;                  /* of the processors it is for */
	/* NULL: the plain loop */
	void (*unary[NUNARY])(size_t n, double *y, const double *x);
	void (*binary[NBINARY])(size_t n, double *y, const double *a, const double *b);
	/* rounded another way than the C library: for any n, or none */
	bool maths[NUNARY];
	void (*where)(size_t n, double *y, const double *c, const double *a, const double *b);
	void (*axpy)(size_t n, double *y, const double *a, const double *x);
	void (*gather)(size_t n, double *lane, const double *x);   /* lane[i mod LANES] += x[i] */

	/* products, a row major: y[j] = a x[j] of n columns;  y = a' x;  y = u v';  c = a b or a'
	 * b, small ones */
	/* a: m x p */
	void (*rows)(size_t m, size_t p, size_t n, double *const *y, const double *a,
		const double *const *x);
	/* a: p x m */
	void (*columns)(size_t m, size_t p, double *y, const double *a, const double *x);
	void (*outer)(size_t m, size_t n, double *y, const double *u, const double *v);
	void (*product)(size_t m, size_t p, size_t n, bool ta, double *c, const double *a,
		const double *b);
} Vector;

extern Vector wide;                        /* the widest this processor has */

#endif
