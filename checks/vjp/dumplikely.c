/* dumplikely.c -- which mistake dumped gradients look like. */
#include "checks/vjp/dumped.h"
#include <math.h>

static double exact(const Dumps *d, size_t i) { return mpfr_get_d(d->f.t[i].d, MPFR_RNDN); }

/* whether given = c true + what rounding does, wherever it can be compared; map: where the true one
 * is */
static bool fits(const Dumps *d, const Argument *a, double c,
	size_t (*map)(const Dumps *, const Argument *, size_t))
{
	long double most = 0;
	/* COARSE would be most of the digits of a type of 16 bits */
	int times = d->num->size == 2 ? FAIR : FAIR * COARSE;

	for (size_t i = a->from; i < a->from + a->n; i++) most = fmaxl(most, d->bound[i]);
	for (size_t i = a->from; i < a->from + a->n; i++) {
		size_t k = map ? map(d, a, i) : i;

		if (known(&d->f.t[k]) &&
			!(fabsl(given(d, a, i) - c * exact(d, k)) <=
				times * fmaxl(1, fabsl(c)) * most))
			return false;
	}
	return true;
}

static size_t turned(const Dumps *d, const Argument *a, size_t i)
{
	size_t n = a->given.shape.dim[0], e = i - a->from;

	return a->from + e % n * n + e / n;
}

static bool nil(const Dumps *d, const Argument *a)
{
	for (size_t i = a->from; i < a->from + a->n; i++)
		if (given(d, a, i) != 0) return false;
	return true;
}

/* the factor as a person would write it */
static void factor(const Dumps *d, double c, char *say)
{
	struct {
		double c;
		const char *says;
	} plain[] = { { -1, "the sign" }, { 2, "a factor 2" }, { 0.5, "a factor 1/2" },
		{ -2, "a factor -2" }, { acos(-1), "a factor pi" },
		{ 1 / acos(-1), "a factor 1/pi" } };
	double near = d->num->size == 8 ? 1e-9
		: d->num->size == 4     ? 1e-4
					: ldexp(FAIR, -digits(d->num));

	for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
		if (fabs(c / plain[k].c - 1) < near) {
			snprintf(say, WHY, "%s: given = %.9g true", plain[k].says, c);
			return;
		}
	for (size_t k = 0; k < d->p.n; k++)
		for (int axis = -1; axis < d->p.shape[k].rank; axis++) {
			double n = axis < 0 ? (double)count(&d->p.shape[k])
					    : (double)d->p.shape[k].dim[axis];
			const char *as = fabs(c / n - 1) < near             ? "n"
				: fabs(c * n - 1) < near                    ? "1/n"
				: n > 1 && fabs(c * (n - 1) / n - 1) < near ? "n/(n-1)"
									    : NULL;

			if (as && n > 2) {
				snprintf(say, WHY, "a factor %s with n = %g: given = %.9g true", as,
					n, c);
				return;
			}
		}
	if (fabs(c - 1) < 1e-6)
		snprintf(say, WHY, "a constant factor: given = (1 %c %.3g) true", c < 1 ? '-' : '+',
			fabs(c - 1));
	else                    snprintf(say, WHY, "a constant factor: given = %.9g true", c);
}

/* after the last right element nothing but zeros */
static bool truncated(const Dumps *d, const Argument *a, size_t *from)
{
	size_t i = a->from + a->n;

	while (i > a->from && given(d, a, i - 1) == 0) i--;
	*from = i;
	if (i == a->from + a->n || i == a->from)
		return false;
	for (; i > a->from; i--)
		if (known(&d->f.t[i - 1]) &&
			!(fabsl(given(d, a, i - 1) - exact(d, i - 1)) <=
				FAIR * COARSE * d->bound[i - 1]))
			return false;
	return true;
}

void looks(const Dumps *d, Argument *a)
{
	long double cross = 0, square = 0;
	size_t from;

	for (size_t i = a->from; i < a->from + a->n; i++)
		if (known(&d->f.t[i])) {
			cross += (long double)given(d, a, i) * exact(d, i);
			square += (long double)exact(d, i) * exact(d, i);
		}
	if (nil(d, a))
		snprintf(a->likely, WHY,
			"it is zero throughout: nothing was propagated to this argument");
	else if (square > 0 && a->compared > 1 && fits(d, a, (double)(cross / square), NULL))
		factor(d, (double)(cross / square), a->likely);
	else if (a->given.shape.rank == 2 && a->given.shape.dim[0] == a->given.shape.dim[1] &&
		fits(d, a, 1, turned))
		snprintf(a->likely, WHY, "transposed: it is the true gradient's transpose");
	else if (truncated(d, a, &from))
		snprintf(a->likely, WHY, "the end is missing: zeros from %s on, right before",
			d->p.label[from]);
}
