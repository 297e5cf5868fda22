/* proof.c -- what the derivatives truly are, and how far others are from them. */
#include "library/call.h"
#include "engines/reference/reference.h"
#include <math.h>

enum { WANTED = 140 };                     /* bits: 40 digits and a few */

typedef struct {
	wengert_program *p;
	const double *x, *J;
	wengert_truth *t;
	double *ulps;
	/* what is in the making */
	Fn fn;
	Reference *r;
	Truth *truth;
} Question;

static bool isknown(const Truth *t) { return t->class != UNDECIDED && !mpfr_nan_p(t->d); }

static void told(const Truth *t, wengert_truth *to)
{
	*to = (wengert_truth){ classname[t->class], NAN, NAN, mpfr_get_d(t->left, MPFR_RNDN),
		mpfr_get_d(t->right, MPFR_RNDN), "" };
	if (!isknown(t)) return;
	to->derivative = mpfr_get_d(t->d, MPFR_RNDN);
	mpfr_snprintf(to->digits, sizeof to->digits, "%.39Re", t->d);
	if (isfinite(to->derivative)) {
		mpfr_t e;

		mpfr_init2(e, 53);
		mpfr_sub_d(e, t->d, to->derivative, MPFR_RNDA);
		mpfr_abs(e, e, MPFR_RNDU);
		mpfr_add(e, e, t->radius, MPFR_RNDU);
		to->error = mpfr_get_d(e, MPFR_RNDU);
		mpfr_clear(e);
	}
}

static void proves(void *what)
{
	Question *q = what;
	size_t n = q->p->nx * q->p->ny;
	char why[WHY];
	mpfr_t y;

	q->fn = functionof(q->p);
	q->r = newreference(&q->fn, WANTED, why);
	if (!q->r) bad("%s", why);
	q->truth = newtruths(n);
	if (!every(q->r, q->x, false, q->truth)) bad("a comparison is on a border here");
	mpfr_init2(y, 53);
	for (size_t k = 0; k < n; k++) {
		if (q->t) told(&q->truth[k], &q->t[k]);
		if (!q->ulps) continue;
		mpfr_set_d(y, q->J[k], MPFR_RNDN);
		q->ulps[k] = ulps(y, &q->truth[k], &f64);
	}
	mpfr_clear(y);
}

static int asked(Question q)
{
	bool done = called(proves, &q);

	if (q.truth) freetruths(q.p->nx * q.p->ny, q.truth);
	if (q.r) freereference(q.r);
	return done ? 0 : -1;
}

int wengert_prove(wengert_program *p, const double *x, wengert_truth *t)
{
	return asked((Question){ .p = p, .x = x, .t = t });
}

int wengert_errors(wengert_program *p, const double *x, const double *J, double *ulps)
{
	return asked((Question){ .p = p, .x = x, .J = J, .ulps = ulps });
}
