/* difference.c -- derivatives from values alone, along x + t d.
 *
 *	onesided, leftsided   (f(x + h) - f(x))/h                             h ~ u^(1/2)
 *	central               (f(x + h) - f(x - h))/2h                        h ~ u^(1/3)
 *	fivepoint             (8 f(h) - 8 f(-h) - f(2h) + f(-2h))/12h         h ~ u^(1/5)
 *	richardson            central at h, h/2, h/4, extrapolated twice      h ~ u^(1/7)
 *	ridders               extrapolated until the error estimate grows     from h = 1/8
 *	gslforward ...        GSL's three, with their own error estimates     from h ~ u^(1/3)
 *
 * u is the unit round-off; h is a power of two times max(1, |x|) over |d|, so
 * that x + h is off as little as can be.  Steps balance truncation against
 * round-off: Nocedal and Wright, Numerical Optimization, section 8.1;
 * Ridders, Advances in Engineering Software 4 (1982).
 */
#include "engines/run/program.h"
#include "engines/numbers/slots.h"
#include <gsl/gsl_deriv.h>
#include <math.h>

typedef struct State State;
typedef void Formula(State *, long e, void *dy);       /* h = 2^e; dy of s->p.ny */
typedef struct { int root; Formula *formula; bool gsl; } Kind;

enum { POINTS = 6 };

struct State {
	Program p;
	const Kind *kind;
	const void *x, *d;                 /* where, and along which direction */
	void *at, *f[POINTS], *t;          /* a point, values, one scratch number */
	double *err;                       /* of each output, or NULL */
	size_t o;                          /* the output GSL looks at */
	void *center;                      /* f(x), once known */
	bool known;
};

/* f(x + k 2^e d) into y */
static void value_at(State *s, double k, long e, void *y)
{
	const Num *T = s->p.num;

	T->fill(1, s->t, k);
	T->scale(1, s->t, s->t, e);
	T->copy(s->p.nx, s->at, 1, s->x, 1);
	if (k != 0)
		T->axpy(s->p.nx, s->at, s->t, s->d);
	evaluate(&s->p, s->at, y);
}

static const void *center(State *s)
{
	if (!s->known)
		value_at(s, 0, 0, s->center);
	s->known = true;
	return s->center;
}

static void minus(const Num *T, size_t n, void *y, const void *a, const void *b)
{
	T->binary[B_sub](n, y, a, b);
}

static void onesided(State *s, long e, void *dy)
{
	const Num *T = s->p.num;
	const void *c = center(s);

	value_at(s, 1, e, s->f[0]);
	minus(T, s->p.ny, dy, s->f[0], c);
	T->scale(s->p.ny, dy, dy, -e);
}

static void leftsided(State *s, long e, void *dy)
{
	const Num *T = s->p.num;
	const void *c = center(s);

	value_at(s, -1, e, s->f[0]);
	minus(T, s->p.ny, dy, c, s->f[0]);
	T->scale(s->p.ny, dy, dy, -e);
}

static void central(State *s, long e, void *dy)
{
	const Num *T = s->p.num;

	value_at(s, +1, e, s->f[0]);
	value_at(s, -1, e, s->f[1]);
	minus(T, s->p.ny, dy, s->f[0], s->f[1]);
	T->scale(s->p.ny, dy, dy, -e - 1);
}

/* y = (k fine - coarse)/(k - 1): one step of Richardson's extrapolation; fine is overwritten */
static void extrapolate(State *s, double k, void *fine, const void *coarse)
{
	const Num *T = s->p.num;

	for (size_t o = 0; o < s->p.ny; o++) {
		void *y = elem(T, fine, o);

		T->fill(1, s->t, k - 1);
		minus(T, 1, s->at, y, elem(T, coarse, o));     /* the point is no longer needed */
		/* not times 1/(k - 1): that is no number of T */
		T->binary[B_div](1, s->at, s->at, s->t);
		T->binary[B_add](1, y, y, s->at);
	}
}

static void fivepoint(State *s, long e, void *dy)
{
	central(s, e, s->f[2]);
	central(s, e + 1, s->f[3]);
	extrapolate(s, 4, s->f[2], s->f[3]);
	s->p.num->copy(s->p.ny, dy, 1, s->f[2], 1);
}

static void richardson(State *s, long e, void *dy)
{
	for (int k = 0; k < 3; k++)
		central(s, e + 2 - k, s->f[2 + k]);
	extrapolate(s, 4, s->f[4], s->f[3]);
	extrapolate(s, 4, s->f[3], s->f[2]);
	extrapolate(s, 16, s->f[4], s->f[3]);
	s->p.num->copy(s->p.ny, dy, 1, s->f[4], 1);
}

/* ---- Ridders, one output at a time: a table that stops when its error grows ---- */

enum { TABLE = 12 };

static double quotient(State *s, long e, size_t o)
{
	double v;

	central(s, e, s->f[2]);
	s->p.num->get(1, &v, elem(s->p.num, s->f[2], o));
	return v;
}

static void ridders1(State *s, long e, size_t o, double *best, double *err)
{
	double a[TABLE][TABLE] = { { 0 } };

	for (*err = INFINITY; !isfinite(a[0][0] = *best = quotient(s, e, o)) && e > -40; e -= 3)
		;                          /* out of the domain: nearer */
	for (int i = 1; i < TABLE; i++) {
		double fac = 4, near;

		a[0][i] = quotient(s, e - i, o);
		for (int j = 1; j <= i; j++, fac *= 4) {
			a[j][i] = (a[j-1][i] * fac - a[j-1][i-1]) / (fac - 1);
			near = fmax(fabs(a[j][i] - a[j-1][i]), fabs(a[j][i] - a[j-1][i-1]));
			if (near <= *err) *err = near, *best = a[j][i];
		}
		if (fabs(a[i][i] - a[i-1][i-1]) >= 2 * *err)   /* 2: Ridders' own margin */
			return;
	}
}

static void ridders(State *s, long e, void *dy)
{
	for (size_t o = 0; o < s->p.ny; o++) {
		double best, err;

		ridders1(s, e, o, &best, &err);
		s->p.num->set(1, elem(s->p.num, dy, o), &best);
		if (s->err) s->err[o] = err;
	}
}

/* ---- GSL, in double ------------------------------------------------------------- */

static double gslvalue(double t, void *state)
{
	State *s = state;

	value_at(s, t, 0, s->f[0]);
	return ((double *)s->f[0])[s->o];
}

typedef int Gsl(const gsl_function *, double, double, double *, double *);

static void bygsl(State *s, long e, double *dy, Gsl *deriv)
{
	gsl_function f = { gslvalue, s };

	for (s->o = 0; s->o < s->p.ny; s->o++) {
		double err;

		deriv(&f, 0, ldexp(1, (int)e), &dy[s->o], &err);
		if (s->err) s->err[s->o] = err;
	}
}

static void gslforward(State *s, long e, void *dy)  { bygsl(s, e, dy, gsl_deriv_forward); }
static void gslbackward(State *s, long e, void *dy) { bygsl(s, e, dy, gsl_deriv_backward); }
static void gslcentral(State *s, long e, void *dy)  { bygsl(s, e, dy, gsl_deriv_central); }

/* ---- the engine --------------------------------------------------------------------- */

static void *open(const Fn *f, const Num *T, char why[WHY], const Kind *kind)
{
	State *s;

	if (kind->gsl && !T->cdouble) {
		snprintf(why, WHY, "GSL differences are in binary64 only");
		return NULL;
	}
	if (kind->formula == ridders && adjustable(T)) {
		snprintf(why, WHY, "the table is kept in binary64");
		return NULL;
	}
	s = newprogram(sizeof *s, f, T, why);
	if (s)
		s->kind = kind;
	return s;
}

static void room(State *s)
{
	const Num *T = s->p.num;

	if (s->at)
		return;
	s->at = array(T, s->p.nx ? s->p.nx : 1);
	s->t = array(T, 1);
	if (!s->p.ny)
		evaluate(&s->p, s->x, NULL);
	s->center = array(T, s->p.ny);
	for (int k = 0; k < POINTS; k++)
		s->f[k] = array(T, s->p.ny);
}

_Thread_local int stepdigits;

/* u^(1/root) max(1, |x|)/|d|; Ridders starts at 1/8 of that */
long stepexponent(int digits, int root, double x, double d)
{
	int ex, ed;

	frexp(fmax(1, fabs(x)), &ex);
	frexp(d, &ed);
	return ex - ed - (root ? digits / root : 3);
}

/* the smallest over what moves */
static long step(State *s)
{
	int bits = stepdigits ? stepdigits : digits(s->p.num);
	const Num *T = s->p.num;
	long e = 0;
	bool any = false;

	for (size_t i = 0; i < s->p.nx; i++) {
		double x, d;
		long one;

		T->get(1, &x, elem(T, s->x, i));
		T->get(1, &d, elem(T, s->d, i));
		if (d == 0)
			continue;
		one = stepexponent(bits, s->kind->root, x, d);
		if (!any || one < e) e = one;
		any = true;
	}
	return any ? e : 0;
}

static Status jvp(void *state, const void *x, size_t k, const void *d, void *y, void *dy,
	double *err)
{
	State *s = state;
	const Num *T = s->p.num;

	s->x = x;
	s->known = false;
	room(s);
	for (size_t j = 0; j < k; j++) {
		s->d = elem(T, d, j * s->p.nx);
		s->err = err ? err + j * s->p.ny : NULL;
		s->kind->formula(s, step(s), elem(T, dy, j * s->p.ny));
	}
	if (y)
		T->copy(s->p.ny, y, 1, center(s), 1);
	return OK;
}

static void close(void *state)
{
	State *s = state;
	const Num *T = s->p.num;

	if (s->at) {
		freearray(T, s->p.nx ? s->p.nx : 1, s->at);
		freearray(T, 1, s->t);
		freearray(T, s->p.ny, s->center);
		for (int k = 0; k < POINTS; k++) freearray(T, s->p.ny, s->f[k]);
	}
	closeprogram(&s->p);
	release(s);
}

#define D(id, name, what, power, far, isgsl, guesses) \
	static const Kind id##_kind = { power, id, isgsl }; \
	static void *id##_open(const Fn *f, const Num *T, char why[WHY]) \
	{ \
		return open(f, T, why, &id##_kind); \
	} \
	const Engine id##_engine = { name, what, id##_open, .jvp = jvp, .close = close, \
		.estimates = guesses, .root = isgsl ? 0 : power, .reach = far };
D(onesided,    "forward-difference",  "(f(x+h) - f(x))/h",                       2, 1, false, false)
D(leftsided,   "backward-difference", "(f(x) - f(x-h))/h",                       2, 1, false, false)
D(central,     "central",             "(f(x+h) - f(x-h))/2h",                    3, 1, false, false)
D(fivepoint,   "five-point",          "central at h and 2h, extrapolated",       5, 2, false, false)
D(richardson, "richardson", "central at h, 2h, 4h, extrapolated twice", 7, 4, false, false)
D(ridders,     "ridders",             "extrapolated until its estimate grows",   0, 0, false, true)
D(gslforward,  "gsl-forward",         "GSL's adaptive forward difference",       3, 0, true,  true)
D(gslbackward, "gsl-backward",        "GSL's adaptive backward difference",      3, 0, true,  true)
D(gslcentral,  "gsl-central",         "GSL's adaptive central difference",       3, 0, true,  true)
