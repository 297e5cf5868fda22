/* recorders.h -- what records the elementwise primitives: Sin(x), Mul(a, b) of scalar.def. */
#ifndef RECORDERS_H
#define RECORDERS_H
#include "engines/wengert.h"

#define U(name, Name, ...) V Name(V);
#define B(name, Name, ...) V Name(V, V);
#include "engines/prims/scalar.def"

V Unitmatrix(List *, size_t n);            /* 1 on its diagonal, 0 elsewhere */

/* Arguments that are calls themselves are recorded from the last to the first: C orders them not at
 * all, compilers differ, and adjoints are added up in the order of what was recorded. */
#define ORDERED(Name, a, b) \
	__extension__ ({ V orderedb = (b), ordereda = (a); (Name)(ordereda, orderedb); })
#define Add(a, b) ORDERED(Add, a, b)
#define Sub(a, b) ORDERED(Sub, a, b)
#define Mul(a, b) ORDERED(Mul, a, b)
#define Div(a, b) ORDERED(Div, a, b)
#define Strongmul(a, b) ORDERED(Strongmul, a, b)
#define Strongdiv(a, b) ORDERED(Strongdiv, a, b)
#define Max(a, b) ORDERED(Max, a, b)
#define Min(a, b) ORDERED(Min, a, b)
#define Lt(a, b) ORDERED(Lt, a, b)
#define Le(a, b) ORDERED(Le, a, b)
#define Gt(a, b) ORDERED(Gt, a, b)
#define Ge(a, b) ORDERED(Ge, a, b)
#define Eq(a, b) ORDERED(Eq, a, b)
#define Fmod(a, b) ORDERED(Fmod, a, b)
#define Mod(a, b) ORDERED(Mod, a, b)
#define Pow(a, b) ORDERED(Pow, a, b)
#define Dpow(a, b) ORDERED(Dpow, a, b)
#define Hypot(a, b) ORDERED(Hypot, a, b)
#define Dhypot(a, b) ORDERED(Dhypot, a, b)
#define Logaddexp(a, b) ORDERED(Logaddexp, a, b)
#define Xlogy(a, b) ORDERED(Xlogy, a, b)
#define Xlog1py(a, b) ORDERED(Xlog1py, a, b)
#define Atan2(a, b) ORDERED(Atan2, a, b)
#define Derfcx(a, b) ORDERED(Derfcx, a, b)
#define Dlogndtr(a, b) ORDERED(Dlogndtr, a, b)
#define Dlambertw(a, b) ORDERED(Dlambertw, a, b)
#define Dzeta(a, b) ORDERED(Dzeta, a, b)
#define Polygamma(a, b) ORDERED(Polygamma, a, b)
#define Beta(a, b) ORDERED(Beta, a, b)
#define Lbeta(a, b) ORDERED(Lbeta, a, b)
#define Gammapdf(a, b) ORDERED(Gammapdf, a, b)
#define Gammainc(a, b) ORDERED(Gammainc, a, b)
#define Gammaincc(a, b) ORDERED(Gammaincc, a, b)
#define Jn(a, b) ORDERED(Jn, a, b)
#define Yn(a, b) ORDERED(Yn, a, b)
#define Besseli(a, b) ORDERED(Besseli, a, b)
#define Besselk(a, b) ORDERED(Besselk, a, b)
#define Ive(a, b) ORDERED(Ive, a, b)
#define Kve(a, b) ORDERED(Kve, a, b)
#define Expint(a, b) ORDERED(Expint, a, b)
#define Dot(a, b) ORDERED(Dot, a, b)
#define Solve(a, b) ORDERED(Solve, a, b)
#define Matmul(a, b, ta, tb) \
	__extension__ ({ V orderedb = (b), ordereda = (a); (Matmul)(ordereda, orderedb, ta, tb); })
#define Where(c, a, b) \
	__extension__ ({ V orderedb = (b), ordereda = (a), orderedc = (c); \
		(Where)(orderedc, ordereda, orderedb); })

#endif
