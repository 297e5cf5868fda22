/* points.c -- ordinary points, and the hard ones: zeros, ties, ends of the domain, saturation,
 * subnormals, integers.
 *
 * With random ordinary points alone an exact reference misses more than half of the known wrong
 * rules.
 */
#include "checks/vjp/points.h"
#include "checks/vjp/arrange.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Dice dice(unsigned long seed, unsigned long which)
{
	return (Dice){ seed * 0x9e3779b97f4a7c15u ^ (which + 1) * 0xd1342543de82ef95u };
}

uint64_t roll(Dice *d)                     /* splitmix64 */
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

double unit(Dice *d) { return (double)(roll(d) >> 11) * 0x1p-53; }
double ordinary(Dice *d) { double s = roll(d) & 1 ? 1 : -1; return s * (0.25 + 1.75 * unit(d)); }

/* ---- scalars: hard values ---------------------------------------------------------- */

static const double hard[] = {
	0,
	-0.0,
	1,
	-1,
	0.5,
	-0.5,
	2,
	-2,
	3,
	4,
	5,
	1e-12,
	-1e-12,
	1e-8,
	1e-5,
	-1e-5,
	3e-4,
	9e-4,
	-9e-4,
	1e-3,
	1e-2,
	-1e-2,
	0.1,
	-0.1,
	0.25,
	0.3,
	0.7,
	0.97,
	1.4375,
	1.5,
	-1.5,
	2.375,
	2.5,
	3.1415926535897931,
	1.5707963267948966,
	2.404825557695773,
	1.8411837813406593,
	3.8317059702075125,
	-3,
	-5,
	-5.5,
	6,
	-6,
	7,
	8,
	-8,
	10,
	-10,
	12,
	15,
	-15,
	16,
	19,
	20,
	-20,
	20.25,
	-20.25,
	25,
	-25,
	26,
	27.25,
	30,
	-30,
	33,
	36,
	-36,
	37.5,
	-37.5,
	38.75,
	40,
	-39,
	-40,
	50,
	-50,
	-60,
	60,
	75,
	88,
	-88,
	100,
	-100,
	104,
	-104,
	200,
	300,
	-300,
	500,
	700,
	-700,
	710,
	-710,
	740,
	-745,
	800,
	-800,
	1e3,
	-1e3,
	1e4,
	1e5,
	-1e5,
	1e8,
	1e10,
	-1e10,
	1e15,
	1e19,
	1e-20,
	-1e-20,
	1e-30,
	1e-38,
	-1e-38,
	1e-40,
	1e25,
	1e38,
	-1e38,
	1e-100,
	1e-160,
	-1e-160,
	1e-200,
	1e-300,
	-1e-300,
	1e-310,
	5e-324,
	1e100,
	1e160,
	-1e160,
	1e200,
	1e300,
	-1e300,
	1e308,
};
enum { HARD = sizeof hard / sizeof *hard };

static const double pairwise[] = { 0, 1, -1, 0.5, 2, -2, 1.875, 3, 1e-3, -1e-12, 20, -30, 100, -200,
	710, -800, 1e-100, -1e-170, 3e-264, 1e-320, 1e160, -3e200, 1e10, 1.5, -0.75 };
enum { PAIR = sizeof pairwise / sizeof *pairwise };

static double lowest(const Array *a, const Kernel *k, const long *size)
{
	return a->lo ? sized(a->lo, k, size) : -INFINITY;
}
static double highest(const Array *a, const Kernel *k, const long *size)
{
	return a->hi ? sized(a->hi, k, size) : INFINITY;
}

static double narrowed(double v, Precision p) { return p == F32 ? (double)(float)v : v; }

static bool inside(double v, double lo, bool openlo, double hi, bool openhi)
{
	return (openlo ? v > lo : v >= lo) && (openhi ? v < hi : v <= hi);
}

/* near an end of the domain, on either scale */
static double nearend(Dice *d, double lo, double hi)
{
	double e = exp2(-60 * unit(d)), end = roll(d) & 1 ? lo : hi;

	if (isinf(end)) end = isinf(lo) ? hi : lo;
	if (isinf(end)) return ordinary(d);
	return end == lo ? lo + e * (isinf(hi) ? 1 : hi - lo) : hi - e * (isinf(lo) ? 1 : hi - lo);
}

static double drawn(Dice *d, double lo, double hi)
{
	if (isinf(lo) && isinf(hi)) return ordinary(d);
	if (isinf(hi)) return lo + exp(3 * unit(d) - 1.5);
	if (isinf(lo)) return hi - exp(3 * unit(d) - 1.5);
	return lo + (hi - lo) * unit(d);
}

static double anywhere(Dice *d, Precision p)
{
	double s = roll(d) & 1 ? 1 : -1,
	       e = p == F32 ? 140 * (2 * unit(d) - 1) : 1040 * (2 * unit(d) - 1);

	return s * (1 + unit(d)) * exp2(roll(d) & 1 ? e : e / 30);
}

/* argument i of n at a hard or random point */
static double scalarat(const Kernel *k, int i, long run, Dice *d)
{
	int n = k->nargs;
	long r = run;

	if (n == 1 && r < HARD) return hard[r];
	if (n == 2 && r < PAIR * PAIR) return pairwise[i ? r % PAIR : r / PAIR];
	/* ties */
	if (n == 2 && r < PAIR * PAIR + 20) return pairwise[(size_t)(r * 7 % PAIR)];
	r = (long)(roll(d) % 8);
	if (r < 3) return ordinary(d);
	if (r == 3) return anywhere(d, native(k));
	if (r == 4)
		return (double)(long)(roll(d) % 25) - 8 +
			(roll(d) & 1 ? 0 : ldexp(unit(d) - 0.5, -20));
	return r == 5 ? hard[roll(d) % HARD] : 6 * ordinary(d);
}

static double scalarin(const Kernel *k, const Array *a, int i, long run, Dice *d)
{
	double lo = lowest(a, k, NULL), hi = highest(a, k, NULL), v = scalarat(k, i, run, d);
	bool bounded = isfinite(lo) || isfinite(hi);

	if (run % 5 == 1 && bounded && k->nargs == 1) {
		if (run < 12 && isfinite(lo) && !a->openlo) v = lo;
		else if (run < 24 && isfinite(hi) && !a->openhi) v = hi;
		else v = nearend(d, lo, hi);
	}
	v = narrowed(v, native(k));
	for (int t = 0; t < 60 && !(inside(v, lo, a->openlo, hi, a->openhi) && isfinite(v)); t++)
		v = narrowed(t == 0 && isfinite(v)        ? fabs(v)
				: t < 40 && (roll(d) & 1) ? nearend(d, lo, hi)
							  : drawn(d, lo, hi),
			native(k));
	return v;
}

/* ---- arrays: sizes and fills -------------------------------------------------------------- */

enum { ORDINARY, TIES, ONEZERO, TWOZEROS, ZEROS, SPREAD, TINY, LARGE, LEVELS, HARDS, OFFSET, FAR };
static const struct { int sizes, fill; } plan[] = {
	{ 0, ORDINARY },
	{ 10, ORDINARY },
	{ 1, ORDINARY },
	{ 2, ORDINARY },
	{ 3, ORDINARY },
	{ 4, ORDINARY },
	{ 5, ORDINARY },
	{ 6, ORDINARY },
	{ 7, TIES },
	{ 7, ONEZERO },
	{ 7, TWOZEROS },
	{ 7, ZEROS },
	{ 7, SPREAD },
	{ 7, LARGE },
	{ 7, LEVELS },
	{ 7, ORDINARY },
	{ 8, ORDINARY },
	{ 7, TINY },
	{ 2, OFFSET },
	{ 2, OFFSET },
	{ 2, FAR },
	{ 9, HARDS },
	{ 9, HARDS },
	{ 9, HARDS },
};
enum {
	PLAN = sizeof plan / sizeof *plan - 6,
	SCALARRUNS = 360,
	PAIRRUNS = PAIR * PAIR + 150,
	MOSTELEMENTS = 16384
};

bool elementwise(const Kernel *k)
{
	for (int side = 0; side < 2; side++)
		for (int i = 0; i < (side ? k->nres : k->nargs); i++) {
			const Array *a = side ? &k->res[i] : &k->arg[i], *first = &k->res[0];

			if (a->rank != first->rank || !a->rank) return false;
			for (int r = 0; r < a->rank; r++)
				if (strcmp(a->dim[r], first->dim[r])) return false;
		}
	return true;
}

/* one array is differentiated: values may be extreme without the products of two being so */
static bool alone(const Kernel *k)
{
	int n = 0;

	for (int i = 0; i < k->nargs; i++) n += k->arg[i].base != WHOLE;
	return n == 1;
}

long planned(const Kernel *k)
{
	return !k->plain        ? PLAN + 3 * alone(k) + 3 * (alone(k) && elementwise(k))
		: k->nargs == 2 ? PAIRRUNS
				: SCALARRUNS;
}
bool islarge(const Kernel *k, long run) { return !k->plain && plan[run].sizes == 10; }
bool ishard(long run) { return plan[run].fill == HARDS; }
bool extreme(const Kernel *k, long run)
{
	return k->plain ? run < (k->nargs == 1 ? HARD : PAIR * PAIR + 20)
			: plan[run].fill != ORDINARY;
}

static long sizefor(const Kernel *k, int how, int i, int attempt, Dice *d, int small)
{
	static const int odd[] = { 3, 5, 4, 2, 7, 6, 3, 5, 4, 2, 7, 6 };

	if (small && how != 1)
		return 1 + (long)(roll(d) % (unsigned)(small > 2 ? 2 : small > 1 ? 3 : 4));
	if (attempt > 3)  return 1 + (long)(roll(d) % (unsigned)(attempt > 40 ? 12 : 6));
	switch (how) {
	case 0:  return odd[i];
	case 1:  return 1 + attempt;
	case 2:  return 4 + attempt;
	case 4:  return i == 0 ? 1 : odd[i];
	case 5:  return i == k->nsizes - 1 ? 1 : odd[i];
	case 6:  return 9 + (long)(roll(d) % (k->nsizes > 3 ? 3 : k->nsizes > 2 ? 5 : 22));
	case 8:  return odd[k->nsizes - i];
	case 10:
		return k->nsizes == 1    ? 137
			: k->nsizes == 2 ? (i ? 67 : 35)
			: k->nsizes == 3 ? (i ? 19 : 35)
					 : 2 + (long)(roll(d) % (k->nsizes > 4 ? 4 : 9));
	case 9:  return i ? 3 : k->nsizes > 1 ? 13 : 40;
	default: return 1 + (long)(roll(d) % 6);
	}
}

static bool shaped(Case *c)
{
	const Kernel *k = c->kernel;
	size_t total = 0;

	for (int side = 0; side < 2; side++)
		for (int i = 0; i < (side ? k->nres : k->nargs); i++) {
			const Array *a = side ? &k->res[i] : &k->arg[i];
			Shape s = { .rank = a->rank };

			for (int r = 0; r < a->rank; r++) {
				double n = sized(a->dim[r], k, c->size);

				if (!(n >= 1)) return false;
				s.dim[r] = (size_t)n;
			}
			*(side ? &c->ys[i] : &c->xs[i]) = s;
			total += *(side ? &c->ny[i] : &c->nx[i]) = count(&s);
		}
	return total <= MOSTELEMENTS && total > 0;
}

static void fill(const Case *c, const Array *a, int how, Quad *x, size_t n, Dice *d)
{
	double lo = lowest(a, c->kernel, c->size), hi = highest(a, c->kernel, c->size),
	       tie = drawn(d, lo, hi);
	size_t one = n ? roll(d) % n : 0, two = n ? roll(d) % n : 0;

	for (size_t e = 0; e < n; e++) {
		double v = drawn(d, lo, hi);

		if (a->base == WHOLE) {
			if (isinf(lo)) lo = 0;
			if (isinf(hi)) hi = 2;
			x[e] = (Quad)floor(
				lo + (hi - lo + (a->openhi || !a->hi ? 0 : 1)) * unit(d));
			continue;
		}
		if (how == TIES)                                            v = tie;
		if (how == ZEROS || (how == ONEZERO && e == one) ||
			(how == TWOZEROS && (e == one || e == two || e == n - 1)))
			v = 0;
		if (how == SPREAD) v *= exp2(floor(24 * unit(d)) - 12);
		if (how == TINY)   v *= native(c->kernel) == F32 ? 0x1p-20 : 0x1p-100;
		if (how == LARGE)  v *= 30;
		if (how == HARDS)  v = (roll(d) % 4 ? 1 : -1) * hard[roll(d) % HARD];
		/* a sum of four of these, and their mean, are exact */
		if (how == OFFSET)
			v = (native(c->kernel) == F32 ? 0x1p16 : 0x1p40) + floor(16 * unit(d)) / 4;
		/* neighbours lie further apart than e^x reaches */
		if (how == FAR)
			v = (e & 1 ? -1 : 1) * (0.5 + fabs(v)) *
				(native(c->kernel) == F32 ? 90 : 800);
		if (how == LEVELS) v = floor(2 * v) / 2;
		v = narrowed(v, native(c->kernel));
		for (int t = 0; t < 40 && !(inside(v, lo, a->openlo, hi, a->openhi) && isfinite(v));
			t++)
			v = narrowed(drawn(d, lo, hi), native(c->kernel));
		x[e] = (Quad)v;
	}
}

Case *newcase(const Kernel *k, long run, unsigned long seed, int small)
{
	Case *c = alloc(1, sizeof *c);
	Dice d = dice(seed, (unsigned long)run);
	int attempt = 0, how = k->plain ? 0 : plan[run].sizes;
	bool fits = false;

	c->kernel = k;
	for (; attempt < 400 && !fits; attempt++) {
		for (int i = 0; i < k->nsizes; i++)
			c->size[i] = admitted(k, i, sizefor(k, how, i, attempt, &d, small), &d);
		fits = shaped(c);
		for (int i = 0; i < k->nargs && fits; i++) fits = arrangeable(c, i);
	}
	if (!fits) {
		release(c);
		return NULL;
	}
	for (int i = 0; i < k->ngiven; i++) {
		char *end;
		double v = strtod(k->given[i].value, &end);

		if (*end) v = sized(k->given[i].value, k, c->size);
		c->given[i] = (Quad)narrowed(v, native(k));
	}
	for (int i = 0; i < k->nargs; i++) {
		c->x[i] = alloc(c->nx[i] + 1, sizeof(Quad));
		if (k->plain) c->x[i][0] = (Quad)scalarin(k, &k->arg[i], i, run, &d);
		else          fill(c, &k->arg[i], plan[run].fill, c->x[i], c->nx[i], &d);
		arrange(c, i, c->x[i], &d);
	}
	return c;
}

void freecase(Case *c)
{
	for (int i = 0; c && i < c->kernel->nargs; i++) release(c->x[i]);
	release(c);
}

char *sizestext(const Case *c)
{
	char *s = text("%s", "");

	for (int i = 0; i < c->kernel->nsizes; i++)
		s = text("%s%s%s = %ld", s, i ? ", " : "", c->kernel->size[i], c->size[i]);
	for (int i = 0; c->kernel->plain && i < c->kernel->nargs; i++) {
		Quad v = c->x[i][0];
		char *t;

		for (int n = 1; n <= 17; n++) {
			t = quadtext(v, n);
			if (rounded(quadof(t), native(c->kernel)) == v) break;
		}
		s = text("%s%s%s = %s", s, i ? ", " : "", c->kernel->arg[i].name, t);
	}
	return s;
}
