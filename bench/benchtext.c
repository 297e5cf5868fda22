/* benchtext.c -- the file of an experiment for people, within 80 columns. */
#include "bench/bench.h"
#include "bench/table.h"
#include "checks/io/out.h"
#include <math.h>
#include <string.h>

/* at least, and never as 1e+03 */
static void digits3(char t[24], double x, const char *unit)
{
	snprintf(t, 24, x < 999.5 ? "%.3g %s" : "%.0f %s", x, unit);
}

static const char *seconds_text(double s)
{
	static _Thread_local char ring[4][24];
	static _Thread_local int turn;
	char *t = ring[turn++ % 4];
	double scale = s < 1e-6 ? 1e9 : s < 1e-3 ? 1e6 : s < 1 ? 1e3 : 1;

	if (isnan(s)) return "-";
	digits3(t, s * scale,
		s < 1e-6           ? "ns"
			: s < 1e-3 ? "us"
			: s < 1    ? "ms"
				   : "s");
	return t;
}

static const char *bytes_text(double n)
{
	static _Thread_local char ring[4][24];
	static _Thread_local int turn;
	char *t = ring[turn++ % 4];
	int k = n >= 1 << 30 ? 3 : n >= 1 << 20 ? 2 : n >= 1 << 10 ? 1 : 0;
	static const char *const unit[] = { "B", "KiB", "MiB", "GiB" };

	if (!(n > 0)) return "";
	digits3(t, n / pow(1024, k), unit[k]);
	return t;
}

/* a ratio inside the noise is no difference */
static const char *ratiotext(double x, const char *verdict)
{
	static _Thread_local char t[24];

	if (isnan(x)) return "-";
	snprintf(t, sizeof t, x < 999.5 ? "%s%.3g" : "%s%.0f",
		strcmp(verdict, "within noise") ? "" : "~", x);
	return t;
}

/* columns of the keys of a row; so many push the rest to the right, and it fits all the same */
enum { KEYS = 31, LONGER = 33 };

/* the keys, then what stands in each row; 78 columns */
static void head(const Entry *e)
{
	char *keys = copytext(e->keys, strlen(e->keys)), *name;

	for (char *p = keys; *p; p++) if (*p == ',') *p = ' ';
	name = lead(keys, KEYS);
	printf("  %-*s %8s %6s %9s %8s %9s\n", KEYS, name, "time", "", "/ primal", "once", "bytes");
	release(keys), release(name);
}

static double figure(const Table *t, size_t row, const char *name)
{
	return real(t, row, column(t, name));
}

/* --verbose: what the row has no column for */
static void more(const Table *t, size_t k)
{
	const char *error = cell(t, k, column(t, "error"));
	double primal = figure(t, k, "primal");
	char *beside = isnan(primal) ? text("%s", "")
				     : text("primal %s, / primal %.3g .. %.3g; ",
					       seconds_text(primal), figure(t, k, "ratio_lo"),
					       figure(t, k, "ratio_hi")),
	     *s = text("%s samples of %s calls; %sthe first %s; kept %s%s%s",
		     cell(t, k, column(t, "n")), cell(t, k, column(t, "calls")), beside,
		     seconds_text(figure(t, k, "cold")),
		     figure(t, k, "live") > 0 ? bytes_text(figure(t, k, "live")) : "nothing",
		     *error ? "; error " : "", error);

	wrapped("", 6, s);
	release(beside), release(s);
}

static void row(const Table *t, size_t k, const Options *o)
{
	char *key = seriesof(t, k, -1), *name;
	double mid = figure(t, k, "seconds"),
	       spread = 100 * (figure(t, k, "hi") - figure(t, k, "lo")) / 2 / mid;
	const char *status = cell(t, k, column(t, "status")), *why = cell(t, k, column(t, "why"));
	char *says = text("%s%s%s", status, *why ? ": " : "", why);

	for (char *p = key; *p; p++) if (*p == ',') *p = ' ';
	name = lead(key, LONGER);
	if (isnan(mid))
		wrapped(name, KEYS + 3, says);
	else {
		fputs("  ", stdout);
		padded(name, KEYS);
		printf(" %8s \302\261%3.0f%% %9s %8s %9s%s%s\n", seconds_text(mid), spread,
			ratiotext(figure(t, k, "ratio"), cell(t, k, column(t, "verdict"))),
			seconds_text(figure(t, k, "prepare")), bytes_text(figure(t, k, "peak")),
			strcmp(status, "ok") ? "\n      " : "", strcmp(status, "ok") ? status : "");
		if (o->verbose) more(t, k);
	}
	release(key), release(name), release(says);
}

/* fit seconds,depth,16,reverse,0.993,0.004,7 */
static void fit(const char *s)
{
	const char *end = s + strlen(s), *part[3];
	char *says;

	for (int k = 2; k >= 0; k--) {
		do end--; while (end > s && *end != ',');
		part[k] = end + 1;
	}
	says = text("%.*s: exponent %.*s, standard error %.*s, from %s sizes", (int)(end - s), s,
		(int)strcspn(part[0], ","), part[0], (int)strcspn(part[1], ","), part[1], part[2]);
	printf("  ");
	folded(2, 4, says);
	release(says);
}

static void whole(const Table *t, const char *file, const Entry *e, const Options *o)
{
	char *title = text("%s: %s", e->name, e->says);

	folded(0, 2, title);
	release(title);
	if (e->rows) head(e);
	for (size_t k = 0; e->rows && k < t->n; k++) row(t, k, o);
	for (size_t k = 0; k < t->ncomments; k++)
		if (!strncmp(t->comment[k], "fit ", 4)) fit(t->comment[k] + 4);
	printf("%s\n\n", file);
}

void benchtext(const char *file, const Entry *e, const Options *o)
{
	char why[WHY];
	Table *t = newtable(file, why);

	if (!t)
		bad("%s", why);
	if (!o->quiet) whole(t, file, e, o);
	for (size_t k = 0; o->quiet && e->rows && k < t->n; k++)
		if (failing(cell(t, k, column(t, "status")))) row(t, k, o);
	freetable(t);
}
