/* complexstep.c -- Im f(x + i h d) / h: no subtraction, so h may be as small as the exponent
 * allows.
 *
 * Squire and Trapp, Using complex variables to estimate derivatives of real functions, SIAM Review
 * 40 (1998).
 */
#include "engines/run/program.h"
#include <complex.h>

typedef struct { Program p; const Num *real; size_t room; void *x, *y; } State;

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	State *s;

	if (!T->complexes) {
		snprintf(why, WHY, "there are no complex %s numbers", T->name);
		return NULL;
	}
	s = newprogram(sizeof *s, f, T->complexes, why);
	if (s)
		s->real = T;
	return s;
}

/* x + i h d; real and imaginary parts stand by turns.  h = 2^tiny: h^2 underflows against any
 * ordinary f, a power of two divides exactly */
static void enter(State *s, const void *x, const void *d)
{
	const Num *T = s->real;

	T->copy(s->p.nx, s->x, 2, x, 1);
	for (size_t i = 0; i < s->p.nx; i++)
		T->scale(1, elem(T, s->x, 2 * i + 1), elem(T, d, i), T->tiny);
}

static Status jvp(void *state, const void *x, size_t k, const void *d, void *y, void *dy,
	double *err)
{
	State *s = state;
	const Num *T = s->real;

	if (!s->x)
		s->x = array(s->p.num, s->p.nx);
	for (size_t j = 0; j < k; j++, d = elem(T, d, s->p.nx), dy = elem(T, dy, s->p.ny)) {
		enter(s, x, d);
		if (!s->p.ny)
			evaluate(&s->p, s->x, NULL);
		if (!s->y)
			s->y = array(s->p.num, s->p.ny);
		evaluate(&s->p, s->x, s->y);
		T->copy(s->p.ny, dy, 1, elem(T, s->y, 1), 2);
		T->scale(s->p.ny, dy, dy, -T->tiny);
	}
	if (y)
		T->copy(s->p.ny, y, 1, s->y, 2);
	return OK;
}

static void close(void *state)
{
	State *s = state;

	closeprogram(&s->p);
	release(s->x);
	release(s->y);
	release(s);
}

const Engine complexstep_engine = { "complexstep", "Im f(x + ih)/h", open, .jvp = jvp,
	.close = close };
