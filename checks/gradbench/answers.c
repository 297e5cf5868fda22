/* answers.c -- an answer in GradBench's protocol, each number held against what is right. */
#include "checks/gradbench/certify.h"
#include "checks/gradbench/limits.h"
#include "checks/suite/check.h"
#include <math.h>
#include <string.h>

double offby(const mpfr_t truth, double x)
{
	mpfr_t d;
	double r;

	if (!isfinite(x)) return INFINITY;
	mpfr_init2(d, 120);
	mpfr_sub_d(d, truth, x, MPFR_RNDN);
	if (!mpfr_zero_p(d) && !mpfr_zero_p(truth)) mpfr_div(d, d, truth, MPFR_RNDN);
	r = fabs(mpfr_get_d(d, MPFR_RNDN));
	mpfr_clear(d);
	return r;
}

bool acceptable(double truth, double x)
{
	return fabs(x - truth) <= ACCEPTED * fmax(1, fabs(x) + fabs(truth));
}

static double inulps(const mpfr_t truth, double x)
{
	Truth t = { .class = mpfr_zero_p(truth) ? ZERO : SMOOTH };
	mpfr_t y;
	double u;

	mpfr_init2(y, 53);
	mpfr_set_d(y, x, MPFR_RNDN);
	t.d[0] = truth[0];
	u = ulps(y, &t, &f64);
	mpfr_clear(y);
	return u;
}

/* where the truth is 0: what cancelling terms as large as the largest number may leave */
static double cancelled(const Rights *is)
{
	double most = 0;

	for (size_t k = 0; k < is->n; k++)
		if (is->right[k].kind != COUNTED && !is->right[k].why[0])
			most = fmax(most, fabs(mpfr_get_d(is->right[k].truth, MPFR_RNDN)));
	return ROUNDINGS * unitroundoff(&f64) * most;
}

static void compared(Held *r, const Rights *is, const double *x)
{
	double least = cancelled(is);

	r->valid = true;
	for (size_t k = 0; k < is->n; k++) {
		const Right *right = is->right + k;
		double truth = mpfr_get_d(right->truth, MPFR_RNDN), relative, u;

		if (right->why[0]) {
			r->unknown++;
			continue;
		}
		relative = offby(right->truth, x[k]);
		u = inulps(right->truth, x[k]);
		if (right->kind != COUNTED && mpfr_zero_p(right->truth) && relative > 0)
			relative = relative <= least ? 0 : INFINITY;
		if (!(relative <= (right->kind == COUNTED ? 0 : AGREED))) r->far++;
		if (!acceptable(truth, x[k])) r->valid = false;
		if (k && !(relative > r->relative)) continue;
		r->relative = relative, r->ulps = u, r->worst = k, r->given = x[k],
		r->truth = truth;
	}
}

size_t owntimes(const json_t *answer, const char *of, double **s)
{
	json_t *timings = json_object_get(answer, "timings"), *t;
	size_t k, n = 0;

	*s = alloc(json_array_size(timings) + 1, sizeof **s);
	json_array_foreach(timings, k, t)
	{
		const char *name = json_string_value(json_object_get(t, "name"));

		if (name && !strcmp(name, of))
			(*s)[n++] = json_number_value(json_object_get(t, "nanoseconds")) * 1e-9;
	}
	return n;
}

/* they may be missing; what is wrong with them, or NULL */
static const char *mistimed(const json_t *answer, size_t runs)
{
	json_t *timings = json_object_get(answer, "timings"), *t;
	size_t k, n = 0;

	if (!timings) return NULL;
	if (!json_is_array(timings)) return "its timings are no array";
	json_array_foreach(timings, k, t)
	{
		const char *name = json_string_value(json_object_get(t, "name"));
		const json_t *ns = json_object_get(t, "nanoseconds");

		if (!name || !json_is_integer(ns) || json_integer_value(ns) < 0)
			return "a timing is no name with nanoseconds, a whole number";
		n += !strcmp(name, "evaluate");
	}
	return n < runs ? "it reports fewer runs than were asked for" : NULL;
}

void holdagainst(const Rights *is, size_t runs, const json_t *answer, Held *r)
{
	const char *flawed;
	double *x;
	size_t n;

	if (!json_is_true(json_object_get(answer, "success"))) {
		const char *error = json_string_value(json_object_get(answer, "error"));

		snprintf(r->why, WHY, "no success: %.200s", error ? error : "no reason given");
		return;
	}
	flawed = json_object_get(answer, "error") ? "a success with an error beside it"
						  : mistimed(answer, runs);
	if (flawed) {
		snprintf(r->why, WHY, "%s", flawed);
		return;
	}
	x = leaves(is->shape, json_object_get(answer, "output"), &n, r->why);
	r->n = is->n;
	if (x) compared(r, is, x);
	release(x);
}
