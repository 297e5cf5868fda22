/* primalprogram.c -- a folder of inputs and gradients, and the program that is asked at them. */
#include "checks/vjp/primal.h"
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the folder ------------------------------------------------------------------------------ */

static int byname(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *fileof(const Primal *p, const char *prefix, const char *name)
{
	return text("%s/%s%s.npy", p->dir, prefix, name);
}

static Npy arrayin(const Primal *p, const char *prefix, const char *name)
{
	char *file = fileof(p, prefix, name);
	Npy a = { 0 };

	if (!*prefix || !access(file, F_OK)) a = readnpy(file);
	release(file);
	return a;
}

/* the names of all inputs; yours */
static char **namesof(const Primal *p, const char *vars, size_t *n)
{
	DIR *dir = opendir(p->dir);
	struct dirent *e;
	char **name = NULL;
	size_t room = 0;

	*n = 0;
	if (!dir) bad("%s: %s", p->dir, strerror(errno));
	while (!vars && (e = readdir(dir))) {
		size_t length = strlen(e->d_name);

		if (length <= 4 || strcmp(e->d_name + length - 4, ".npy") ||
			!strncmp(e->d_name, "grad_", 5) || !strcmp(e->d_name, "cotangent.npy"))
			continue;
		name = grow(name, &room, *n + 1, sizeof *name);
		name[(*n)++] = copytext(e->d_name, length - 4);
	}
	closedir(dir);
	if (!vars && *n) qsort(name, *n, sizeof *name, byname);
	for (size_t length; vars && *vars; vars += length + (vars[length] == ',')) {
		if (!(length = strcspn(vars, ","))) continue;
		name = grow(name, &room, *n + 1, sizeof *name);
		name[(*n)++] = copytext(vars, length);
	}
	if (!*n) bad("%s: there is no NAME.npy, the program's input", p->dir);
	return name;
}

static void inputs(Primal *p, const char *vars)
{
	size_t n, from = 0;
	char **name = namesof(p, vars, &n);
	Npy *a = alloc(n, sizeof *a);
	Shape *shape = alloc(n, sizeof *shape);

	for (size_t k = 0; k < n; k++) a[k] = arrayin(p, "", name[k]), shape[k] = a[k].shape;
	p->at = pointof(n, name, shape, NULL, "--npy");
	p->v = alloc(p->at.total, sizeof *p->v);
	p->part = alloc(n, sizeof *p->part);
	for (size_t k = 0; k < n; k++) {
		size_t elements = count(&shape[k]);

		memcpy(p->at.x + from, a[k].x, elements * sizeof *a[k].x);
		p->part[k] = (Part){ .name = p->at.name[k], .from = from, .n = elements };
		from += elements;
		release(a[k].x), release(name[k]);
	}
	release(name), release(a), release(shape);
}

static void gradients(Primal *p)
{
	size_t any = 0;

	for (size_t k = 0; k < p->at.n; k++) {
		Part *a = &p->part[k];
		const Shape *shape = &p->at.shape[k];

		a->given = arrayin(p, "grad_", a->name);
		if (!a->given.x) continue;
		any++;
		if (a->given.kind != 'f')
			bad("%s/grad_%s.npy holds whole numbers; a gradient is a float", p->dir,
				a->name);
		if (!same(&a->given.shape, shape))
			bad("%s/grad_%s.npy has shape %s, the input %s", p->dir, a->name,
				a->given.shape.rank ? shapetext(&a->given.shape) : "()",
				shape->rank ? shapetext(shape) : "()");
		/* half of 53, 24 and 8 bits: float16 is taken for bfloat16 */
		p->half = fmax(p->half,
			ldexp(1,
				a->given.size == 8           ? -26
					: a->given.size == 4 ? -12
							     : -4));
	}
	if (!any)
		bad("%s: there is no grad_%s.npy%s, so there is nothing to check", p->dir,
			p->part[0].name, p->at.n > 1 ? " or of another input" : "");
}

void readfolder(Primal *p, const char *vars)
{
	char *file = fileof(p, "", "cotangent");

	inputs(p, vars);
	gradients(p);
	p->ny = 1;
	if (!access(file, F_OK)) {
		Npy g = readnpy(file);

		p->g = g.x, p->ny = count(&g.shape);
	}
	release(file);
	p->result = alloc(p->ny, sizeof *p->result);
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
double unprinted(const Primal *p, bool constants)
{
	double sum = 0;

	for (size_t k = 0; k < p->ny; k++)
		if (p->result[k].varied || (constants && p->result[k].printed))
			sum += fabs(p->g ? p->g[k] : 1) * 0.5 * pow(10, p->result[k].place);
	return sum;
}

static void noted(Result *r, double y, const char *s, const char *end, bool first)
{
	if (first) r->first = y;
	r->varied |= y != r->first;
	if (y != 0 && (!r->printed || placeof(s, end) < r->place))
		r->place = placeof(s, end), r->printed = true;
}

/* sum g y of a line of results; NaN: one of them is none.  A line that is none ends the run */
static double weighted(Primal *p, const char *line)
{
	const char *s = line;
	long double sum = 0;
	size_t n = 0;

	for (char *end;; s = end + strspn(end, " ,\t\r"), n++) {
		double y = strtod(s, &end);

		if (end == s) break;
		if (n >= p->ny) {
			n++;
			break;
		}
		noted(&p->result[n], y, s, end, !p->runs);
		if (!p->g || p->g[n] != 0) sum += (p->g ? p->g[n] : 1) * (long double)y;
	}
	s += strspn(s, " \t\r");
	if (*s || n != p->ny)
		bad("--primal: \"%s\" answered \"%.60s\"; expected a line of %zu number%s%s",
			p->command, line, p->ny, p->ny > 1 ? "s" : "",
			p->g          ? ", as cotangent.npy has"
				: !*s ? ": of more results there is a cotangent.npy"
				      : "");
	return isfinite((double)sum) ? (double)sum : NAN;
}

/* the line of its inputs at t along v; yours */
static char *question(const Primal *p, double t)
{
	char *ask = NULL;
	size_t n = 0, room = 0;

	for (size_t i = 0; i < p->at.total; i++) {
		ask = grow(ask, &room, n + 32, 1);
		n += (size_t)snprintf(ask + n, 32, "%s%.17g", i ? " " : "",
			p->at.x[i] + t * p->v[i]);
	}
	return ask;
}

static void ends(Primal *p)
{
	if (p->tool) endtool(p->tool);
	p->tool = NULL;
}

enum { PATIENT = 2, DEATHS = 40 }; /* seconds for a first answer; points without one */

/* what its line of inputs is answered by.  A program that ends after a line is started again, and
 * so is one that keeps its answer back until its input ends.  Where it dies there is no value; it
 * is to have one at the point itself */
double moved(double t, void *what)
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
			line = lineback(p->tool,
				p->once || p->runs ? p->limit : fmin(p->limit, PATIENT), &length,
				why);
			if (!line && p->once) line = restof(p->tool);
		}
		release(ask);
		if (!line || p->once) ends(p);
		if (!line && fresh && (p->once || p->runs)) break;
		if (!line && fresh) p->once = true;
	}
	if (!line && p->runs && ++p->deaths < DEATHS) return NAN;
	if (!line) bad("--primal: \"%s\" gave no line of results: %s", p->command, why);
	t = weighted(p, line);
	p->runs++;
	release(line);
	return t;
}

void freefolder(Primal *p)
{
	ends(p);
	for (size_t k = 0; k < p->at.n; k++) release(p->part[k].given.x);
	freepoint(&p->at);
	release(p->part);
	release(p->v), release(p->g), release(p->result);
}
