/* rounded.h -- a special function's ball made narrower until it rounds (balls.c); after mpfr.h. */
#ifndef ROUNDED_H
#define ROUNDED_H
#include "engines/numbers/arb.h"

typedef void One(arb_t y, const arb_t x, slong p);
typedef void Two(arb_t y, const arb_t a, const arb_t b, slong p);
typedef void Three(arb_t y, const arb_t a, const arb_t b, const arb_t x, slong p);
/* one of them */
typedef struct { One *one; Two *two; Three *three; } How;

/* one: of x; two: of b and x; NaN: Arb knows no value, or none narrow enough */
double roundedball(How, double a, double b, double x);
/* a, b NULL: not needed; to: rounded to nearest, 8 bits more are sure */
int exactball(mpfr_ptr to, How, mpfr_srcptr a, mpfr_srcptr b, mpfr_srcptr x);

#endif
