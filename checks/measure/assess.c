/* assess.c -- the reference and an engine side by side. */
#include "checks/measure/assess.h"
#include "engines/reference/certificate.h"
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <limits.h>
#include <math.h>

/* up to FEW inputs each has a proof of its own, and f'' with it; up to FEW2 each entry of a
 * Hessian */
enum { FEW = 4, FEW2 = 16, SEED = 42 };

/* what rules gave, and one direction confirmed */
static void taken(Facts *a, const Certificate *c)
{
	a->ny = c->ny;
	a->bits = c->bits;
	a->computed = true;
	a->y = alloc(a->ny, sizeof *a->y);
	a->t = newtruths(a->ny * a->nx);
	for (size_t o = 0; o < a->ny; o++) {
		mpfr_init2(a->y[o], mpfr_get_prec(c->y[o]));
		mpfr_set(a->y[o], c->y[o], MPFR_RNDN);
	}
	for (size_t k = 0; k < a->ny * a->nx; k++) {
		Truth *t = &a->t[k];

		mpfr_set_prec(t->d, mpfr_get_prec(c->J[k]));
		mpfr_set(t->d, c->J[k], MPFR_RNDN);
		mpfr_set_nan(t->left), mpfr_set_nan(t->right), mpfr_set_nan(t->second),
			mpfr_set_nan(t->radius);
		t->proof = DIRECTION;
		t->class = mpfr_zero_p(t->d) ? ZERO : SMOOTH;
		t->bits = c->bits;
	}
}

/* J by MPFR reverse mode, where one direction that is proved confirms every entry of it */
static bool confirmed(Facts *a, int want, bool second)
{
	Certificate c = (second ? certifysecond : certify)(&a->fn, a->x, want, SEED, SIZE_MAX);
	bool sure = c.sure;

	if (sure) taken(a, &c);
	freecertificate(&c);
	return sure;
}

/* along each input, with the second derivatives */
static void onebyone(Facts *a, Reference *r)
{
	double *v = alloc(a->nx, sizeof *v);

	for (size_t i = 0; i < a->nx; i++) {
		Truth *t = newtruths(a->ny);

		v[i] = 1;
		if (a->nx > FEW) firsts(r, a->x, v, t);
		else             along(r, a->x, v, t);
		v[i] = 0;
		for (size_t o = 0; o < a->ny; o++) {
			Truth old = a->t[o * a->nx + i];

			a->t[o * a->nx + i] = t[o];
			t[o] = old;
		}
		freetruths(a->ny, t);
	}
	release(v);
}

Facts entries(const Fn *f, const double *x, int want)
{
	char why[WHY];
	Reference *r = newreference(f, want, why);
	Facts a = { .fn = *f, .x = x, .nx = refnx(r) };

	/* of a function that branches, only now is the number of results known */
	primal(r, x, NULL);
	a.ny = refny(r);
	a.y = alloc(a.ny, sizeof *a.y);
	for (size_t o = 0; o < a.ny; o++) mpfr_init(a.y[o]);
	a.computed = !primal(r, x, a.y);
	a.t = newtruths(a.ny * a.nx);
	if (a.nx <= FEW || !every(r, x, false, a.t)) onebyone(&a, r);
	for (size_t k = 0; k < a.ny * a.nx; k++)
		if (a.t[k].bits > a.bits) a.bits = a.t[k].bits;
	freereference(r);
	return a;
}

/* one derivative of each result: of order w, or the first along v; compared with that of fn */
static Facts single(const Fn *f, const Fn *fn, const double *x, const Powers *w, const double *v,
	int want)
{
	char why[WHY];
	Reference *r = newreference(f, want, why);
	Facts a = { .fn = *fn, .x = x, .v = v, .nx = 1 };

	primal(r, x, NULL);
	a.ny = refny(r);
	a.y = alloc(a.ny, sizeof *a.y);
	for (size_t o = 0; o < a.ny; o++) mpfr_init(a.y[o]);
	a.computed = !primal(r, x, a.y);
	a.t = newtruths(a.ny);
	if (w) powers(r, x, w, a.t);
	else   along(r, x, v, a.t);
	for (size_t o = 0; o < a.ny; o++)
		if (a.t[o].bits > a.bits) a.bits = a.t[o].bits;
	freereference(r);
	return a;
}

Facts factsalong(const Fn *f, const double *x, const double *v, int want)
{
	return single(f, f, x, NULL, v, want);
}

Facts higherfacts(const Fn *f, const Fn *last, const double *x, const Powers *w, const double *v,
	int want)
{
	return single(f, last, x, w, v, want);
}

Facts facts(const Fn *f, const double *x, int want)
{
	Facts a = { .fn = *f, .x = x, .nx = inputsof(f) };

	return a.nx > FEW && confirmed(&a, want, false) ? a : entries(f, x, want);
}

/* of a function whose list is another on each side of a comparison */
static void twobytwo(Facts *h, Reference *r)
{
	size_t n = h->nx;
	double *v = alloc(n, sizeof *v), *w = alloc(n, sizeof *w);

	for (size_t i = 0; i < n; i++) {
		v[i] = 1;
		for (size_t j = i; j < n; j++) {
			w[j] = 1;
			curved(r, h->x, v, w, &h->t[i * n + j]);
			w[j] = 0;
		}
		v[i] = 0;
	}
	release(v);
	release(w);
}

Facts secondfacts(const Fn *f, const double *x, int want, bool each)
{
	char why[WHY];
	Reference *r;
	size_t n = inputsof(f);
	Facts h = { .fn = *f, .x = x, .nx = n };

	if (!each && n > FEW2 && confirmed(&h, want, true))
		return h;
	r = newreference(f, want, why);
	h.ny = n;
	h.t = newtruths(n * n);
	h.y = alloc(n, sizeof *h.y);
	for (size_t i = 0; i < n; i++) mpfr_init(h.y[i]);
	if (n <= FEW || !every(r, x, true, h.t)) twobytwo(&h, r);
	for (size_t k = 0; k < n * n; k++) {
		if (k % n < k / n) copytruth(&h.t[k], &h.t[k % n * n + k / n]);
		if (h.t[k].bits > h.bits) h.bits = h.t[k].bits;
	}
	freereference(r);
	return h;
}

bool resting(const Facts *f)
{
	bool any = false;

	for (size_t k = 0; k < f->ny * f->nx && !any; k++) any = f->t[k].proof == DIRECTION;
	return any;
}

bool certified(const Facts *f)
{
	bool all = true;

	for (size_t k = 0; k < f->ny * f->nx && all; k++)
		all = f->t[k].proof == ENTRY || f->t[k].proof == STRUCTURE;
	return all;
}

void freefacts(Facts *a)
{
	for (size_t o = 0; o < a->ny; o++) mpfr_clear(a->y[o]);
	release(a->y);
	freetruths(a->ny * a->nx, a->t);
	*a = (Facts){ 0 };
}

bool known(const Truth *t) { return t->class == SMOOTH || t->class == ZERO || t->class == JOIN; }

void exactly(const Num *T, mpfr_t y, const void *x)
{
	double d;

	if (adjustable(T)) {
		mpfr_set_prec(y, mpfr_get_prec(*(const mpfr_t *)x));
		mpfr_set(y, *(const mpfr_t *)x, MPFR_RNDN);
		return;
	}
	T->get(1, &d, x);
	mpfr_set_prec(y, 53);
	mpfr_set_d(y, d, MPFR_RNDN);
}

double valueulps(const Facts *f, const Answer *a, size_t o)
{
	Truth t = { .class = SMOOTH };
	double u;
	mpfr_t y;

	mpfr_init(y);
	exactly(a->j.num, y, elem(a->j.num, a->j.y, o));
	t.d[0] = f->y[o][0];
	u = mpfr_nan_p(f->y[o]) ? NAN : ulps(y, &t, a->j.num);
	mpfr_clear(y);
	return u;
}

/* the largest derivative of one result, which the others' errors are measured against too */
static const Truth *largest(const Facts *f, size_t o)
{
	const Truth *most = NULL;

	for (size_t i = 0; i < f->nx; i++) {
		const Truth *t = &f->t[o * f->nx + i];

		if (known(t) && (!most || mpfr_cmpabs(t->d, most->d) > 0)) most = t;
	}
	return most;
}

/* an ulp of a is 2 to this */
static long place(const mpfr_t a, const Num *T)
{
	return lastplace(T, mpfr_zero_p(a) ? LONG_MIN : mpfr_get_exp(a));
}

/* what is u ulps of its entry in ulps of the largest of its row: anew, for u may be beyond a double
 * where the other is small */
static double scaled(double u, const mpfr_t y, const Truth *t, const Truth *most, const Num *T)
{
	mpfr_t off;

	if (!known(t) || !mpfr_number_p(y))
		return u;
	mpfr_init2(off, 128);
	mpfr_sub(off, y, t->d, MPFR_RNDA);
	mpfr_mul_2si(off, off, -place(most->d, T), MPFR_RNDA);
	u = fabs(mpfr_get_d(off, MPFR_RNDN));
	mpfr_clear(off);
	return u;
}

static bool isnumber(const Num *T, const void *x)
{
	double d;

	T->get(1, &d, x);
	return !isnan(d);
}

/* outside the domain there is no derivative, whatever a rule gives there */
static void erase(const Facts *f, Jacobian *j, size_t o)
{
	j->num->fill(f->nx, elem(j->num, j->J, o * f->nx), NAN);
}

Answer answer(const Engine *e, const Facts *f, const Num *T) { return measured(e, f, T, T); }

Answer measured(const Engine *e, const Facts *f, const Num *T, const Num *units)
{
	return assessed(e,
		f->v ? directional(e, &f->fn, T, f->x, f->v) : jacobian(e, &f->fn, T, f->x), f,
		units);
}

Answer assessed(const Engine *e, Jacobian j, const Facts *f, const Num *units)
{
	Answer a = { .engine = e, .j = j };
	const Num *T = j.num;
	mpfr_t y;

	a.status = a.j.status == CRASHED ? UNABLE : a.j.status;
	if (a.status != OK)
		return a;
	mpfr_init(y);
	a.ulps = alloc(f->ny * f->nx, sizeof *a.ulps);
	a.norm = alloc(f->ny * f->nx, sizeof *a.norm);
	for (size_t o = 0; o < f->ny; o++) {
		const Truth *most = largest(f, o);

		if (!isnumber(T, elem(T, a.j.y, o)))
			erase(f, &a.j, o);
		for (size_t i = 0, k = o * f->nx; i < f->nx; i++, k++) {
			exactly(T, y, elem(T, a.j.J, k));
			if (mpfr_nan_p(y)) a.status = UNDEFINED;
			a.ulps[k] = ulps(y, &f->t[k], units);
			a.norm[k] = scaled(a.ulps[k], y, &f->t[k], most, units);
			if (a.ulps[k] > a.ulps[a.worst] || isnan(a.ulps[a.worst])) a.worst = k;
		}
	}
	mpfr_clear(y);
	return a;
}

void freeanswer(Answer *a)
{
	if (a->j.num)
		freejacobian(&a->j);
	release(a->ulps);
	release(a->norm);
	*a = (Answer){ 0 };
}

double median(size_t n, const double *x, double part)
{
	double *s = alloc(n, sizeof *s), m;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(x[i])) s[k++] = x[i];
	gsl_sort(s, 1, k);
	m = k ? gsl_stats_quantile_from_sorted_data(s, 1, k, part) : NAN;
	release(s);
	return m;
}
