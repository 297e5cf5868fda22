/* compare.c -- one cotangent: the rule in every precision beside the sum of g J. */
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/trust.h"
#include <math.h>
#include <string.h>

Slope summed(const Bench *b, Quad *const *g, size_t column, Quad *terms)
{
	Slope s = { 0 };

	*terms = 0;
	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++) {
			const Slope *j = &b->J[(b->yat[r] + e) * b->NX + column];
			Quad w = g[r][e];

			if (w == 0) continue;
			s.none |= j->none;
			s.lo += w * (w > 0 ? j->lo : j->hi);
			s.hi += w * (w > 0 ? j->hi : j->lo);
			s.error += absq(w) * j->error;
			*terms += absq(w) * (absq(j->lo) > absq(j->hi) ? absq(j->lo) : absq(j->hi));
		}
	return s;
}

/* e^x leaves the range of binary128 itself */
static bool enormous(const Case *c)
{
	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++)
			if (absq(c->x[a][e]) > (Quad)ENORMOUS) return true;
	return false;
}

Pass newpass(Bench *b, Quad **g)
{
	Pass q = { .g = g,
		.moved = tolerance(b->c, false),
		.loose = tolerance(b->c, false),
		.rough = tolerance(b->c, false) };

	for (int p = native(b->k); p <= (int)b->wide; p = after(p)) {
		q.gx[p] = tolerance(b->c, false);
		usersrule(b, (Precision)p, b->c->x, b->y[p], g, q.gx[p]);
		q.range = b->s->range || enormous(b->c);
	}
	sensitivity(b, &q);
	ownrough(b, &q);
	return q;
}

void freepass(Bench *b, Pass *q)
{
	for (int p = native(b->k); p <= (int)b->wide; p = after(p)) freeroom(q->gx[p], b->c, false);
	freeroom(q->moved, b->c, false);
	freeroom(q->loose, b->c, false);
	freeroom(q->rough, b->c, false);
}

/* --index I,J: this element only */
static bool isasked(const Bench *b, int a, size_t e)
{
	char index[64] = "";

	if (b->asked->index) elementname("", &b->c->xs[a], e, index, sizeof index);
	return !b->asked->index || !strcmp(index, b->asked->index);
}

Quad level(const Bench *b, Quad *const *g)
{
	Quad most = 0, y = b->k->plain ? absq(b->y[b->wide][0][0]) : 1;

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++)
			if (absq(g[r][e]) > most) most = absq(g[r][e]);
	return y > 1 ? most * y : most;
}

Quad top(const Bench *b, Quad *const *g, int a)
{
	Quad x = b->k->plain ? absq(b->c->x[a][0]) : 1;

	return x > 0 && x < 1 ? level(b, g) / x : level(b, g);
}

static void keep(Bench *b, int a, Quad given, Quad truth, Quad g, Quad doubt)
{
	size_t n = b->nsamples[a]++;
	Quad **to[] = { &b->given[a], &b->truth[a], &b->at[a], &b->atg[a], &b->aty[a],
		&b->doubt[a] };
	const Quad v[] = { given, truth, b->c->x[a][0], g, b->y[b->wide][0][0], doubt };

	for (int k = 0; k < 6; k++) {
		*to[k] = grow(*to[k], &b->room[a][k], n + 1, sizeof(Quad));
		(*to[k])[n] = v[k];
	}
}


/* every result depends on the arguments at its own place alone */
bool diagonal(const Bench *b)
{
	if (!elementwise(b->k))
		return false;
	for (int a = 0; a < b->k->nargs; a++)
		for (int r = 0; r < b->k->nres; r++)
			for (size_t o = 0; b->k->res[r].wanted && o < b->c->ny[r]; o++)
				for (size_t e = 0; b->k->arg[a].wanted && e < b->c->nx[a]; e++) {
					const Slope *j =
						&b->J[(b->yat[r] + o) * b->NX + b->xat[a] + e];

					if (o != e && (j->lo != 0 || j->hi != 0)) return false;
				}
	return true;
}

/* the size a derivative has when nothing cancels in it */
static Quad natural(const Bench *b, Quad *const *g, int a)
{
	Quad gmax = 0, y = 0, x = 0;

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++) {
			if (absq(g[r][e]) > gmax) gmax = absq(g[r][e]);
			if (absq(b->y[b->wide][r][e]) > y) y = absq(b->y[b->wide][r][e]);
		}
	for (size_t e = 0; e < b->c->nx[a]; e++) x += absq(b->c->x[a][e]) / (Quad)b->c->nx[a];
	return x > 0 ? gmax * y / x : 0;
}

/* an ulp of the argument moves the primal by half its digits */
static bool shakes(const Bench *b, int a, const Slope *d, Quad g)
{
	Quad moves = absq(b->c->x[a][0] * (absq(d->lo) + absq(d->hi)) / g) * unitof(native(b->k));

	/* a large argument that is multiplied has rounded; an extremum would hide it */
	if (b->k->nargs == 1 && absq(b->c->x[a][0]) > 64)
		return true;
	return moves >
		halfdigits(native(b->k)) * absq(b->y[b->wide][0][0]);
}

/* of one case: what the rule gave, beside the truth */
typedef struct {
	Bench *b;
	Pass *q;
	Trusted *trust;
	Slope *all[MOST];
	/* the primal overflows in its own type; it loses half its digits there */
	bool far, undecidable;
} Comparison;

static void primals(Comparison *m)
{
	Bench *b = m->b;
	Precision p = native(b->k);

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; e < b->c->ny[r]; e++) {
			m->far |= !finiteq(b->y[p][r][e]) && finiteq(b->y[b->wide][r][e]);
			m->undecidable |= absq(b->y[p][r][e] - b->y[b->wide][r][e]) >
				halfdigits(p) * absq(b->y[b->wide][r][e]);
		}
}

static void truths(Comparison *m)
{
	Bench *b = m->b;

	for (int a = 0; a < b->k->nargs; a++) {
		Quad unused;

		m->all[a] = alloc(b->c->nx[a] + 1, sizeof *m->all[a]);
		for (size_t e = 0; e < b->c->nx[a] && !leftout(b, a); e++)
			m->all[a][e] = summed(b, m->q->g, b->xat[a] + e, &unused);
	}
	m->trust = trusted(b, m->q->g, (const Slope *const *)m->all);
}

/* the sizes of the terms of each element; the largest derivative is returned */
static Quad termsof(Comparison *m, int a, Quad *terms)
{
	Quad peak = 0;

	for (size_t e = 0; e < m->b->c->nx[a] && !leftout(m->b, a); e++) {
		Slope *d = &m->all[a][e];

		summed(m->b, m->q->g, m->b->xat[a] + e, &terms[e]);
		believed(m->trust, a, e, d);
		/* differences found none of them */
		if (terms[e] < absq(d->lo)) terms[e] = absq(d->lo);
		if (!d->none && absq(d->hi) > peak) peak = absq(d->hi);
		if (!d->none && absq(d->lo) > peak) peak = absq(d->lo);
	}
	return peak;
}

static Element elementof(Comparison *m, int a, size_t e, Quad terms, Quad peak, Quad usual)
{
	Bench *b = m->b;
	Pass *q = m->q;
	Slope *d = &m->all[a][e];
	bool alone = b->k->plain || b->pointwise;
	Element x = { .arg = a, .e = e, .d = *d, .terms = terms, .peak = alone ? 0 : peak,
		.natural = alone ? 0 : usual, .plainly = usual,
		.moved = (alone ? q->moved : q->loose)[a][e], .rough = q->rough[a][e],
		.level = level(b, q->g),
		.top = top(b, q->g, a), .range = q->range, .beyond = beyond(b, a),
		.hard = b->c->hard, .edge = b->c->edge, .itself = b->c->exact,
		.rule = believed(m->trust, a, e, d), .far = m->far,
		.undecidable = m->undecidable || (b->k->plain && shakes(b, a, d, q->g[0][0])) };

	x.d = *d;
	for (int p = native(b->k); p <= (int)b->wide; p = after(p)) x.given[p] = q->gx[p][a][e];
	if (native(b->k) == F64) x.given[F32] = 0;
	if (x.rule != UNTOLD) x.exact = exactrule(m->trust, a, e);
	/* a rule that asks for the size of its type is another where it is traced */
	if (x.rule == DIFFERS && absq(q->gx[b->wide][a][e] - x.exact) >
		absq(q->gx[b->wide][a][e] - d->lo)) x.rule = UNTOLD;
	return x;
}

static void eachelement(Comparison *m, Element x)
{
	Bench *b = m->b;
	int a = x.arg;
	size_t e = x.e;
	Slope *d = &m->all[a][e];
	Quad given = m->q->gx[b->wide][a][e];

	if (!b->k->plain && finding(b, a)->ruling != WRONG &&
		offset(x.given[b->wide], d) > noiseof(b, &x)) {
		bool kink = d->hi - d->lo > CORNERED * d->error || ambiguous(m->trust, a, e);
		Dice was = b->d;
		Slope own = *d;

		if (kink || equalled(b, a, e)) widened(b, m->q->g, &x, d);
		/* where that excuses nothing, all stays what it was; what is drawn later does */
		if (!kink) b->d = was;
		if (!kink && offset(x.given[b->wide], d) > noiseof(b, &x)) *d = own;
		x.d = *d;
	}
	element(b, &x);
	if (b->asked->index && !*finding(b, a)->at) shown(b, a, e, x.given[native(b->k)], d);
	if (b->k->plain && !d->none && d->lo == d->hi && finiteq(given))
		keep(b, a, x.rule == UNTOLD ? given : x.exact, d->lo, m->q->g[0][0],
			x.rule == UNTOLD ? noiseof(b, &x) : UNCERTAIN * d->error);
}

static void oneargument(Comparison *m, int a)
{
	Bench *b = m->b;
	Pass *q = m->q;
	Slope *d = m->all[a];
	Quad *terms = alloc(b->c->nx[a] + 1, sizeof *terms), usual, peak;
	Ruling was = finding(b, a)->ruling;

	usual = leftout(b, a) ? 0 : natural(b, q->g, a);
	peak = termsof(m, a, terms);
	for (size_t e = 0; e < b->c->nx[a] && !leftout(b, a); e++) {
		Element x = elementof(m, a, e, terms[e], peak, usual);

		if (isasked(b, a, e)) eachelement(m, x);
	}
	if (!b->k->plain && finding(b, a)->ruling == WRONG &&
		b->run < b->plan && (was != WRONG || *finding(b, a)->likely))
		diagnose(b, a, q->g, q->gx[b->wide][a], d);
	release(terms);
}

void compare(Bench *b, Pass *q)
{
	Comparison m = { .b = b, .q = q };

	primals(&m);
	truths(&m);
	for (int a = 0; a < b->k->nargs; a++) oneargument(&m, a);
	if (b->s->partner) dotproduct(b, q->g, q->gx[b->wide]);
	freetrusted(m.trust);
	if (!b->k->plain || b->k->nargs > 1) ties(b, q->g, q->gx, (const Slope *const *)m.all);
	for (int a = 0; a < b->k->nargs; a++) release(m.all[a]);
}
