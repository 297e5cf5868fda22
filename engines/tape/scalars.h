/* scalars.h -- eager scalar programs: plain C on numbers that remember how they came about.
 *
 *	y = f(a, b)   leaves behind dy/da, dy/db;   one sweep back adds   ga += gy dy/da,  gb += gy
 * dy/db
 *
 * Every primitive of scalar.def has a recorder, its name with an s: Muls, Sins.  It computes at
 * once, so that C's own if and while look at .v; the program is recorded anew at each call, into
 * memory kept warm.
 *
 *	Scalar x = variable(3), y = Muls(x, Sins(x));
 *	seed(y, 1), backwardtape();                   adjoint(x) is dy/dx
 *
 * One recording a thread.  24 bytes an operation of two variables, 16 of one, none of constants.
 */
#ifndef SCALARS_H
#define SCALARS_H
#include "engines/numbers/kernels.h"
#include <stddef.h>
#include <stdint.h>

typedef struct { double v; uint32_t id; } Scalar;          /* id 0: a constant */

Scalar variable(double);
static inline Scalar constant(double v) { return (Scalar){ v, 0 }; }

/* adds g to y's adjoint; several results may be seeded before a sweep */
void   seed(Scalar y, double g);
void   backwardtape(void);                    /* from all that is seeded to the variables */
double adjoint(Scalar x);                  /* of a variable; adds up over sweeps until */
void   zeroadjoints(void);
/* forgets the recording and its adjoints, keeps the memory */
void   resettape(void);
void   freescalars(void);

/* bytes: written; held: of the arena, adjoints included */
typedef struct { size_t rows, bytes, held; } Recorded;
Recorded recorded(void);

/* ---- one row: its partial derivatives, then whose they are; b 0: one argument, a 0: a variable
 * --- */

typedef union { double d; struct { uint32_t a, b; } of; } Step;
/* where the next row goes; rows so far */
typedef struct { Step *at, *end; unsigned long n; } Pen;

extern _Thread_local Pen pen;
void turnpage(void);                       /* room for a row */

static inline Scalar step1(double y, uint32_t a, double da)
{
	Step *s;

	if (__builtin_expect(pen.end - pen.at < 3, 0))
		turnpage();
	s = pen.at;
	s[0].d = da;
	s[1].of.a = a;
	s[1].of.b = 0;
	pen.at = s + 2;
	return (Scalar){ y, (uint32_t)++pen.n };
}

static inline Scalar step2(double y, uint32_t a, double da, uint32_t b, double db)
{
	Step *s;

	if (__builtin_expect(pen.end - pen.at < 3, 0))
		turnpage();
	s = pen.at;
	s[0].d = da;
	s[1].d = db;
	s[2].of.a = a;
	s[2].of.b = b;
	pen.at = s + 3;
	return (Scalar){ y, (uint32_t)++pen.n };
}

/* ---- the formulas of scalar.def, read as C ------------------------------------------------- */

static inline double k_where(double c, double a, double b) { return c != 0 ? a : b; }

/* their names where C's library has none, or another; no formula may divide whole numbers */
#define NAMES \
	__attribute__((unused)) double h, pi = 3.14159265358979323846; \
	__attribute__((unused)) double (*const sqr)( \
		double) = k_sqr, \
	   (*const abs)(double) = k_abs, (*const sign)(double) = k_sign, \
	   (*const gauss)(double) = k_gauss, (*const sigmoid)(double) = k_sigmoid, \
	   (*const sech2)(double) = k_sech2, (*const sinpi)(double) = k_sinpi, \
	   (*const cospi)(double) = k_cospi, (*const sinc)(double) = k_sinc, \
	   (*const dsinc)(double) = k_dsinc, (*const digamma)(double) = k_digamma, \
	   (*const trigamma)(double) = k_trigamma, (*const j0)(double) = k_j0, \
	   (*const j1)(double) = k_j1, (*const y1)(double) = k_y1, (*const dj1)(double) = k_dj1, \
	   (*const dy1)(double) = k_dy1, (*const normpdf)(double) = k_normpdf, \
	   (*const expsq)(double) = k_expsq, (*const airyai)(double) = k_airyai, \
	   (*const airyaip)(double) = k_airyaip, (*const airybi)(double) = k_airybi, \
	   (*const airybip)(double) = k_airybip, \
	   (*const erfinv)(double) = k_erfinv, (*const derfinv)(double) = k_derfinv, \
	   (*const erfcinv)(double) = k_erfcinv, (*const derfcinv)(double) = k_derfcinv; \
	__attribute__((unused)) double (*const strongmul)(double, \
		double) = k_strongmul, \
		(*const max)(double, double) = k_max, (*const dpow)(double, double) = k_dpow, \
		(*const polygamma)(double, double) = k_polygamma, \
		(*const derfcx)(double, double) = k_derfcx, \
		(*const dlogndtr)(double, double) = k_dlogndtr, \
		(*const dlambertw)(double, double) = k_dlambertw, \
		(*const dzeta)(double, double) = k_dzeta, \
		(*const dhypot)(double, double) = k_dhypot, \
		(*const gammapdf)(double, double) = k_gammapdf, \
		(*const besseli)(double, double) = k_besseli, \
		(*const besselk)(double, double) = k_besselk, \
		(*const expint)(double, double) = k_expint, \
		(*const jn)(double, double) = k_jn, (*const yn)(double, double) = k_yn; \
	__attribute__((unused)) double (*const where)(double, double, double) = k_where, \
		(*const psidiff)(double, double, double) = k_psidiff, \
		(*const dive)(double, double, double) = k_dive, \
		(*const dkve)(double, double, double) = k_dkve;

#define U(...)
#define B(...)
#define UF(name, ...) static inline double k_##name(double);
#define BF(name, ...) static inline double k_##name(double, double);
#include "engines/prims/scalar.def"

#define U(...)
#define B(...)
#define UF(name, Name, lowering, ...) \
	static inline double k_##name(double x) { NAMES return __extension__ ({ lowering; }); }
#define BF(name, Name, lowering, ...) \
	static inline double k_##name(double a, double b) \
	{ \
		NAMES return __extension__ ({ lowering; }); \
	}
#include "engines/prims/scalar.def"

#define U(name, Name, lowering, dx, ...) \
	static inline double px##name(double x, double y) { NAMES return __extension__ ({ dx; }); }
#define B(name, Name, lowering, da, db, ...) \
	static inline double pa##name(double a, double b, double y) \
	{ \
		NAMES return __extension__({ da; }); \
	} \
	static inline double pb##name(double a, double b, double y) \
	{ \
		NAMES return __extension__({ db; }); \
	}
#include "engines/prims/scalar.def"

/* ---- recorders ----------------------------------------------------------------------------- */

#define FLOWS(formula) (formula[0] != '0' || formula[1]) /* the derivative 0 lets nothing through \
							  */

#define U(name, Name, lowering, dx, ...)                                                \
	static inline Scalar Name##s(Scalar x)                                         \
	{                                                                              \
		double y = k_##name(x.v);                                              \
		if (!x.id || !FLOWS(#dx)) return constant(y);                          \
		return step1(y, x.id, px##name(x.v, y));                              \
	}
#define B(name, Name, lowering, da, db, ...)                                            \
	static inline Scalar Name##s(Scalar a, Scalar b)                               \
	{                                                                              \
		double y = k_##name(a.v, b.v);                                         \
		uint32_t p = FLOWS(#da) ? a.id : 0, q = FLOWS(#db) ? b.id : 0;         \
		if (p && q) return step2(y, p, pa##name(a.v, b.v, y), q, pb##name(a.v, b.v, y)); \
		if (p)      return step1(y, p, pa##name(a.v, b.v, y));                \
		if (q)      return step1(y, q, pb##name(a.v, b.v, y));                \
		return constant(y);                                                    \
	}
#include "engines/prims/scalar.def"

#undef NAMES
#undef FLOWS
#endif
