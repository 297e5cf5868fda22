/* fourpoint -- an engine that needs f and nothing else, with a step of its own
 *
 *	df = (f(x - 2hd) - 8 f(x - hd) + 8 f(x + hd) - f(x + 2hd))/12h,   h = 2^-10 max(1, |x|)/|d|
 */
#include <wengert_kit.h>
#include <math.h>
#include <stdlib.h>

typedef struct { const wengert_function *f; double *x, *y; } Engine;

static void closed(void *engine)
{
	Engine *e = (Engine *)engine;

	free(e->x);
	free(e->y);
	free(e);
}

static void *opened(const wengert_function *f, char *why, size_t room)
{
	Engine *e = (Engine *)malloc(sizeof *e);

	(void)why, (void)room;
	e->f = f;
	e->x = (double *)malloc((f->nx + 1) * sizeof *e->x);
	e->y = (double *)malloc((f->ny + 1) * sizeof *e->y);
	return e;
}

/* 2^-10 balances h^4 with u/h near 1; a power of 2, or x + h is not where f is taken */
static double step(size_t n, const double *x, const double *d)
{
	double far = 1, fast = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (d[i] != 0 && fabs(x[i]) > far) far = fabs(x[i]);
		if (fabs(d[i]) > fast) fast = fabs(d[i]);
	}
	return fast > 0 ? ldexp(1, ilogb(far / fast) - 10) : 1;
}

static int jvp(void *engine, const double *x, const double *d, double *y, double *dy)
{
	static const int at[] = { -2, -1, 1, 2 }, weight[] = { 1, -8, 8, -1 };
	const Engine *e = (const Engine *)engine;
	const double h = step(e->f->nx, x, d);
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

/* the bound: h^4 is 10^-12, of functions whose fifth derivative is a few thousand times the first
 */
static const wengert_engine fourpoint = WENGERT_ENGINE("fourpoint",
	"central differences of fourth order, a step of its own", 1e8, opened, jvp, NULL, closed);

WENGERT_ENGINES(&fourpoint)
