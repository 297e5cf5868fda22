/* ray.c -- a whole argument is drawn in until a comparison turns over: max(|x|, eps) and what else
 * no element decides alone.
 *
 *	x = o + t (x - o)        t by powers of two until the operands change order, then halved
 *
 * o: 0, or another argument of as many elements, so that a difference of the two becomes small; or
 * all arguments at once.  Judged are points on both sides, a tenth and a factor of two from the
 * end: there what is wrong by (|x|/eps)^2 is as large as the gradient.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include <math.h>

typedef struct {
	Cover *v;
	const Case *c;
	bool back;
	size_t which;
	const Event *ev;
	int a, o; /* EVERY: every argument; NONE: towards 0 */
} Ray;
enum { EVERY = -1, NONE = -1 };

static bool moves(const Ray *r, int a)
{
	return r->c->kernel->arg[a].base != WHOLE && (r->a == EVERY || r->a == a);
}

/* the case at t; NULL: an element leaves its domain */
static Case *caseat(const Ray *r, double t)
{
	Case *d = copycase(r->c);

	for (int a = 0; a < d->kernel->nargs; a++)
		for (size_t e = 0; e < d->nx[a] && moves(r, a); e++) {
			Quad o = r->o == NONE ? 0 : d->x[r->o][e];

			d->x[a][e] = rounded(o + t * (d->x[a][e] - o), native(d->kernel));
			if (!allowed(d, a, d->x[a][e])) {
				freecase(d);
				return NULL;
			}
		}
	return d;
}

/* -1, 0, 1: how the operands stand at t; 2: it is not known */
static int order(const Ray *r, double t)
{
	Case *d = caseat(r, t);
	double g = NAN;
	bool known = d && gap(r->v, d, r->back, r->which, r->ev->at, &g);

	freecase(d);
	return known ? (g > 0) - (g < 0) : 2;
}

static bool turned(int now, int was) { return now != 2 && now && now != was; }

/* k with 2^k and 2^(k+1) on two sides, the former nearer to 1 if sign > 0; false: there is none */
static bool bracketed(const Ray *r, int sign, int was, int *k)
{
	int in = 0, out = 0, middle;

	for (int step = 1; step <= RAYBITS; step *= 2) {
		int now = order(r, ldexp(1, sign * step));

		if (now == 2) return false;
		if (turned(now, was)) {
			out = step;
			break;
		}
		in = step;
	}
	if (!out) return false;
	while (out - in > 1) {
		middle = (in + out) / 2;
		if (turned(order(r, ldexp(1, sign * middle)), was)) out = middle;
		else in = middle;
	}
	*k = sign > 0 ? in : -out;
	return true;
}

static void judged(const Ray *r, double t)
{
	Case *d = r->v->rays < RAYS ? caseat(r, t) : NULL;

	if (!d) return;
	r->v->rays++;
	saw(r->v, d, true, NULL, NULL);
	append(r->v->b, d, ADDED);
}

/* whether it turns over on this ray */
static bool along(const Ray *r)
{
	static const double beside[] = { 0.5, 0.9, 1.1, 2 };
	int was = order(r, 1), k, least;
	double lo, hi;

	if (was == 2 || !was || r->v->rays >= RAYS) return false;
	if (!bracketed(r, -1, was, &k) && !bracketed(r, 1, was, &k)) return false;
	lo = ldexp(1, k), hi = 2 * lo, least = order(r, lo);
	for (int n = 0; n < RAYHALVES; n++) {
		double middle = (lo + hi) / 2;

		if (order(r, middle) == least) lo = middle;
		else hi = middle;
	}
	for (size_t n = 0; n < sizeof beside / sizeof *beside; n++) judged(r, beside[n] * lo);
	return true;
}

void rays(Cover *v, const Case *c, bool back, size_t which, const Event *ev)
{
	const Kernel *k = c->kernel;
	bool some = false;

	for (int a = 0; a < k->nargs; a++) {
		if (k->arg[a].base == WHOLE) continue;
		some |= along(&(Ray){ v, c, back, which, ev, a, NONE });
		for (int o = 0; o < k->nargs; o++)
			if (o != a && k->arg[o].base != WHOLE && c->nx[o] == c->nx[a])
				some |= along(&(Ray){ v, c, back, which, ev, a, o });
	}
	if (!some && k->nargs > 1) along(&(Ray){ v, c, back, which, ev, EVERY, NONE });
}
