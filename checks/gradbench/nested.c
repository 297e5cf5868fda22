/* nested.c -- what particle and saddle come to, in binary128 and without a derivative rule: the
 * same descents, their slopes by central differences, the force by Coulomb's law. */
#define MPFR_WANT_FLOAT128
#ifdef __clang__
#define _Float128 __float128               /* the name mpfr.h has for it */
#endif
#include "checks/gradbench/certify.h"
#include <quadmath.h>

__extension__ typedef __float128 Quad;

/* a difference of two values good to 2^-112 over 2^-36: 23 digits, its truncation less */
static const double step = 0x1p-37, near = 1e-5, firststep = 1e-5;
enum { ROW = 10, MOST = 2 };

typedef Quad Height(const void *what, const Quad *x);

static void slope(Height *f, const void *what, size_t n, const Quad *x, Quad *g)
{
	Quad y[MOST];

	for (size_t k = 0; k < n; k++) y[k] = x[k];
	for (size_t k = 0; k < n; k++) {
		Quad up;

		y[k] = x[k] + step, up = f(what, y);
		y[k] = x[k] - step, g[k] = (up - f(what, y)) / (2 * (Quad)step);
		y[k] = x[k];
	}
}

static Quad apart(size_t n, const Quad *x, const Quad *y)
{
	Quad sum = 0;

	for (size_t k = 0; k < n; k++) sum += (x[k] - y[k]) * (x[k] - y[k]);
	return sqrtq(sum);
}

static void least(Height *f, const void *what, size_t n, Quad *x)
{
	static const Quad zero[MOST];
	Quad g[MOST], next[MOST], fx = f(what, x), eta = firststep;
	int row = 0;

	slope(f, what, n, x, g);
	while (apart(n, g, zero) > near) {
		if (row == ROW) {
			eta *= 2, row = 0;
			continue;
		}
		for (size_t k = 0; k < n; k++) next[k] = x[k] - eta * g[k];
		if (!(apart(n, x, next) > near)) break;
		Quad below = f(what, next);
		if (!(below < fx)) {
			eta /= 2, row = 0;
			continue;
		}
		for (size_t k = 0; k < n; k++) x[k] = next[k];
		fx = below;
		slope(f, what, n, x, g);
		row++;
	}
}

/* ---- particle --------------------------------------------------------------------- */

static Quad flight(const void *what, const Quad *w)
{
	Quad x = 0, y = 8, vx = 0.75, vy = 0, dt = (Quad)0.1;

	while (y + dt * vy > 0) {
		Quad ax = 0, ay = 0, ox = x, oy = y;

		for (int k = 0; k < 2; k++) {
			Quad dx = x - 10, dy = y - (k ? 10 - *w : 0), r = sqrtq(dx * dx + dy * dy);

			ax += dx / (r * r * r), ay += dy / (r * r * r);
		}
		x = ox + dt * vx, y = oy + dt * vy;
		vx += dt * ax, vy += dt * ay;
	}
	x -= y / vy * vx;
	return x * x;
}

static void found128(mpfr_t to, Quad x) { mpfr_set_float128(to, x, MPFR_RNDN); }

void particletruth(double w, mpfr_t *found)
{
	Quad x = w;

	least(flight, NULL, 1, &x);
	found128(*found, x);
}

/* ---- saddle ------------------------------------------------------------------------- */

typedef struct {
	Quad x[2], start[2];
} Saddle;

static Quad below(const void *what, const Quad *y)
{
	const Quad *x = ((const Saddle *)what)->x;

	return y[0] * y[0] + y[1] * y[1] - (x[0] * x[0] + x[1] * x[1]);
}

static Quad highest(const void *what, const Quad *x)
{
	const Saddle *s = what;
	Saddle at = { { x[0], x[1] }, { 0, 0 } };
	Quad y[2] = { s->start[0], s->start[1] };

	least(below, &at, 2, y);
	return -below(&at, y);
}

void saddletruth(const double start[2], mpfr_t *found)
{
	Saddle s = { { start[0], start[1] }, { start[0], start[1] } };
	Quad y[2] = { start[0], start[1] };

	least(highest, &s, 2, s.x);
	least(below, &s, 2, y);
	for (int k = 0; k < 2; k++) found128(found[k], s.x[k]), found128(found[2 + k], y[k]);
}
