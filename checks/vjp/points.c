/* points.c -- ordinary points, and the hard ones: zeros, ties, ends of the domain, saturation,
 * subnormals, integers.
 *
 * With random ordinary points alone an exact reference misses more than half of the known wrong
 * rules.
 */
#include "checks/vjp/values.h"
#include <math.h>

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

const double hard[HARD] = {
	0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 4, 5, 1e-12, -1e-12, 1e-8, 1e-5, -1e-5, 3e-4, 9e-4,
	-9e-4, 1e-3, 1e-2, -1e-2, 0.1, -0.1, 0.25, 0.3, 0.7, 0.97, 1.4375, 1.5, -1.5, 2.375, 2.5,
	3.1415926535897931, 1.5707963267948966, 2.404825557695773, 1.8411837813406593,
	3.8317059702075125, -3, -5, -5.5, 6, -6, 7, 8, -8, 10, -10, 12, 15, -15, 16, 19, 20, -20,
	20.25, -20.25, 25, -25, 26, 27.25, 30, -30, 33, 36, -36, 37.5, -37.5, 38.75, 40, -39, -40,
	50, -50, -60, 60, 75, 88, -88, 100, -100, 104, -104, 200, 300, -300, 500, 700, -700, 710,
	-710, 740, -745, 800, -800, 1e3, -1e3, 1e4, 1e5, -1e5, 1e8, 1e10, -1e10, 1e15, 1e19, 1e-20,
	-1e-20, 1e-30, 1e-38, -1e-38, 1e-40, 1e25, 1e38, -1e38, 1e-100, 1e-160, -1e-160, 1e-200,
	1e-300, -1e-300, 1e-310, 5e-324, 1e100, 1e160, -1e160, 1e200, 1e300, -1e300, 1e308,
};

static const double pairwise[PAIR] = { 0, 1, -1, 0.5, 2, -2, 1.875, 3, 1e-3, -1e-12, 20, -30, 100,
	-200, 710, -800, 1e-100, -1e-170, 3e-264, 1e-320, 1e160, -3e200, 1e10, 1.5, -0.75 };

double lowest(const Array *a, const Kernel *k, const long *size)
{
	return a->lo ? sized(a->lo, k, size) : -INFINITY;
}
double highest(const Array *a, const Kernel *k, const long *size)
{
	return a->hi ? sized(a->hi, k, size) : INFINITY;
}

double leastwhole(const Array *a, double lo) { return a->openlo ? floor(lo) + 1 : ceil(lo); }
double mostwhole(const Array *a, double hi) { return a->openhi ? ceil(hi) - 1 : floor(hi); }

double tonumber(double v, Precision p) { return toreal(rounded((Quad)v, p)); }

bool inside(double v, double lo, bool openlo, double hi, bool openhi)
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

double within(Dice *d, double lo, double hi)
{
	if (isinf(lo) && isinf(hi)) return ordinary(d);
	if (isinf(hi)) return lo + exp(3 * unit(d) - 1.5);
	if (isinf(lo)) return hi - exp(3 * unit(d) - 1.5);
	return lo + (hi - lo) * unit(d);
}

static double anywhere(Dice *d, Precision p)
{
	double s = roll(d) & 1 ? 1 : -1,
	       e = (p == F64 ? 1040 : p == F16 ? 15 : 140) * (2 * unit(d) - 1);

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

double scalarin(const Kernel *k, const Array *a, int i, long run, Dice *d)
{
	double lo = lowest(a, k, NULL), hi = highest(a, k, NULL), v = scalarat(k, i, run, d);
	bool bounded = isfinite(lo) || isfinite(hi);

	if (run % 5 == 1 && bounded && k->nargs == 1) {
		if (run < 12 && isfinite(lo) && !a->openlo) v = lo;
		else if (run < 24 && isfinite(hi) && !a->openhi) v = hi;
		else v = nearend(d, lo, hi);
	}
	v = tonumber(v, native(k));
	for (int t = 0; t < 60 && !(inside(v, lo, a->openlo, hi, a->openhi) && isfinite(v)); t++)
		v = tonumber(t == 0 && isfinite(v)        ? fabs(v)
				: t < 40 && (roll(d) & 1) ? nearend(d, lo, hi)
							  : within(d, lo, hi),
			native(k));
	return v;
}
