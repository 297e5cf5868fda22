/* gradbench.c -- claims G1 to G3: what GradBench's validator cannot see.
 *
 * Sizes and rule: gradbench/gradbench, evals and comparison.py (commit f26651a); its golden
 * gradient of ode: tools/manual/ode.cpp.
 */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/gradbench/certify.h"
#include <math.h>

static json_t *uniform(gsl_rng *g, size_t n)
{
	json_t *a = json_array();

	for (size_t k = 0; k < n; k++) json_array_append_new(a, json_real(gsl_rng_uniform(g)));
	return a;
}

/* the numbers of an answer; input: given away */
static double *answered(const Engine *e, const char *module, const char *function, json_t *input,
	size_t *n, char why[WHY])
{
	const Module *m = modulenamed(module);
	json_t *a = answerby(e, m, questionof(m, function), input, why);
	double *x = a ? leaves(a, a, n, why) : NULL;

	json_decref(a);
	json_decref(input);
	return x;
}

/* ---- zeros ------------------------------------------------------------------------------ */

static bool zerospass(const char *module, const char *function, json_t *input)
{
	char why[WHY];
	size_t n;
	double *x = answered(&static_engine, module, function, input, &n, why);
	bool pass = x != NULL;

	for (size_t k = 0; pass && k < n; k++) pass = acceptable(x[k], 0);
	if (!x) die("G1: %s: %s", module, why);
	release(x);
	return pass;
}

/* where its runs start: at 0, at 1, 1 */
static json_t *published(const char *module)
{
	json_error_t flaw;

	return json_loads(*module == 'p' ? "{\"w\": 0.0}" : "{\"start\": [1.0, 1.0]}", 0, &flaw);
}

enum { DET, LSE, LLSQ, ODE, PARTICLE, SADDLE, EVALS };

void claim_G1(Claim *c)
{
	static const char *const variants[] = { "ff", "fr", "rf", "rr" };
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double pass[EVALS] = { 0 }, all = 0;
	int asked = 0;

	for (int l = 5; l <= 11; l++, asked++)
		pass[DET] += zerospass("det", "gradient",
			json_pack("{s:o, s:i}", "A", uniform(g, (size_t)(l * l)), "ell", l));
	for (size_t k = 0; k < 10; k++, asked++)
		pass[LSE] += zerospass("lse", "gradient",
			json_pack("{s:o}", "x", uniform(g, (size_t)2500 << k)));
	for (size_t k = 0; k < 11; k++, asked++)
		pass[LLSQ] += zerospass("llsq", "gradient",
			json_pack("{s:o, s:i}", "x", uniform(g, 128), "n",
				k < 9 ? 16 << k : 8196 << (k - 9)));
	for (int n = 1000; n <= 100000; n *= 10)
		for (int s = 1; s <= 100; s *= 10, asked++)
			pass[ODE] += zerospass("ode", "gradient",
				json_pack("{s:o, s:i}", "x", uniform(g, (size_t)n), "s", s));
	for (size_t k = 0; k < 4; k++, asked += 2) {
		pass[PARTICLE] += zerospass("particle", variants[k], published("particle"));
		pass[SADDLE] += zerospass("saddle", variants[k], published("saddle"));
	}
	for (size_t k = 0; k < EVALS; k++) all += pass[k];
	figure(c, "of det, lse, llsq, ode, particle, saddle", EVALS, pass);
	figure(c, "in all of 45", 1, &all);
	holds(c, asked == 45, "asked %d", asked);
	gsl_rng_free(g);
}

/* ---- another function -------------------------------------------------------------------- */

enum { SHORT = 6 };

void claim_G2(Claim *c)
{
	double x[SHORT], last[2], gap[2];
	char why[WHY];

	for (int k = 0; k < 2; k++) {
		json_t *at = json_array();
		double y = 1, *g;
		size_t n;

		for (size_t i = 0; i < SHORT; i++) {
			x[i] = (double)(SHORT + 3 - i) / 10;
			json_array_append_new(at, json_real(x[i]));
			y *= x[i] * 2 / ((double)i + 1); /* at t = 2, of the equation itself */
		}
		g = answered(&static_engine, "ode", "gradient",
			json_pack("{s:o, s:i}", "x", at, "s", k ? 100 : 1), &n, why);
		if (!g) die("G2: %s", why);
		gap[k] = 0;
		for (size_t i = 0; i < SHORT; i++) gap[k] = fmax(gap[k], fabs(y / x[i] - g[i]));
		last[k] = y / x[SHORT - 1];
		release(g);
	}
	holds(c, gap[0] > FOURDIGITS && gap[1] < FOURDIGITS * gap[0],
		"it is that of the equation itself, at n = 6 off by %.2g of %.2g with s = 1, by "
		"%.1e with "
		"s = 100; at the default n >= 1000 both are 0",
		gap[0], last[0], gap[1]);
	if (c->verdict == CONFIRMED) c->verdict = CORRECTED;
}

/* ---- four digits --------------------------------------------------------------------------- */

void claim_G3(Claim *c)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	size_t asked = 0, valid = 0, lost = 0;
	double worst = 0;
	const Module *m;

	for (size_t k = 0; (m = modulenumber(k)); k++) {
		json_t *input = sampleof(m, g, false);

		for (const Question *q = m->question; q < m->question + QUESTIONS && q->name; q++) {
			char why[WHY];
			json_t *a;
			Rights is;
			bool pass = true;
			double off = 0, *x;
			size_t n;

			if (q->asked == VALUES || q->asked == DESCENT) continue;
			a = answerby(&onesided_engine, m, q, input, why);
			if (!a || !rightsof(m, q, input, &is, why)) die("G3: %s: %s", m->name, why);
			x = leaves(a, a, &n, why);
			for (size_t i = 0; i < n; i++) {
				double truth = mpfr_get_d(is.right[i].truth, MPFR_RNDN);

				pass = pass && acceptable(truth, x[i]);
				if (truth != 0) off = fmax(off, offby(is.right[i].truth, x[i]));
			}
			asked++, valid += pass, lost += pass && off > FOURDIGITS;
			if (pass) worst = fmax(worst, off);
			release(x);
			freerights(&is);
			json_decref(a);
		}
		json_decref(input);
	}
	holds(c, lost && worst > FOURDIGITS,
		"of differences in binary64 it accepts %zu of %zu answers; %zu of them hold a "
		"number with "
		"fewer than four digits, off by up to %.2g of it",
		valid, asked, lost, worst);
	if (c->verdict == CONFIRMED) c->verdict = CORRECTED;
	gsl_rng_free(g);
}
