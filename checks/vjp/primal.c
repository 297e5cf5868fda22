/* primal.c -- `wengert vjp --npy DIR --primal COMMAND`: gradients that a program prints, held
 * against differences of the program: the answer of last resort, for nothing is known of it.
 *
 *	OK            |given - d| within what rounding and truncation leave open of d, at every
 *	              element and along random directions over all of them; at a kink, of what lies
 *	              between its two slopes
 *	WRONG         beyond BEYOND times that, with two sets of steps, and refuted by the smallest
 *	              step that tells the two slopes apart; or not finite
 *	INCONCLUSIVE  between; or within BIASED of d; or d is known to fewer than TOLD bits, or it
 *	              is too small to be told; or the program has no value there
 */
#include "checks/vjp/primal.h"
#include "checks/vjp/limits.h"
#include "checks/io/out.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { EACH = 64, SOME = 32, DIRECTIONS = 4 };

/* ---- judging --------------------------------------------------------------------------------- */

/* the largest of the inputs that v moves */
static double moves(const Primal *p)
{
	double most = 0;

	for (size_t i = 0; i < p->at.total; i++)
		if (p->v[i] != 0) most = fmax(most, fabs(p->at.x[i]));
	return most;
}

/* x moves by as much as it is; what is 0, by as much as the largest of its neighbours, or by 1 */
static double scaleof(const Primal *p, const Part *a)
{
	double most = 0, own = moves(p);

	for (size_t i = 0; i < a->n; i++) most = fmax(most, fabs(p->at.x[a->from + i]));
	return own > 0 ? own : most > 0 ? fmin(most, 1) : 1;
}

static double placealong(const Primal *p) { return moves(p) * (DBL_EPSILON / 2); }

/* noise along the direction of v */
static Noise noisealong(Primal *p, double scale)
{
	Noise all = noisenear(moved, p, scale);

	all.least = fmax(all.least, unprinted(p, false));
	all.place = placealong(p);
	return all;
}

/* of a gradient that is right, half of the digits are judged: what another order of operations does
 * to the rest is not known */
static double openof(const Primal *p, const Estimate *e, double given, double size)
{
	return e->error + p->half * fmax(fabs(given), size);
}

static double beyond(double given, const Estimate *e, double open)
{
	double lo = e->kink ? fmin(e->left, e->right) : e->slope,
	       hi = e->kink ? fmax(e->left, e->right) : e->slope;

	return given >= lo && given <= hi ? 0 : fmin(fabs(given - lo), fabs(given - hi)) / open;
}

/* given, against the difference along v; index: the element, or a->n + direction */
static void compare(Primal *p, Part *a, const Noise *noise, size_t index, double given, double size)
{
	double scale = scaleof(p, a), steep;
	Noise own = *noise;
	Estimate e;
	double open, over, digits;
	bool refuted = false;

	own.place = placealong(p);
	do { /* a result that moves for the first time tells how it is printed */
		own.least = fmax(own.least, unprinted(p, false));
		e = estimateof(moved, p, scale, &own);
	} while (own.least < unprinted(p, false));
	if (!e.known) {
		a->grade = a->grade > INCONCLUSIVE ? a->grade : INCONCLUSIVE;
		if (!*a->why)
			snprintf(a->why, WHY, "the program has no value at or around this point");
		return;
	}
	open = openof(p, &e, given, size);
	/* a value that nothing moves may hide what moves it in digits that are not printed */
	if (e.most == 0) open = fmax(open, 4 * unprinted(p, true) / scale);
	over = beyond(given, &e, open);
	if (over > 1) { /* with the noise of this direction, by other steps */
		Estimate again;
		double other, now;

		own = noisealong(p, scale);
		again = estimateof(moved, p, 0.6180339887 * scale, &own);
		other = openof(p, &again, given, size);
		if (again.most == 0) other = fmax(other, 8 * unprinted(p, true) / scale);
		now = again.known ? beyond(given, &again, other) : over;
		if (now < over || again.error < e.error / 16) e = again, open = other, over = now;
		refuted = over > BEYOND && refutes(moved, p, &e, given, &own);
	}
	steep = fmax(fabs(e.slope), size);
	/* where it is level, beside what it is around; where it is constant, beside its value */
	if (steep <= open) steep = e.most > 0 ? e.most : fabs(e.value) / scale;
	p->noise = fmax(p->noise, e.noise / fmax(fmax(fabs(e.value), steep * scale), DBL_MIN));
	digits = steep > 0 ? -log10(open / steep) : INFINITY;
	a->compared++;
	a->kinks += e.kink;
	/* what does not move may do so in digits that are not printed */
	a->faint += (open > fabs(given) && open > fabs(e.slope) &&
			    (given != 0 || fabs(e.slope) > e.error)) ||
		(e.most == 0 && unprinted(p, true) > fabs(e.value) * (8 * DBL_EPSILON));
	a->digits = a->compared == 1 ? digits : fmin(a->digits, digits);
	/* what the program's own tolerances do to its slope is no fault of a gradient */
	if (refuted && fabs(given - e.slope) < BIASED * fmax(fabs(e.slope), fabs(given))) {
		refuted = false;
		if (!*a->why)
			snprintf(a->why, WHY,
				"it differs from the difference by %.2g of it: a fault, or what "
				"the program's own tolerances do to its slope",
				fabs(given - e.slope) / fmax(fabs(e.slope), fabs(given)));
	}
	if (a->worst == SIZE_MAX || (refuted && a->grade != WRONG) ||
		(refuted == (a->grade == WRONG) && over > a->over))
		a->over = over, a->worst = index, a->truth = e, a->gave = given;
	if (refuted) a->grade = WRONG;
}

static void weighpart(Primal *p, Part *a)
{
	double size = 0;
	size_t step = a->n <= EACH ? 1 : a->n / SOME;
	Noise noise;

	a->worst = SIZE_MAX;
	for (size_t i = 0; i < a->n; i++) {
		if (!isfinite(a->given.x[i])) {
			a->grade = WRONG, a->worst = i, a->gave = a->given.x[i];
			snprintf(a->why, WHY, "%s of it is no finite number",
				p->at.label[a->from + i]);
			return;
		}
		size = fmax(size, fabs(a->given.x[i]));
	}
	memset(p->v, 0, p->at.total * sizeof *p->v);
	for (size_t i = 0; i < a->n; i++)
		p->v[a->from + i] =
			gsl_rng_uniform(p->rng) * (gsl_rng_uniform_int(p->rng, 2) ? 1 : -1);
	noise = noisealong(p, scaleof(p, a));
	for (size_t i = 0; i < a->n; i += step) {
		size_t at = step == 1
			? i
			: i + gsl_rng_uniform_int(p->rng, step < a->n - i ? step : a->n - i);

		memset(p->v, 0, p->at.total * sizeof *p->v);
		p->v[a->from + at] = 1;
		compare(p, a, &noise, at, a->given.x[at], size);
	}
	/* each element adds its error to one of these, or is told by itself */
	for (size_t k = 0; step > 1 && k < DIRECTIONS; k++) {
		double sum = 0;

		memset(p->v, 0, p->at.total * sizeof *p->v);
		for (size_t i = 0; i < a->n; i++) {
			p->v[a->from + i] = gsl_rng_uniform_int(p->rng, 2) ? 1 : -1;
			sum += p->v[a->from + i] * a->given.x[i];
		}
		compare(p, a, &noise, a->n + k, sum, size);
	}
	if (a->grade == WRONG)
		snprintf(a->why, WHY, "it is %.3g times as far from the difference of the program "
			"as rounding and truncation explain", a->over);
	else if (a->grade == RIGHT && a->over > 1) {
		a->grade = INCONCLUSIVE;
		if (!*a->why)
			snprintf(a->why, WHY, "it is %.3g times as far from the difference as was "
				"to be expected%s", a->over,
				a->over > BEYOND ? ", but smaller steps do not say so"
						 : "; more is needed to refute it");
	} else if (a->grade == RIGHT && a->compared && a->faint == a->compared) {
		a->grade = INCONCLUSIVE;
		snprintf(a->why, WHY, "all of it is smaller than what differences tell");
	} else if (a->grade == RIGHT && a->digits < TOLD * 0.30103) {
		a->grade = INCONCLUSIVE;
		snprintf(a->why, WHY, "the program's noise leaves %.2g digits of a difference",
			fmax(a->digits, 0));
	}
	if (a->grade != RIGHT && a->truth.kink && a->over > 1)
		snprintf(a->why, WHY,
			"the program has a kink there: %.6g on the left, %.6g on the right",
			a->truth.left, a->truth.right);
}

/* ---- what is said ---------------------------------------------------------------------------- */

/* yours */
static char *elementof(const Primal *p, const Part *a)
{
	if (a->worst < a->n) return text("%s", p->at.label[a->from + a->worst]);
	return text("%s along random direction %zu", a->name, a->worst - a->n + 1);
}

static Ruling whole(const Primal *p)
{
	Ruling most = RIGHT;

	for (size_t k = 0; k < p->at.n; k++)
		if (p->part[k].given.x && p->part[k].grade > most) most = p->part[k].grade;
	return most;
}

static void heading(const Primal *p)
{
	folded(0, 2, p->command);
	printf("truth by differences of the program itself, the last resort: its values move\n"
	       "  by %.1e of their size for no reason, and a fault below the digits shown passes\n",
		p->noise);
}

static void table(const Primal *p)
{
	printf("\n  %-12s %9s %12s %12s\n", "", "compared", "digits told", "error/open");
	for (size_t k = 0; k < p->at.n; k++) {
		const Part *a = &p->part[k];
		char *name = lead(a->name, 12);

		if (!a->given.x)
			printf("  %-12s %9s   not dumped\n", name, "");
		else if (!a->compared)
			printf("  %-12s %9d %12s %12s   %s\n", name, 0, "-", "-",
				rulingname[a->grade]);
		else
			printf("  %-12s %9zu %12.1f %12.3g   %s\n", name, a->compared,
				fmax(a->digits, 0), a->over, rulingname[a->grade]);
		release(name);
	}
}

static void remarks(const Primal *p)
{
	for (size_t k = 0; k < p->at.n; k++) {
		const Part *a = &p->part[k];

		if (a->kinks)
			printf("  %zu of %s at kinks: what is between the slopes on both sides "
			       "passes\n",
				a->kinks, a->name);
		if (a->faint)
			printf("  %zu of %s too small beside the largest to be told\n", a->faint,
				a->name);
	}
}

static void detail(const Primal *p, const Part *a)
{
	char *s = text("%s %s: %s", rulingname[a->grade], a->name, a->why), *at = elementof(p, a);

	folded(0, 2, s);
	release(s);
	s = text("%s   given %.10g   difference %.10g +- %.2g, step %.2g", at, a->gave,
		a->truth.slope, a->truth.error, a->truth.step);
	if (a->compared) wrapped("worst", 13, s);
	release(s);
	release(at);
}

static void astext(const Primal *p, bool quiet)
{
	if (!quiet) {
		heading(p);
		table(p);
		remarks(p);
	}
	for (size_t k = 0; k < p->at.n; k++) {
		if (!p->part[k].given.x || p->part[k].grade == RIGHT) continue;
		if (!quiet) putchar('\n');
		detail(p, &p->part[k]);
	}
	if (!quiet) putchar('\n');
	printf("%s   %zu runs of the program\n", rulingname[whole(p)], p->runs);
}

static void asjson(const Primal *p)
{
	json_t *all = json_array();

	for (size_t k = 0; k < p->at.n; k++) {
		const Part *a = &p->part[k];
		json_t *j;
		char *at;

		if (!a->given.x) continue;
		j = json_pack("{s:s, s:s, s:I, s:I}", "argument", a->name, "verdict",
			rulingname[a->grade], "elements", (json_int_t)a->n, "compared",
			(json_int_t)a->compared);
		json_object_set_new(j, "kinks", json_integer((json_int_t)a->kinks));
		json_object_set_new(j, "faint", json_integer((json_int_t)a->faint));
		if (*a->why) json_object_set_new(j, "why", json_string(a->why));
		if (a->compared) {
			at = elementof(p, a);
			json_object_set_new(j, "digits", jreal(a->digits));
			json_object_set_new(j, "over_bound", jreal(a->over));
			json_object_set_new(j, "worst",
				json_pack("{s:s, s:o, s:o, s:o, s:o}", "index", at, "given",
					jreal(a->gave), "difference", jreal(a->truth.slope),
					"error", jreal(a->truth.error), "step",
					jreal(a->truth.step)));
			release(at);
		}
		json_array_append_new(all, j);
	}
	jprint(json_pack("{s:s, s:s, s:s, s:s, s:o, s:I, s:o}", "primal", p->command, "folder",
		p->dir, "verdict", rulingname[whole(p)], "basis", "differences of the program",
		"noise", jreal(p->noise), "runs", (json_int_t)p->runs, "arguments", all));
}

int vjpprimal(const char *dir, const char *command, const Options *o)
{
	Primal p = { .dir = dir, .command = command, .limit = o->limit > 0 ? o->limit : 10 };
	Ruling most;

	p.rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(p.rng, o->rng);
	readfolder(&p, o->vars);
	for (size_t k = 0; k < p.at.n; k++)
		if (p.part[k].given.x) weighpart(&p, &p.part[k]);
	if (o->format == JSON)
		asjson(&p);
	else
		astext(&p, o->quiet);
	most = whole(&p);
	freefolder(&p);
	gsl_rng_free(p.rng);
	return most != RIGHT;
}
