/* dumpgrade.c -- dumped gradients against what rounding can do to our own reverse engine in their
 * type. */
#include "checks/vjp/dumped.h"
#include <limits.h>
#include <math.h>

static long double size(const mpfr_t x) { return fabsl(mpfr_get_ld(x, MPFR_RNDA)); }

/* a processor may have multiplied them in tf32 */
bool maybeshort(const Dumps *d) { return !d->num->cdouble; }

long double lastunit(const mpfr_t d, const Num *T)
{
	long e = lastplace(T, mpfr_zero_p(d) ? LONG_MIN : mpfr_get_exp(d));

	return ldexpl(1, (int)e);
}

/* the running-error bound of our own reverse engine; of long lists its error against the largest
 * element, which is less than proof */
void boundsof(Dumps *d)
{
	Explain *x = NULL;
	Explained *e;

	d->bound = alloc(d->p.total, sizeof *d->bound);
	if (d->own.status == UNABLE) {
		snprintf(d->nobound, WHY, "our own reverse engine cannot run it: %.200s",
			d->own.j.why);
		return;
	}
	e = explain(&x, &d->own, &d->f, d->nobound);
	for (size_t k = 0; k < d->p.total; k++)
		if (e && e[k].known)
			d->bound[k] = fmaxl((long double)fmax(e[k].bound, 1), d->own.ulps[k]) *
				lastunit(d->f.t[k].d, d->num);
	for (size_t k = 0; k < d->p.n && !e; k++) {
		const Argument *a = &d->arg[k];
		long double most = 0, off = 1;

		for (size_t i = a->from; i < a->from + a->n; i++)
			if (known(&d->f.t[i])) {
				most = fmaxl(most, lastunit(d->f.t[i].d, d->num));
				off = fmaxl(off, isfinite(d->own.norm[i]) ? d->own.norm[i] : 0);
			}
		for (size_t i = a->from; i < a->from + a->n; i++) d->bound[i] = 4 * off * most;
	}
	release(e);
	freeexplain(x);
}

double given(const Dumps *d, const Argument *a, size_t i) { return a->given.x[i - a->from]; }

static double offby(const Dumps *d, const Argument *a, size_t i)
{
	mpfr_t y;
	double u;

	mpfr_init2(y, 53);
	mpfr_set_d(y, given(d, a, i), MPFR_RNDN);
	u = ulps(y, &d->f.t[i], d->num);
	mpfr_clear(y);
	return u;
}

/* a derivative, or sides of one; where there is neither, a NaN agrees and is no evidence */
static bool judges(const Truth *t)
{
	return t->class != NOWHERE && t->class != JUMP && t->class != UNDECIDED;
}

/* by the errors and bounds of all elements: ulps of each, the largest of each kind */
static void weigh(const Dumps *d, Argument *a, long double *error, long double *bound,
	long double *most)
{
	double *u = alloc(a->n, sizeof *u), aside = 0;

	*error = *bound = *most = 0;
	a->worst = -1;
	for (size_t i = a->from; i < a->from + a->n; i++) {
		double e = u[i - a->from] = offby(d, a, i), over;

		if (d->nans && given(d, a, i) != given(d, a, i)) {
			a->unjudged++, u[i - a->from] = NAN;
			continue;
		}
		if (isnan(e) || !judges(&d->f.t[i])) {
			if (!a->without++) a->none = i;
			u[i - a->from] = NAN;
			continue;
		}
		a->compared++;
		over = e == 0 ? 0
			: known(&d->f.t[i])
			? (double)(e * lastunit(d->f.t[i].d, d->num) / d->bound[i])
			: INFINITY;
		if (e > a->worst) a->at = i, a->worst = e;
		a->over = fmax(a->over, over);
		if (!known(&d->f.t[i])) {
			if (e > 0) *error = INFINITY;
			if (e > aside) aside = e, a->aside = i + 1;
			continue;
		}
		*error = fmaxl(*error, e * lastunit(d->f.t[i].d, d->num));
		*bound = fmaxl(*bound, d->bound[i]);
		*most = fmaxl(*most, size(d->f.t[i].d));
	}
	a->median = median(a->n, u, .5);
	release(u);
}

/* bits that prove something: of 8 or 11, half */
static int under(const Dumps *d)
{
	return digits(d->num) < 2 * UNDER ? (int)digits(d->num) / 2 : UNDER;
}

static void gradedplainly(Dumps *d, Argument *a)
{
	long double error, bound, most,
		narrow = ldexpl(1, digits(d->num) - (maybeshort(d) ? SHORT : 24));

	if (!same(&a->given.shape, &d->p.shape[a - d->arg])) {
		a->grade = REFUTED;
		snprintf(a->why, WHY, "its shape is %s, the argument's %s",
			shapetext(&a->given.shape), shapetext(&d->p.shape[a - d->arg]));
		if (count(&a->given.shape) > a->n)
			snprintf(a->likely, WHY, "the sum over a broadcast axis is missing");
		return;
	}
	weigh(d, a, &error, &bound, &most);
	if (!a->compared) {
		a->grade = UNSURE;
		snprintf(a->why, WHY, "there is no derivative to compare with: %s",
			classname[d->f.t[a->none].class]);
	} else if (d->own.status == UNABLE) {
		a->grade = a->worst <= 0.5 ? FINE : UNSURE;
		snprintf(a->why, WHY, "%.200s", d->nobound);
	} else if (a->over <= FAIR) {
		a->grade = !(bound <= ldexpl(most, -under(d))) && most > 0 ? UNSURE : FINE;
		if (a->grade == UNSURE)
			snprintf(a->why, WHY, "rounding alone may leave fewer than %d bits of it",
				under(d));
	} else if (!isfinite(error) && a->aside && isfinite(a->worst)) {
		a->grade = REFUTED, a->at = a->aside - 1;
		a->worst = offby(d, a, a->at);
		snprintf(a->why, WHY, "it is neither one side of the derivative nor between them");
	} else if (!isfinite(error)) {
		a->grade = REFUTED;
		snprintf(a->why, WHY,
			"it is not a number, or infinite, where the derivative is a number");
	} else if (error <= FAIR * COARSE * bound && error > ldexpl(most, -under(d))) {
		/* so few digits that a rule which loses some of them may leave none */
		a->grade = error < (long double)FAULTY * most ? UNSURE : REFUTED;
		snprintf(a->why, WHY,
			"the error is %.2g times the largest gradient%s", (double)(error / most),
			a->grade == REFUTED ? "" : ": a rule that loses digits may do so in a type "
						   "that has few; dump it in a wider one");
		if (a->grade == REFUTED) looks(d, a);
	} else if (error <= FAIR * COARSE * bound) {
		a->grade = LOSS;
		snprintf(a->why, WHY,
			"the error is %.3g times what rounding does to our own rules, at its worst "
			"element",
			a->over);
	} else {
		bool slight = error <= FAIR * narrow * bound;

		a->grade = slight && maybeshort(d) ? UNSURE : REFUTED;
		snprintf(a->why, WHY,
			"the error is %.3g times the largest bound of this argument; rounding "
			"reaches %d",
			(double)(error / bound), FAIR);
		/* a rounding to 24 bits, not to 35: that would be some constant with few digits */
		if (slight && (maybeshort(d) || error >= narrow * bound * 0x1p-10L))
			snprintf(a->likely, WHY,
				maybeshort(d) ? "products of 11 bits (tf32, half) would look the "
						"same: dump a run without them"
					      : "a float32 intermediate would look like this");
		else
			looks(d, a);
	}
}

/* what is held against a cotangent that is 0 or not a number says nothing */
void graded(Dumps *d, Argument *a)
{
	gradedplainly(d, a);
	if (d->weights && d->zeros + d->nans == d->weights && a->grade < UNSURE) {
		a->grade = UNSURE;
		snprintf(a->why, WHY, "every cotangent is 0 or not a number: nothing was judged");
	} else if (d->nans && (a->grade == REFUTED || !a->compared)) {
		a->grade = UNSURE, a->likely[0] = 0;
		snprintf(a->why, WHY,
			"%zu cotangents are not a number, and what they belong to is not known",
			d->nans);
	}
}
