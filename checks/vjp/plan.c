/* plan.c -- the cases of a kernel: sizes, and what each array is filled with. */
#include "checks/vjp/arrange.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/narrow.h"
#include "checks/vjp/values.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ORDINARY, TIES, ONEZERO, TWOZEROS, ZEROS, SPREAD, TINY, LARGE, LEVELS, HARDS, OFFSET, FAR };
static const struct { int sizes, fill; } plan[] = {
	{ 0, ORDINARY },
	{ 10, ORDINARY },
	{ 1, ORDINARY },
	{ 2, ORDINARY },
	{ 3, ORDINARY },
	{ 4, ORDINARY },
	{ 5, ORDINARY },
	{ 6, ORDINARY },
	{ 7, TIES },
	{ 7, ONEZERO },
	{ 7, TWOZEROS },
	{ 7, ZEROS },
	{ 7, SPREAD },
	{ 7, LARGE },
	{ 7, LEVELS },
	{ 7, ORDINARY },
	{ 8, ORDINARY },
	{ 7, TINY },
	{ 2, OFFSET },
	{ 2, OFFSET },
	{ 2, FAR },
	{ 9, HARDS },
	{ 9, HARDS },
	{ 9, HARDS },
};
enum {
	PLAN = sizeof plan / sizeof *plan - 6,
	SCALARRUNS = 360,
	PAIRRUNS = PAIR * PAIR + 150
};

bool elementwise(const Kernel *k)
{
	for (int side = 0; side < 2; side++)
		for (int i = 0; i < (side ? k->nres : k->nargs); i++) {
			const Array *a = side ? &k->res[i] : &k->arg[i], *first = &k->res[0];

			if (a->rank != first->rank || !a->rank) return false;
			for (int r = 0; r < a->rank; r++)
				if (strcmp(a->dim[r], first->dim[r])) return false;
		}
	return true;
}

/* one array is differentiated: values may be extreme without the products of two being so */
static bool alone(const Kernel *k)
{
	int n = 0;

	for (int i = 0; i < k->nargs; i++) n += k->arg[i].base != WHOLE;
	return n == 1;
}

long planned(const Kernel *k)
{
	return !k->plain        ? PLAN + 3 * alone(k) + 3 * (alone(k) && elementwise(k))
		: k->nargs == 2 ? PAIRRUNS
				: SCALARRUNS;
}
bool islarge(const Kernel *k, long run) { return !k->plain && plan[run].sizes == 10; }
bool ishard(long run) { return plan[run].fill == HARDS; }
bool extreme(const Kernel *k, long run)
{
	return k->plain ? run < (k->nargs == 1 ? HARD : PAIR * PAIR + 20)
			: plan[run].fill != ORDINARY;
}

static long sizefor(const Kernel *k, int how, int i, int attempt, Dice *d, int small)
{
	static const int odd[] = { 3, 5, 4, 2, 7, 6, 3, 5, 4, 2, 7, 6 };

	if (small && how != 1)
		return 1 + (long)(roll(d) % (unsigned)(small > 2 ? 2 : small > 1 ? 3 : 4));
	if (attempt > 3)  return 1 + (long)(roll(d) % (unsigned)(attempt > 40 ? 12 : 6));
	switch (how) {
	case 0:  return odd[i];
	case 1:  return 1 + attempt;
	case 2:  return 4 + attempt;
	case 4:  return i == 0 ? 1 : odd[i];
	case 5:  return i == k->nsizes - 1 ? 1 : odd[i];
	case 6:  return 9 + (long)(roll(d) % (k->nsizes > 3 ? 3 : k->nsizes > 2 ? 5 : 22));
	case 8:  return odd[k->nsizes - i];
	case 10:
		return k->nsizes == 1    ? 137
			: k->nsizes == 2 ? (i ? 67 : 35)
			: k->nsizes == 3 ? (i ? 19 : 35)
					 : 2 + (long)(roll(d) % (k->nsizes > 4 ? 4 : 9));
	case 9:  return i ? 3 : k->nsizes > 1 ? 13 : 40;
	default: return 1 + (long)(roll(d) % 6);
	}
}

static bool shaped(Case *c, size_t most)
{
	const Kernel *k = c->kernel;
	size_t total = 0;

	for (int side = 0; side < 2; side++)
		for (int i = 0; i < (side ? k->nres : k->nargs); i++) {
			const Array *a = side ? &k->res[i] : &k->arg[i];
			Shape s = { .rank = a->rank };

			for (int r = 0; r < a->rank; r++) {
				double n = sized(a->dim[r], k, c->size);

				if (!(n >= 1)) return false;
				s.dim[r] = (size_t)n;
			}
			*(side ? &c->ys[i] : &c->xs[i]) = s;
			total += *(side ? &c->ny[i] : &c->nx[i]) = count(&s);
		}
	return total <= most && total > 0;
}

static void fill(const Case *c, const Array *a, int how, Quad *x, size_t n, Dice *d)
{
	double lo = lowest(a, c->kernel, c->size), hi = highest(a, c->kernel, c->size),
	       tie = within(d, lo, hi), first = leastwhole(a, lo), last = mostwhole(a, hi);
	Precision p = native(c->kernel);
	size_t one = n ? roll(d) % n : 0, two = n ? roll(d) % n : 0;

	if (isinf(first)) first = last < 1 ? last - 1 : 0;
	if (isinf(last)) last = first < 1 ? 1 : first + 1;
	for (size_t e = 0; e < n; e++) {
		double v = within(d, lo, hi);

		if (a->base == WHOLE) {
			x[e] = (Quad)floor(first + (last - first + 1) * unit(d));
			continue;
		}
		if (how == TIES)                                            v = tie;
		if (how == ZEROS || (how == ONEZERO && e == one) ||
			(how == TWOZEROS && (e == one || e == two || e == n - 1)))
			v = 0;
		if (how == SPREAD) v *= exp2(floor(24 * unit(d)) - 12);
		if (how == TINY)   v *= ldexp(1, types[p].tiny);
		if (how == LARGE)  v *= 30;
		if (how == HARDS)  v = (roll(d) % 4 ? 1 : -1) * hard[roll(d) % HARD];
		/* a sum of four of these, and their mean, are exact */
		if (how == OFFSET)
			v = ldexp(1, types[p].offset) + floor(16 * unit(d)) / 4;
		/* neighbours lie further apart than e^x reaches */
		if (how == FAR)
			v = (e & 1 ? -1 : 1) * (0.5 + fabs(v)) *
				types[p].far;
		if (how == LEVELS) v = floor(2 * v) / 2;
		v = tonumber(v, p);
		for (int t = 0; t < 40 && !(inside(v, lo, a->openlo, hi, a->openhi) && isfinite(v));
			t++)
			v = tonumber(within(d, lo, hi), p);
		x[e] = (Quad)v;
	}
}

/* values for a case that has its sizes */
void fillcase(Case *c, long run, Dice *d)
{
	const Kernel *k = c->kernel;

	for (int i = 0; i < k->ngiven; i++) {
		char *end;
		double v = strtod(k->given[i].value, &end);

		if (*end) v = sized(k->given[i].value, k, c->size);
		c->given[i] = (Quad)tonumber(v, native(k));
	}
	for (int i = 0; i < k->nargs; i++) {
		c->x[i] = alloc(c->nx[i] + 1, sizeof(Quad));
		if (k->plain && k->arg[i].base != WHOLE)
			c->x[i][0] = (Quad)scalarin(k, &k->arg[i], i, run, d);
		else
			fill(c, &k->arg[i], k->plain ? ORDINARY : plan[run].fill, c->x[i], c->nx[i],
				d);
		arrange(c, i, c->x[i], d);
	}
}

bool shapesin(Case *c, size_t most)
{
	bool is = shaped(c, most);

	for (int i = 0; i < c->kernel->nargs && is; i++) is = arrangeable(c, i);
	return is;
}

static bool fitting(Case *c) { return shapesin(c, MOSTELEMENTS); }

Case *newcase(const Kernel *k, long run, unsigned long seed, int small)
{
	Case *c = alloc(1, sizeof *c);
	Dice d = dice(seed, (unsigned long)run);
	int how = k->plain ? 0 : plan[run].sizes;
	bool fits = false;

	*c = (Case){ .kernel = k, .hard = extreme(k, run), .large = islarge(k, run) };
	for (int attempt = 0; attempt < 400 && !fits; attempt++) {
		for (int i = 0; i < k->nsizes; i++)
			c->size[i] = k->plain
				? 1
				: admitted(k, i, sizefor(k, how, i, attempt, &d, small), &d);
		fits = fitting(c);
	}
	if (fits) {
		fillcase(c, run, &d);
		return c;
	}
	release(c);
	return NULL;
}

Case *redrawn(const Case *c, Dice *d, Same same)
{
	const Kernel *k = c->kernel;
	Case *r = alloc(1, sizeof *r);

	*r = *c;
	fillcase(r, k->plain ? planned(k) - 1 : 0, d);
	for (int a = 0; a < k->nargs; a++) {
		size_t n = c->nx[a];
		bool free = n > 2 && !k->arg[a].rows && !k->arg[a].sorted && !k->arg[a].strictly;

		for (size_t e = 0; e < n; e++)
			if (same == WHOLLY || (same == ENDS && free && (!e || e + 1 == n)))
				r->x[a][e] = c->x[a][e];
	}
	return r;
}

/* the hard ones of it, and some at random */
bool thinned(const Kernel *one, long run)
{
	long hards = one->nargs == 1 ? HARD : one->nargs == 2 ? PAIR * PAIR + 20 : 0;

	if (run >= hards + ORDINARIES) return true;
	return one->nargs == 2 && run < PAIR * PAIR && (run / PAIR + run % PAIR) % THIN;
}

Kernel *oneelement(const Kernel *k)
{
	Kernel *one = alloc(1, sizeof *one);
	Case c = { .kernel = one };
	Dice d = dice(1, 1);
	bool fits = elementwise(k);

	*one = *k, one->plain = true;
	for (int i = 0; i < k->nsizes; i++) c.size[i] = 1;
	fits = fits && fitting(&c);
	for (int i = 0; i < k->nsizes; i++) fits = fits && admitted(k, i, 1, &d) == 1;
	for (int a = 0; a < k->nargs; a++)
		fits = fits && c.nx[a] == 1 && !k->arg[a].rows && !k->arg[a].sorted &&
			!k->arg[a].strictly;
	for (int r = 0; r < k->nres; r++) fits = fits && c.ny[r] == 1;
	if (fits) return one;
	release(one);
	return NULL;
}

bool indoubles(const Case *c)
{
	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++)
			if ((Quad)(double)c->x[a][e] != c->x[a][e]) return false;
	return true;
}

void freecase(Case *c)
{
	for (int i = 0; c && i < c->kernel->nargs; i++) release(c->x[i]);
	release(c);
}

char *sizestext(const Case *c)
{
	char *s = text("%s", "");

	for (int i = 0; i < c->kernel->nsizes; i++)
		s = text("%s%s%s = %ld", s, i ? ", " : "", c->kernel->size[i], c->size[i]);
	for (int i = 0; c->kernel->plain && i < c->kernel->nargs; i++) {
		Quad v = c->x[i][0];
		char *t;

		for (int n = 1; n <= 17; n++) {
			t = quadtext(v, n);
			if (rounded(quadof(t), native(c->kernel)) == v) break;
		}
		s = text("%s%s%s = %s", s, *s ? ", " : "", c->kernel->arg[i].name, t);
	}
	return s;
}
