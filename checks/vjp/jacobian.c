/* jacobian.c -- every result by every element of an argument, by differences. */
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"
#include <fenv.h>
#include <math.h>
#include <string.h>

typedef struct { Bench *b; int arg; size_t e; Quad **x, **y; unsigned turns; } Mover;

static void moved(void *own, Quad t, Quad *to)
{
	Mover *m = own;
	Bench *b = m->b;
	Quad was = m->x[m->arg][m->e];

	m->x[m->arg][m->e] = was + t;
	b->s->forward(b->s, b->wide, b->c, m->x, m->y);
	m->x[m->arg][m->e] = was;
	for (int r = 0; r < b->k->nres; r++)
		if (b->k->res[r].wanted)
			memcpy(to + b->yat[r], m->y[r], b->c->ny[r] * sizeof(Quad));
}

/* the same, rounded upward and downward in turn */
static void turned(void *own, Quad t, Quad *to)
{
	Mover *m = own;
	Bench *b = m->b;

	b->s->rounding = b->s->stuck ? FE_TONEAREST : modes[m->turns++ % 2];
	moved(own, t, to);
	b->s->rounding = FE_TONEAREST;
	for (size_t o = 0; o < b->NY && b->s->stuck; o++)
		to[o] += unitof(b->wide) * (Quad)0x1p13 * (1 + absq(to[o]));
}

/* of an array kernel once, at points nearby: at the point itself all may be exact.  Nearer ones,
 * too: rows of 2^40 that differ by a quarter have lost all digits there, and a little off none */
static Quad *jitter(Bench *b)
{
	Quad **x = tolerance(b->c, false), **u = tolerance(b->c, true),
	     *n = alloc(b->NY + 1, sizeof *n);

	for (int turn = 0; turn < 7; turn++) {
		const Quad by = turn & 1 ? (Quad)0x1.55p-14 : (Quad)0x1.55p-55;

		for (int a = 0; a < b->k->nargs; a++)
			for (size_t e = 0; e < b->c->nx[a]; e++)
				x[a][e] = b->c->x[a][e] *
					(b->k->arg[a].base == WHOLE || !turn
							? 1
							: 1 + (Quad)ordinary(&b->d) * by);
		restless(b, x, u);
	}
	for (int r = 0; r < b->k->nres; r++)
		if (b->k->res[r].wanted) memcpy(n + b->yat[r], u[r], b->c->ny[r] * sizeof(Quad));
	freeroom(x, b->c, false);
	freeroom(u, b->c, true);
	return n;
}

/* a step from 0 that the other arguments can see */
static Quad beside(const Bench *b, int a)
{
	Quad least = 1;

	for (int k = 0; k < b->k->nargs; k++) {
		Quad x = absq(b->c->x[k][0]);

		if (k != a && x > 0 && x < least) least = x;
	}
	return least;
}

/* a plain kernel's numbers are so far apart, or so large, that what happens to one is finer than
 * the other resolves */
bool beyond(const Bench *b, int a)
{
	Quad most = 0, least = 1;

	if (!b->k->plain) return false;
	for (int k = 0; k < b->k->nargs; k++) {
		Quad x = absq(b->c->x[k][0]);

		if (x > most) most = x;
		if (x > 0 && x < least && k != a) least = x;
	}
	least = b->k->nargs > 1 && b->c->x[a][0] != 0 && absq(b->c->x[a][0]) < least
		? absq(b->c->x[a][0])
		: least;
	return most > least * (Quad)FARAPART;
}

static Quad roomof(const Bench *b, int a, Quad x)
{
	const Array *k = &b->k->arg[a];
	Quad lo = k->lo ? x - (Quad)sized(k->lo, b->k, b->c->size) : (Quad)INFINITY,
	     hi = k->hi ? (Quad)sized(k->hi, b->k, b->c->size) - x : (Quad)INFINITY;
	Quad least = lo < hi ? lo : hi;

	return finiteq(least) && least > 0 ? least : 0;
}

void allslopes(Bench *b)
{
	Mover m = { .b = b, .x = b->c->x, .y = tolerance(b->c, true) };
	Slope *column = alloc(b->NY, sizeof *column);

	b->noise = b->k->plain ? NULL : jitter(b);
	b->J = alloc(b->NX * b->NY, sizeof *b->J);
	for (int a = 0; a < b->k->nargs; a++) {
		Quad mean = 0;

		if (leftout(b, a)) continue;
		for (size_t e = 0; e < b->c->nx[a]; e++)
			mean += absq(b->c->x[a][e]) / (Quad)b->c->nx[a];
		for (size_t e = 0; e < b->c->nx[a]; e++) {
			Quad x = absq(b->c->x[a][e]);

			m.arg = a, m.e = e;
			slopes(&(Curve){ .n = b->NY,
				       .f = moved,
				       .turned = turned,
				       .own = &m,
				       .noise = b->noise,
				       .at = x,
				       .room = roomof(b, a, b->c->x[a][e]),
				       .zero = x == 0,
				       .beyond = beyond(b, a),
				       .scale = x > 0        ? x
					       : b->k->plain ? beside(b, a)
					       : mean > 0    ? mean
							     : 1 },
				column);
			for (size_t o = 0; o < b->NY; o++)
				b->J[o * b->NX + b->xat[a] + e] = column[o];
		}
	}
	release(column);
	release(b->noise);
	freeroom(m.y, b->c, true);
}
