/* cases.c -- one case of the plan: its sizes, its values, a ladder of cotangents. */
#include "checks/vjp/compare.h"
#include "checks/vjp/contract.h"
#include "checks/vjp/limits.h"
#include <string.h>

/* differences in every argument, of a forward that loops over all sizes; counted, not timed: a run
 * must repeat itself */
static double cost(const Bench *b)
{
	double loops = 1;

	for (int i = 0; i < b->k->nsizes; i++) loops *= (double)b->c->size[i];
	return (double)b->NX * (loops + (double)(b->NX + b->NY));
}

static Quad **weights(Bench *b, double scale, bool onehot)
{
	Quad **g = tolerance(b->c, true);
	size_t one = b->NY ? roll(&b->d) % b->NY : 0;

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++) {
			double v = ordinary(&b->d) * scale;

			g[r][e] =
				onehot && b->yat[r] + e != one ? 0 : rounded((Quad)v, native(b->k));
		}
	return g;
}

static void pass(Bench *b, double scale, bool onehot, bool first)
{
	Quad **g = weights(b, scale, onehot);
	Pass q;

	b->passes++;
	if (first) contract(b, g);
	q = newpass(b, g);
	compare(b, &q);
	freepass(b, &q);
	freeroom(g, b->c, true);
}

static bool defined(const Bench *b)
{
	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++)
			if (!finiteq(b->y[b->wide][r][e])) return false;
	return true;
}

static void extents(Bench *b)
{
	b->NX = b->NY = 0;
	for (int a = 0; a < b->k->nargs; a++)
		b->xat[a] = b->NX, b->NX += b->k->arg[a].wanted ? b->c->nx[a] : 0;
	for (int r = 0; r < b->k->nres; r++)
		b->yat[r] = b->NY, b->NY += b->k->res[r].wanted ? b->c->ny[r] : 0;
}

/* large sizes: no Jacobian, one direction */
static void through(Bench *b)
{
	Quad **g = weights(b, 1, false), **gx[PRECISIONS] = { NULL };

	b->passes++;
	if (!b->c->huge) contract(b, g);
	for (int p = native(b->k); p <= (int)b->wide; p = after(p)) {
		gx[p] = tolerance(b->c, false);
		usersrule(b, (Precision)p, b->c->x, b->y[p], g, gx[p]);
	}
	large(b, g, gx);
	for (int p = native(b->k); p <= (int)b->wide; p = after(p)) freeroom(gx[p], b->c, false);
	freeroom(g, b->c, true);
}

static void ladder(Bench *b)
{
	const double large = narrowtype(native(b->k)) ? 16 : 1000,
		     small = narrowtype(native(b->k)) ? 0x1p-6 : 0x1p-20,
		     scales[] = { 1, 1, large, small, 1 };
	bool hard = b->c->hard, added = b->run >= b->plan;

	/* at ordinary sizes a row that is clipped has not met what makes it a row */
	if (b->run == 0 || b->pointwise) b->pointwise = b->k->plain ? b->pointwise : diagonal(b);
	if (b->asked->run > 0 && b->run == 0) return;
	if (b->k->plain) {
		pass(b, hard ? 1 : scales[b->run % 5], false, b->run % 12 == 0 || !hard);
		return;
	}
	pass(b, 1, false, !added);
	if (hard)
		return;
	pass(b, large, false, false);
	pass(b, small, false, false);
	pass(b, 1, true, false);
}

/* the forward once more, and whether it gives the same bits */
static bool again(Bench *b, Quad **y)
{
	Precision p = native(b->k);
	Quad **z = tolerance(b->c, true);
	bool same = true;

	b->s->forward(b->s, p, b->c, b->c->x, z);
	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; e < b->c->ny[r]; e++) same &= samebits(z[r][e], y[r][e]);
	freeroom(z, b->c, true);
	return same;
}

/* other bits mean that no difference of it is a derivative; but arrays that lie otherwise may be
 * summed in another order, and then it is asked where they lie alike */
static bool repeats(Bench *b)
{
	Quad **y;
	bool same = again(b, b->y[native(b->k)]);

	if (same) return true;
	y = tolerance(b->c, true);
	b->s->front = true;
	b->s->forward(b->s, native(b->k), b->c, b->c->x, y);
	same = again(b, y);
	b->s->front = false;
	freeroom(y, b->c, true);
	return same;
}

static void forget(Bench *b)
{
	for (int p = native(b->k); p <= (int)b->wide; p = after(p))
		for (int r = 0; r < b->k->nres; r++) release(b->y[p][r]);
	freecase(b->c);
}

/* outside the domain of a plain kernel: a number beside a primal that is none hides the mistake
 * further on */
static void parity(Bench *b, Quad **gx)
{
	Quad y = b->y[native(b->k)][0][0];

	for (int a = 0; b->k->plain && y != y && a < b->k->nargs && !*b->v->note; a++)
		if (b->k->arg[a].wanted && finiteq(gx[a][0]))
			snprintf(b->v->note, sizeof b->v->note,
				"outside the domain, at %s, the result is nan and the gradient of "
				"%s is %s",
				sizestext(b->c), b->k->arg[a].name, quadtext(gx[a][0], 6));
}

void ransizes(Bench *b, const Case *c)
{
	b->ran = grow(b->ran, &b->ranroom, (b->nran + 1) * SIZES, sizeof *b->ran);
	memcpy(b->ran + b->nran++ * SIZES, c->size, SIZES * sizeof *b->ran);
}

bool onecase(Bench *b, Case *c, int small)
{
	Watch *w = watched();

	b->c = c;
	b->d = dice(b->asked->seed + 77, (unsigned long)b->run);
	if (w) w->run = b->run, snprintf(w->sizes, sizeof w->sizes, "%s", sizestext(b->c));
	b->small = small;
	extents(b);
	for (int p = native(b->k); p <= (int)b->wide; p = after(p)) {
		Quad **y = tolerance(b->c, true);

		for (int r = 0; r < b->k->nres; r++) b->y[p][r] = y[r];
		b->s->forward(b->s, (Precision)p, b->c, b->c->x, y);
		release(y);
	}
	if (!repeats(b)) {
		b->random = true;
		forget(b);
		return true;
	}
	/* a call for each element, as often as a backward is called once */
	if (b->k->tangents && !b->k->plain && b->asked->run < SMALLER && small < 3 &&
		cost(b) > (c->large ? DEAR : DEAR / 16)) {
		forget(b);
		return false;
	}
	if (c->large) {
		b->v->cases++;
		ransizes(b, b->c);
		if (defined(b)) through(b);
		forget(b);
		return true;
	}
	if (!b->k->plain && b->asked->run < SMALLER && small < 3 &&
		cost(b) > (b->run == 6 ? 3 : 1) * DEAR) {
		forget(b);
		return false;
	}
	b->v->cases++;
	ransizes(b, b->c);
	if (defined(b)) {
		allslopes(b);
		ladder(b);
		release(b->J);
	/* outside the domain the rule may say what it likes, but it must return */
	} else {
		Quad **g = weights(b, 1, false), **gx = tolerance(b->c, false);

		usersrule(b, native(b->k), b->c->x, b->y[native(b->k)], g, gx);
		parity(b, gx);
		freeroom(g, b->c, true);
		freeroom(gx, b->c, false);
	}
	forget(b);
	return true;
}

void ofplan(Bench *b, int small)
{
	Case *c;

	/* values of every size: only where they do not meet */
	if (!b->k->plain && !b->pointwise && ishard(b->run))
		return;
	c = newcase(b->k, b->run, b->asked->seed, small);
	if (c && !onecase(b, c, small)) ofplan(b, small + 1);
}
