/* equalities.c -- where a backward singles equality out, what it says there is tried with many
 * values.
 *
 * On a knot, a tie, an end it has a line of its own, and the function mostly has a kink: any number
 * between the two slopes is right, and what is wrong may lie between them by accident.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include <string.h>

/* does it go another way where the two are equal than where they are not? */
static bool singled(const Site *s)
{
	return s->back && s->real && !s->itself && s->varies && s->after[1] &&
		s->after[1] != s->after[0] && s->after[1] != s->after[2];
}

/* its backward, at this case */
static bool equalat(Cover *v, const Case *c, const void *at)
{
	Event *e;
	size_t n;
	bool is = false;

	saw(v, c, true, &e, &n);
	for (size_t k = 0; k < n; k++) is |= e[k].at == at && e[k].a == e[k].b;
	release(e);
	return is;
}

/* with the arguments that may, drawn anew; of one argument, all but the element on the tie */
static Case *anew(const struct Tie *t, const bool *may, Dice *d)
{
	Case *c = redrawn(t->c, d, NOTHINGSAME);

	for (int a = 0; a < c->kernel->nargs; a++) {
		if (!may[a])
			memcpy(c->x[a], t->c->x[a], c->nx[a] * sizeof(Quad));
		else if (a == t->arg)
			c->x[a][t->e] = t->c->x[a][t->e];
	}
	c->hard = c->edge = c->exact = true;
	return c;
}

/* which arguments are free: the two stay equal, whatever becomes of them; false: none is */
static bool freely(Cover *v, const struct Tie *t, const void *at, bool *may, Dice *d)
{
	const Kernel *k = t->c->kernel;
	bool any = false;

	for (int a = 0; a < k->nargs; a++) {
		bool one[MOST] = { false };
		Case *c;

		/* what was put there is within its domain, and need not go with what is drawn */
		one[a] = k->arg[a].base != WHOLE &&
			(a != t->arg || allowed(t->c, a, t->c->x[a][t->e]));
		c = anew(t, one, d);
		any |= may[a] = one[a] && equalat(v, c, at);
		freecase(c);
	}
	return any;
}

static void asked(Cover *v, const void *at)
{
	Dice d = dice(v->b->asked->seed + 31, v->nties);
	size_t n = 0, most = v->b->nadded + SINGLED;
	struct {
		size_t tie;
		bool may[MOST];
	} *of = alloc(v->nties + 1, sizeof *of);

	for (size_t k = 0; k < v->nties; k++)
		if (v->tie[k].c->kernel == v->b->k && equalat(v, v->tie[k].c, at)) {
			of[n].tie = k;
			n += freely(v, &v->tie[k], at, of[n].may, &d);
		}
	for (size_t k = 0; n && v->b->nadded < most && k < 2 * SINGLED; k++) {
		Case *c = anew(&v->tie[of[k % n].tie], of[k % n].may, &d);

		if (equalat(v, c, at))
			append(v->b, c, most);
		else
			freecase(c);
	}
	release(of);
}

void equalities(Cover *v)
{
	int n = 0;

	for (size_t k = 0; k < v->nsites && n < SINGLES; k++)
		if (singled(&v->site[k])) asked(v, v->site[k].at), n++;
}
