/* large.c -- arrays too large for a difference in every element: one direction through all of them, then halves.
 *
 *	d/dt sum_o g_o y_o(x + t v) = sum_e v_e gx_e
 *
 * holds for every v.  Where it does not, the half of the elements that still breaks it is searched, down to one.
 */
#include "checks/vjp/judge.h"
#include <fenv.h>
#include <math.h>
#include <string.h>

typedef struct { Bench *b; Quad *const *g; Quad **v, **x, **y; Quad *const *gx[PRECISIONS]; int arg; size_t from, to; unsigned turns; } Ray;

static bool on(const Ray *r, int a, size_t e) { return r->arg < 0 || (a == r->arg && e >= r->from && e < r->to); }

static void along(void *own, Quad t, Quad *to)
{
	Ray *r = own;
	const Bench *b = r->b;

	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < b->c->nx[a]; e++)
			r->x[a][e] = b->c->x[a][e] + (b->k->arg[a].wanted && on(r, a, e) ? t * r->v[a][e] : 0);
	b->s->forward(b->s, b->wide, b->c, r->x, r->y);
	*to = 0;
	for (int k = 0; k < b->k->nres; k++)
		for (size_t o = 0; b->k->res[k].wanted && o < b->c->ny[k]; o++) *to += r->g[k][o] * r->y[k][o];
}

static Quad theirs_(const Ray *r, Precision p, Quad *terms)
{
	Quad s = 0;

	*terms = 0;
	for (int a = 0; a < r->b->k->nargs; a++)
		for (size_t e = 0; r->b->k->arg[a].wanted && e < r->b->c->nx[a]; e++)
			if (on(r, a, e)) s += r->v[a][e] * r->gx[p][a][e], *terms += absq(r->v[a][e] * r->gx[p][a][e]);
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
	if (s->stuck) *to *= 1 + unitof(r->b->wide) * (Quad)0x1p13;
}

/* does the rule differ from the difference along this ray? */
static bool differs(Ray *r, Slope *d, double *seen)
{
	Precision own = native(r->b->k), middle = r->b->wide > F64 ? F64 : own;
	Quad terms, unused, wide, before, error, noise, least;

	slopes(&(Curve){ .n = 1, .f = along, .turned = turned, .own = r, .at = 0x1p16, .scale = 1 }, d);
	if (d->none || d->hi - d->lo > 8 * d->error)
		return false;
	wide = theirs_(r, r->b->wide, &terms), before = theirs_(r, middle, &unused);
	error = absq(wide - d->lo);
	noise = 4 * d->error + unitof(r->b->wide) * 4096 * (terms + absq(d->lo));
	least = 8 * unitof(own) * (r->to - r->from == 1 ? absq(d->lo) + terms : terms / 8);
	if (seen && terms > 0) *seen = toreal((noise > least ? noise : least) / terms);
	if (wide != wide) return true;
	return error > noise && error > least && !(error <= absq(before - d->lo) * (Quad)0x1p-20);
}

static void named(Ray *r, int a)
{
	Bench *b = r->b;
	Slope d;
	Quad at = 0;
	size_t e;

	r->arg = a, r->from = 0, r->to = b->c->nx[a];
	if (!differs(r, &d, NULL))
		return;
	while (r->to - r->from > 1) {
		size_t from = r->from, to = r->to, half = from + (to - from) / 2;

		r->to = half;
		if (differs(r, &d, NULL)) continue;
		r->from = half, r->to = to;
		if (differs(r, &d, NULL)) continue;
		accuse(b, a, WRONG, "along a random direction through elements %zu to %zu the gradient of %s differs from the difference of the forward", from, to - 1,
		       b->k->arg[a].name);
		return;
	}
	e = r->from, at = r->v[a][e];
	differs(r, &d, NULL);
	d.lo /= at, d.hi /= at;
	if (d.lo > d.hi) { Quad t = d.lo; d.lo = d.hi, d.hi = t; }
	if (b->v->arg[a].ruling == WRONG)
		return;
	accuse(b, a, WRONG, "found along a random direction through %zu elements, by halves; the error does not shrink in binary128", b->c->nx[a]);
	shown(b, a, e, r->gx[native(b->k)][a][e], &d);
	if (r->gx[b->wide][a][e] == 0 && e + 1 == b->c->nx[a])
		snprintf(b->v->arg[a].likely, sizeof b->v->arg[a].likely, "the last element gets no gradient: a block, or a remainder, is missing");
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
	Ray r = { .b = b, .g = g, .v = room_(b->c, false), .x = room_(b->c, false), .y = room_(b->c, true), .arg = -1 };
	Slope d;
	double seen = 0;

	for (int p = 0; p < PRECISIONS; p++) r.gx[p] = gx[p];
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < b->c->nx[a]; e++) r.v[a][e] = direction(&b->d, b->c->x[a][e]);
	if (differs(&r, &d, &seen))
		for (int a = 0; a < b->k->nargs; a++)
			if (b->k->arg[a].wanted && !skipped_(b, a)) named(&r, a);
	freeroom(r.v, b->c, false);
	freeroom(r.x, b->c, false);
	freeroom(r.y, b->c, true);
}
