/* fits.c -- how times and bytes of a series of rows grow with a size: the "# fit" lines of a file.
 */
#include "bench/bench.h"
#include "bench/limits.h"
#include "bench/statistics.h"
#include "bench/table.h"
#include <math.h>
#include <string.h>

/* exponents of seconds, of their ratio to the primal and of peak bytes, series by series, from the
 * largest size down to one of TAIL of it, where FITTED sizes are there */
static void fits(FILE *f, const Table *t, const char *size, const char *what)
{
	int s = column(t, size), w = column(t, what), status = column(t, "status");

	for (size_t k = 0; k < t->n; k++) {
		char *series = seriesof(t, k, s);
		double x[64], y[64], top = 0;
		size_t n = 0;
		bool first = true;
		Power p;

		for (size_t i = 0; i < t->n; i++) {
			char *other = seriesof(t, i, s);

			if (!strcmp(other, series)) {
				if (i < k) first = false;
				if (!strcmp(cell(t, i, status), "ok") && real(t, i, w) > 0)
					top = fmax(top, real(t, i, s));
			}
			release(other);
		}
		for (size_t i = 0; first && i < t->n && n < 64; i++) {
			char *other = seriesof(t, i, s);

			if (!strcmp(other, series) && !strcmp(cell(t, i, status), "ok") &&
				real(t, i, w) > 0 && real(t, i, s) >= top / TAIL)
				x[n] = real(t, i, s), y[n++] = real(t, i, w);
			release(other);
		}
		p = exponentof(n, x, y);
		if (n >= FITTED && !isnan(p.exponent))
			fprintf(f, "# fit %s,%s,%s,%.3f,%.3f,%zu\n", what, size, series, p.exponent,
				p.error, n);
		release(series);
	}
}

/* samples of a moment say nothing of how a time grows */
static bool hasty(const char *plan)
{
	size_t n = strcspn(plan, ",");
	char *how = copytext(plan, n);
	bool is = strstr(how, "quick") || strstr(how, "smallest");

	release(how);
	return is;
}

void exponents(FILE *f, const char *file, const Entry *e)
{
	char why[WHY];
	Table *t = newtable(file, why);

	if (e->size && t && !hasty(told(t, "plan"))) {
		fits(f, t, e->size, "seconds");
		fits(f, t, e->size, "ratio");
		fits(f, t, e->size, "peak");
	}
	freetable(t);
}
