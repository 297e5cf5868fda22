/* contract.c -- what a rule promises beside its numbers.
 *
 * Gradients accumulate or overwrite, one or the other, where the cotangent is 0 too; inputs stay;
 * the same call gives the same bits, whatever was called before; nothing is written outside; the
 * gradient is linear in the cotangent (cotangent.c).
 */
#include "checks/vjp/contract.h"
#include "checks/vjp/limits.h"
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

static bool cotangentnamed(const Kernel *k, const char *name)
{
	for (int r = 0; r < k->nres; r++)
		if (*name == 'd' && !strcmp(k->res[r].name, name + 1)) return true;
	return false;
}

static void guarded(Bench *b, const char *who)
{
	const char *changed = b->s->changed;

	if (changed)
		broken(b, text("%s changed its input %%s%s", who, cotangentnamed(b->k, changed)
			? " (a cotangent that may be used up: say `consumes`)" : ""), changed);
	if (b->s->nonlinear && !b->c->hard)
		broken(b, "%s is not linear in its tangents", b->k->backward.name);
	b->s->nonlinear = false;
	if (b->s->outside) broken(b, text("%s wrote outside the array %%s", who), b->s->outside);
}

bool samebits(Quad a, Quad b) { return a == b || (a != a && b != b); }

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
	     slope = (f->two[a][e] - one) / F,
	     sloped = narrowtype(f->p) ? (Quad)NARROWSLOPE : (Quad)SLOPE,
	     seen = (Quad)ldexpl(1,
			    -(f->p == F128                     ? FILLSEEN
					    : narrowtype(f->p) ? NARROWSEEN
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

/* its gradient stands where the cotangent was: it can only replace it */
static bool takestheplace(const Kernel *k, int a)
{
	for (int r = 0; r < k->nres; r++) if (k->from[r] == a + 1) return true;
	return false;
}

static void settledmode(Bench *b, int a, Mode found)
{
	if (takestheplace(b->k, a)) return;
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

/* ---- cotangents that are 0 ------------------------------------------------------------------ */

static void zeroed(Bench *b, Quad *const *y, Quad *const *g)
{
	Fills f = newfills(b, native(b->k), y, g);

	for (int a = 0; a < b->k->nargs; a++) {
		Modes m = b->k->arg[a].wanted ? modesof(b, &f, a) : (Modes){ 0 };
		bool left = b->mode[a] == OVERWRITES && m.adds,
		     cleared = b->mode[a] == ACCUMULATES && m.replaces;

		if ((!left && !cleared) || b->v->arg[a].ruling == WRONG) continue;
		accuse(b, a, WRONG,
			left ? "where a cotangent is 0 the gradient of %s is not written: what "
			       "stood there before stays, though elsewhere it is overwritten"
			     : "where a cotangent is 0 what the gradient of %s held before is "
			       "lost, though elsewhere it is added to",
			b->k->arg[a].name);
		snprintf(b->v->arg[a].likely, sizeof b->v->arg[a].likely,
			left ? "it returns early where the cotangent is 0" : "= for +=");
	}
	freefills(&f, b->c);
}

/* about half of them; then all */
static void zeros(Bench *b, Quad *const *y, Quad *const *g)
{
	Quad **some = tolerance(b->c, true), **none = tolerance(b->c, true);

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; e < b->c->ny[r]; e++)
			some[r][e] = roll(&b->d) & 1 ? g[r][e] : 0;
	zeroed(b, y, some), zeroed(b, y, none);
	freeroom(some, b->c, true), freeroom(none, b->c, true);
}

/* ---- all of it ------------------------------------------------------------------------------ */

/* arrays that lie otherwise may be summed in another order: it must be the same where they lie
 * alike */
static void repeated(Bench *b, Quad *const *y, Quad *const *g, int a, size_t e)
{
	Quad **one = tolerance(b->c, false), **two = tolerance(b->c, false);

	b->s->front = true;
	usersrule(b, native(b->k), b->c->x, y, g, one);
	usersrule(b, native(b->k), b->c->x, y, g, two);
	b->s->front = false;
	if (!samebits(one[a][e], two[a][e]))
		accuse(b, a, WRONG, "the same call twice gives different bits: %s, then %s",
			quadtext(one[a][e], 9), quadtext(two[a][e], 9));
	freeroom(one, b->c, false), freeroom(two, b->c, false);
}

static void repeatable(Bench *b, Quad *const *y, Quad *const *g, Quad **fresh)
{
	const Case *c = b->c;
	Quad **got = tolerance(c, false);

	usersrule(b, native(b->k), c->x, y, g, got);
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; b->k->arg[a].wanted && e < c->nx[a]; e++)
			if (!samebits(fresh[a][e], got[a][e])) {
				repeated(b, y, g, a, e);
				break;
			}
	freeroom(got, c, false);
}

/* ---- threads that run at once --------------------------------------------------------------- */

static size_t elements(const Case *c)
{
	size_t n = 0;

	for (int a = 0; a < c->kernel->nargs; a++) n += c->nx[a];
	for (int r = 0; r < c->kernel->nres; r++) n += c->ny[r];
	return n;
}

/* atomicAdd rounds in the order in which threads come: that is half of the digits at most */
static bool differing(const Bench *b, const Quad *one, const Quad *two, size_t n, size_t e)
{
	Quad most = 0;

	if (samebits(one[e], two[e])) return false;
	for (size_t k = 0; k < n; k++)
		if (finiteq(two[k]) && absq(two[k]) > most) most = absq(two[k]);
	return !(absq(one[e] - two[e]) <= halfdigits(native(b->k)) * most);
}

static void raced(Bench *b, int a, size_t e, Quad other, Quad usual)
{
	accuse(b, a, WRONG,
		"threads of a launch race for element %s: one after the other they leave %s, and "
		"%s where %s",
		elementname("", &b->c->xs[a], e, NULL, 0), quadtext(usual, 9), quadtext(other, 9),
		b->s->apart ? "none sees what another writes before a barrier"
			    : "the last comes first");
	snprintf(b->v->arg[a].likely, sizeof b->v->arg[a].likely,
		b->s->apart ? "+= for atomicAdd, or a __syncthreads that is missing"
			    : "a thread needs what another of the same launch has written");
}

/* in its own type, apart or backwards: no thread may need what another of the same launch writes */
static void otherturns(Bench *b, Quad *const *y, Quad *const *g, Quad **fresh)
{
	const Case *c = b->c;
	Precision p = native(b->k);
	Quad **got = tolerance(c, false), **results = tolerance(c, true);

	b->s->forward(b->s, p, c, c->x, results);
	usersrule(b, p, c->x, y, g, got);
	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; e < c->ny[r]; e++)
			if (differing(b, results[r], y[r], c->ny[r], e))
				broken(b,
					text("threads of a launch race in %s for %%s",
						b->k->forward.name),
					b->k->res[r].name);
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; b->k->arg[a].wanted && e < c->nx[a]; e++)
			if (b->v->arg[a].ruling != WRONG &&
				differing(b, got[a], fresh[a], c->nx[a], e))
				raced(b, a, e, got[a][e], fresh[a][e]);
	freeroom(got, c, false), freeroom(results, c, true);
}

static void together(Bench *b, Quad *const *y, Quad *const *g, Quad **fresh)
{
	if (!b->s->launches || elements(b->c) > APARTMOST) return;
	b->s->apart = true;
	otherturns(b, y, g, fresh);
	b->s->apart = false, b->s->backwards = true;
	otherturns(b, y, g, fresh);
	b->s->backwards = false;
}

/* a scalar kernel has hundreds of points */
static bool special(const Bench *b) { return !b->c->hard && (!b->k->plain || b->run % 8 == 0); }

/* other draws stay as they are */
static void specially(Bench *b, Quad *const *y, Quad *const *g)
{
	Dice was = b->d;

	/* a JVP takes no cotangent; that it is linear in its tangents is asked elsewhere */
	if (!b->k->tangents) zeros(b, y, g), additiveatspecial(b);
	keepsnothing(b, g);
	b->s->nonlinear = false;
	b->d = was;
}

void contract(Bench *b, Quad *const *g)
{
	Precision p = native(b->k);
	const Case *c = b->c;
	Quad **fresh = tolerance(c, false), **y = tolerance(c, true);

	b->s->front = true;                /* before the first element lies the fence */
	b->s->forward(b->s, p, c, c->x, y);
	guarded(b, b->k->forward.name);
	b->s->front = false;
	b->s->forward(b->s, p, c, c->x, y);
	guarded(b, b->k->forward.name);
	usersrule(b, p, c->x, y, g, fresh);
	guarded(b, b->k->backward.name);
	repeatable(b, y, g, fresh);
	together(b, y, g, fresh);
	if (b->k->tangents) {
		usersrule(b, b->wide, c->x, b->y[b->wide], g, fresh);
		guarded(b, b->k->backward.name);
		usersrule(b, p, c->x, y, g, fresh);
	} else
		filled(b, y, g);
	if (!c->hard) homogeneous(b, y, g, fresh), additive(b);
	if (special(b)) specially(b, y, g);
	freeroom(fresh, c, false);
	freeroom(y, c, true);
}
