/* directions.c -- one direction through many elements,
 *
 *	d/dt sum_o g_o y_o(x + t v) = sum_e v_e gx_e
 *
 * Arrays too large for a difference in every element: it holds for every v; where it does not, the
 * half of the elements that still breaks it is searched, down to one.
 *
 * Ties: elements that are equal stay so when they move together, and on what they stay on all
 * pieces of the forward agree; whichever of them a rule chooses, it holds for that v.  An element
 * alone cannot tell a maximum's gradient given to both of two from one given to either.  And what a
 * rule may choose lies between the gradients of all points nearby, which the two one-sided
 * derivatives of an element need not enclose: the second of three that are sorted.
 */
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"
#include <fenv.h>
#include <math.h>
#include <string.h>

typedef struct {
	Bench *b;
	Quad *const *g, *const *at;
	Quad **v, **x, **y;
	Quad *const *gx[PRECISIONS];
	int arg;
	size_t from, to;
	unsigned turns;
	Precision in;                      /* what the forward is computed in */
	Quad size;                         /* of the terms of the last sum */
} Ray;

static bool on(const Ray *r, int a, size_t e)
{
	return r->v[a][e] != 0 && (r->arg < 0 || (a == r->arg && e >= r->from && e < r->to));
}

static void along(void *own, Quad t, Quad *to)
{
	Ray *r = own;
	const Bench *b = r->b;

	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < b->c->nx[a]; e++)
			r->x[a][e] = r->at[a][e] +
				(b->k->arg[a].wanted && on(r, a, e) ? t * r->v[a][e] : 0);
	b->s->forward(b->s, r->in, b->c, r->x, r->y);
	*to = r->size = 0;
	for (int k = 0; k < b->k->nres; k++)
		for (size_t o = 0; b->k->res[k].wanted && o < b->c->ny[k]; o++) {
			Quad term = r->g[k][o] * r->y[k][o];

			*to += term, r->size += absq(term);
		}
}

static Quad offered(const Ray *r, Precision p, Quad *terms)
{
	Quad s = 0;

	*terms = 0;
	for (int a = 0; a < r->b->k->nargs; a++)
		for (size_t e = 0; r->b->k->arg[a].wanted && e < r->b->c->nx[a]; e++)
			if (on(r, a, e))
				s += r->v[a][e] * r->gx[p][a][e],
					*terms += absq(r->v[a][e] * r->gx[p][a][e]);
	return s;
}

/* the same, rounded upward and downward in turn */
static void turned(void *own, Quad t, Quad *to)
{
	Ray *r = own;
	Subject *s = r->b->s;

	s->rounding = s->stuck ? FE_TONEAREST : r->turns++ % 2 ? FE_UPWARD : FE_DOWNWARD;
	along(own, t, to);
	s->rounding = FE_TONEAREST;
	if (s->stuck) *to += unitof(r->b->wide) * (Quad)0x1p13 * (1 + absq(*to));
}

/* what a kernel's own type cannot tell in a sum of so large terms of random sign */
static Quad smallestin(const Ray *r, Quad terms) { return slack(native(r->b->k)) * terms / 8; }

/* does the rule differ from the difference along this ray? */
static bool differs(Ray *r, Slope *d)
{
	Precision own = native(r->b->k), middle = r->b->wide > F64 ? F64 : own;
	Quad terms, unused, wide, before, error, noise, least;

	/* a hundredth of what its own type rounds: `least` below */
	slopes(&(Curve){ .n = 1,
		       .f = along,
		       .turned = turned,
		       .own = r,
		       .at = 0x1p16,
		       .scale = 1,
		       .enough = unitof(own) / 128 },
		d);
	if (d->none || d->hi - d->lo > CORNERED * d->error)
		return false;
	wide = offered(r, r->b->wide, &terms), before = offered(r, middle, &unused);
	error = absq(wide - d->lo);
	noise = 4 * d->error + unitof(r->b->wide) * 4096 * (terms + absq(d->lo));
	least = r->to - r->from == 1 ? slack(own) * (absq(d->lo) + terms) : smallestin(r, terms);
	if (wide != wide) return true;
	return error > noise && error > least &&
		!(error <= absq(before - d->lo) * (Quad)SHRUNK);
}

static Ray newray(Bench *b, Quad *const *g, Quad **const gx[PRECISIONS])
{
	Ray r = { .b = b,
		.g = g,
		.at = b->c->x,
		.v = tolerance(b->c, false),
		.x = tolerance(b->c, false),
		.y = tolerance(b->c, true),
		.arg = -1,
		.in = b->wide };

	for (int p = 0; p < PRECISIONS; p++) r.gx[p] = gx[p];
	return r;
}

static void freeray(Ray *r)
{
	freeroom(r->v, r->b->c, false);
	freeroom(r->x, r->b->c, false);
	freeroom(r->y, r->b->c, true);
}

static void named(Ray *r, int a)
{
	Bench *b = r->b;
	Slope d;
	Quad at = 0;
	size_t e;

	if (b->v->arg[a].ruling == WRONG)  /* small sizes have shown it, and where */
		return;
	r->arg = a, r->from = 0, r->to = b->c->nx[a];
	if (!differs(r, &d))
		return;
	if (b->c->huge) {
		accuse(b, a, WRONG,
			"along a random direction through all %zu elements the gradient of %s "
			"differs from the difference of the forward, with %s",
			r->to, b->k->arg[a].name, sizestext(b->c));
		return;
	}
	while (r->to - r->from > 1) {
		size_t from = r->from, to = r->to, half = from + (to - from) / 2;

		r->to = half;
		if (differs(r, &d)) continue;
		r->from = half, r->to = to;
		if (differs(r, &d)) continue;
		accuse(b, a, WRONG,
			"along a random direction through elements %zu to %zu the gradient of %s "
			"differs from the difference of the forward",
			from, to - 1, b->k->arg[a].name);
		return;
	}
	e = r->from, at = r->v[a][e];
	differs(r, &d);
	d.lo /= at, d.hi /= at;
	if (d.lo > d.hi) { Quad t = d.lo; d.lo = d.hi, d.hi = t; }
	accuse(b, a, WRONG,
		"found along a random direction through %zu elements, by halves; the error does "
		"not shrink in binary128",
		b->c->nx[a]);
	shown(b, a, e, r->gx[native(b->k)][a][e], &d);
	if (r->gx[b->wide][a][e] == 0 && e + 1 == b->c->nx[a])
		snprintf(b->v->arg[a].likely, sizeof b->v->arg[a].likely,
			"the last element gets no gradient: a block, or a remainder, is missing");
}

/* does the rule agree with a difference in binary64?  A twentieth of the time, where its own type
 * is narrower; a kink that is crossed is not at each of three steps */
static bool agrees(Ray *r)
{
	const Bench *b = r->b;
	Quad terms, is = offered(r, b->wide, &terms), least = smallestin(r, terms);
	bool close = false;

	if (native(b->k) == F64 || b->wide != F128 || !b->s->has[F64]) return false;
	r->in = F64;
	for (int k = 0; k < 3 && !close; k++) {
		Quad h = (Quad)HUGESTEP / (1 << 3 * k), up, down, noise;

		along(r, h, &up), along(r, -h, &down);
		noise = (Quad)0x1p-50 / h * r->size;
		close = absq((up - down) / (2 * h) - is) + noise <= least / 2;
	}
	r->in = b->wide;
	return close;
}

/* few bits at the scale of x, so that what is added to it is exact */
static Quad direction(Dice *d, Quad x)
{
	double m = ordinary(d);
	int e = 0;

	if (x != 0) frexp((double)x, &e);
	return (Quad)ldexp(m < 0 ? ceil(m * 64) : floor(m * 64), e - 6);
}

/* false: the case could not be judged this way */
void large(Bench *b, Quad *const *g, Quad **const gx[PRECISIONS])
{
	Ray r = newray(b, g, gx);
	Slope d;
	bool begun = false;

	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < b->c->nx[a]; e++)
			r.v[a][e] = direction(&b->d, b->c->x[a][e]);
	for (int a = 0; a < b->k->nargs; a++)
		begun |= b->k->arg[a].wanted && !leftout(b, a) && b->v->arg[a].ruling != WRONG;
	if (begun && (b->c->huge || (!agrees(&r) && differs(&r, &d))))
		for (int a = 0; a < b->k->nargs; a++)
			if (b->k->arg[a].wanted && !leftout(b, a)) named(&r, a);
	freeray(&r);
}

/* ---- ties ------------------------------------------------------------------------------ */

/* another element is equal to it: the upper median of four that are has no slope by any of them,
 * and is one of them */
bool equalled(const Bench *b, int a, size_t e)
{
	Quad v = b->c->x[a][e];

	for (int k = 0; k < b->k->nargs; k++)
		for (size_t i = 0; i < b->c->nx[k] && b->k->arg[k].base != WHOLE; i++)
			if (b->c->x[k][i] == v && (k != a || i != e)) return true;
	return false;
}

/* a difference of elements that are equal is a kink, or looks like one */
static bool kinked(const Slope *d) { return !d->none && d->hi - d->lo > CORNERED * d->error; }

/* all elements that equal v move together; false: it is no group of several.  Where none of them
 * has a kink by itself they may have one together: the upper median of four that are equal */
static bool grouped(Ray *r, const Slope *const *d, Quad v, bool *kink)
{
	const Case *c = r->b->c;
	Quad way = direction(&r->b->d, v);
	size_t n = 0;

	*kink = false;
	for (int a = 0; a < r->b->k->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++) {
			bool in = c->x[a][e] == v && r->b->k->arg[a].base != WHOLE;

			/* nor is one blamed for what another that is wrong adds to the sum */
			if (in && (leftout(r->b, a) || finding(r->b, a)->ruling == WRONG))
				return false;
			r->v[a][e] = in ? way : 0;
			if (!in) continue;
			n++, *kink |= kinked(&d[a][e]);
			if (d[a][e].none || !finiteq(r->gx[r->b->wide][a][e])) return false;
		}
	return n > 1;
}

/* the first four of a group on all sixteen sides of the tie, others on any */
static void besides(Ray *r, int turn, Quad by, Quad **at)
{
	const Case *c = r->b->c;
	int n = 0;

	for (int a = 0; a < r->b->k->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++) {
			Quad u = (Quad)fabs(ordinary(&r->b->d));
			bool up = n < 4 ? turn >> n & 1 : roll(&r->b->d) & 1;

			at[a][e] = c->x[a][e];
			if (r->v[a][e] == 0) continue;
			at[a][e] += up ? by * u : -by * u;
			n++;
		}
}

/* what they sum to at points nearby, where they are apart, is a choice at the tie: of |x - 1| -
 * |y - 1| the slopes along (1, 1) cancel at (1, 1), and need not in what a rule chooses */
static bool chosennear(Ray *r, Quad sum, Slope d)
{
	const Case *c = r->b->c;
	Quad **at = tolerance(c, false), size = 0;
	Ray near = *r;

	near.at = at;
	for (int a = 0; a < r->b->k->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++)
			if (r->v[a][e] != 0) size = absq(c->x[a][e]) > 0 ? absq(c->x[a][e]) : 1;
	for (int turn = 0; turn < CHOICES; turn++) {
		const Quad beside = (Quad)BESIDE;
		Quad room;
		Slope s;

		besides(r, turn, beside * size, at);
		slopes(&(Curve){ .n = 1,
				.f = along,
				.turned = turned,
				.own = &near,
				.at = size,
				.scale = beside * size },
			&s);
		if (s.none || kinked(&s)) continue;
		room = 4 * s.error + 64 * beside * (absq(s.lo) + absq(s.hi));
		if (s.lo - room < d.lo) d.lo = s.lo - room;
		if (s.hi + room > d.hi) d.hi = s.hi + room;
	}
	freeroom(at, c, false);
	return sum >= d.lo && sum <= d.hi;
}

/* each of them has all of the gradient that it has by itself to one side, or none */
static bool wholly(const Ray *r, const Slope *const *d)
{
	for (int a = 0; a < r->b->k->nargs; a++)
		for (size_t e = 0; e < r->b->c->nx[a]; e++) {
			Quad g = r->gx[r->b->wide][a][e], room = (Quad)0x1p-50 * absq(g);

			if (r->v[a][e] != 0 && g != 0 && absq(g - d[a][e].lo) > room &&
				absq(g - d[a][e].hi) > room)
				return false;
		}
	return true;
}

/* a step of 2^-13 of 2^40 passes over what turns within a quarter, and two of that size agree: what
 * a finer one finds is truer */
static bool finer(Ray *r, Quad sum)
{
	for (int k = 24; k <= 72; k += 24) {
		Slope s;

		slopes(&(Curve){ .n = 1,
			       .f = along,
			       .turned = turned,
			       .own = r,
			       .at = 0x1p16,
			       .scale = (Quad)ldexp(1, -k) },
			&s);
		if (!s.none && s.lo == s.hi && s.error <= (Quad)RESOLVES * absq(s.lo) &&
			absq(sum - s.lo) <= 4 * s.error)
			return true;
	}
	return false;
}

/* s: along them all; d: of each */
static void counted(Ray *r, int a, Quad v, const Slope *s, const Slope *const *d)
{
	Finding *f = &r->b->v->arg[a];
	Quad terms, way = 0, sum = offered(r, r->b->wide, &terms), times;

	for (int k = 0; k < r->b->k->nargs; k++)
		for (size_t e = 0; e < r->b->c->nx[k]; e++)
			if (r->v[k][e] != 0) way = r->v[k][e];
	if (f->ruling == WRONG || chosennear(r, sum, *s) || finer(r, sum))
		return;
	accuse(r->b, a, WRONG,
		"where all that equal %s move together, their gradients should sum to %s, and sum "
		"to %s: no choice among ties does that",
		quadtext(v, 6), quadtext(s->lo / way, 9), quadtext(sum / way, 9));
	times = s->lo != 0 ? sum / s->lo : 0;
	f->likely[0] = 0;
	if (sum == 0 && s->lo != 0)
		snprintf(f->likely, sizeof f->likely, "none of those that tie gets a gradient");
	else if (times > 1.5 && wholly(r, d) &&
		absq(times - (Quad)round(toreal(times))) < (Quad)0x1p-50)
		snprintf(f->likely, sizeof f->likely, "each tie is counted %s times",
			quadtext(times, 4));
}

/* d: of every argument and element, the slope of g y */
void ties(Bench *b, Quad *const *g, Quad **const gx[PRECISIONS], const Slope *const *d)
{
	Ray r = newray(b, g, gx);
	Quad seen[TIEGROUPS + 1];
	size_t n = 0;
	bool kink;
	Slope s;
	Dice was;

	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < b->c->nx[a] && !leftout(b, a); e++) {
			Quad v = b->c->x[a][e];
			bool known = n == TIEGROUPS || !(kinked(&d[a][e]) || equalled(b, a, e));

			for (size_t k = 0; k < n && !known; k++) known = seen[k] == v;
			if (known) continue;
			seen[n++] = v, was = b->d;
			if (grouped(&r, d, v, &kink) && differs(&r, &s)) counted(&r, a, v, &s, d);
			/* what is drawn later stays what it was without these */
			if (!kink) b->d = was;
		}
	freeray(&r);
}

/* what the rule says at points nearby is not believed but tells where to measure */
void widened(Bench *b, Quad *const *g, const Element *of, Slope *d)
{
	const int a = of->arg;
	const size_t e = of->e;
	const Quad given = of->given[b->wide];
	const Quad beside = (Quad)BESIDE;
	Quad **gx = tolerance(b->c, false), **at = tolerance(b->c, false), x = absq(b->c->x[a][e]);
	Ray r = newray(b, g, (Quad **const[PRECISIONS]){ NULL });

	r.v[a][e] = 1, r.at = at;
	for (int turn = 0; !(given >= d->lo && given <= d->hi) &&
		turn < (offset(given, d) <= fewdigits(b, of) ? FEWPOINTS : NEARPOINTS);
		turn++) {
		Slope s;

		for (int k = 0; k < b->k->nargs; k++)
			for (size_t i = 0; i < b->c->nx[k]; i++)
				at[k][i] = b->c->x[k][i] +
					(b->k->arg[k].base == WHOLE
							? 0
							: beside * (Quad)ordinary(&b->d) *
								(b->c->x[k][i] != 0
										? absq(b->c->x[k]
											      [i])
										: 1));
		b->s->forward(b->s, b->wide, b->c, at, r.y);
		usersrule(b, b->wide, at, r.y, g, gx);
		if (gx[a][e] >= d->lo && gx[a][e] <= d->hi) continue;
		slopes(&(Curve){ .n = 1,
			       .f = along,
			       .turned = turned,
			       .own = &r,
			       .at = x > 0 ? x : 1,
			       .scale = beside * (x > 0 ? x : 1) },
			&s);
		if (s.none || kinked(&s)) continue;
		if (s.lo < d->lo) d->lo = s.lo;
		if (s.hi > d->hi) d->hi = s.hi;
		s.error += 16 * beside * absq(s.lo);
		if (s.error > d->error) d->error = s.error;
	}
	freeray(&r);
	freeroom(gx, b->c, false);
	freeroom(at, b->c, false);
}
