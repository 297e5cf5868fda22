/* ballops.h -- operations on balls of a value and its derivative, for ball.c and its table. */
#ifndef BALLOPS_H
#define BALLOPS_H
#include "engines/numbers/arb.h"
#include "engines/wengert.h"
#include <stdbool.h>

typedef struct { arb_t v, d; } Ball;       /* value and derivative */
typedef bool Op(Ball *y, const Ball *a, const Ball *b, slong p);

/* y = s(a), s a function on series */
typedef void Series(arb_poly_t, const arb_poly_t, slong, slong);

bool series(Ball *y, const Ball *a, Series *, slong p);
#define BYSERIES(name, fn) \
	bool b_##name(Ball *y, const Ball *a, const Ball *b, slong p) \
	{ \
		return series(y, a, fn, p); \
	}
void chain(Ball *y, const Ball *a, const arb_t f, slong p);

/* by Arb's series (ball.c), and others (ballspecial.c, ballerf.c, ballgamma.c, ballairy.c) */
#define B(name) bool b_##name(Ball *y, const Ball *a, const Ball *b, slong p);
B(exp)
B(log)
B(log1p)
B(sin)
B(cos)
B(tan)
B(atan)
B(sinh)
B(cosh)
B(sqrt)
B(sinpi)
B(cospi)
B(gamma)
B(digamma)
B(erf)
B(erfc)
B(inv)
B(expm1)
B(exp2)
B(log2)
B(log10)
B(tanh)
B(asinh)
B(acosh)
B(atanh)
B(lgamma)
B(trigamma)
B(j0)
B(j1)
B(y0)
B(y1)
B(erfcx)
B(logndtr)
B(erfinv)
B(erfcinv)
B(derfinv)
B(derfcinv)
B(lambertw)
B(zeta)
B(xlog1py)
B(ei)
B(e1)
B(erfi)
B(airyai)
B(airyaip)
B(airybi)
B(airybip)
B(gammapdf)
B(gammainc)
B(gammaincc)
#undef B
bool ofthree(const Prim *, Ball *y, const Ball *a, const Ball *b, const Ball *x, slong p);

#endif
