/* arrange.c -- rows that sum to 1, elements in order, sizes of a list.
 *
 * A row is counted in parts of 2^-20, which every type holds exactly: it sums to 1 without an error
 * that a rule could be blamed for.
 */
#include "checks/vjp/arrange.h"
#include "checks/vjp/values.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PARTS = 0x1p20;

/* ---- sizes ------------------------------------------------------------------------------- */

static const Limit *limitof(const Kernel *k, const char *size)
{
	for (int i = 0; i < k->nlimits; i++)
		if (!strcmp(k->limit[i].size, size)) return &k->limit[i];
	return NULL;
}

long admitted(const Kernel *k, int which, long n, Dice *d)
{
	const Limit *l = limitof(k, k->size[which]);

	if (!l) return n;
	if (l->n) return l->list[roll(d) % (unsigned)l->n];
	if (n < l->least) n = l->least + n - 1;
	n = (n + l->step - 1) / l->step * l->step;
	if (l->most && n > l->most) n = l->most / l->step * l->step;
	return n > 0 ? n : l->most;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static size_t rowof(const Case *c, int arg)
{
	const Shape *s = &c->xs[arg];

	return s->rank ? s->dim[s->rank - 1] : 1;
}

/* in parts: what rounding leaves over goes to the largest */
static void normalised(Quad *x, size_t n, bool positive)
{
	double sum = 0, left = PARTS;
	size_t top = 0;

	for (size_t e = 0; e < n; e++) {
		double v = fabs(toreal(x[e]));

		x[e] = (Quad)(v > 1e3 ? 1e3 : v);
		sum += toreal(x[e]);
		if (x[e] > x[top]) top = e;
	}
	for (size_t e = 0; e < n; e++) {
		double parts = sum > 0 ? floor(toreal(x[e]) / sum * (PARTS - (double)n)) : 0;

		if (positive) parts += 1;
		x[e] = (Quad)(parts / PARTS);
		left -= parts;
	}
	x[top] += (Quad)(left / PARTS);
}

/* ---- order ----------------------------------------------------------------------------------- */

static int up(const void *a, const void *b)
{
	Quad x = *(const Quad *)a, y = *(const Quad *)b;

	return (x > y) - (x < y);
}

/* no two alike: each is at least `apart` above the one before, and the last ones stay below the end
 */
static void spread(Quad *x, size_t n, Quad apart, Quad hi)
{
	for (size_t e = 1; e < n; e++)
		if (x[e] < x[e - 1] + apart) x[e] = x[e - 1] + apart;
	for (size_t e = n; finiteq(hi) && e--;) {
		Quad most = hi - (Quad)(n - 1 - e) * apart;

		if (x[e] > most) x[e] = most;
	}
}

/* of those of which no two are alike */
static Quad apart(const Array *a) { return a->base == WHOLE ? 1 : (Quad)0x1p-10; }

static bool openlow(const Array *a)  { return a->lo && a->openlo && !a->from; }
static bool openhigh(const Array *a) { return a->hi && a->openhi && !a->to; }

static Quad endof(const Case *c, const char *expression, Quad otherwise)
{
	return expression ? (Quad)sized(expression, c->kernel, c->size) : otherwise;
}

static Quad firstwhole(const Case *c, const Array *a)
{
	return (Quad)leastwhole(a, lowest(a, c->kernel, c->size));
}
static Quad lastwhole(const Case *c, const Array *a)
{
	return (Quad)mostwhole(a, highest(a, c->kernel, c->size));
}

static void ordered(const Case *c, const Array *a, Quad *x, size_t n)
{
	Quad lo = endof(c, a->from, x[0]), hi = endof(c, a->to, (Quad)INFINITY);
	Quad last = endof(c, a->hi, (Quad)INFINITY);

	qsort(x, n, sizeof *x, up);
	if (a->from) x[0] = lo;
	if (a->to) x[n - 1] = hi;
	for (size_t e = 1; a->from && e < n; e++)
		if (x[e] < lo) x[e] = lo;
	for (size_t e = 0; a->to && e + 1 < n; e++)
		if (x[e] > hi) x[e] = hi;
	if (a->to)                 last = hi;
	else if (a->base == WHOLE) last = lastwhole(c, a);
	else if (openhigh(a))      last -= apart(a);
	if (a->strictly) spread(x, n, apart(a), last);
}

/* ---- an argument --------------------------------------------------------------------------------
 */

bool arrangeable(const Case *c, int arg)
{
	const Array *a = &c->kernel->arg[arg];
	Quad lo = endof(c, a->from ? a->from : a->lo, 0),
	     hi = endof(c, a->to ? a->to : a->hi, (Quad)INFINITY);
	Quad first = firstwhole(c, a), last = lastwhole(c, a);
	size_t n = rowof(c, arg);

	if (a->base == WHOLE && first > last) return false;
	if (a->rows) return n < (size_t)PARTS / 4;
	if (!a->sorted && !a->strictly) return true;
	if (a->from && a->to && n == 1 && hi != lo) return false;
	if (!a->strictly) return hi >= lo;
	if (a->base != WHOLE)
		return hi - lo >= (Quad)(n - 1 + openlow(a) + openhigh(a)) * apart(a);
	if (!a->from && a->lo) lo = first;
	if (!a->to) hi = last;
	return hi - lo >= (Quad)n - 1;
}

void arrange(const Case *c, int arg, Quad *x, Dice *d)
{
	const Array *a = &c->kernel->arg[arg];
	size_t n = c->nx[arg], row = rowof(c, arg);

	if (a->rows)
		for (size_t e = 0; e + row <= n; e += row)
			normalised(x + e, row, a->lo && a->openlo);
	if (n && (a->sorted || a->strictly))
		for (size_t e = 0; e + row <= n; e += row) ordered(c, a, x + e, row);
}
