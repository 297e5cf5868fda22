/* seams.c -- points where pieces of a function meet, which no draw meets: some of many elements
 * alike, whole numbers, the ends of a domain.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include <math.h>
#include <stdlib.h>

/* ---- whole numbers, quarters, ends ----------------------------------------------------------- */

static bool simpler(const Case *c, int a, Quad *x, Dice *d)
{
	const Array *k = &c->kernel->arg[a];
	Quad quarters = (Quad)floor(4 * toreal(*x) + 0.5) / 4,
	     ones = (Quad)floor(toreal(*x) + 0.5);
	const char *end = roll(d) & 1 ? k->lo : k->hi;
	Quad to = roll(d) % 3 ? ones : quarters;

	if (end && roll(d) % 2 == 0) to = (Quad)sized(end, c->kernel, c->size);
	if (!allowed(c, a, to) || rounded(to, native(c->kernel)) != to) return false;
	*x = to;
	return true;
}

static void simply(Bench *b, const Case *c, int a, Dice dice)
{
	Case *d = copycase(c);
	bool some = false;

	d->edge = d->exact = true;
	for (size_t e = 0; e < c->nx[a]; e++) some |= simpler(d, a, &d->x[a][e], &dice);
	if (some)
		append(b, d, ADDED);
	else freecase(d);
}

/* one argument at a time, the others ordinary */
void simplenumbers(Bench *b)
{
	Case *c = b->k->plain ? NULL : newcase(b->k, 0, b->asked->seed, 0);

	for (int a = 0; c && a < b->k->nargs; a++)
		for (size_t t = 0; t * c->nx[a] < SIMPLES && b->k->arg[a].base != WHOLE; t++)
			simply(b, c, a, dice(b->asked->seed + 3, t));
	freecase(c);
}

/* ---- some of many ---------------------------------------------------------------------------- */

/* a line of an array along an axis: its elements stand apart by step */
typedef struct { size_t from, step, n; } Strip;

static Strip lineof(const Shape *s, int axis, size_t which)
{
	size_t step = 1, n = s->dim[axis];

	for (int r = axis + 1; r < s->rank; r++) step *= s->dim[r];
	return (Strip){ which / step * step * n + which % step, step, n };
}

/* the longest, and long enough that some are not all; -1: none */
static int longest(const Shape *s)
{
	int axis = -1;

	for (int r = 0; r < s->rank; r++)
		if (s->dim[r] > 3 && (axis < 0 || s->dim[r] > s->dim[axis])) axis = r;
	return axis;
}

/* two, three, half, all but one */
static size_t howmany(size_t n, size_t turn)
{
	const size_t of[] = { 2, 3, (n + 1) / 2, n - 1 };

	return of[turn % 4];
}

static int up(const void *a, const void *b)
{
	Quad x = *(const Quad *)a, y = *(const Quad *)b;

	return (x > y) - (x < y);
}

/* of those left, m are wanted */
static bool chosen(Dice *d, size_t left, size_t m) { return left && roll(d) % left < m; }

/* the largest of them, the smallest, that in the middle */
static Quad decisive(const Case *c, int a, const Strip *l, size_t turn)
{
	Quad *v = alloc(l->n, sizeof *v), is;

	for (size_t k = 0; k < l->n; k++) v[k] = c->x[a][l->from + k * l->step];
	qsort(v, l->n, sizeof *v, up);
	is = v[turn % 3 == 0 ? l->n - 1 : turn % 3 == 1 ? 0 : l->n / 2];
	release(v);
	return is;
}

/* in each line some elements of a become one of them, or those of o */
static void somealike(Bench *b, const Case *c, int a, int o, size_t turn)
{
	int axis = longest(&c->xs[a]);
	size_t lines = c->nx[a] / c->xs[a].dim[axis];
	Case *d = copycase(c);
	Dice dice = b->d;

	for (size_t w = 0; w < lines; w++) {
		Strip l = lineof(&c->xs[a], axis, w);
		Quad one = decisive(c, a, &l, turn + w);
		size_t m = howmany(l.n, turn + w) - (o < 0), left = l.n - (o < 0);

		for (size_t k = 0; k < l.n; k++) {
			size_t e = l.from + k * l.step;
			Quad to = o < 0 ? one : c->x[o][e];

			if (c->x[a][e] == to || !chosen(&dice, left--, m) || !allowed(c, a, to))
				continue;
			d->x[a][e] = to, m--;
		}
	}
	d->edge = d->exact = true;
	append(b, d, ADDED);
}

/* along its longest axis, which is the size that was made so */
static bool mayalike(const Case *c, int a)
{
	const Array *k = &c->kernel->arg[a];
	int axis = longest(&c->xs[a]);

	return k->base != WHOLE && !k->rows && !k->sorted && !k->strictly && axis >= 0 &&
		c->xs[a].dim[axis] >= MANY;
}

static void everyway(Bench *b, const Case *c, int a, int o, size_t ways)
{
	size_t lines = c->nx[a] / c->xs[a].dim[longest(&c->xs[a])];

	for (size_t turn = 0; turn < ways; turn += lines) somealike(b, c, a, o, turn);
}

static void tiesofcase(Bench *b, const Case *c, const bool *compared)
{
	for (int a = 0; a < b->k->nargs; a++) {
		if (!mayalike(c, a) || (compared && !compared[a])) continue;
		everyway(b, c, a, -1, MANYWAYS);
		for (int o = 0; o < b->k->nargs; o++)
			if (b->k->arg[o].base != WHOLE && c->nx[o] == c->nx[a] && o != a &&
				(o < a || !mayalike(c, o)) && (!compared || compared[o]))
				everyway(b, c, a, o, 4);
	}
}

void someties(Bench *b, const bool *compared)
{
	for (int i = 0; i < b->k->nsizes; i++) {
		Case *c = sizedcase(b->k, i, MANY, b->asked->seed);

		if (c) tiesofcase(b, c, compared);
		freecase(c);
	}
}
