/* loops.c -- the eager tape, forward mode and the static engine against what plain loops expect. */
#include "checks/measure/loops.h"
#include "checks/measure/limits.h"
#include <gsl/gsl_rng.h>
#include <mpfr.h>

/* floats near 1, whose product over a thousand stays near 1, and whose sums do not cancel */
static Loop *drawn(size_t n, gsl_rng *r)
{
	Loop *x = alloc(n + 1, sizeof *x);

	for (size_t i = 0; i < n; i++) x[i] = (Loop)(float)(0.8 + 0.42 * gsl_rng_uniform(r));
	return x;
}

void openloops(Loops *j, unsigned long seed)
{
	gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(r, seed);
	j->nx = nx(j->l), j->ny = ny(j->l);
	j->x = drawn(j->nx, r), j->d = drawn(j->nx, r), j->g = drawn(j->ny, r);
	j->y = alloc(j->ny, sizeof(Loop)), j->dy = alloc(j->ny, sizeof(Loop));
	j->gx = alloc(j->nx, sizeof(Loop));
	gsl_rng_free(r);
}

void closeloops(Loops *j)
{
	release(j->x), release(j->d), release(j->g);
	release(j->y), release(j->dy), release(j->gx);
	freelist(j->l);
}

void flows(Loops *j, size_t o, size_t i)
{
	j->y[o] += j->x[i], j->dy[o] += j->d[i], j->gx[i] += j->g[o];
}

/* ---- an engine's numbers against the loops' ------------------------------------------------ */

/* all bits of a number that an engine gave: two doubles hold 106, more than LOOPBITS */
static Loop numberof(const Num *T, const void *v)
{
	mpfr_t rest;
	double high;
	Loop y;

	if (T->digits) {
		T->get(1, &high, v);
		return (Loop)high;
	}
	high = mpfr_get_d(*(const mpfr_t *)v, MPFR_RNDN);
	mpfr_init2(rest, 2 * LOOPBITS);
	mpfr_sub_d(rest, *(const mpfr_t *)v, high, MPFR_RNDN);
	y = (Loop)high + (Loop)mpfr_get_d(rest, MPFR_RNDN);
	mpfr_clear(rest);
	return y;
}

static Loop allowed(const Loops *j, const Num *T)
{
	Loop u = 1;

	for (int bits = digits(T); bits--;) u /= 2;
	return CHAINED * (Loop)(j->n + TERM) * u;
}

static Loop absolute(Loop v) { return v < 0 ? -v : v; }

typedef struct { const char *engine, *what; size_t n; const void *got; const Loop *want; } Side;

static char *differs(const Loops *j, const Num *T, const Side *s)
{
	Loop most = 0, tolerance = allowed(j, T);

	for (size_t e = 0; e < s->n && j->cancels; e++)
		if (absolute(s->want[e]) > most) most = absolute(s->want[e]);
	for (size_t e = 0; e < s->n; e++) {
		Loop v = numberof(T, elem(T, s->got, e)), w = s->want[e];

		if (!(absolute(v - w) <= tolerance * (j->cancels ? most : absolute(w))))
			return text("%s of %zu, layout %d, %s by %s: %s[%zu/%zu]: %.9g, not %.9g",
			            j->name, j->n, j->variant, T->name, s->engine, s->what, e, s->n,
			            (double)v, (double)w);
	}
	return NULL;
}

static void *numbers(const Num *T, size_t n, const Loop *v)
{
	double *x = alloc(n + 1, sizeof *x);
	void *y = array(T, n);

	for (size_t i = 0; i < n; i++) x[i] = (double)v[i];
	T->set(n, y, x);
	release(x);
	return y;
}

static char *forward(const Engine *e, void *state, const Loops *j, const Num *T)
{
	void *x = numbers(T, j->nx, j->x), *d = numbers(T, j->nx, j->d);
	void *y = array(T, j->ny), *dy = array(T, j->ny);
	Status s = e->jvp(state, x, 1, d, y, dy, NULL);
	char *why = s == OK ? NULL : text("%s: the jvp of %s ends with %d", j->name, e->name, s);

	if (!why) why = differs(j, T, &(Side){ e->name, "y", j->ny, y, j->y });
	if (!why) why = differs(j, T, &(Side){ e->name, "dy", j->ny, dy, j->dy });
	freearray(T, j->nx, x), freearray(T, j->nx, d);
	freearray(T, j->ny, y), freearray(T, j->ny, dy);
	return why;
}

static char *reverse(const Engine *e, void *state, const Loops *j, const Num *T)
{
	void *x = numbers(T, j->nx, j->x), *g = numbers(T, j->ny, j->g);
	void *y = array(T, j->ny), *gx = array(T, j->nx);
	Status s = e->vjp(state, x, g, y, gx);
	char *why = s == OK ? NULL : text("%s: the vjp of %s ends with %d", j->name, e->name, s);

	if (!why) why = differs(j, T, &(Side){ e->name, "y", j->ny, y, j->y });
	if (!why) why = differs(j, T, &(Side){ e->name, "gx", j->nx, gx, j->gx });
	freearray(T, j->nx, x), freearray(T, j->ny, g);
	freearray(T, j->ny, y), freearray(T, j->nx, gx);
	return why;
}

char *disagreement(const Loops *j, const Num *T)
{
	static const Engine *const who[] = { &reverse_engine, &forward_engine, &static_engine };
	Fn fn = listfn(j->name, j->l);
	long was = digits(&mpfr);
	char *why = NULL;

	precision(LOOPBITS);
	for (size_t k = 0; k < sizeof who / sizeof *who && !why; k++) {
		char cannot[WHY] = "";
		void *state = engage(who[k], &fn, T, cannot);

		if (!state) why = text("%s: %s is unable: %s", j->name, who[k]->name, cannot);
		if (state && who[k]->jvp) why = forward(who[k], state, j, T);
		if (state && who[k]->vjp && !why) why = reverse(who[k], state, j, T);
		if (state) who[k]->close(state);
	}
	precision(was);
	return why;
}
