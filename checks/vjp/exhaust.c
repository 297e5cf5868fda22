/* exhaust.c -- a scalar kernel of 16 bits at each of its inputs; of two arguments, pairs of a grid
 * and all ties.
 *
 * The rule in binary128 stands for the truth, and is itself held against one-sided differences of
 * the forward at every input.  Where the two do not agree, and where the rule in its own type is
 * worst, the point becomes a case like any other: nothing is called wrong here.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/exhaust.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/values.h"
#include <fenv.h>
#include <math.h>
#include <stdlib.h>

/* ---- one input --------------------------------------------------------------------------- */

/* the one-sided slopes along the arguments of the mask, and how rough they are */
static Slope between(Sweeper *s, const Quad *x, unsigned mask, Quad y)
{
	Quad size = 0, h, at[2], up, down, l, r, tiny = (Quad)0x1p-54;

	for (int a = 0; a < s->b->k->nargs; a++)
		if (mask >> a & 1 && absq(x[a]) > size) size = absq(x[a]);
	h = size > 0 ? size * (Quad)SWEEPSTEP : tiny;
	for (int a = 0; a < s->b->k->nargs; a++) at[a] = x[a] + (mask >> a & 1 ? h : 0);
	up = quickforward(&s->wide, at);
	for (int a = 0; a < s->b->k->nargs; a++) at[a] = x[a] - (mask >> a & 1 ? h : 0);
	down = quickforward(&s->wide, at);
	r = (up - y) / h, l = (y - down) / h;
	if (r != r) r = l;
	if (l != l) l = r;
	return (Slope){ .lo = l < r ? l : r,
		.hi = l < r ? r : l,
		.none = l != l,
		.error = (absq(l) + absq(r)) * (Quad)SWEEPPART +
			(Quad)0x1p-106 * (absq(y) + absq(up) + absq(down)) / h };
}

static void suspected(Sweeper *s, const Quad *x, Quad weight)
{
	Suspect *to = NULL;

	s->sweep->suspects++;
	if (s->n < SUSPECTS)
		to = &s->suspect[s->n++];
	else
		for (size_t k = 0; k < s->n; k++)
			if (s->suspect[k].weight < (to ? to->weight : weight)) to = &s->suspect[k];
	if (!to) return;
	to->weight = weight;
	for (int a = 0; a < s->b->k->nargs; a++) to->x[a] = x[a];
}

/* gives v within the slopes, but for what its type cannot tell; how far outside, relative */
static Quad outside(const Sweeper *s, Quad v, const Slope *d)
{
	Quad size = absq(d->lo) > absq(d->hi) ? absq(d->lo) : absq(d->hi), off;

	if (d->none) return 0;
	if (!finiteq(v)) return finiteq(size) ? 1 : 0;
	off = offset(v, d);
	if (!(off > d->error + slack(s->p) * size + LEASTS * leastof(s->p))) return 0;
	return off / (off + size);
}

void checked(Sweeper *s, const Quad *x, Quad y, const Quad *gx)
{
	const Kernel *k = s->b->k;
	Quad sum = 0, worst = 0, off;
	Slope d;

	for (int a = 0; a < k->nargs; a++) {
		if (!k->arg[a].wanted) continue;
		sum += gx[a];
		d = between(s, x, 1u << a, y);
		if ((off = outside(s, gx[a], &d)) > worst) worst = off;
	}
	if (k->nargs == 2 && s->wanted == 2 && x[0] == x[1]) {
		d = between(s, x, 3, y);
		if ((off = outside(s, sum, &d)) > worst) worst = off;
	}
	if (worst > 0) suspected(s, x, worst);
}

/* the error of the rule in its own type; NaN where the truth is not known to so much */
static double ulpserror(const Sweeper *s, Quad own, Quad wide, Quad rough)
{
	double u = spacing(toreal(wide), s->p);

	if (!finiteq(wide) || absq(wide) > mostof(s->p) || !(rough <= (Quad)(u / 16))) return NAN;
	return finiteq(own) ? toreal(absq(own - wide) / (Quad)u) : INFINITY;
}

/* the rule at a number: in its own type, in binary128; NaN: none */
typedef struct { Quad own, wide; } Both;

/* of an input of another part of the line, which is a neighbour of one here */
static Both answered(Sweeper *s, const Quad *x)
{
	const Both none = { (Quad)NAN, (Quad)NAN };
	Quad own[MOST], wide[MOST], z = quickforward(&s->own, x);

	quickbackward(&s->own, x, own);
	if (!finiteq(z) || !finiteq(quickforward(&s->wide, x))) return none;
	quickbackward(&s->wide, x, wide);
	return s->b->k->arg[0].wanted ? (Both){ own[0], wide[0] } : none;
}

static Both visit(Sweeper *s, const Quad *x)
{
	const Kernel *k = s->b->k;
	Sweep *all = s->sweep;
	const Both none = { (Quad)NAN, (Quad)NAN };
	Quad own[MOST], wide[MOST], turned[MOST], z = quickforward(&s->own, x), y;

	quickbackward(&s->own, x, own);
	y = quickforward(&s->wide, x);
	all->inputs++;
	if (!finiteq(y)) return none;      /* outside the domain */
	quickbackward(&s->wide, x, wide);
	fesetround(FE_UPWARD);
	quickforward(&s->wide, x);
	quickbackward(&s->wide, x, turned);
	fesetround(FE_TONEAREST);
	checked(s, x, y, wide);
	for (int a = 0; a < k->nargs; a++)
		if (k->arg[a].wanted)
			tally(segmentof(all, toreal(x[a])), toreal(x[a]),
				finiteq(z)
					? ulpserror(s, own[a], wide[a], absq(turned[a] - wide[a]))
					: NAN);
	return finiteq(z) && k->arg[0].wanted ? (Both){ own[0], wide[0] } : none;
}

/* ---- a part of the line ---------------------------------------------------------------------- */

enum { LINE = 1 << 15 };              /* numbers of 16 bits on each side of 0 */

static long placeof(unsigned bits)
{
	return bits & 0x8000 ? -(long)(bits & 0x7fff) : (long)bits;
}
static uint16_t bitsat(long place) { return (uint16_t)(place < 0 ? 0x8000 - place : place); }

/* --shard I/N: the I-th of N parts of all bits */
static bool ours(const Sweeper *s, unsigned bits)
{
	size_t i = s->b->asked->shard, n = s->b->asked->shards;

	return n < 2 || (bits >= 65536 * (i - 1) / n && bits < 65536 * i / n);
}

static bool nearours(const Sweeper *s, long place)
{
	for (long k = place - LONEWIDTH; k <= place + LONEWIDTH; k++)
		if (k > -LINE && k < LINE && ours(s, bitsat(k))) return true;
	return false;
}

/* ---- one number among its neighbours -------------------------------------------------------- */

static Quad errorof(const Both *g) { return absq(g->own - g->wide); }

/* how far v lies outside what the rule in binary128 says here and close by, where a threshold of
 * its own type may lie on the other side */
static Quad outsideof(const Both *g, Quad v)
{
	Quad lo = g->wide, hi = g->wide;

	for (int k = -LONEJUMP; k <= LONEJUMP; k++) {
		if (g[k].wide < lo) lo = g[k].wide;
		if (g[k].wide > hi) hi = g[k].wide;
	}
	return v < lo ? lo - v : v > hi ? v - hi : 0;
}

/* of g[0] among LONEWIDTH on each side: times their largest error that it is off; 0: not all of
 * them are numbers.  Cancellation and underflow are as large at neighbours, to a power of the
 * distance; an error of a quarter of an ulp is none */
static Quad lonely(const Sweeper *s, const Both *g)
{
	Quad most = (Quad)spacing(toreal(g->wide), s->p) / 4;

	for (int k = -LONEWIDTH; k <= LONEWIDTH; k++) {
		if (!finiteq(g[k].own) || !finiteq(g[k].wide)) return 0;
		if (k && errorof(&g[k]) > most) most = errorof(&g[k]);
	}
	return outsideof(g, g->own) / most;
}

/* the one that is off by most becomes a case; of: by their place on the line, with room beside */
static void singledout(Sweeper *s, const Both *of)
{
	Quad worst = LONETIMES;
	long at = 0;

	for (long k = 1 - LINE; k < LINE; k++) {
		Quad times = ours(s, bitsat(k)) ? lonely(s, &of[k]) : 0;

		if (times > worst) worst = times, at = k;
	}
	if (at) {
		s->lone = ofbits(bitsat(at), s->p);
		s->islone = true;
	}
}

/* ---- all of them ------------------------------------------------------------------------- */

static bool admits(const Sweeper *s, int a, Quad v) { return finiteq(v) && allowed(s->c, a, v); }

static void line(Sweeper *s)
{
	Both *all = alloc(2 * (LINE + LONEWIDTH) + 1, sizeof *all), *at = all + LINE + LONEWIDTH;

	for (long k = -LINE - LONEWIDTH; k <= LINE + LONEWIDTH; k++) at[k].own = (Quad)NAN;
	for (unsigned b = 0; b < 65536; b++) {
		Quad v = ofbits((uint16_t)b, s->p);

		if (!admits(s, 0, v)) continue;
		if (ours(s, b)) at[placeof(b)] = visit(s, &v);
		else if (nearours(s, placeof(b))) at[placeof(b)] = answered(s, &v);
	}
	singledout(s, at);
	release(all);
}

/* a grid of GRIDPOINTS by GRIDPOINTS among the bits of both, then all ties */
static void pairs(Sweeper *s)
{
	for (unsigned i = 0; i < GRIDPOINTS; i++)
		for (unsigned j = 0; j < GRIDPOINTS; j++) {
			unsigned step = 65536 / GRIDPOINTS;
			Quad x[2] = { ofbits((uint16_t)(i * step + 3 * j), s->p),
				ofbits((uint16_t)(j * step + 5 * i), s->p) };

			if (ours(s, i * step) && admits(s, 0, x[0]) && admits(s, 1, x[1]))
				visit(s, x);
		}
	for (unsigned b = 0; b < 65536; b++) {
		Quad v = ofbits((uint16_t)b, s->p), x[2] = { v, v };

		if (ours(s, b) && admits(s, 0, v) && admits(s, 1, v)) visit(s, x);
	}
}

/* ---- what is to be judged ---------------------------------------------------------------- */

Case *pointcase(const Sweeper *s, const Quad *x)
{
	Case *c = copycase(s->c);

	for (int a = 0; a < s->b->k->nargs; a++) c->x[a][0] = x[a];
	c->edge = c->exact = true;
	return c;
}

static void cases(Sweeper *s)
{
	const Sweep *all = s->sweep;

	for (size_t k = 0; k < s->n; k++) append(s->b, pointcase(s, s->suspect[k].x), ADDED);
	if (s->islone) {
		Case *c = pointcase(s, &s->lone);

		c->lone = true;
		append(s->b, c, ADDED);
	}
	for (int k = 0; s->b->k->nargs == 1 && k < all->n; k++)
		if (all->part[k].count && all->part[k].worst > 1)
			append(s->b, pointcase(s, (Quad[]){ (Quad)all->part[k].at }), ADDED);
}

bool sweeps(const Bench *b, const Kernel *k, bool narrow)
{
	bool real = true;

	for (int a = 0; a < k->nargs; a++) real &= k->arg[a].base != WHOLE;
	return narrowtype(native(k)) == narrow && b->wide == F128 && real && k->nargs <= 2 &&
		k->nargs > 0 && (k->plain || k == b->one);
}

void exhaust(Bench *b)
{
	const Kernel *all = b->k, *k = b->one ? b->one : b->k;
	Sweeper *s;
	struct timespec begin;

	if (!sweeps(b, k, true)) return;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	s = alloc(1, sizeof *s);
	b->k = k;
	*s = (Sweeper){ .b = b,
		.c = newcase(k, 5, b->asked->seed, 0),
		.p = native(k),
		.sweep = &b->v->sweep };
	for (int a = 0; a < k->nargs; a++) s->wanted += k->arg[a].wanted;
	if (s->c && newquick(&s->own, b->s, k, s->p, s->c) &&
		newquick(&s->wide, b->s, k, b->wide, s->c)) {
		segments(&b->v->sweep, s->p);
		b->v->sweep.ran = true, b->v->sweep.pairs = k->nargs == 2;
		b->v->sweep.sharded = b->asked->shards > 1;
		(k->nargs == 1 ? line : pairs)(s);
		cases(s);
		b->v->sweep.seconds = since(&begin);
	}
	freequick(&s->own), freequick(&s->wide);
	freecase((Case *)s->c);
	release(s);
	b->k = all;
}
