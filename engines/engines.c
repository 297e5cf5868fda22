/* engines.c -- the roster as an array, and the driver that turns products into a Jacobian. */
#include "engines/wengert.h"
#include <string.h>

static const Engine *const ours[] = {
#define E(name) &name##_engine,
#include "engines/engines.def"
	NULL
};

const Engine *const *engines = ours;

void withoutpeers(void)
{
	static const Engine *kept[sizeof ours / sizeof *ours];
	size_t n = 0;

	for (size_t k = 0; ours[k]; k++)
		if (!ours[k]->peer) kept[n++] = ours[k];
	engines = kept;
}

bool enlist(const Engine *e)
{
	static const Engine **all;
	static size_t room;
	size_t n = 0;
	bool first;

	for (; engines[n]; n++)
		if (!strcmp(engines[n]->name, e->name)) return false;
	first = engines != all;
	all = grow(all, &room, n + 2, sizeof *all);
	if (first) memcpy(all, engines, n * sizeof *all);
	all[n] = e;
	all[n + 1] = NULL;
	engines = all;
	return true;
}

/* tangents a pass: enough to share the primal, few enough for cache */
enum { SWEEP = 8 };

/* how many results f has: known from an abstract trace, or from one at x */
static size_t resultsof(const Fn *f, const double *x)
{
	char why[WHY];
	List *l = trace(f, NULL, NULL, why);
	size_t n;

	if (!l)
		l = trace(f, &f64, x, why);
	if (!l)
		bad("%s: %s", f->name, why);
	n = ny(l);
	freelist(l);
	return n;
}

/* columns of the Jacobian, a few tangents at a time */
static void forwards(const Engine *e, void *s, Jacobian *j, const void *x)
{
	const Num *T = j->num;
	void *d = array(T, SWEEP * j->nx), *dy = array(T, SWEEP * j->ny);
	double *err = j->err ? alloc(SWEEP * j->ny, sizeof *err) : NULL;

	for (size_t c = 0; c < j->nx && j->status == OK; c += SWEEP) {
		size_t k = j->nx - c < SWEEP ? j->nx - c : SWEEP;

		T->fill(SWEEP * j->nx, d, 0);
		for (size_t t = 0; t < k; t++)
			T->fill(1, elem(T, d, t * j->nx + c + t), 1);
		j->status = e->jvp(s, x, k, d, c ? NULL : j->y, dy, err);
		for (size_t t = 0; t < k; t++) {
			T->copy(j->ny, elem(T, j->J, c + t), j->nx, elem(T, dy, t * j->ny), 1);
			for (size_t o = 0; err && o < j->ny; o++)
				j->err[o * j->nx + c + t] = err[t * j->ny + o];
		}
		j->passes++;
	}
	freearray(T, SWEEP * j->nx, d);
	freearray(T, SWEEP * j->ny, dy);
	release(err);
}

static void reverses(const Engine *e, void *s, Jacobian *j, const void *x)
{
	const Num *T = j->num;
	void *g = array(T, j->ny);

	for (size_t o = 0; o < j->ny && j->status == OK; o++) {
		T->fill(j->ny, g, 0);
		T->fill(1, elem(T, g, o), 1);
		j->status = e->vjp(s, x, g, o ? NULL : j->y, elem(T, j->J, o * j->nx));
		j->passes++;
	}
	freearray(T, j->ny, g);
}

/* one pass along v; a reverse engine has none, and gives J row by row instead */
static void alongv(const Engine *e, void *s, Jacobian *j, const void *x, const double *v, size_t n)
{
	const Num *T = j->num;
	void *d = array(T, n), *g = array(T, j->ny);

	T->set(n, d, v);
	if (e->jvp)
		j->status = e->jvp(s, x, 1, d, j->y, j->J, j->err), j->passes = 1;
	else
		for (size_t o = 0; o < j->ny && j->status == OK; o++, j->passes++) {
			void *row = array(T, n);

			T->fill(j->ny, g, 0);
			T->fill(1, elem(T, g, o), 1);
			j->status = e->vjp(s, x, g, o ? NULL : j->y, row);
			T->fill(1, elem(T, j->J, o), 0);
			for (size_t i = 0; i < n; i++)
				T->axpy(1, elem(T, j->J, o), elem(T, row, i), elem(T, d, i));
			freearray(T, n, row);
		}
	freearray(T, n, d);
	freearray(T, j->ny, g);
}

static Jacobian driven(const Engine *e, const Fn *f, const Num *T, const double *x, const double *v)
{
	size_t n = inputsof(f);
	Jacobian j = { .nx = v ? 1 : n, .ny = resultsof(f, x), .num = T };
	void *s = engage(e, f, T, j.why), *at;

	if (!s) {
		j.status = UNABLE;
		return j;
	}
	j.y = array(T, j.ny);
	j.J = array(T, j.ny * j.nx);
	j.err = e->estimates ? alloc(j.ny * j.nx, sizeof *j.err) : NULL;
	at = array(T, n);
	T->set(n, at, x);
	if (v)                                        alongv(e, s, &j, at, v, n);
	else if (e->jvp && (!e->vjp || j.nx <= j.ny)) forwards(e, s, &j, at);
	else                                          reverses(e, s, &j, at);
	if (j.status != OK && e->why) snprintf(j.why, WHY, "%s", e->why(s));
	e->close(s);
	freearray(T, n, at);
	return j;
}

Jacobian jacobian(const Engine *e, const Fn *f, const Num *T, const double *x)
{
	return driven(e, f, T, x, NULL);
}

Jacobian directional(const Engine *e, const Fn *f, const Num *T, const double *x, const double *v)
{
	return driven(e, f, T, x, v);
}

void freejacobian(Jacobian *j)
{
	freearray(j->num, j->ny, j->y);
	freearray(j->num, j->ny * j->nx, j->J);
	release(j->err);
	*j = (Jacobian){ 0 };
}
