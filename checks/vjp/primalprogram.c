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

void readfolder(Primal *p, const char *vars)
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
			if (a->given.kind != 'f')
				bad("%s holds whole numbers; a gradient is a float", file);
			if (!same(&a->given.shape, &a->at.shape))
				bad("%s has shape %s, the input %s", file,
					a->given.shape.rank ? shapetext(&a->given.shape) : "()",
					a->at.shape.rank ? shapetext(&a->at.shape) : "()");
			p->half = fmax(p->half,
				ldexp(1,
					a->given.size == 8           ? -26
						: a->given.size == 4 ? -12
								     : -4));
		}
		release(file);
	}
	if (!any)
		bad("%s: there is no grad_%s.npy%s, so there is nothing to check", p->dir,
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
	for (size_t k = 0; k < p->n; k++)
		release(p->part[k].name), release(p->part[k].at.x), release(p->part[k].given.x);
	release(p->part);
	release(p->x), release(p->v), release(p->g), release(p->result);
}
