/* turn.c -- many derivatives at one point from one germ: along e_1, e_2, ... only what moves is run
 * again.
 *
 * Nothing moves in the germ that is made first (v = 0), so that its values and branches hold for
 * whatever an input does not reach.  Turning it from one input to the next runs the steps that
 * either of the two reaches, and no others.  Once a step that moves lies on a border, the germs of
 * both sides are turned along with it.  Roots at 0, ends of domains and what is open are left to be
 * proved by themselves.
 */
#include "engines/reference/sides.h"
#include <string.h>

struct Turning {
	Code *code;
	Germ *g, *side[2];                 /* of both sides: none before the first tie */
	double *v, *w;                     /* w: NULL, or the second direction */
	size_t at[2];                      /* the inputs that move now; none before the first */
	char *mark;
	bool ready;
};
enum { NONE = -1 };

Turning *newturning(Prover *p, size_t o, const double *x, bool second)
{
	Turning *t = alloc(1, sizeof *t);
	size_t n = p->code[0]->nin;

	*t = (Turning){ .code = cone(p->code[0], o),
		.v = alloc(n, sizeof *t->v),
		.at = { (size_t)NONE, (size_t)NONE } };
	if (second) t->w = alloc(n, sizeof *t->w);
	t->g = newgerm(t->code, x, t->v, t->w, NULL, 0, 1);
	t->mark = alloc(t->code->n, 1);
	branches(t->g, t->code->out[0]);
	t->ready = t->g->state[HERE][t->code->out[0]] == KNOWN;
	return t;
}

void freeturning(Turning *t)
{
	if (!t)
		return;
	freegerm(t->side[0]), freegerm(t->side[1]);
	freegerm(t->g);
	freecode(t->code);
	release(t->v), release(t->w), release(t->mark);
	release(t);
}

/* marks the inputs that moved or are to move, and all that is made of them */
static void reached(Turning *t, const size_t *to)
{
	const Code *c = t->code;

	memset(t->mark, 0, c->n);
	for (size_t k = 0; k < c->nin; k++) {
		size_t input = (size_t)c->s[c->in[k]].c;

		t->mark[c->in[k]] =
			input == t->at[0] || input == t->at[1] || input == to[0] || input == to[1];
	}
	for (size_t i = 0; i < c->n; i++)
		for (unsigned k = 0; k < c->s[i].nargs; k++) t->mark[i] |= t->mark[c->s[i].x[k]];
}

static void turn(Turning *t, size_t i, size_t j)
{
	size_t to[] = { i, t->w ? j : (size_t)NONE };

	reached(t, to);
	if (t->at[0] != (size_t)NONE) t->v[t->at[0]] = 0;
	if (t->at[1] != (size_t)NONE) t->w[t->at[1]] = 0;
	t->v[i] = 1;
	if (t->w) t->w[j] = 1;
	memcpy(t->at, to, sizeof to);
	turngerm(t->g, t->mark);
	for (int k = 0; k < 2; k++)
		if (t->side[k]) turngerm(t->side[k], t->mark);
}

static void newsides(Turning *t)
{
	for (int k = 0; k < 2 && !t->side[k]; k++) {
		t->side[k] = newgerm(t->code, t->g->x, t->v, NULL, t->g, k ? 1 : -1, 1);
		branches(t->side[k], t->g->top);
	}
}

/* on a border of two branches, but of no root and no end; false: as below */
static bool bordered(Turning *t, long want, Proof *r)
{
	Side s[2];
	bool plain = true;

	newsides(t);
	for (int k = 0; k < 2; k++) {
		Germ *g = t->side[k];

		plain &= !g->ends && g->roots <= g->N &&
			(g->state[HERE][g->top] == KNOWN || g->state[HERE][g->top] == OUTSIDE);
	}
	if (!plain)
		return false;
	for (int k = 0; k < 2; k++) {
		s[k] = (Side){ .g = t->side[k],
			.there = t->side[k]->state[HERE][t->g->top] == KNOWN ? THERE : ABSENT };
		arb_init(s[k].d[0]), arb_init(s[k].d[1]);
		met(&s[k], t->g);
	}
	twosided(s, want, r, NULL);
	for (int k = 0; k < 2; k++) arb_clear(s[k].d[0]), arb_clear(s[k].d[1]);
	return r->class != UNDECIDED;
}

bool turned(Turning *t, size_t i, size_t j, long want, Proof *r)
{
	Germ *g = t->g;

	if (!t->ready)
		return false;
	turn(t, i, j);
	if (g->ends || g->state[HERE][g->top] != KNOWN || (g->ties && t->w))
		return false;
	if (g->ties)
		return bordered(t, want, r);
	if (t->w) mixedly(g, want, r);
	else      smoothly(g, want, r, NULL);
	r->bits = g->herep;
	return r->class != UNDECIDED;
}
