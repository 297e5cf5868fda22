/* certificate.c -- J by MPFR reverse mode, which uses rules; then J v = D, which does not.
 *
 * v_j = +-m_j 2^-E, m_j random with 53 bits in [1, 2) and E the largest exponent
 * of column j, so that every column weighs alike.  Row i is accepted when
 *
 *	|sum_j v_j J_ij - D_i| <= 2^-100 sum_j |v_j J_ij|
 *
 * Otherwise the set of columns is halved until the wrong entry is named, in about
 * 2 log2 n directions.  An entry 2^30 below its row's largest term would hardly be
 * seen: then nothing is certified.
 *
 * A Hessian is the Jacobian of a gradient by rules; w'H v = D, a mixed derivative, confirms all of
 *it at once, with exponents a_i, E = a for w as for v, such that a_i + a_j comes close to that of
 *H_ij.  A wrong entry is found by halving its rows and its columns.
 */
#include "engines/reference/certificate.h"
#include "engines/run/program.h"
#include <gsl/gsl_rng.h>
#include <limits.h>
#include <math.h>

/* bits of agreement; of range in a row; of an exponent of v; 2^-40 of an entry is seen at FAINT2 */
enum { CLOSE = 100, FAINT = 30, FAINT2 = 60, EXTREME = 900, ROUNDS = 8 };
enum { WORK = 256 };

typedef struct {
	Certificate *c;
	Reference *r;
	const double *x;
	double *v, *part;
	Truth *d;
} Search;

/* ---- J and y, by rules --------------------------------------------------------- */

static void byrules(Certificate *c, const Fn *f, const double *x, long p)
{
	long was = mpfr_get_default_prec();
	char why[WHY];
	List *l = trace(f, NULL, NULL, why), *e, *d, *said;
	void *at;
	Run *r;

	precision(p);
	at = array(&mpfr, c->nx);
	mpfr.set(c->nx, at, x);
	if (!l) {
		if (!(e = trace(f, &mpfr, at, why)))
			bad("%s: %s", f->name, why);
		l = copylist(e);
		freelist(e);
	}
	d = pullback(l);
	said = simplify(expand(d, runs, &mpfr), &mpfr);
	r = newrun(said, &mpfr);
	c->ny = ny(l);
	c->J = array(&mpfr, c->ny * c->nx);
	c->y = array(&mpfr, c->ny);
	for (size_t o = 0; o < c->ny; o++) {
		void *g = array(&mpfr, c->ny), *to = elem(&mpfr, c->J, o * c->nx), *y = c->y;
		const void *from = at, *seed = g;

		mpfr.fill(1, elem(&mpfr, g, o), 1);
		for (size_t k = 0; k < l->nin; k++) from = put(r, k, from);
		for (size_t k = l->nin; k < said->nin; k++) seed = put(r, k, seed);
		run(r);
		for (size_t k = 0; k < l->nout; k++) y = get(r, k, y);
		for (size_t k = l->nout; k < said->nout; k++) to = get(r, k, to);
		freearray(&mpfr, c->ny, g);
	}
	freerun(r);
	freelist(said);
	freelist(d);
	freelist(l);
	freearray(&mpfr, c->nx, at);
	precision(was);
}

/* ---- the direction ----------------------------------------------------------------- */

static long size(const mpfr_t x) { return mpfr_regular_p(x) ? mpfr_get_exp(x) : LONG_MIN / 4; }

static void equalise(Search *s, unsigned long seed)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, seed);
	for (size_t j = 0; j < s->c->nx; j++) {
		long e = LONG_MIN / 4;
		double m = 1 + gsl_rng_uniform(g) + 0x1p-32 * gsl_rng_uniform(g);

		for (size_t i = 0; i < s->c->ny; i++)
			if (size(s->c->J[i * s->c->nx + j]) > e)
				e = size(s->c->J[i * s->c->nx + j]);
		if (e < -EXTREME) e = e == LONG_MIN / 4 ? 0 : -EXTREME;
		if (e > EXTREME)  e = EXTREME;
		s->v[j] = ldexp(gsl_rng_uniform_int(g, 2) ? m : -m, (int)-e);
	}
	gsl_rng_free(g);
}

/* an entry too faint for its row to see */
static bool faint(const Search *s)
{
	const Certificate *c = s->c;

	for (size_t i = 0; i < c->ny; i++) {
		long most = LONG_MIN / 4, least = LONG_MAX / 4;

		for (size_t j = 0; j < c->nx; j++) {
			mpfr_srcptr a = c->J[i * c->nx + j];
			int ev;

			if (!mpfr_number_p(a)) return true;
			if (mpfr_zero_p(a)) continue;
			frexp(s->v[j], &ev);
			if (size(a) + ev > most)  most = size(a) + ev;
			if (size(a) + ev < least) least = size(a) + ev;
		}
		if (most > LONG_MIN / 4 && most - least > FAINT)
			return true;
	}
	return false;
}

/* ---- comparing ------------------------------------------------------------------------ */

typedef enum { AGREES, DIFFERS, UNKNOWN } Outcome;

/* row i over columns [lo, hi), d the reference's difference along that part of v */
static Outcome compare(const Search *s, size_t i, size_t lo, size_t hi, const Truth *d)
{
	const Certificate *c = s->c;
	mpfr_t sum, all, t;
	Outcome o;

	if (d->class != SMOOTH && d->class != ZERO && d->class != JOIN)
		return UNKNOWN;
	mpfr_inits2(2 * WORK, sum, all, t, (mpfr_ptr)0);
	mpfr_set_zero(sum, 1);
	mpfr_set_zero(all, 1);
	for (size_t j = lo; j < hi; j++) {
		mpfr_mul_d(t, c->J[i * c->nx + j], s->v[j], MPFR_RNDN);
		mpfr_add(sum, sum, t, MPFR_RNDN);
		mpfr_abs(t, t, MPFR_RNDN);
		mpfr_add(all, all, t, MPFR_RNDN);
	}
	mpfr_sub(t, sum, d->d, MPFR_RNDN);
	o = mpfr_zero_p(t) || size(t) <= size(all) - CLOSE ? AGREES : DIFFERS;
	mpfr_clears(sum, all, t, (mpfr_ptr)0);
	return o;
}

static void difference(Search *s, size_t lo, size_t hi, Truth *d)
{
	for (size_t j = 0; j < s->c->nx; j++)
		s->part[j] = j >= lo && j < hi ? s->v[j] : 0;
	firsts(s->r, s->x, s->part, d);
	s->c->directions++;
}

/* names the wrong columns of row i in [lo, hi), which differs */
static void locate(Search *s, size_t i, size_t lo, size_t hi)
{
	Certificate *c = s->c;
	size_t middle = lo + (hi - lo) / 2;
	Truth *d;

	if (c->nwrong == WRONGMOST)
		return;
	if (hi - lo == 1) {
		c->row[c->nwrong] = i;
		c->column[c->nwrong++] = lo;
		return;
	}
	d = newtruths(c->ny);
	difference(s, lo, middle, d);
	if (compare(s, i, lo, middle, &d[i]) == DIFFERS) locate(s, i, lo, middle);
	difference(s, middle, hi, d);
	if (compare(s, i, middle, hi, &d[i]) == DIFFERS) locate(s, i, middle, hi);
	freetruths(c->ny, d);
}

Certificate certify(const Fn *f, const double *x, int want, unsigned long seed, size_t tampered)
{
	Certificate c = { .nx = inputsof(f) };
	char why[WHY];
	Search s = { .c = &c,
		.x = x,
		.r = newreference(f, want > CLOSE ? want + 10 : CLOSE + 10, why) };

	byrules(&c, f, x, WORK > want + 100 ? WORK : want + 100);
	if (tampered < c.nx * c.ny)
		mpfr_mul_d(c.J[tampered], c.J[tampered], 1 + 0x1p-40, MPFR_RNDN);
	s.v = alloc(c.nx, sizeof *s.v);
	s.part = alloc(c.nx, sizeof *s.part);
	s.d = newtruths(c.ny);
	equalise(&s, seed);
	if (!faint(&s)) {
		bool unknown = false;

		difference(&s, 0, c.nx, s.d);
		for (size_t i = 0; i < c.ny; i++) {
			Outcome o = compare(&s, i, 0, c.nx, &s.d[i]);

			if (s.d[i].bits > c.bits) c.bits = s.d[i].bits;
			unknown |= o == UNKNOWN;
			if (o == DIFFERS) locate(&s, i, 0, c.nx);
		}
		c.sure = !unknown && !c.nwrong;
	}
	freetruths(c.ny, s.d);
	freereference(s.r);
	release(s.v);
	release(s.part);
	return c;
}

/* ---- second derivatives ------------------------------------------------------------------- */

typedef struct { Certificate *c; Reference *r; const double *x; double *v, *w, *pv, *pw; } Square;
typedef struct { size_t lo, hi; } Span;

/* v = random signs and 53 bits times 2^-a, within the range of doubles */
static void drawn(gsl_rng *g, size_t n, const double *a, double *v)
{
	for (size_t i = 0; i < n; i++) {
		double m = 1 + gsl_rng_uniform(g) + 0x1p-32 * gsl_rng_uniform(g);

		v[i] = ldexp(gsl_rng_uniform_int(g, 2) ? m : -m,
			-(int)fmax(-EXTREME, fmin(EXTREME, rint(a[i]))));
	}
}

/* the most of row i's exponents above those of the columns */
static double above(const Certificate *c, size_t i, const double *a)
{
	double most = -INFINITY;

	for (size_t j = 0; j < c->nx; j++)
		if (mpfr_regular_p(c->J[i * c->nx + j]))
			most = fmax(most, (double)size(c->J[i * c->nx + j]) - a[j]);
	return most;
}

static void weights(Square *s, unsigned long seed)
{
	size_t n = s->c->nx;
	double *a = alloc(n, sizeof *a);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (size_t i = 0; i < n; i++)
		a[i] = mpfr_regular_p(s->c->J[i * n + i]) ? (double)size(s->c->J[i * n + i]) / 2
							  : 0;
	for (int k = 0; k < ROUNDS; k++)
		for (size_t i = 0; i < n; i++) {
			double e = above(s->c, i, a);

			if (isfinite(e)) a[i] = (a[i] + e) / 2;
		}
	gsl_rng_set(g, seed);
	drawn(g, n, a, s->v), drawn(g, n, a, s->w);
	gsl_rng_free(g);
	release(a);
}

/* the exponents of w_i H_ij v_j span more than can be seen, or one is no number */
static bool hardly(const Square *s)
{
	size_t n = s->c->nx;
	long most = LONG_MIN / 4, least = LONG_MAX / 4;

	for (size_t k = 0; k < n * n; k++) {
		int ev, ew;

		if (!mpfr_number_p(s->c->J[k])) return true;
		if (mpfr_zero_p(s->c->J[k])) continue;
		frexp(s->v[k % n], &ev), frexp(s->w[k / n], &ew);
		if (size(s->c->J[k]) + ev + ew > most)  most = size(s->c->J[k]) + ev + ew;
		if (size(s->c->J[k]) + ev + ew < least) least = size(s->c->J[k]) + ev + ew;
	}
	return most - least > FAINT2 && most > LONG_MIN / 4;
}

static Outcome block(Square *s, Span rows, Span columns)
{
	size_t n = s->c->nx;
	Truth *d = newtruths(1);
	mpfr_t sum, all, t;
	Outcome o = UNKNOWN;

	for (size_t i = 0; i < n; i++) {
		s->pw[i] = i >= rows.lo && i < rows.hi ? s->w[i] : 0;
		s->pv[i] = i >= columns.lo && i < columns.hi ? s->v[i] : 0;
	}
	curved(s->r, s->x, s->pw, s->pv, d);
	s->c->directions++;
	if (d->bits > s->c->bits) s->c->bits = d->bits;
	mpfr_inits2(2 * WORK, sum, all, t, (mpfr_ptr)0);
	mpfr_set_zero(sum, 1), mpfr_set_zero(all, 1);
	for (size_t i = rows.lo; i < rows.hi; i++)
		for (size_t j = columns.lo; j < columns.hi; j++) {
			mpfr_mul_d(t, s->c->J[i * n + j], s->v[j], MPFR_RNDN);
			mpfr_mul_d(t, t, s->w[i], MPFR_RNDN);
			mpfr_add(sum, sum, t, MPFR_RNDN);
			mpfr_abs(t, t, MPFR_RNDN);
			mpfr_add(all, all, t, MPFR_RNDN);
		}
	mpfr_sub(t, sum, d->d, MPFR_RNDN);
	if (d->class == SMOOTH || d->class == ZERO)
		o = mpfr_zero_p(t) || size(t) <= size(all) - CLOSE ? AGREES : DIFFERS;
	mpfr_clears(sum, all, t, (mpfr_ptr)0);
	freetruths(1, d);
	return o;
}

static void halves(Square *s, Span rows, Span columns)
{
	Certificate *c = s->c;
	bool tall = rows.hi - rows.lo >= columns.hi - columns.lo;
	Span *of = tall ? &rows : &columns, whole = *of;

	if (c->nwrong == WRONGMOST || block(s, rows, columns) != DIFFERS)
		return;
	if (whole.hi - whole.lo == 1) {
		c->row[c->nwrong] = rows.lo;
		c->column[c->nwrong++] = columns.lo;
		return;
	}
	of->hi = whole.lo + (whole.hi - whole.lo) / 2;
	halves(s, rows, columns);
	*of = (Span){ of->hi, whole.hi };
	halves(s, rows, columns);
}

Certificate certifysecond(const Fn *f, const double *x, int want, unsigned long seed,
	size_t tampered)
{
	Certificate c = { .nx = inputsof(f) };
	char why[WHY];
	Fn gradient = gradientfn(f);
	Square s = { .c = &c,
		.x = x,
		.r = newreference(f, want > CLOSE ? want + 10 : CLOSE + 10, why) };
	Span all = { 0, c.nx };

	byrules(&c, &gradient, x, WORK > want + 100 ? WORK : want + 100);
	if (tampered < c.nx * c.nx)
		mpfr_mul_d(c.J[tampered], c.J[tampered], 1 + 0x1p-40, MPFR_RNDN);
	s.v = alloc(c.nx, sizeof *s.v), s.w = alloc(c.nx, sizeof *s.w);
	s.pv = alloc(c.nx, sizeof *s.pv), s.pw = alloc(c.nx, sizeof *s.pw);
	weights(&s, seed);
	if (!hardly(&s)) {
		Outcome o = block(&s, all, all);

		c.sure = o == AGREES;
		if (o == DIFFERS) halves(&s, all, all);
	}
	freereference(s.r);
	release(s.v), release(s.w), release(s.pv), release(s.pw);
	return c;
}

void freecertificate(Certificate *c)
{
	freearray(&mpfr, c->ny * c->nx, c->J);
	freearray(&mpfr, c->ny, c->y);
	*c = (Certificate){ 0 };
}
