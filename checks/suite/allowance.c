/* allowance.c -- what a difference may be off
 *
 *	allowed = promise + TRUNCATED truncation + (OPS u (|f| + |x f'|) + WEIGHED d) / h
 *
 * Truncation is that of the same formula with the same step in MPFR; u = 2^-p.  In binary64 and
 * binary32 h is small and d = 0: f rounds OPS times.  In shorter types x + kh is far from x: |f| is
 * the largest at the places the formula asks for, d the most that f as it is computed is off there.
 * Where a place lies outside the domain or the range there is nothing to compare with.  The names
 * in capitals: checks/measure/limits.def.
 */
#include "checks/suite/check.h"
#include "checks/measure/limits.h"
#include "engines/run/program.h"
#include <math.h>
#include <string.h>

/* of one result along one input: the largest |f|, its largest error */
typedef struct { double most, off; } Reach;

static double absolute(const mpfr_t v) { return fabs(mpfr_get_d(v, MPFR_RNDN)); }

static double stepof(const Engine *e, const Facts *f, const Num *T, size_t i)
{
	return ldexp(1, (int)stepexponent(digits(T), e->root, f->x[i], 1));
}

/* f at x in T beside f at x, x as T rounds it for the first only */
static void place(Program *p, Reference *r, const double *x, mpfr_t *y, Reach *reach, size_t stride)
{
	const Num *T = p->num;
	void *at = array(T, p->nx), *v;

	primal(r, x, y);
	T->set(p->nx, at, x);
	evaluate(p, at, NULL);
	v = array(T, p->ny);
	evaluate(p, at, v);
	for (size_t o = 0; o < p->ny; o++) {
		double exact = mpfr_get_d(y[o], MPFR_RNDN), is;
		Reach *to = &reach[o * stride];

		T->get(1, &is, elem(T, v, o));
		to->most = fmax(to->most, fabs(exact));
		to->off = isnan(is - exact) ? INFINITY : fmax(to->off, fabs(is - exact));
	}
	freearray(T, p->nx, at);
	freearray(T, p->ny, v);
}

static void places(const Engine *e, const Facts *f, const Num *T, Reach *reach)
{
	char why[WHY];
	Program p;
	bool opens = openprogram(&p, &f->fn, T, runs, why);
	Reference *r = opens ? newreference(&f->fn, digits(&f64), why) : NULL;
	double *x = alloc(f->nx, sizeof *x);
	mpfr_t *y = alloc(f->ny, sizeof *y);

	memcpy(x, f->x, f->nx * sizeof *x);
	for (size_t o = 0; o < f->ny; o++) mpfr_init(y[o]);
	for (size_t i = 0; r && i < f->nx; x[i] = f->x[i], i++)
		for (int k = -e->reach; k <= e->reach; k++) {
			x[i] = f->x[i] + k * stepof(e, f, T, i);
			place(&p, r, x, y, &reach[i], f->nx);
		}
	for (size_t o = 0; o < f->ny; o++) mpfr_clear(y[o]);
	if (r) closeprogram(&p);
	freereference(r);
	release(x);
	release(y);
}

static Reach *reaches(const Engine *e, const Facts *f, const Num *T)
{
	Reach *reach = alloc(f->ny * f->nx, sizeof *reach);

	for (size_t k = 0; k < f->ny * f->nx; k++) reach[k].most = absolute(f->y[k / f->nx]);
	if (T->wider) places(e, f, T, reach);
	return reach;
}

static double roundoff(const Engine *e, const Facts *f, const Num *T, size_t k, const Reach *reach)
{
	size_t i = k % f->nx;
	double d = absolute(f->t[k].d), values;

	if (T->wider && ROOM * fmax(reach->most, d) >= ldexp(1, (int)T->emax))
		return INFINITY;               /* a term may leave the range */
	values = OPS * unitroundoff(T) * (reach->most + fabs(f->x[i]) * d) + WEIGHED * reach->off;
	return values / stepof(e, f, T, i);
}

/* an ulp of the largest derivative of the result that entry k belongs to; 0: the entry is */
static double unit(const Answer *a, const Facts *f, const Num *T, size_t k)
{
	bool told = a->ulps[k] > 0 && isfinite(a->ulps[k]);

	if (mpfr_zero_p(f->t[k].d))
		return 0;
	return ldexp(told ? a->ulps[k] / a->norm[k] : 1,
		(int)lastplace(T, mpfr_get_exp(f->t[k].d)));
}

static Verdict wordof(const Answer *a, size_t k, double allowed)
{
	if (a->ulps[k] <= 1)
		return a->ulps[k] <= .5 ? HALF : ONE;
	return a->norm[k] <= allowed ? EXPLAINED : UNEXPLAINED;
}

double unexplained(const Answer *a, const Facts *f, const Num *T, double promise,
                   size_t words[VERDICTS])
{
	double w = 0;
	Reach *reach = reaches(a->engine, f, T);
	Answer t;

	precision(STEPBITS);
	stepdigits = digits(T);
	t = measured(a->engine, f, &mpfr, T);
	stepdigits = 0;
	for (size_t k = 0; k < f->ny * f->nx; k++) {
		double ulp, allowed;

		if (!known(&f->t[k]))
			continue;
		ulp = unit(a, f, T, k);
		allowed = promise + TRUNCATED * t.norm[k];
		if (ulp > 0) allowed += roundoff(a->engine, f, T, k, &reach[k]) / ulp;
		if (T->wider && !(allowed < INFINITY)) {
			words[VACUOUS]++;
			continue;
		}
		if (!(a->norm[k] / allowed <= w)) w = a->norm[k] / allowed;
		words[wordof(a, k, allowed)]++;
	}
	freeanswer(&t);
	release(reach);
	return w;
}
