/* split.c -- computed - f'(x) = T + R_x + R_f + R_d, each part exact.
 *
 * The quotient is formed in binary32 or binary64, one rounding an operation:
 * x + kh, the list, the subtraction, the division, the extrapolation as in
 * difference.c.  The parts are sums over the points in MPFR, where x + kh is
 * exact; f' is the reference's, which knows no rule.  The error is formed from
 * the computed number alone, so that the parts adding up to it says something.
 */
#include "checks/measure/split.h"
#include "checks/measure/limits.h"
#include "engines/run/program.h"
#include "engines/numbers/slots.h"
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

const Linear linear[] = {
	/*               levels order    n  points and weights */
	{ "forward", 0, 1, 1, { { 1, 1 }, { 0, -1 } } },
	{ "backward", 0, 1, 1, { { 0, 1 }, { -1, -1 } } },
	{ "central", 1, 2, 2, { { 1, 1 }, { -1, -1 } } },
	{ "five-point", 2, 4, 12, { { 1, 8 }, { -1, -8 }, { 2, -1 }, { -2, 1 } } },
	{ "richardson", 3, 6, 360,
		{ { 1, 256 }, { -1, -256 }, { 2, -40 }, { -2, 40 }, { 4, 1 }, { -4, -1 } } },
	{ 0 }
};

const char *const partname[] = { "T", "Rx", "Rf", "Rd", "roundoff", "error" };

const Linear *linearnamed(const char *name)
{
	for (const Linear *q = linear; q->name; q++)
		if (!strcmp(q->name, name))
			return q;
	die("there is no difference formula %s", name);
}

struct Split {
	Program held, exact;               /* f^, and f at enough bits */
	double x;
	long bits;                         /* of exact */
	mpfr_t d;
	char at[16], y[WEIGHTS][16], t[16];    /* numbers of held.num, which are at most doubles */
};

/* ---- opening ---------------------------------------------------------------------- */

/* f'(x) into s->d */
static bool derivative(Split *s, Reference *r, char why[WHY])
{
	double one = 1;
	Truth *t = newtruths(1);
	bool smooth;

	along(r, &s->x, &one, t);
	smooth = t->class == SMOOTH || t->class == ZERO || t->class == JOIN;
	if (!smooth)
		snprintf(why, WHY, "%s has no derivative at %g: %s", s->held.fn.name, s->x,
			classname[t->class]);
	mpfr_set_prec(s->d, mpfr_get_prec(t->d));
	mpfr_set(s->d, t->d, MPFR_RNDN);
	freetruths(1, t);
	return smooth;
}

static bool opened(Split *s, const Fn *f, const Num *T, char why[WHY])
{
	Reference *r;
	bool ok;

	if (inputsof(f) != 1) {
		snprintf(why, WHY, "%s has %zu inputs, and a step is along one", f->name,
			inputsof(f));
		return false;
	}
	if (!openprogram(&s->held, f, T, runs, why) || !(r = newreference(f, SLOPEBITS, why)))
		return false;
	/* of a function that branches, only now is the number of results known */
	primal(r, &s->x, NULL);
	ok = refny(r) == 1;
	if (!ok)
		snprintf(why, WHY, "%s has %zu results, and one is split", f->name, refny(r));
	ok = ok && derivative(s, r, why);
	freereference(r);
	return ok;
}

Split *newsplit(const Fn *f, const Num *T, double x, char why[WHY])
{
	Split *s = alloc(1, sizeof *s);

	if (!fitsin(T, x))
		die("%a is no number of %s", x, T->name);
	*s = (Split){ .x = x };
	mpfr_init(s->d);
	if (opened(s, f, T, why))
		return s;
	freesplit(s);
	return NULL;
}

void freesplit(Split *s)
{
	if (!s)
		return;
	closeprogram(&s->held);
	closeprogram(&s->exact);
	mpfr_clear(s->d);
	release(s);
}

mpfr_srcptr slope(const Split *s) { return s->d; }

/* ---- the quotient as computed --------------------------------------------------------- */

/* fl(x + k h), and f^ there into y */
static double valueat(Split *s, double k, double h, void *y)
{
	const Num *T = s->held.num;
	double at;

	T->fill(1, s->at, s->x);
	T->fill(1, s->t, k * h);               /* k is a power of two */
	T->binary[B_add](1, s->at, s->at, s->t);
	T->get(1, &at, s->at);
	evaluate(&s->held, s->at, y);
	return at;
}

/* (y0 - y1)/n into y0 */
static void divide(Split *s, void *y0, const void *y1, double n)
{
	const Num *T = s->held.num;

	T->binary[B_sub](1, y0, y0, y1);
	T->fill(1, s->t, n);
	T->binary[B_div](1, y0, y0, s->t);
}

/* y += (y - coarse)/(k - 1) */
static void extrapolate(Split *s, double k, void *y, const void *coarse)
{
	const Num *T = s->held.num;

	T->copy(1, s->at, 1, y, 1);
	divide(s, s->at, coarse, k - 1);
	T->binary[B_add](1, y, y, s->at);
}

/* from values at the points, which it overwrites */
static double quotient(Split *s, const Linear *q, double h)
{
	double got;

	for (int l = 0; l < q->levels || !l; l++)
		divide(s, s->y[2 * l], s->y[2 * l + 1], q->levels ? ldexp(h, l + 1) : h);
	for (int k = 1; k < q->levels; k++)
		for (int l = 0; l + k < q->levels; l++)
			extrapolate(s, ldexp(1, 2 * k), s->y[2 * l], s->y[2 * l + 2]);
	s->held.num->get(1, &got, s->y[0]);
	return got;
}

double computed(Split *s, const Linear *q, double h)
{
	if (!fitsin(s->held.num, h) || h == 0)
		die("%a is no step of %s", h, s->held.num->name);
	for (int i = 0; i < WEIGHTS && q->at[i].w; i++) valueat(s, q->at[i].k, h, s->y[i]);
	return quotient(s, q, h);
}

/* ---- the parts ---------------------------------------------------------------------------- */

/* bits that hold x + kh, and leave SPLITBITS of T = O(h^order) after the values' cancellation in
 * f/h */
static long bitsfor(double x, double h, int order)
{
	int ex = 1, eh, apart;

	if (x != 0) frexp(x, &ex);
	frexp(h, &eh);
	apart = abs(ex - eh);
	return SPLITBITS + (long)(order + 1) * apart;
}

/* f at a, in full */
static void exactly_at(Split *s, mpfr_t y, mpfr_t a)
{
	long was = mpfr_get_default_prec();
	char why[WHY];

	precision(s->bits);
	if (!s->exact.num && !openprogram(&s->exact, &s->held.fn, &mpfr, nothing, why))
		die("%s: %s", s->held.fn.name, why);
	evaluate(&s->exact, a, y);
	precision(was);
}

static void ready(Split *s, long bits)
{
	if (s->bits >= bits)
		return;
	closeprogram(&s->exact);
	s->bits = bits;
}

/* to += w (a - b) */
static void weigh(mpfr_t to, int w, const mpfr_t a, const mpfr_t b)
{
	mpfr_t t;

	mpfr_init2(t, mpfr_get_prec(to));
	mpfr_sub(t, a, b, MPFR_RNDN);
	mpfr_mul_si(t, t, w, MPFR_RNDN);
	mpfr_add(to, to, t, MPFR_RNDN);
	mpfr_clear(t);
}

/* the four sums over the points; LAST: of f^ until R_d takes its place; s->y: f^ */
static void sums(Split *s, const Linear *q, double h, mpfr_t *part)
{
	mpfr_t a, there, moved, as, zero;
	double at, y;

	mpfr_inits2(s->bits, a, there, moved, as, zero, (mpfr_ptr)0);
	mpfr_set_zero(zero, 1);
	for (int i = 0; i < WEIGHTS && q->at[i].w; i++) {
		at = valueat(s, q->at[i].k, h, s->y[i]);
		s->held.num->get(1, &y, s->y[i]);
		mpfr_set_d(as, y, MPFR_RNDN);
		mpfr_set_d(a, at, MPFR_RNDN);
		exactly_at(s, moved, a);
		mpfr_set_d(a, q->at[i].k * h, MPFR_RNDN);
		mpfr_add_d(a, a, s->x, MPFR_RNDN);
		exactly_at(s, there, a);
		weigh(part[TRUNCATION], q->at[i].w, there, zero);
		weigh(part[MOVED],      q->at[i].w, moved, there);
		weigh(part[VALUES],     q->at[i].w, as, moved);
		weigh(part[LAST],       q->at[i].w, as, zero);
	}
	mpfr_clears(a, there, moved, as, zero, (mpfr_ptr)0);
}

bool whole(const Split *s, mpfr_t *part)
{
	mpfr_t sum, most;
	bool is;

	mpfr_inits2(s->bits, sum, most, (mpfr_ptr)0);
	mpfr_set_zero(most, 1);
	for (int k = TRUNCATION; k <= LAST; k++)
		if (mpfr_cmpabs(part[k], most) > 0) mpfr_abs(most, part[k], MPFR_RNDN);
	mpfr_add(sum, part[TRUNCATION], part[ROUNDOFF], MPFR_RNDN);
	mpfr_sub(sum, sum, part[ERROR], MPFR_RNDN);
	mpfr_mul_2si(most, most, -AGREE, MPFR_RNDN);
	is = mpfr_number_p(sum) && mpfr_cmpabs(sum, most) <= 0;
	mpfr_clears(sum, most, (mpfr_ptr)0);
	return is;
}

bool split(Split *s, const Linear *q, double h, double *to, mpfr_t *part)
{
	double got;

	if (!fitsin(s->held.num, h) || h == 0)
		die("%a is no step of %s", h, s->held.num->name);
	ready(s, bitsfor(s->x, h, q->order));
	for (int k = 0; k < PARTS; k++) {
		mpfr_set_prec(part[k], s->bits);
		mpfr_set_zero(part[k], 1);
	}
	sums(s, q, h, part);
	got = quotient(s, q, h);
	for (int k = TRUNCATION; k <= LAST; k++) {
		mpfr_div_d(part[k], part[k], h, MPFR_RNDN);
		mpfr_div_si(part[k], part[k], q->n, MPFR_RNDN);
	}
	mpfr_sub(part[TRUNCATION], part[TRUNCATION], s->d, MPFR_RNDN);
	mpfr_d_sub(part[LAST], got, part[LAST], MPFR_RNDN);
	mpfr_add(part[ROUNDOFF], part[MOVED], part[VALUES], MPFR_RNDN);
	mpfr_add(part[ROUNDOFF], part[ROUNDOFF], part[LAST], MPFR_RNDN);
	mpfr_d_sub(part[ERROR], got, s->d, MPFR_RNDN);
	if (to) *to = got;
	return whole(s, part);
}

/* the least of W u|f|/h + c h^p, where W = sum |w|/n, is at h^(p+1) = W u|f|/(p c):
 * 2 sqrt(u|f|/|f''|) forward, cbrt(3u|f|/|f'''|) central */
double theory(Split *s, const Linear *q)
{
	double weight = 0, c, f, h;
	mpfr_t part[PARTS], y;

	for (int i = 0; i < WEIGHTS; i++) weight += (double)abs(q->at[i].w) / q->n;
	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	h = ldexp(1, (int)stepexponent(NEAR, 1, s->x, 1));
	split(s, q, h, NULL, part);
	c = fabs(mpfr_get_d(part[TRUNCATION], MPFR_RNDN)) / pow(h, q->order);
	mpfr_init2(y, s->bits);
	mpfr_set_d(part[0], s->x, MPFR_RNDN);
	exactly_at(s, y, part[0]);
	f = fabs(mpfr_get_d(y, MPFR_RNDN));
	mpfr_clear(y);
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	return pow(weight * ldexp(f, -digits(s->held.num)) / (q->order * c), 1. / (q->order + 1));
}

/* ---- many steps ------------------------------------------------------------------------------ */

size_t bins(int from, int to) { return (size_t)(to - from) * QUARTERS; }

static double edge(int from, size_t bin) { return exp2(from + (double)bin / QUARTERS); }

double binmiddle(int from, size_t bin) { return edge(from, bin) * exp2(.5 / QUARTERS); }

static size_t onebin(Split *s, const Linear *q, double low, gsl_rng *g, mpfr_t *part, Bin *b)
{
	size_t failed = 0;

	for (int i = 0; i < SAMPLES; i++) {
		double h = low * exp2(gsl_rng_uniform(g) / QUARTERS);

		h = s->held.num->round(h);
		failed += !split(s, q, h, NULL, part);
		for (int k = 0; k < PARTS; k++)
			b->part[k] += pow(mpfr_get_d(part[k], MPFR_RNDN), 2);
	}
	for (int k = 0; k < PARTS; k++) b->part[k] = sqrt(b->part[k] / SAMPLES);
	return failed;
}

size_t sweep(Split *s, const Linear *q, int from, int to, unsigned long seed, Bin *b)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	size_t failed = 0;
	mpfr_t part[PARTS];

	gsl_rng_set(g, seed);
	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	for (size_t i = 0; i < bins(from, to); i++) {
		b[i] = (Bin){ .h = binmiddle(from, i) };
		failed += onebin(s, q, edge(from, i), g, part, &b[i]);
	}
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	gsl_rng_free(g);
	return failed;
}

Fit fit(size_t n, const Bin *b, Component part, double lo, double hi)
{
	double *h = alloc(n, sizeof *h), *y = alloc(n, sizeof *y);
	size_t m = 0;
	Fit r;

	for (size_t i = 0; i < n; i++)
		if (b[i].h >= lo && b[i].h < hi && b[i].part[part] > 0) {
			h[m] = b[i].h;
			y[m++] = b[i].part[part];
		}
	r = exponent(m, h, y);
	release(h);
	release(y);
	return r;
}

/* the least alone jumps about by a bin or two, so flat is the bottom */
double besth(size_t n, const Bin *b)
{
	enum { SIDE = 2 * QUARTERS, POINTS = 2 * SIDE + 1 };
	gsl_matrix *X = gsl_matrix_alloc(POINTS, 3), *cov = gsl_matrix_alloc(3, 3);
	gsl_vector *y = gsl_vector_alloc(POINTS), *c = gsl_vector_alloc(3);
	gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc(POINTS, 3);
	double rest, h;
	size_t low = SIDE;

	for (size_t i = SIDE; i + SIDE < n; i++)
		if (b[i].part[ERROR] < b[low].part[ERROR]) low = i;
	for (size_t i = 0; i < POINTS; i++) {
		double t = ((double)i - SIDE) / QUARTERS;

		for (size_t k = 0; k < 3; k++) gsl_matrix_set(X, i, k, pow(t, (double)k));
		gsl_vector_set(y, i, log2(b[low + i - SIDE].part[ERROR]));
	}
	gsl_multifit_linear(X, y, c, cov, &rest, w);
	h = b[low].h * exp2(-gsl_vector_get(c, 1) / (2 * gsl_vector_get(c, 2)));
	gsl_multifit_linear_free(w);
	gsl_matrix_free(X);
	gsl_matrix_free(cov);
	gsl_vector_free(y);
	gsl_vector_free(c);
	return h;
}
