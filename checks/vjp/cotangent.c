/* cotangent.c -- the gradient is linear in the cotangent.
 *
 *	rule(k g) = k rule(g),   rule(g + h) = rule(g) + rule(h)
 *
 * Of random g and h the sum does not see what a rule does where cotangents are special: all 1, as
 * everybody's seed is, all alike, or some of them far below the others.  Those are sums of two as
 * well.
 */
#include "checks/vjp/contract.h"
#include "checks/vjp/limits.h"
#include <fenv.h>
#include <math.h>
#include <string.h>

/* ---- a number of times ----------------------------------------------------------------------- */

/* twice: the gradient at 2 k times the cotangent */
static void linear(Bench *b, int a, const Quad *once, const Quad *scaled, const Quad *twice, Quad k)
{
	Precision p = native(b->k);
	Quad peak = 0, worst = 0;
	size_t at = 0;

	for (size_t e = 0; e < b->c->nx[a]; e++) {
		Quad d = absq(scaled[e] - k * once[e]);

		if (!finiteq(once[e]) || !finiteq(scaled[e])) continue;
		if (absq(k * once[e]) > peak) peak = absq(k * once[e]);
		if (d > worst) worst = d, at = e;
	}
	if (worst > (narrowtype(p) ? NARROWUNITS : SCALEDUNITS) * unitof(p) * peak &&
		worst > (narrowtype(p) ? 8 * leastof(p) * (1 + k)
			       : p == F32   ? (Quad)0x1p-120
					    : (Quad)0x1p-1000)) {
		accuse(b, a, WRONG,
			"%s times the cotangent does not give %s times the gradient: %s instead of "
			"%s at %s",
			quadtext(k, 4), quadtext(k, 4), quadtext(scaled[at], 6),
			quadtext(k * once[at], 6),
			elementname(b->k->arg[a].name, &b->c->xs[a], at, NULL, 0));
		if (*b->v->arg[a].likely) return;
		snprintf(b->v->arg[a].likely, sizeof b->v->arg[a].likely,
			k == 0 ? "a term that the cotangent does not multiply"
			       : twice[at] == scaled[at] && scaled[at] != 0
			       ? "the cotangent, or the gradient, is clipped"
			       : "not linear in the cotangent");
	}
}

static Quad **times(const Bench *b, Quad *const *g, Quad k)
{
	Quad **r = tolerance(b->c, true);

	for (int i = 0; i < b->k->nres; i++)
		for (size_t e = 0; e < b->c->ny[i]; e++) r[i][e] = k * g[i][e];
	return r;
}

void homogeneous(Bench *b, Quad *const *y, Quad *const *g, Quad *const *fresh)
{
	Precision p = native(b->k);
	const Case *c = b->c;
	const double scale[] = { 0, narrowtype(p) ? 16 : 4096, narrowtype(p) ? 0.125 : 0x1p-30 };
	Quad **got = tolerance(c, false), **twice = tolerance(c, false);

	for (size_t k = 0; k < sizeof scale / sizeof *scale; k++) {
		Quad **h = times(b, g, (Quad)scale[k]), **h2 = times(b, h, 2);
		bool range;

		usersrule(b, p, c->x, y, h, got);
		range = b->s->range;
		usersrule(b, p, c->x, y, h2, twice);
		for (int a = 0; a < b->k->nargs; a++)
			if (b->k->arg[a].wanted && !range)
				linear(b, a, fresh[a], got[a], twice[a], (Quad)scale[k]);
		freeroom(h, c, true);
		freeroom(h2, c, true);
	}
	freeroom(got, c, false);
	freeroom(twice, c, false);
}

/* ---- a sum --------------------------------------------------------------------------------- */

/* g and h, the gradients of both and of their sum; faint: h is far below g */
typedef struct {
	Bench *b;
	Quad **g, **h, **both, **gx, **hx, **sum;
	const char *which;
	bool range, faint;
} Together;

/* eight bits: the sum of two is exact in every type */
static Quad **fewbits(Bench *b)
{
	Quad **r = tolerance(b->c, true);

	for (int i = 0; i < b->k->nres; i++)
		for (size_t e = 0; b->k->res[i].wanted && e < b->c->ny[i]; e++)
			r[i][e] = (Quad)floor(64 * ordinary(&b->d)) / 64;
	return r;
}

/* what is left to `all` */
static Quad **rest(Bench *b, Quad *const *g, Quad all)
{
	Quad **r = tolerance(b->c, true);

	for (int i = 0; i < b->k->nres; i++)
		for (size_t e = 0; b->k->res[i].wanted && e < b->c->ny[i]; e++)
			r[i][e] = all - g[i][e];
	return r;
}

/* some of the elements are g's, the others h's, and far below; of both at least one */
static void parted(Bench *b, Quad **g, Quad **h)
{
	size_t n = 0;

	for (int i = 0; i < b->k->nres; i++)
		for (size_t e = 0; b->k->res[i].wanted && e < b->c->ny[i]; e++) {
			bool small = n++ ? n == 2 || roll(&b->d) & 1 : false;

			h[i][e] = small ? h[i][e] * (Quad)ldexp(1, -FAINT) : 0;
			if (small) g[i][e] = 0;
		}
}

/* raises rough to what another rounding changes: all there is of a direction that a rule projects
 * out */
static void stirred(Bench *b, Quad *const *g, Quad *const *gx, Quad *rough)
{
	Quad **turned = tolerance(b->c, false);

	b->s->rounding = b->s->stuck ? FE_TONEAREST : FE_UPWARD;
	usersrule(b, b->wide, b->c->x, b->y[b->wide], g, turned);
	b->s->rounding = FE_TONEAREST;
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < b->c->nx[a]; e++) {
			Quad d = absq(turned[a][e] - gx[a][e]);

			if (d > rough[a]) rough[a] = d;
		}
	freeroom(turned, b->c, false);
}

static void summedup(Together *s)
{
	Bench *b = s->b;
	const Case *c = b->c;

	s->both = tolerance(c, true), s->gx = tolerance(c, false);
	s->hx = tolerance(c, false), s->sum = tolerance(c, false);
	for (int i = 0; i < b->k->nres; i++)
		for (size_t e = 0; e < c->ny[i]; e++) s->both[i][e] = s->g[i][e] + s->h[i][e];
	usersrule(b, b->wide, c->x, b->y[b->wide], s->g, s->gx), s->range |= b->s->range;
	usersrule(b, b->wide, c->x, b->y[b->wide], s->h, s->hx), s->range |= b->s->range;
	usersrule(b, b->wide, c->x, b->y[b->wide], s->both, s->sum), s->range |= b->s->range;
}

/* the largest difference from the sum, beside what is expected there */
static Quad apart(const Together *s, int a, size_t *at, Quad *peak)
{
	Quad worst = 0;

	*peak = 0, *at = 0;
	for (size_t e = 0; s->b->k->arg[a].wanted && e < s->b->c->nx[a]; e++) {
		Quad d = absq(s->sum[a][e] - (s->gx[a][e] + s->hx[a][e])),
		     size = (s->faint ? 0 : absq(s->gx[a][e])) + absq(s->hx[a][e]);

		if (size > *peak) *peak = size;
		if (finiteq(d) && d > worst) worst = d, *at = e;
	}
	return worst;
}

/* measured only where it is asked, for it takes as many calls again */
static bool isrounding(Together *s, int a, Quad worst)
{
	Bench *b = s->b;
	Quad rough[MOST] = { 0 };

	stirred(b, s->g, s->gx, rough), stirred(b, s->h, s->hx, rough);
	stirred(b, s->both, s->sum, rough);
	return worst <= (Quad)ADDITIVE * rough[a];
}

static void comparedsums(Together *s)
{
	Bench *b = s->b;
	Quad bound = b->wide == F128           ? (Quad)SUMWIDE
		: b->wide == F64       ? (Quad)SUM64
		: narrowtype(b->wide)  ? (Quad)SUM16
				       : (Quad)SUM32;

	for (int a = 0; a < b->k->nargs && !s->range; a++) {
		Quad peak, worst;
		size_t at;

		worst = apart(s, a, &at, &peak);
		if (worst <= bound * peak || isrounding(s, a, worst)) continue;
		accuse(b, a, WRONG,
			"the gradient of two cotangents together%s is not the sum of theirs: "
			"%s%s instead of %s at %s",
			s->which, s->faint ? "beside the large ones' " : "",
			quadtext(s->sum[a][at] - (s->faint ? s->gx[a][at] : 0), 6),
			quadtext(s->hx[a][at] + (s->faint ? 0 : s->gx[a][at]), 6),
			elementname(b->k->arg[a].name, &b->c->xs[a], at, NULL, 0));
	}
}

/* takes g and h */
static void sumof(Bench *b, Quad **g, Quad **h, const char *which, bool faint)
{
	Together s = { .b = b, .g = g, .h = h, .which = which, .faint = faint };
	const Case *c = b->c;

	summedup(&s);
	comparedsums(&s);
	freeroom(g, c, true), freeroom(h, c, true), freeroom(s.both, c, true);
	freeroom(s.gx, c, false), freeroom(s.hx, c, false), freeroom(s.sum, c, false);
}

/* in the widest type, which rounds least: scaling alone does not see |g| or max(g, 0) */
void additive(Bench *b)
{
	Quad **g = fewbits(b), **h = fewbits(b);

	sumof(b, g, h, "", false);
}

/* the same where the sum is special */
void additiveatspecial(Bench *b)
{
	Quad **g = fewbits(b), **h, all;

	sumof(b, g, rest(b, g, 1), ", which are all 1,", false);
	g = fewbits(b), all = (Quad)floor(64 * ordinary(&b->d)) / 64;
	sumof(b, g, rest(b, g, all), ", which are all alike,", false);
	if (b->wide != F128 || b->NY < 2) return;
	g = fewbits(b), h = fewbits(b);
	parted(b, g, h);
	sumof(b, g, h, ", some of which are far below the others,", true);
}
