/* roundoff.c -- how far rounding moves a rule: its inputs by an ulp, its own operations by another
 * rounding. */
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"
#include <fenv.h>
#include <math.h>

/* how far an ulp in the inputs moves the rule in binary128 */
void sensitivity(Bench *b, Pass *q)
{
	const Case *c = b->c;
	Quad **x = tolerance(c, false), **y = tolerance(c, true), **gx = tolerance(c, false);

	for (int turn = 0; turn < (b->k->plain ? 4 : 8); turn++) {
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++)
				x[k][e] = b->k->arg[k].base == WHOLE ? c->x[k][e]
								     : c->x[k][e] *
						(1 +
							unitof(native(b->k)) *
								(turn < 2 ? 1 - 2 * turn
									  : (Quad)(2 * unit(&b->d) -
										    1)));
		if (turn == 0 && !b->k->plain)
			for (int k = 0; k < b->k->nargs; k++)
				for (size_t e = 0; e < c->nx[k]; e++)
					if (b->k->arg[k].base != WHOLE && roll(&b->d) & 1)
						x[k][e] = 2 * c->x[k][e] - x[k][e];
		b->s->forward(b->s, b->wide, c, x, y);
		for (int k = 0; k < b->k->nres && turn > 3; k++)
			for (size_t e = 0; e < c->ny[k]; e++)
				if (b->k->res[k].base != WHOLE)
					y[k][e] *= 1 +
						unitof(native(b->k)) * (Quad)(4 * unit(&b->d) - 2);
		usersrule(b, b->wide, x, y, q->g, gx);
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++) {
				Quad m = absq(gx[k][e] - q->gx[b->wide][k][e]);

				if (finiteq(m) && m > q->moved[k][e] && turn < 4)
					q->moved[k][e] = m;
				if (finiteq(m) && m > q->loose[k][e]) q->loose[k][e] = m;
			}
	}
	freeroom(x, c, false);
	freeroom(y, c, true);
	freeroom(gx, c, false);
}


const int modes[MODES] = { FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO };


/* how far other roundings move forward and rule together: at x, and where x has moved by an ulp or
 * two, for two roundings that cancel hide one another in half of all samples */
static void roughness(Bench *b, const Pass *q, Precision p, Quad **rough)
{
	const Case *c = b->c;
	Quad **x = tolerance(c, false), **y = tolerance(c, true), **gx = tolerance(c, false);

	for (int m = 0; m < (c->exact ? 1 : 2) * MODES && !b->s->stuck; m++) {
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++)
				x[k][e] = c->x[k][e] *
					(m < MODES || b->k->arg[k].base == WHOLE ? 1
										 : 1 +
								2 * unitof(p) *
									((int)(roll(&b->d) % 5) -
										2));
		b->s->rounding = modes[m % MODES];
		b->s->forward(b->s, p, c, x, y);
		usersrule(b, p, x, y, q->g, gx);
		b->s->rounding = FE_TONEAREST;
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++) {
				Quad d = absq(gx[k][e] - q->gx[p][k][e]);

				if (d != d) d = (Quad)INFINITY;
				if (d > rough[k][e]) rough[k][e] = d;
			}
	}
	for (int k = 0; k < b->k->nargs && b->s->stuck; k++)
		for (size_t e = 0; e < c->nx[k]; e++)
			rough[k][e] =
				unitof(p) * (Quad)0x1p23 * (absq(q->gx[p][k][e]) + top(b, q->g, k));
	freeroom(x, c, false);
	freeroom(y, c, true);
	freeroom(gx, c, false);
}

/* roundings that do not shrink with the type are not the type's: a float in a double rule rounds in
 * every precision */
void ownrough(Bench *b, Pass *q)
{
	Quad **own = tolerance(b->c, false);

	roughness(b, q, b->wide, q->rough);
	if (b->wide > native(b->k)) {
		roughness(b, q, native(b->k), own);
		for (int a = 0; a < b->k->nargs; a++)
			for (size_t e = 0; e < b->c->nx[a]; e++)
				if (own[a][e] > 0 && q->rough[a][e] > (Quad)STAYS * own[a][e])
					q->rough[a][e] = 0;
	}
	freeroom(own, b->c, false);
}

void restless(Bench *b, Quad *const *x, Quad **unrest)
{
	Quad **y = tolerance(b->c, true), **z = tolerance(b->c, true);

	b->s->forward(b->s, b->wide, b->c, x, y);
	for (int m = 0; m < MODES && !b->s->stuck; m++) {
		b->s->rounding = modes[m];
		b->s->forward(b->s, b->wide, b->c, x, z);
		b->s->rounding = FE_TONEAREST;
		for (int r = 0; r < b->k->nres; r++)
			for (size_t e = 0; e < b->c->ny[r]; e++) {
				Quad d = absq(z[r][e] - y[r][e]);

				if (d > unrest[r][e]) unrest[r][e] = d;
			}
	}
	for (int r = 0; r < b->k->nres && b->s->stuck; r++)
		for (size_t e = 0; e < b->c->ny[r]; e++)
			unrest[r][e] = unitof(b->wide) * (Quad)0x1p13 * (1 + absq(y[r][e]));
	freeroom(y, b->c, true);
	freeroom(z, b->c, true);
}
