/* memory.c -- claims A3, A4, A6: what a derivative of a function of depth n takes beside the
 * function, to the byte. */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/measure/depth.h"
#include <math.h>

/* 32 to 4096 layers: below, what does not grow hides what does */
enum { WIDTH = 16, DEPTHS = 8, FIRST = 32, REPEATS = 5 };

static double depth(size_t k) { return ldexp(FIRST, (int)k); }

/* of an engine's whole life, lists and all, on a scan with shared weights: its inputs do not grow
 */
static Growth alive(const Engine *e, double *n, double *y)
{
	for (size_t k = 0; k < DEPTHS; k++) {
		Fn fn = deepfn(SHARED, (size_t)depth(k), WIDTH);

		n[k] = depth(k);
		y[k] = (double)lifelong(e, &fn);
	}
	return growth(DEPTHS, n, y);
}

/* of one sweep over the stages of mlp */
static Growth swept(Form form, Way w, double *n, Spent *s)
{
	double y[DEPTHS];

	for (size_t k = 0; k < DEPTHS; k++) {
		Deep d = opendeep(deepfn(form, (size_t)depth(k), WIDTH));

		s[k] = spent(&d, w, k + 1 == DEPTHS ? REPEATS : 0);
		n[k] = depth(k);
		y[k] = (double)s[k].bytes;
		closedeep(&d);
	}
	return growth(DEPTHS, n, y);
}

void claim_A3(Claim *c)
{
	double n[DEPTHS], y[DEPTHS];
	Spent s[DEPTHS];
	Growth g = alive(&forward_engine, n, y);

	holds(c, fabs(g.p) <= STRAIGHT,
		"forward engine, lists and all: exponent %.3f +- %.3f, %.0f bytes at depth %.0f, "
		"%.0f at %.0f",
		g.p, g.error, y[0], n[0], y[DEPTHS - 1], n[DEPTHS - 1]);
	g = swept(LISTED, TANGENTWISE, n, s);
	holds(c, fabs(g.p) <= STRAIGHT,
		"a list stage by stage: %.3f +- %.3f, %zu and %zu bytes", g.p, 
		g.error, s[0].bytes, s[DEPTHS - 1].bytes);
}

void claim_A4(Claim *c)
{
	double n[DEPTHS], y[DEPTHS];
	Spent s[DEPTHS];
	Growth g = alive(&reverse_engine, n, y);

	holds(c, fabs(g.p - 1) <= EXPONENT, "eager tape, lists and all: exponent %.3f +- %.3f", g.p,
		g.error);
	g = alive(&static_engine, n, y);
	holds(c, fabs(g.p - 1) <= EXPONENT, "static trace: %.3f +- %.3f", g.p, g.error);
	g = swept(LISTED, STORED, n, s);
	holds(c, fabs(g.p - 1) <= EXPONENT,
		"every stage's values stored: %.3f +- %.3f, %.0f bytes a layer of %d", g.p, g.error,
		(double)(s[DEPTHS - 1].bytes - s[0].bytes) / (n[DEPTHS - 1] - n[0]), WIDTH);
}

void claim_A6(Claim *c)
{
	double n[DEPTHS], full;
	Spent s[DEPTHS], *deep = &s[DEPTHS - 1];
	Growth g;

	swept(ROLLED, STORED, n, s);
	full = deep->seconds;
	g = swept(ROLLED, UNIFORMLY, n, s);
	holds(c, fabs(g.p - .5) <= EXPONENT,
		"uniform: exponent %.3f +- %.3f; at depth %.0f %.2f runs of a stage, time %.2f of "
		"store-all's",
		g.p, g.error, n[DEPTHS - 1], (double)deep->runs / (double)deep->stages,
		deep->seconds / full);
	g = swept(ROLLED, BINOMIALLY, n, s);
	holds(c, fabs(g.p) <= LOGARITHM && g.r2 >= FITTING,
		"binomial: exponent %.3f +- %.3f, %.1f +- %.1f bytes each doubling (r^2 %.4f); "
		"%.2f runs, time %.2f",
		g.p, g.error, g.per, g.pererror, g.r2, (double)deep->runs / (double)deep->stages,
		deep->seconds / full);
}
