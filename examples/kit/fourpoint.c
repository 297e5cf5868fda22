/* fourpoint -- an engine: df = (f(x - 2hd) - 8 f(x - hd) + 8 f(x + hd) - f(x + 2hd))/12h, which needs f and nothing else */
#include "wengert_kit.h"
#include <stdlib.h>

/* the step that balances h^4 with u/h where f and x are near 1 */
static const double h = 1.0 / 1024;

typedef struct { const wengert_function *f; double *x, *y; } Engine;

static void *opened(const wengert_function *f, char *why, size_t room)
{
	Engine *e = (Engine *)malloc(sizeof *e);

	(void)why, (void)room;
	e->f = f;
	e->x = (double *)malloc((f->nx + 1) * sizeof *e->x);
	e->y = (double *)malloc((f->ny + 1) * sizeof *e->y);
	return e;
}

static int jvp(void *engine, const double *x, const double *d, double *y, double *dy)
{
	static const int at[] = { -2, -1, 1, 2 }, weight[] = { 1, -8, 8, -1 };
	const Engine *e = (const Engine *)engine;
	size_t i;
	int k;

	for (i = 0; i < e->f->ny; i++) dy[i] = 0;
	for (k = 0; k < 4; k++) {
		for (i = 0; i < e->f->nx; i++) e->x[i] = x[i] + at[k] * h * d[i];
		if (e->f->eval(e->f, e->x, e->y) != WENGERT_OK) return WENGERT_UNDEFINED;
		for (i = 0; i < e->f->ny; i++) dy[i] += weight[k] * e->y[i] / (12 * h);
	}
	return e->f->eval(e->f, x, y);
}

static void closed(void *engine)
{
	Engine *e = (Engine *)engine;

	free(e->x);
	free(e->y);
	free(e);
}

static const wengert_engine engine = WENGERT_ENGINE("fourpoint", "central differences of fourth order, from outside", opened, jvp, NULL, closed);

WENGERT_ENGINES(&engine)
