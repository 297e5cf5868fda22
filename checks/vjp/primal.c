/* primal.c -- `wengert vjp --npy DIR --primal COMMAND`: gradients that a program prints, held
 * against differences of the program: the answer of last resort, for nothing is known of it.
 *
 *	OK            |given - d| within what rounding and truncation leave open of d, at every
 *	              element and along random directions over all of them
 *	WRONG         beyond BEYOND times that, with two sets of steps
 *	INCONCLUSIVE  between; or the differences are known to fewer than TOLD bits; or the program
 *	              has a kink there, or no value
 */
#include "checks/vjp/primal.h"
#include "checks/vjp/limits.h"
#include "checks/io/npy.h"
#include "checks/io/out.h"
#include "checks/io/tool.h"
#include <dirent.h>
#include <errno.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EACH = 64, SOME = 32, DIRECTIONS = 4 };
typedef enum { GOOD, UNTOLD, REFUSED } Grade;
static const char *const grades[] = { "OK", "INCONCLUSIVE", "WRONG" };

typedef struct {
	char *name;
	Npy at, given;                     /* given.x NULL: not dumped */
	size_t from, n, compared, whole;   /* whole: elements that no difference was taken by */
	Grade grade;
	size_t worst;                      /* element; n and beyond: a direction */
	double over, digits;               /* the largest error over what is open; fewest digits known */
	Estimate truth;
	double gave;
	char why[WHY];
} Part;

typedef struct {
	const char *dir, *command;
	double limit;
	Tool *tool;
	bool once;                         /* it answers when its input ends */
	Part *part;     size_t n, room;
	double *x, *v;  size_t nx;         /* where, and the direction of a difference */
	double *g;      size_t ny;         /* the cotangent; NULL: one result */
	double half;                       /* half the digits of the gradients: sqrt of their unit roundoff */
	int *place;                        /* of each result, the last decimal place it was printed to */
	size_t runs;
	double noise;                      /* over the value, the largest */
	gsl_rng *rng;
} Primal;

/* ---- the folder ------------------------------------------------------------------------------ */

static int byname(const void *a, const void *b)
{
	return strcmp(((const Part *)a)->name, ((const Part *)b)->name);
}

static char *fileof(const Primal *p, const char *prefix, const char *name)
{
	return text("%s/%s%s.npy", p->dir, prefix, name);
}

static void take(Primal *p, const char *name, size_t n)
{
	p->part = grow(p->part, &p->room, p->n + 1, sizeof *p->part);
	p->part[p->n++] = (Part){ .name = copytext(name, n) };
}

static void whichinputs(Primal *p, const char *vars)
{
	DIR *dir = opendir(p->dir);
	struct dirent *e;

	if (!dir) bad("%s: %s", p->dir, strerror(errno));
	while (!vars && (e = readdir(dir))) {
		size_t n = strlen(e->d_name);

		if (n > 4 && !strcmp(e->d_name + n - 4, ".npy") && strncmp(e->d_name, "grad_", 5) &&
			strcmp(e->d_name, "cotangent.npy"))
			take(p, e->d_name, n - 4);
	}
	closedir(dir);
	for (size_t n; vars && *vars; vars += n + (vars[n] == ','))
		if ((n = strcspn(vars, ","))) take(p, vars, n);
	if (p->n && !vars) qsort(p->part, p->n, sizeof *p->part, byname);
	if (!p->n) bad("%s: there is no NAME.npy, the program's input", p->dir);
}

static void readfolder(Primal *p, const char *vars)
{
	size_t any = 0;
	char *file;

	whichinputs(p, vars);
	for (size_t k = 0; k < p->n; k++) {
		Part *a = &p->part[k];

		file = fileof(p, "", a->name);
		a->at = readnpy(file);
		release(file);
		a->from = p->nx, a->n = count(&a->at.shape), p->nx += a->n;
		file = fileof(p, "grad_", a->name);
		if (!access(file, F_OK)) {
			a->given = readnpy(file), any++;
			if (a->given.kind != 'f') bad("%s holds whole numbers; a gradient is a float", file);
			if (!same(&a->given.shape, &a->at.shape))
				bad("%s has shape %s, the input %s", file,
					a->given.shape.rank ? shapetext(&a->given.shape) : "()",
					a->at.shape.rank ? shapetext(&a->at.shape) : "()");
			p->half = fmax(p->half, ldexp(1, a->given.size == 8 ? -26 : a->given.size == 4 ? -12 : -4));
		}
		release(file);
	}
	if (!any) bad("%s: there is no grad_%s.npy%s, so there is nothing to check", p->dir,
		p->part[0].name, p->n > 1 ? " or of another input" : "");
	p->x = alloc(p->nx, sizeof *p->x), p->v = alloc(p->nx, sizeof *p->v);
	for (size_t k = 0; k < p->n; k++)
		memcpy(p->x + p->part[k].from, p->part[k].at.x, p->part[k].n * sizeof *p->x);
	file = fileof(p, "", "cotangent");
	if (!access(file, F_OK)) {
		Npy g = readnpy(file);

		p->g = g.x, p->ny = count(&g.shape);
	} else
		p->ny = 1;
	release(file);
	p->place = alloc(p->ny, sizeof *p->place);
	for (size_t k = 0; k < p->ny; k++) p->place[k] = 400;
}

/* ---- the program ----------------------------------------------------------------------------- */

/* the decimal place of the last digit of a number as it is printed: -2 of 1.25, 3 of 1e3 */
static int placeof(const char *s, const char *end)
{
	int after = 0;
	bool point = false;

	for (; s < end && !strchr("eEpP", *s); s++) {
		if (point && *s >= '0' && *s <= '9') after++;
		point |= *s == '.';
	}
	return (s < end && strchr("eE", *s) ? atoi(s + 1) : 0) - after;
}

/* what is not printed: half a unit of the last place that any line had */
static double unprinted(const Primal *p)
{
	double sum = 0;

	for (size_t k = 0; k < p->ny; k++)
		sum += fabs(p->g ? p->g[k] : 1) * 0.5 * pow(10, p->place[k]);
	return sum;
}

/* sum g y of a line of results; NaN: one of them is none.  A line that is none ends the run */
static double weighted(Primal *p, const char *line)
{
	const char *s = line;
	long double sum = 0;
	size_t n = 0;

	for (char *end; ; s = end + strspn(end, " ,\t\r"), n++) {
		double y = strtod(s, &end);

		if (end == s) break;
		if (n >= p->ny) { n++; break; }
		if (y != 0) p->place[n] = placeof(s, end) < p->place[n] ? placeof(s, end) : p->place[n];
		sum += (p->g ? p->g[n] : 1) * (long double)y;
	}
	s += strspn(s, " \t\r");
	if (*s || n != p->ny)
		bad("--primal: \"%s\" answered \"%.60s\"; expected a line of %zu number%s%s", p->command,
			line, p->ny, p->ny > 1 ? "s" : "",
			p->g ? ", as cotangent.npy has" : ": more have a cotangent.npy");
	return isfinite((double)sum) ? (double)sum : NAN;
}

/* the line of its inputs at t along v; yours */
static char *question(const Primal *p, double t)
{
	char *ask = NULL;
	size_t n = 0, room = 0;

	for (size_t i = 0; i < p->nx; i++) {
		ask = grow(ask, &room, n + 32, 1);
		n += (size_t)snprintf(ask + n, 32, "%s%.17g", i ? " " : "", p->x[i] + t * p->v[i]);
	}
	return ask;
}

static void ends(Primal *p)
{
	if (p->tool) endtool(p->tool);
	p->tool = NULL;
}

/* what its line of inputs is answered by.  A program that ends after a line is started again, and so
 * is one that keeps its answer back until its input ends */
static double moved(double t, void *what)
{
	Primal *p = what;
	char *line = NULL, why[WHY] = "";

	for (int again = 0; again < 3 && !line; again++) {
		char *ask = question(p, t);
		size_t length;
		bool fresh = !p->tool;

		if (fresh) p->tool = newtool(p->command);
		if (asks(p->tool, ask, p->limit, why)) {
			if (p->once) nomore(p->tool);
			line = lineback(p->tool, p->limit, &length, why);
		}
		release(ask);
		if (!line && fresh && !p->once) p->once = true;
		else if (!line && fresh) break;
		if (!line || p->once) ends(p);
	}
	if (!line)
		bad("--primal: \"%s\" gave no line of results: %s", p->command, why);
	p->runs++;
	t = weighted(p, line);
	release(line);
	return t;
}

/* ---- judging --------------------------------------------------------------------------------- */

/* x moves by as much as it is; what is 0, by as much as its neighbours are */
static double scaleof(const Primal *p, const Part *a)
{
	double most = 0, own = 0;

	for (size_t i = 0; i < a->n; i++) most = fmax(most, fabs(a->at.x[i]));
	for (size_t i = 0; i < p->nx; i++)
		if (p->v[i] != 0) own = fmax(own, fabs(p->x[i]));
	own = own > most * 0x1p-10 ? own : most;
	return own > 0 ? own : 1;
}

/* noise along the direction of v */
static Noise noisealong(Primal *p, double scale)
{
	Noise all = noisenear(moved, p, scale);

	all.least = fmax(all.least, unprinted(p));
	return all;
}

/* of a gradient that is right, half of the digits are judged: what another order of operations does
 * to the rest is not known */
static double openof(const Primal *p, const Estimate *e, double given, double size)
{
	return e->error + p->half * fmax(fabs(given), size);
}

/* given, against the difference along v; index: the element, or a->n + direction */
static void compare(Primal *p, Part *a, const Noise *noise, size_t index, double given, double size)
{
	double scale = scaleof(p, a);
	Estimate e = estimateof(moved, p, scale, noise);
	double open, over, digits;

	if (!e.known) {
		a->grade = a->grade > UNTOLD ? a->grade : UNTOLD;
		if (!*a->why) snprintf(a->why, WHY, "the program has no value at or around this point");
		return;
	}
	p->noise = fmax(p->noise, e.noise / fmax(fmax(fabs(e.value),
		fmax(fabs(e.left), fabs(e.right)) * scale), 1e-300));
	open = openof(p, &e, given, size);
	over = given == e.slope ? 0 : fabs(given - e.slope) / open;
	if (e.kink) {
		double lo = fmin(e.left, e.right) - open, hi = fmax(e.left, e.right) + open;

		over = given >= lo && given <= hi ? 0 : fmin(fabs(given - lo), fabs(given - hi)) / open + 1;
	}
	if (over > 1) {                        /* with the noise of this direction, by other steps */
		Noise own = noisealong(p, scale);
		Estimate again = estimateof(moved, p, 0.6180339887 * scale, &own);
		double other = openof(p, &again, given, size);

		if (again.known && !again.kink && !e.kink && fabs(given - again.slope) / other < over)
			e = again, open = other, over = fabs(given - again.slope) / other;
	}
	digits = -log10(fmax(open, 1e-300) / fmax(fmax(fabs(e.slope), size), 1e-300));
	a->compared++;
	a->digits = a->compared == 1 ? digits : fmin(a->digits, digits);
	if (!(over <= a->over)) a->over = over, a->worst = index, a->truth = e, a->gave = given;
	if (isnan(given) || over > BEYOND) a->grade = REFUSED;
}

static void judge(Primal *p, Part *a)
{
	double size = 0;
	size_t step = a->n <= EACH ? 1 : a->n / SOME;
	Noise noise;

	for (size_t i = 0; i < a->n; i++) size = fmax(size, fabs(a->given.x[i]));
	a->over = -1;
	memset(p->v, 0, p->nx * sizeof *p->v);
	for (size_t i = 0; i < a->n; i++)
		p->v[a->from + i] = gsl_rng_uniform(p->rng) * (gsl_rng_uniform_int(p->rng, 2) ? 1 : -1);
	noise = noisealong(p, scaleof(p, a));
	for (size_t i = 0; i < a->n; i += step) {
		size_t at = step == 1 ? i : i + gsl_rng_uniform_int(p->rng, step < a->n - i ? step : a->n - i);

		memset(p->v, 0, p->nx * sizeof *p->v);
		p->v[a->from + at] = 1;
		compare(p, a, &noise, at, a->given.x[at], size);
	}
	/* each element adds its error to one of these, or is told by itself */
	for (size_t k = 0; step > 1 && k < DIRECTIONS; k++) {
		double sum = 0;

		memset(p->v, 0, p->nx * sizeof *p->v);
		for (size_t i = 0; i < a->n; i++) {
			p->v[a->from + i] = gsl_rng_uniform_int(p->rng, 2) ? 1 : -1;
			sum += p->v[a->from + i] * a->given.x[i];
		}
		compare(p, a, &noise, a->n + k, sum, size);
	}
	if (a->grade == REFUSED)
		snprintf(a->why, WHY, "it is %.3g times as far from the difference as rounding and "
			"truncation explain", a->over);
	else if (a->grade == GOOD && a->over > 1) {
		a->grade = UNTOLD;
		snprintf(a->why, WHY, "it is %.3g times as far from the difference as was to be expected; "
			"%d are needed to refute it", a->over, (int)BEYOND);
	} else if (a->grade == GOOD && a->digits < TOLD * 0.30103) {
		a->grade = UNTOLD;
		snprintf(a->why, WHY, "the program's noise leaves %.2g digits of the difference",
			fmax(a->digits, 0));
	}
	if (a->grade != GOOD && a->truth.kink && a->over > 1)
		snprintf(a->why, WHY, "the program has a kink there: %.6g on the left, %.6g on the right",
			a->truth.left, a->truth.right);
}

/* ---- what is said ---------------------------------------------------------------------------- */

static char *elementof(const Part *a)
{
	size_t at = a->worst, rest = a->n;
	char *s = text("%s%s", a->name, a->at.shape.rank ? "[" : ""), *more;

	if (at >= a->n) {
		release(s);
		return text("%s along random direction %zu", a->name, at - a->n + 1);
	}
	for (int k = 0; k < a->at.shape.rank; k++) {
		rest /= a->at.shape.dim[k];
		more = text("%s%s%zu", s, k ? "," : "", at / rest);
		at %= rest;
		release(s), s = more;
	}
	more = text("%s%s", s, a->at.shape.rank ? "]" : "");
	release(s);
	return more;
}

static Grade whole(const Primal *p)
{
	Grade most = GOOD;

	for (size_t k = 0; k < p->n; k++)
		if (p->part[k].given.x && p->part[k].grade > most) most = p->part[k].grade;
	return most;
}

static void astext(const Primal *p)
{
	printf("%s\ntruth by differences of the program itself, the last resort: its values move by "
	       "%.1e\nof their size for no reason, and a fault below the digits shown passes\n\n"
	       "  %-12s %9s %12s %12s\n", p->command, p->noise, "", "compared", "digits told",
		"error/open");
	for (size_t k = 0; k < p->n; k++) {
		const Part *a = &p->part[k];

		if (!a->given.x)        printf("  %-12s %9s   not dumped\n", a->name, "");
		else if (!a->compared) printf("  %-12s %9d %12s %12s   %s\n", a->name, 0, "-", "-", grades[a->grade]);
		else printf("  %-12s %9zu %12.1f %12.3g   %s\n", a->name, a->compared, fmax(a->digits, 0),
			a->over, grades[a->grade]);
	}
	for (size_t k = 0; k < p->n; k++) {
		const Part *a = &p->part[k];
		char *at;

		if (!a->given.x || a->grade == GOOD) continue;
		printf("\n%s %s: %s\n", grades[a->grade], a->name, a->why);
		if (!a->compared) continue;
		at = elementof(a);
		printf("  worst      %s   given %.10g   difference %.10g +- %.2g, step %.2g\n", at, a->gave,
			a->truth.slope, a->truth.error, a->truth.step);
		release(at);
	}
	printf("\n%s   %zu runs of the program\n", grades[whole(p)], p->runs);
}

static void asjson(const Primal *p)
{
	json_t *all = json_array();

	for (size_t k = 0; k < p->n; k++) {
		const Part *a = &p->part[k];
		json_t *j;
		char *at;

		if (!a->given.x) continue;
		j = json_pack("{s:s, s:s, s:I, s:I}", "argument", a->name, "verdict", grades[a->grade],
			"elements", (json_int_t)a->n, "compared", (json_int_t)a->compared);
		if (*a->why) json_object_set_new(j, "why", json_string(a->why));
		if (a->compared) {
			at = elementof(a);
			json_object_set_new(j, "digits", jreal(a->digits));
			json_object_set_new(j, "over_bound", jreal(a->over));
			json_object_set_new(j, "worst", json_pack("{s:s, s:o, s:o, s:o, s:o}", "index", at, "given",
				jreal(a->gave), "difference", jreal(a->truth.slope), "error", jreal(a->truth.error),
				"step", jreal(a->truth.step)));
			release(at);
		}
		json_array_append_new(all, j);
	}
	jprint(json_pack("{s:s, s:s, s:s, s:s, s:o, s:I, s:o}", "primal", p->command, "folder", p->dir,
		"verdict", grades[whole(p)], "basis", "differences of the program", "noise", jreal(p->noise),
		"runs", (json_int_t)p->runs, "arguments", all));
}

int vjpprimal(const char *dir, const char *command, const Options *o)
{
	Primal p = { .dir = dir, .command = command, .limit = o->limit > 0 ? o->limit : 10 };
	Grade most;

	p.rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(p.rng, o->rng);
	readfolder(&p, o->vars);
	for (size_t k = 0; k < p.n; k++)
		if (p.part[k].given.x) judge(&p, &p.part[k]);
	if (o->format == JSON) asjson(&p);
	else                   astext(&p);
	most = whole(&p);
	ends(&p);
	for (size_t k = 0; k < p.n; k++)
		release(p.part[k].name), release(p.part[k].at.x), release(p.part[k].given.x);
	release(p.part);
	release(p.x), release(p.v), release(p.g), release(p.place);
	gsl_rng_free(p.rng);
	return most != GOOD;
}
