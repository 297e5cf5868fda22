/* contract.c -- what a rule promises beside its numbers.
 *
 * Gradients accumulate or overwrite, one or the other; inputs stay; the same call gives the same
 * bits; nothing is written outside; a zero cotangent gives zero; 4096 times the cotangent gives
 * 4096 times the gradient; two cotangents together give the sum of their gradients.
 */
#include "checks/vjp/judge.h"
#include "checks/vjp/limits.h"
#include <fenv.h>
#include <math.h>
#include <string.h>

static void broken(Bench *b, const char *fmt, const char *what)
{
	if (b->v->ruling == WRONG)
		return;
	b->v->ruling = WRONG;
	snprintf(b->v->why, sizeof b->v->why, fmt, what);
	snprintf(b->v->why + strlen(b->v->why), sizeof b->v->why - strlen(b->v->why), ", with %s",
		sizestext(b->c));
}

static void guarded(Bench *b, const char *who)
{
	if (b->s->changed) broken(b, text("%s changed its input %%s", who), b->s->changed);
	if (b->s->nonlinear && !b->c->hard)
		broken(b, "%s is not linear in its tangents", b->k->backward.name);
	b->s->nonlinear = false;
	if (b->s->outside) broken(b, text("%s wrote outside the array %%s", who), b->s->outside);
}

static bool samebits(Quad a, Quad b) { return a == b || (a != a && b != b); }

static const char *const modename[] = { "", "adds to what is there", "overwrites" };

/* ---- what was in the gradient's place before ------------------------------------------ */

/* F: what stood there, far above what the rule computes from zeros; one, two: what F and 2 F
 * became */
typedef struct { Precision p; Quad **F, **fresh, **one, **two; } Fills;

static Fills newfills(Bench *b, Precision p, Quad *const *y, Quad *const *g)
{
	const Case *c = b->c;
	Fills f = { p, tolerance(c, false), tolerance(c, false), tolerance(c, false),
		tolerance(c, false) };

	usersrule(b, p, c->x, y, g, f.fresh);
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++) {
			Quad size = finiteq(f.fresh[a][e]) ? absq(f.fresh[a][e]) : 1, F = 1;
			int bits = narrowtype(p) ? NARROWFILL : FILLBITS;

			while (F < size && F < (Quad)ldexpl(1, MOSTFILL)) F *= 2;
			F *= (Quad)ldexp(roll(&b->d) & 1 ? 1 : -1, bits);
			f.F[a][e] = f.one[a][e] = F, f.two[a][e] = 2 * F;
		}
	b->s->front = true;                /* now before the first element lies the fence */
	b->s->backward(b->s, p, c, c->x, y, g, f.one);
	guarded(b, b->k->backward.name);
	b->s->front = false;
	b->s->backward(b->s, p, c, c->x, y, g, f.two);
	return f;
}

static void freefills(Fills *f, const Case *c)
{
	freeroom(f->F, c, false), freeroom(f->fresh, c, false);
	freeroom(f->one, c, false), freeroom(f->two, c, false);
}

/* of one element; EITHER: neither.  A slope of 1 adds, one of 0 overwrites: rounding moves it by as
 * many u as there are additions, whatever cancels in them */
static Mode modeof(const Fills *f, int a, size_t e)
{
	Quad F = f->F[a][e], fresh = f->fresh[a][e], one = f->one[a][e],
	     slope = (f->two[a][e] - one) / F, sloped = narrowtype(f->p) ? (Quad)0.25 : (Quad)SLOPE,
	     seen = (Quad)ldexpl(1,
			    -(f->p == F128                     ? FILLSEEN
					    : narrowtype(f->p) ? 2
							       : FILLCOARSE)) *
		absq(F);

	if (absq(slope - 1) < sloped && absq(one - F - fresh) <= seen) return ACCUMULATES;
	if (absq(slope) < sloped && absq(one - fresh) <= (Quad)SLOPE * absq(fresh) + seen)
		return OVERWRITES;
	return EITHER;
}

typedef struct { size_t adds, replaces, neither, where; } Modes;

static Modes modesof(const Bench *b, const Fills *f, int a)
{
	Modes m = { 0 };

	for (size_t e = 0; e < b->c->nx[a]; e++) {
		if (!finiteq(f->fresh[a][e]) || !finiteq(f->one[a][e]) || !finiteq(f->two[a][e]) ||
			absq(f->fresh[a][e]) >= (Quad)ldexpl(1, MOSTFILL))
			continue;
		switch (modeof(f, a, e)) {
		case ACCUMULATES: m.adds++; break;
		case OVERWRITES:  m.replaces++; break;
		default:          m.neither++, m.where = e;
		}
	}
	return m;
}

static void settledmode(Bench *b, int a, Mode found)
{
	if (b->k->mode != EITHER && found != b->k->mode)
		accuse(b, a, WRONG,
			"the comment says that it %s, but the gradient %s: found with the array "
			"pre-filled with two sets of numbers",
			b->k->mode == ACCUMULATES ? "accumulates" : "overwrites", modename[found]);
	else if (b->mode[a] != EITHER && b->mode[a] != found)
		accuse(b, a, WRONG,
			"the gradient of %s now overwrites and now adds to what is there",
			b->k->arg[a].name);
	b->mode[a] = found;
	if (found == OVERWRITES && b->k->mode == ACCUMULATES)
		snprintf(b->v->arg[a].likely, sizeof b->v->arg[a].likely,
			"overwritten instead of accumulated: = for +=");
}

/* in the widest type, where `+=` rounds least; the rule's own must not be of the other kind */
static void prefilled(Bench *b, int a, const Fills *wide, const Fills *own)
{
	Modes m = modesof(b, wide, a), n = modesof(b, own, a);

	if (m.neither || (m.adds && m.replaces))
		accuse(b, a, WRONG,
			m.neither ? "what %s was before decides what it becomes (element %s): "
				    "neither added to nor overwritten"
				  : "some elements of %s are added to and others overwritten%.0s",
			b->k->arg[a].name, elementname("", &b->c->xs[a], m.where, NULL, 0));
	else if ((m.adds && n.replaces) || (m.replaces && n.adds))
		accuse(b, a, WRONG,
			"the gradient of %s %s in its own type and %s in a wider one",
			b->k->arg[a].name, modename[n.adds ? ACCUMULATES : OVERWRITES],
			modename[m.adds ? ACCUMULATES : OVERWRITES]);
	else if (m.adds || m.replaces) settledmode(b, a, m.adds ? ACCUMULATES : OVERWRITES);
}

static void filled(Bench *b, Quad *const *y, Quad *const *g)
{
	Precision p = native(b->k);
	Quad **wide = tolerance(b->c, true);
	Fills own = newfills(b, p, y, g), f;

	b->s->forward(b->s, b->wide, b->c, b->c->x, wide);
	f = newfills(b, b->wide, wide, g);
	for (int a = 0; a < b->k->nargs; a++)
		if (b->k->arg[a].wanted) prefilled(b, a, &f, &own);
	freefills(&own, b->c), freefills(&f, b->c);
	freeroom(wide, b->c, true);
}

/* ---- the cotangent ------------------------------------------------------------------------ */

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
	if (worst > (narrowtype(p) ? 16 : 4096) * unitof(p) * peak &&
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
			twice[at] == scaled[at] && scaled[at] != 0
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

/* eight bits: the sum of two is exact in every type */
static Quad **fewbits(Bench *b)
{
	Quad **r = tolerance(b->c, true);

	for (int i = 0; i < b->k->nres; i++)
		for (size_t e = 0; b->k->res[i].wanted && e < b->c->ny[i]; e++)
			r[i][e] = (Quad)floor(64 * ordinary(&b->d)) / 64;
	return r;
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

/* the gradient of two cotangents together is the sum of theirs, in the widest type, which rounds
 * least: scaling alone does not see |g| or max(g, 0) */
static void additive(Bench *b)
{
	const Case *c = b->c;
	Quad **g = fewbits(b), **h = fewbits(b), **both = tolerance(c, true),
	     **gx = tolerance(c, false), **hx = tolerance(c, false), **sum = tolerance(c, false);
	Quad rough[MOST] = { 0 };
	bool range = false;

	for (int i = 0; i < b->k->nres; i++)
		for (size_t e = 0; e < c->ny[i]; e++) both[i][e] = g[i][e] + h[i][e];
	usersrule(b, b->wide, c->x, b->y[b->wide], g, gx), range |= b->s->range;
	usersrule(b, b->wide, c->x, b->y[b->wide], h, hx), range |= b->s->range;
	usersrule(b, b->wide, c->x, b->y[b->wide], both, sum), range |= b->s->range;
	stirred(b, g, gx, rough), stirred(b, h, hx, rough), stirred(b, both, sum, rough);
	for (int a = 0; a < b->k->nargs && !range; a++) {
		Quad peak = 0, worst = 0;
		size_t at = 0;

		for (size_t e = 0; b->k->arg[a].wanted && e < c->nx[a]; e++) {
			Quad d = absq(sum[a][e] - (gx[a][e] + hx[a][e])),
			     size = absq(gx[a][e]) + absq(hx[a][e]);

			if (size > peak) peak = size;
			if (finiteq(d) && d > worst) worst = d, at = e;
		}
		if (worst > (b->wide == F128                 ? (Quad)0x1p-20
					    : b->wide == F64 ? (Quad)0x1p-16
					    : narrowtype(b->wide) ? (Quad)0x1p-3 : (Quad)0x1p-6) *
					peak &&
			worst > (Quad)ADDITIVE * rough[a])
			accuse(b, a, WRONG,
				"the gradient of two cotangents together is not the sum of theirs: "
				"%s instead of %s at %s",
				quadtext(sum[a][at], 6), quadtext(gx[a][at] + hx[a][at], 6),
				elementname(b->k->arg[a].name, &c->xs[a], at, NULL, 0));
	}
	freeroom(g, c, true), freeroom(h, c, true), freeroom(both, c, true);
	freeroom(gx, c, false), freeroom(hx, c, false), freeroom(sum, c, false);
}

void contract(Bench *b, Quad *const *g)
{
	Precision p = native(b->k);
	const Case *c = b->c;
	Quad **fresh = tolerance(c, false), **got = tolerance(c, false),
	     **twice = tolerance(c, false), **y = tolerance(c, true);
	const double scale[] = { 0, narrowtype(p) ? 16 : 4096, narrowtype(p) ? 0.125 : 0x1p-30 };

	b->s->front = true;                /* before the first element lies the fence */
	b->s->forward(b->s, p, c, c->x, y);
	guarded(b, b->k->forward.name);
	b->s->front = false;
	b->s->forward(b->s, p, c, c->x, y);
	guarded(b, b->k->forward.name);
	usersrule(b, p, c->x, y, g, fresh);
	guarded(b, b->k->backward.name);
	usersrule(b, p, c->x, y, g, got);
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; b->k->arg[a].wanted && e < c->nx[a]; e++)
			if (!samebits(fresh[a][e], got[a][e])) {
				accuse(b, a, WRONG,
					"the same call twice gives different bits: %s, then %s",
					quadtext(fresh[a][e], 9), quadtext(got[a][e], 9));
				break;
			}
	if (b->k->tangents) {
		usersrule(b, b->wide, c->x, b->y[b->wide], g, got);
		guarded(b, b->k->backward.name);
	} else
		filled(b, y, g);
	for (size_t k = 0; k < sizeof scale / sizeof *scale && !b->c->hard; k++) {
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
	if (!b->c->hard) additive(b);
	freeroom(fresh, c, false);
	freeroom(got, c, false);
	freeroom(twice, c, false);
	freeroom(y, c, true);
}
