/* sweep.c -- errors counted by segments: the sign, and where |x| lies. */
#include "checks/vjp/sweep.h"
#include <math.h>

/* ends of |x|: where a rule at 0 begins to differ from its series, where tanh and its like bend,
 * and where they saturate */
static const double ends[] = { 0, 0x1p-12, 0x1p-4, 1, 4, 16, 128, INFINITY };
enum { ENDS = sizeof ends / sizeof *ends - 1 };

void segments(Sweep *s, Precision p)
{
	double most = toreal(mostof(p));

	*s = (Sweep){ .n = SEGMENTS };
	for (int k = 0; k < ENDS; k++) {
		double to = fmin(ends[k + 1], most), from = k ? ends[k] : toreal(leastof(p));

		s->part[ENDS - 1 - k] = (Stretch){ .from = -to, .to = -from };
		s->part[ENDS + 1 + k] = (Stretch){ .from = from, .to = to };
	}
}

Stretch *segmentof(Sweep *s, double x)
{
	int k = 0;

	if (x == 0) return &s->part[ENDS];
	while (k + 1 < ENDS && fabs(x) >= ends[k + 1]) k++;
	return &s->part[x < 0 ? ENDS - 1 - k : ENDS + 1 + k];
}

bool worse(double ulps, double x, double than, double at)
{
	if (ulps != than) return ulps > than;
	return fabs(x) < fabs(at) || (x == -at && signbit(at) && !signbit(x));
}

void tally(Stretch *s, double x, double ulps)
{
	if (ulps != ulps) {
		s->unknown++;
		return;
	}
	if (!s->count || worse(ulps, x, s->worst, s->at)) s->worst = ulps, s->at = x;
	s->count++;
	s->sum += ulps;
	s->within += ulps <= 1;
}

void merged(Sweep *s, const Sweep *other)
{
	for (int k = 0; k < s->n; k++) {
		Stretch *a = &s->part[k];
		const Stretch *b = &other->part[k];

		if (b->count && (!a->count || worse(b->worst, b->at, a->worst, a->at)))
			a->worst = b->worst, a->at = b->at;
		a->count += b->count, a->unknown += b->unknown, a->within += b->within;
		a->sum += b->sum;
	}
	s->inputs += other->inputs;
}

double spacing(double v, Precision p)
{
	int e;

	frexp(v, &e);
	e -= types[p].digits;
	return ldexp(1, v == 0 || e < leastexponent(p) ? leastexponent(p) : e);
}
