/* compare.c -- `wengert compare A.csv B.csv`: row by row, whether B is faster or slower than A, or
 * neither can be told. */
#include "bench/commands.h"
#include "bench/limits.h"
#include "bench/statistics.h"
#include "bench/table.h"
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096, FASTER = 0, SLOWER, NOISE };

/* of a row, block by block: logarithms of seconds, and of seconds over the primal's */
typedef struct {
	size_t n;
	bool clocked;
	double time[BLOCKS], ratio[BLOCKS];
} Blocks;

typedef struct {
	char *key;
	double a, b;
	Blocks of[2];
	Change time;
	const char *verdict, *but; /* but: why it is no more than that; "" */
} Pair;

/* a row of one of them that cannot be compared */
typedef enum { ONLYA, ONLYB, TIMEDA, TIMEDB } Lack;
static const char *const lackname[] = { "only in A", "only in B", "timed in A alone",
	"timed in B alone" };
typedef struct {
	char *key;
	Lack why;
} Missing;

typedef struct {
	Table *t[2];
	char *keys; /* names of the columns that name a row */
	Pair *pair; size_t n, room;
	Missing *missing;
	size_t nmissing, missingroom;
	size_t alone[2], untimed, single, count[3], over;
} Comparison;

/* the samples of a row; their median must be what the row says it is */
static size_t samplesof(const Table *t, const char *file, size_t row, double *x)
{
	const char *s = cell(t, row, column(t, "samples"));
	double said = real(t, row, column(t, "seconds"));
	char *end;
	size_t n = 0;

	for (; *s && n < MOST; s = end + strspn(end, " ")) {
		x[n++] = strtod(s, &end);
		if (end == s || !(x[n - 1] > 0))
			bad("%s, row %s: \"%.20s\" is no sample: expected seconds above 0", file,
				keytext(t, row), s);
	}
	if (n && !(fabs(middle(n, x) / said - 1) < PRINTED))
		bad("%s, row %s: its samples have the median %.6g, its column seconds says %s",
			file, keytext(t, row), middle(n, x), cell(t, row, column(t, "seconds")));
	return n;
}

/* sizes of the blocks: none, or of all samples */
static size_t sizesof(const Table *t, const char *file, size_t row, size_t n, size_t *size)
{
	const char *s = cell(t, row, column(t, "blocks"));
	size_t blocks = 0, all = 0;

	for (char *end; *s && blocks < BLOCKS; s = end + strspn(end, " ")) {
		size[blocks] = strtoul(s, &end, 10);
		if (end == s || !size[blocks] || size[blocks] > n - all) break;
		all += size[blocks++];
	}
	if (*s || (blocks && all != n))
		bad("%s, row %s: its blocks are \"%s\": expected numbers above 0, %d at most, "
		    "whose sum is %zu",
			file, keytext(t, row), cell(t, row, column(t, "blocks")), BLOCKS, n);
	return blocks;
}

static Blocks blocksof(const Table *t, const char *file, size_t row, size_t n, const double *x)
{
	size_t size[BLOCKS];
	Blocks b = { .n = sizesof(t, file, row, n, size) };
	double primal[MOST];
	size_t p = spaced(cell(t, row, column(t, "primal_samples")), MOST, primal);

	b.clocked = p == n;
	for (size_t k = 0; k < p; k++) b.clocked &= primal[k] > 0;
	for (size_t k = 0, at = 0; k < b.n; at += size[k++]) {
		b.time[k] = log(middle(size[k], x + at));
		if (b.clocked) b.ratio[k] = b.time[k] - log(middle(size[k], primal + at));
	}
	return b;
}

static Table *opened(const char *file)
{
	char why[WHY];
	Table *t = newtable(file, why);

	if (!t)
		bad("%s", why);
	if (column(t, "samples") < 0 || column(t, "seconds") < 0)
		bad("%s has no columns seconds and samples: expected a CSV of an experiment that "
		    "is measured row by row",
			file);
	return t;
}

static long find(const Table *t, const char *key)
{
	for (size_t k = 0; k < t->n; k++) {
		char *s = seriesof(t, k, -1);
		bool is = !strcmp(s, key);

		release(s);
		if (is) return (long)k;
	}
	return -1;
}

/* key: given away */
static void lacks(Comparison *c, char *key, Lack why)
{
	c->missing = grow(c->missing, &c->missingroom, c->nmissing + 1, sizeof *c->missing);
	c->missing[c->nmissing++] = (Missing){ key, why };
}

static void paired(Comparison *c, const Options *o, size_t i)
{
	double x[MOST], y[MOST];
	char *key = seriesof(c->t[0], i, -1);
	long k = find(c->t[1], key);
	size_t n, m;
	Pair p = { .key = key };

	if (k < 0) {
		c->alone[0]++;
		lacks(c, key, ONLYA);
		return;
	}
	n = samplesof(c->t[0], o->operand[0], i, x),
	m = samplesof(c->t[1], o->operand[1], (size_t)k, y);
	if (!n || !m) {
		c->untimed++;
		if (n || m)
			lacks(c, key, n ? TIMEDA : TIMEDB);
		else
			release(key);
		return;
	}
	p.a = middle(n, x), p.b = middle(m, y);
	p.of[0] = blocksof(c->t[0], o->operand[0], i, n, x);
	p.of[1] = blocksof(c->t[1], o->operand[1], (size_t)k, m, y);
	c->pair = grow(c->pair, &c->room, c->n + 1, sizeof *c->pair);
	c->pair[c->n++] = p;
}

/* ---- verdicts ------------------------------------------------------------------------------ */

static bool inblocks(const Pair *p) { return p->of[0].n > 1 && p->of[1].n > 1; }

static Change changed(const Pair *p, bool clock, double least, double drift)
{
	const Blocks *a = &p->of[0], *b = &p->of[1];
	const double *x = clock ? a->ratio : a->time, *y = clock ? b->ratio : b->time;

	return changeof(a->n, x, b->n, y, fmax(least, scatter(a->n, x, b->n, y)), drift);
}

/* what blocks of a row of these two files scatter by, as a rule: a row whose few blocks happen to
 * lie close together is not believed to be steadier */
static double usual(const Comparison *c, bool clock)
{
	double *s = alloc(c->n + 1, sizeof *s), m;
	size_t n = 0;

	for (size_t k = 0; k < c->n; k++) {
		const Blocks *a = &c->pair[k].of[0], *b = &c->pair[k].of[1];

		if (inblocks(&c->pair[k]) && (!clock || (a->clocked && b->clocked)))
			s[n++] = clock ? scatter(a->n, a->ratio, b->n, b->ratio)
				       : scatter(a->n, a->time, b->n, b->time);
	}
	m = n ? middle(n, s) : 0;
	release(s);
	return m;
}

static int side(Change d) { return d.lo > 1 ? SLOWER : d.hi < 1 ? FASTER : NOISE; }

/* A row's time over its primal's decides where both files have it, for the primal is the clock: a
 * machine that is slower by half in one run is so for both.  How far a row follows its clock is
 * not known: what is bound by memory need not slow down where arithmetic does.  It follows wholly
 * or not at all, so that what the primal changed by is half of an interval of its own.
 */
static int sideof(Pair *p, double timed, double clocked)
{
	Change own = changed(p, false, timed, 0), steady = changed(p, true, clocked, 0);
	int is;

	p->time = own;
	if (!p->of[0].clocked || !p->of[1].clocked)
		return side(own);
	p->time = changed(p, true, clocked, log(own.mid) - log(steady.mid));
	is = side(p->time);
	if (is == NOISE)
		p->but = side(steady) != NOISE ? "its primal changed"
			: side(own) != NOISE   ? "as its primal"
					       : "";
	return is;
}

static void judged(Comparison *c, const Options *o)
{
	static const char *const names[] = { "faster", "slower", "within noise" };
	double timed = usual(c, false), clocked = usual(c, true);

	for (size_t k = 0; k < c->n; k++) {
		Pair *p = &c->pair[k];
		int is = NOISE;

		p->but = "";
		p->time = (Change){ p->b / p->a, NAN, NAN, NAN };
		if (inblocks(p))
			is = sideof(p, timed, clocked);
		else
			p->but = "one block", c->single++;
		p->verdict = names[is];
		c->count[is]++;
		c->over += o->failover > 0 && is == SLOWER && p->time.mid > o->failover;
	}
}

static Comparison compared(const Options *o)
{
	Comparison c = { .t = { opened(o->operand[0]), opened(o->operand[1]) } };

	char *keys = keynames(c.t[1]);

	c.keys = keynames(c.t[0]);
	if (strcmp(c.keys, keys))
		bad("%s names its rows by %s, %s by %s: they are not of one experiment",
			o->operand[0], c.keys, o->operand[1], keys);
	release(keys);
	for (size_t i = 0; i < c.t[0]->n; i++) paired(&c, o, i);
	for (size_t i = 0; i < c.t[1]->n; i++) {
		char *key = seriesof(c.t[1], i, -1);

		if (find(c.t[0], key) >= 0)
			release(key);
		else {
			c.alone[1]++;
			lacks(&c, key, ONLYB);
		}
	}
	judged(&c, o);
	return c;
}

static void freecomparison(Comparison *c)
{
	for (size_t k = 0; k < c->n; k++) release(c->pair[k].key);
	release(c->pair);
	for (size_t k = 0; k < c->nmissing; k++) release(c->missing[k].key);
	release(c->missing);
	freetable(c->t[0]), freetable(c->t[1]);
	release(c->keys);
}

/* ---- what is shown ------------------------------------------------------------------------ */

static char *summary(const Comparison *c)
{
	return text("%zu row%s: %zu faster, %zu slower, %zu within noise", c->n,
		c->n == 1 ? "" : "s", c->count[FASTER], c->count[SLOWER], c->count[NOISE]);
}

static void differs(const Comparison *c, const char *key)
{
	char *s = text("%s differs: %s | %s", key, told(c->t[0], key), told(c->t[1], key));

	if (strcmp(told(c->t[0], key), told(c->t[1], key))) folded(0, 2, s);
	release(s);
}

static void conditions(const Comparison *c)
{
	static const char *const keys[] = { "cpu", "compiler", "flags", "commit", "seed" };

	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) differs(c, keys[k]);
}

static bool beyond(const Pair *p, const Options *o)
{
	return o->failover > 0 && p->time.mid > o->failover && !strcmp(p->verdict, "slower");
}

/* what --quiet shows: with a limit what ends in exit 1, else what is slower */
static bool failing(const Pair *p, const Options *o)
{
	return o->failover > 0 ? beyond(p, o) || !inblocks(p) : !strcmp(p->verdict, "slower");
}

/* the column of names: as wide as they are, but so that all of a row stands in 80 columns */
enum { NAMES = 22 };

static int widest(const Comparison *c)
{
	int most = characters(c->keys);

	for (size_t k = 0; k < c->n; k++)
		if (characters(c->pair[k].key) > most) most = characters(c->pair[k].key);
	return most < NAMES ? most : NAMES;
}

static void rowshown(const Pair *p, const Options *o, int wide)
{
	char *name = lead(p->key, wide),
	     *of = isnan(p->time.lo) ? text("-")
				     : text("%.3g .. %.3g", p->time.lo, p->time.hi),
	     *row = text("  %-*s %8.3g %8.3g %7.3f  %-14s  ", wide, name, p->a, p->b, p->time.mid,
		     of);
	const char *but = beyond(p, o) ? "over the limit" : p->but;
	int end = characters(row) + characters(p->verdict) + 2 + characters(but);

	printf("%s%s%s%s\n", row, p->verdict, !*but ? "" : end > TERMINAL ? "\n      " : ", ", but);
	if (o->verbose && isnan(p->time.p))
		printf("      blocks %zu and %zu\n", p->of[0].n, p->of[1].n);
	else if (o->verbose)
		printf("      p %.2g; blocks %zu and %zu%s\n", p->time.p, p->of[0].n, p->of[1].n,
			p->of[0].clocked && p->of[1].clocked ? ", beside the primal's" : "");
	release(name), release(of), release(row);
}

static void totals(const Comparison *c, const Options *o)
{
	char *s = summary(c),
	     *untimed = c->untimed ? text("; %zu not timed in both", c->untimed) : text("%s", ""),
	     *alone = c->alone[0] + c->alone[1]
			? text("; only in A: %zu, only in B: %zu", c->alone[0], c->alone[1])
			: text("%s", ""),
	     *single = c->single
			? text("; measured in one block, so that nothing is told: %zu", c->single)
			: text("%s", ""),
	     *over = o->failover > 0
			? text("; over %g outside the noise: %zu", o->failover, c->over)
			: text("%s", ""),
	     *all = text("%s%s%s%s%s", s, untimed, alone, single, over);

	folded(0, 2, all);
	release(s), release(untimed), release(alone), release(single), release(over), release(all);
}

static void shown(const Comparison *c, const Options *o)
{
	int wide = widest(c);
	bool some = !o->quiet || (o->failover > 0 && c->nmissing);

	for (size_t k = 0; k < c->n; k++) some |= failing(&c->pair[k], o);
	if (!o->quiet) conditions(c);
	if (some) {
		char *keys = lead(c->keys, wide);

		printf("  %-*s %8s %8s %7s  99 %% interval\n", wide, keys, "A, s", "B, s", "B/A");
		release(keys);
	}
	for (size_t k = 0; k < c->n; k++)
		if (!o->quiet || failing(&c->pair[k], o)) rowshown(&c->pair[k], o, wide);
	for (size_t k = 0; k < c->nmissing && some; k++) {
		char *name = lead(c->missing[k].key, wide);

		printf("  %-*s %s\n", wide, name, lackname[c->missing[k].why]);
		release(name);
	}
	totals(c, o);
}

static void jshown(const Comparison *c, const Options *o)
{
	json_t *rows = json_array(), *missing = json_array();

	for (size_t k = 0; k < c->nmissing; k++)
		json_array_append_new(missing,
			json_pack("{s:s, s:s}", "key", c->missing[k].key, "why",
				lackname[c->missing[k].why]));
	for (size_t k = 0; k < c->n; k++) {
		const Pair *p = &c->pair[k];

		json_array_append_new(rows,
			json_pack("{s:s, s:o, s:o, s:o, s:[o, o], s:o, s:s, s:s}", "key", p->key,
				"a", jreal(p->a), "b", jreal(p->b), "ratio", jreal(p->time.mid),
				"interval", jreal(p->time.lo), jreal(p->time.hi), "p",
				jreal(p->time.p), "verdict", p->verdict, "but", p->but));
	}
	jprint(json_pack("{s:s, s:s, s:o, s:o, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:o}", "A",
		o->operand[0], "B", o->operand[1], "rows", rows, "missing", missing, "faster",
		(int)c->count[FASTER], "slower", (int)c->count[SLOWER], "within noise",
		(int)c->count[NOISE], "not timed", (int)c->untimed, "only in A", (int)c->alone[0],
		"only in B", (int)c->alone[1], "one block", (int)c->single, "over", (int)c->over,
		"limit", o->failover > 0 ? json_real(o->failover) : json_null()));
}

static void csvshown(const Comparison *c)
{
	printf("%s,a,b,ratio,lo,hi,p,verdict\n", c->keys);
	for (size_t k = 0; k < c->n; k++)
		printf("%s,%.6g,%.6g,%.6g,%.6g,%.6g,%.3g,%s\n", c->pair[k].key, c->pair[k].a,
			c->pair[k].b, c->pair[k].time.mid, c->pair[k].time.lo, c->pair[k].time.hi,
			c->pair[k].time.p, c->pair[k].verdict);
	for (size_t k = 0; k < c->nmissing; k++)
		printf("%s,,,,,,,%s\n", c->missing[k].key, lackname[c->missing[k].why]);
}

int cmd_compare(int argc, char **argv)
{
	Options o = options(argc, argv);
	Comparison c;
	int status;

	if (o.noperands > 2)
		bad("compare takes two files; \"%s\" is a third", o.operand[2]);
	if (o.noperands < 2)
		bad("compare takes two files: wengert compare A.csv B.csv");
	c = compared(&o);
	if (!c.n)
		bad("compare: no row of %s is timed in %s: nothing can be compared%s", o.operand[0],
			o.operand[1],
			c.untimed ? " (rows of the same name are there, but without times)" : "");
	if (o.format == JSON)     jshown(&c, &o);
	else if (o.format == CSV) csvshown(&c);
	else                      shown(&c, &o);
	status = c.over || (o.failover > 0 && (c.nmissing || c.single));
	freeoptions(&o);
	freecomparison(&c);
	return status;
}
