/* split -- the error of forward and central differences in four exact parts, on (x-10)^2
 * (3x^2-3x+1) at x = 2.
 *
 * steps = 1: one step, parts with their signs; in binary32 the 30 of the article's figure.  Else
 * the root mean square of each part over so many random steps in a quarter of an octave around h.
 */
#include "bench/bench.h"
#include "checks/suite/functions.h"
#include "checks/measure/split.h"
#include <math.h>

static const struct { const Num *num; const char *name; int from, decades, steps; } types[] = {
	{ &f32, "binary32", -24, 7, 30 }, { &f64, "binary64", -50, 15, 61 },
};

static bool begun(FILE *f, int type, const Linear *q, int steps, double h)
{
	return starts(f, "%s,%s,%d,%.9g", types[type].name, q->name, steps, h);
}

static void line(FILE *f, const double *part)
{
	for (int k = 0; k < PARTS; k++) fprintf(f, ",%.6g", part[k]);
	fputc('\n', f);
}

/* 10^-decades to 1; returns how many do not add up */
static size_t single(FILE *f, int type, Split *s, const Linear *q)
{
	mpfr_t part[PARTS];
	double v[PARTS];
	size_t failed = 0;

	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	for (int i = 0; i < types[type].steps; i++) {
		double h = pow(10, types[type].decades * ((double)i / (types[type].steps - 1) - 1));

		h = types[type].num->round(h);
		if (!begun(f, type, q, 1, h)) continue;
		failed += !split(s, q, h, NULL, part);
		for (int k = 0; k < PARTS; k++) v[k] = mpfr_get_d(part[k], MPFR_RNDN);
		line(f, v);
	}
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	return failed;
}

static size_t many(FILE *f, int type, Split *s, const Linear *q, unsigned long seed)
{
	size_t n = bins(types[type].from, 0), failed = 0;
	Bin *b = alloc(n, sizeof *b);

	if (f) failed = sweep(s, q, types[type].from, 0, seed, b);
	for (size_t i = 0; i < n; i++)
		if (begun(f, type, q, SAMPLES, binmiddle(types[type].from, i))) line(f, b[i].part);
	release(b);
	return failed;
}

void parts(const Options *o, FILE *f)
{
	static const char *const names[] = { "forward", "central" };
	Fn fn = fnof(&polynomial_function, 0, 0);
	char why[WHY];

	columnnames(f, "number,formula,steps,h");
	for (int k = 0; k < PARTS; k++) columnnames(f, ",%s", partname[k]);
	columnnames(f, "\n");
	for (int type = 0; type < 2; type++) {
		Split *s = newsplit(&fn, types[type].num, 2, why);

		if (!s)
			die("%s", why);
		for (int k = 0; k < 2; k++) {
			const Linear *q = linearnamed(names[k]);

			if (single(f, type, s, q) + many(f, type, s, q, o->rng))
				die("%s %s: the parts do not add up to the error", types[type].name,
					q->name);
		}
		freesplit(s);
	}
}
