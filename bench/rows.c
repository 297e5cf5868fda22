/* rows.c -- the file of an experiment: what is there already, what is to come, how long that takes.
 */
#include "bench/bench.h"
#include "bench/limits.h"
#include "bench/statistics.h"
#include "bench/table.h"
#include "checks/io/shard.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { char name[64]; double last[2]; } Series;

struct Bench {
	const Options *options;
	const Extent *plan;
	gsl_rng *rng;
	const Entry *entry;
	FILE *f;                           /* NULL: rows are only counted */
	Table *had;                        /* of a stopped run; NULL: nothing */
	char key[256];                     /* of the row that is begun */
	size_t rows, left, failed;         /* of the entry; of all that is to do */
	double start, deadline, begun, spent;      /* spent: on rows of this run */
	size_t measured;
	Series *series; size_t nseries, seriesroom;
};

static const char *const common =
	"status,why,n,calls,clock,seconds,lo,hi,mad,wall,cold,prepare,primal,ratio,ratio_lo,ratio_"
	"hi,verdict,peak,live,error,samples,wall_samples,primal_samples";

const Options *optionsof(const Bench *b) { return b->options; }
gsl_rng *rngof(Bench *b)   { return b->rng; }
bool quick(const Bench *b) { return b->plan->quick; }
bool smallest(const Bench *b) { return b->options->smallest; }

double share(const Bench *b)
{
	double evenly = smallest(b) ? 0 : b->plan->quick ? 0.12 : 1;

	if (!b->plan->budget)
		return evenly;
	/* 0.05: what a row takes beside its samples */
	return fmax(0, (b->deadline - now()) / (double)(b->left + 1) - 0.05);
}

double limit(const Bench *b)
{
	return b->plan->budget ? fmax(0.5, 2 * share(b)) : b->plan->quick ? 0.2 : 10;
}

double *anticipated(Bench *b, const char *name)
{
	for (size_t k = 0; k < b->nseries; k++)
		if (!strcmp(b->series[k].name, name))
			return b->series[k].last;
	b->series = grow(b->series, &b->seriesroom, b->nseries + 1, sizeof *b->series);
	snprintf(b->series[b->nseries].name, sizeof b->series->name, "%s", name);
	return b->series[b->nseries++].last;
}

size_t ladder(const Bench *b, char which, int from, int to, int *size)
{
	const int *asked = which == 'd' ? b->plan->depth
		: which == 'w'          ? b->plan->width
					: (const int[]){ 0, 0 };
	int factor = b->plan->quick || b->plan->budget ? 4 : 2;
	size_t n = 0;

	if (smallest(b) && to > 16 * from) to = 16 * from;
	if (asked[1]) from = asked[0], to = asked[1];
	for (long k = from; k < to && n < 31; k *= factor) size[n++] = (int)k;
	size[n++] = to;
	return n;
}

/* ---- rows ------------------------------------------------------------------------------ */

static bool there(const Bench *b)
{
	for (size_t k = 0; b->had && k < b->had->n; k++)
		if (!strcmp(keytext(b->had, k), b->key))
			return true;
	return false;
}

static void underway(const Bench *b)
{
	double each = b->measured ? b->spent / (double)b->measured : share(b) + 0.1,
	       left = each * (double)(b->left + 1);

	if (isatty(2))
		fprintf(stderr, "\r\033[K  %s  %.60s   %.0f%%  %.0f s left", b->entry->name, b->key,
			100 * (now() - b->start) / (now() - b->start + left), left);
}

bool begins(Bench *b, const char *keys, ...)
{
	va_list ap;

	va_start(ap, keys);
	vsnprintf(b->key, sizeof b->key, keys, ap);
	va_end(ap);
	if (!mine() || stopped || there(b))     /* dealt first: every process counts alike */
		return false;
	b->left += b->f ? (size_t)-1 : 1;
	b->rows += !b->f;
	if (!b->f) {
		if (b->options->dryrun) printf("%s %s\n", b->entry->name, b->key);
		return false;
	}
	underway(b);
	b->begun = now();
	return true;
}

static void number(FILE *f, bool known, double x)
{
	if (known && !isnan(x)) fprintf(f, "%.6g", x);
	fputc(',', f);
}

static void samples(FILE *f, size_t n, const double *x)
{
	for (size_t k = 0; k < n; k++) fprintf(f, "%s%.9g", k ? " " : "", x[k]);
}

static void word(FILE *f, const char *s)
{
	for (; *s; s++) fputc(*s == ',' ? ';' : *s == '\n' ? ' ' : *s, f);
	fputc(',', f);
}

static void timings(Bench *b, const Measured *m)
{
	const Lap *l = &m->self, *p = &m->primal;
	bool timed = l->n, both = timed && p->n;
	const double *t = timesof(l), *of = timesof(p);
	Centre c = timed ? centre(l->n, t, b->rng) : (Centre){ 0 },
	       q = both ? ratioof(l->n, t, p->n, of, b->rng) : (Centre){ 0 };

	fprintf(b->f, "%zu,%ld,%s,", l->n, timed ? l->calls : 0,
		!timed               ? ""
			: l->threads ? "wall"
				     : "cpu");
	number(b->f, timed, c.mid), number(b->f, timed, c.lo), number(b->f, timed, c.hi),
		number(b->f, timed, c.mad);
	number(b->f, timed, timed ? middle(l->n, l->wall) : 0);
	number(b->f, timed, l->cold);
	number(b->f, timed, m->prepare);
	number(b->f, both, both ? middle(p->n, of) : 0);
	number(b->f, both, q.mid), number(b->f, both, q.lo), number(b->f, both, q.hi);
	fprintf(b->f, "%s,", both ? verdict(q, ranktest(l->n, t, p->n, of)) : "");
}

void ends(Bench *b, const Measured *m, const char *more, ...)
{
	va_list ap;

	if (stopped)                           /* half a row is no row */
		return;
	fprintf(b->f, "%s,", b->key);
	va_start(ap, more);
	if (b->entry->more) vfprintf(b->f, more, ap), fputc(',', b->f);
	va_end(ap);
	word(b->f, m->status);
	word(b->f, m->why);
	timings(b, m);
	fprintf(b->f, "%zu,%zu,", m->peak, m->live);
	number(b->f, true, m->error);
	samples(b->f, m->self.n, timesof(&m->self)), fputc(',', b->f);
	samples(b->f, m->self.n, m->self.wall), fputc(',', b->f);
	samples(b->f, m->primal.n, timesof(&m->primal));
	fputc('\n', b->f);
	fflush(b->f);
	b->spent += now() - b->begun;
	b->measured++;
	if (!strcmp(m->status, "refused") || !strcmp(m->status, "wrong")) {
		fprintf(stderr, "%swengert: %s %s: %s\n", isatty(2) ? "\r\033[K" : "",
			b->entry->name, b->key, m->why);
		b->failed++;
	}
}

/* ---- files ------------------------------------------------------------------------------- */

static char *fileof(const Bench *b, const Entry *e)
{
	return text("%s/%s.csv", b->plan->out, e->name);
}

static char *headof(const Entry *e)
{
	return text("%s,%s%s%s", e->keys, e->more ? e->more : "", e->more ? "," : "", common);
}

/* what decides which rows there are, and how long each is measured */
static char *planof(const Bench *b)
{
	const Extent *p = b->plan;
	char *budget = p->budget ? text("%g s", p->budget)
				 : text("%s",
					   smallest(b)        ? "smallest"
						   : p->quick ? "quick"
							      : "full"),
	     *all = text("%s%s, depth %d:%d, width %d:%d, engines %s", budget,
		     p->budget && p->quick ? " quick" : "", p->depth[0], p->depth[1], p->width[0],
		     p->width[1], b->options->engine ? b->options->engine : "all");

	release(budget);
	return all;
}

/* rows that can be kept: measured by the same program on the same machine, with the same seed */
static Table *resumed(const Bench *b, const Entry *e)
{
	static const char *const same[] = { "wengert", "commit", "cpu", "compiler", "flags", "seed",
		"shard" };
	char why[WHY], *file = fileof(b, e), *head = headof(e), *clocknow;
	Table *t = b->plan->resume && !access(file, F_OK) ? newtable(file, why) : NULL;
	char *plan = planof(b);
	size_t n = 0;
	FILE *f;

	if (t && e->rows && strcmp(plan, told(t, "plan"))) {   /* of another run, whole or not */
		freetable(t);
		t = NULL;
	}
	release(plan);

	if (t && e->rows) {
		f = open_memstream(&clocknow, &n);
		provenance(f, "", b->options->rng);
		fclose(f);
		for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
			char *line = text("# %s %s\n", same[k], told(t, same[k]));

			if (*told(t, same[k]) ? !strstr(clocknow, line) : !!shard.n)
				bad("%s was measured with another %s (%s): without --resume it is "
				    "measured anew",
					file, same[k], told(t, same[k]));
			release(line);
		}
		free(clocknow);
		if (strcmp(head, t->heading))
			bad("%s has other columns: without --resume it is measured anew", file);
	}
	release(file), release(head);
	return t;
}

static bool complete(const Table *t) { return strcmp(told(t, "complete"), "no"); }

/* the file with the rows it had, open for more */
static void reopened(Bench *b, const char *file)
{
	char *head = headof(b->entry), *plan = planof(b), *unfinished;
	FILE *f = begin(file, &unfinished);

	fputs("# complete no \n", f);
	provenance(f, b->entry->command, b->options->rng);
	fprintf(f, "# plan %s\n# keys %s\n%s\n", plan, b->entry->keys, head);
	for (size_t k = 0; b->had && k < b->had->n; k++) fprintf(f, "%s\n", b->had->line[k]);
	if (fflush(f) || rename(unfinished, file))
		bad("%s cannot be written", file);
	b->f = f;
	release(head), release(plan), release(unfinished);
}

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

/* the end of a part, so that one that was cut is seen; name: what f is called so far */
static void counted(FILE *f, const char *name)
{
	size_t rows = 0;
	char *all, *rest;

	fflush(f);
	rest = all = contents(name);
	for (char *line; (line = strsep(&rest, "\n"));) rows += *line && *line != '#';
	fprintf(f, "# rows %zu\n", rows - 1); /* of names */
	release(all);
}

static void finished(Bench *b, const char *file)
{
	if (shard.n)
		counted(b->f, file);
	else
		exponents(b->f, file, b->entry);
	rewind(b->f);
	fputs("# complete yes", b->f);
}

static void whole(Bench *b, const Entry *e, const char *file)
{
	char *unfinished;
	FILE *f = begin(file, &unfinished);

	provenance(f, e->command, b->options->rng);
	e->run(b->options, f);
	if (shard.n) counted(f, unfinished);
	finish(f, file, unfinished);
}

void perform(Bench *b, const Entry *e)
{
	char *file = fileof(b, e);

	b->entry = e;
	b->had = resumed(b, e);
	shard.item = 0;
	/* what is no rows is the first shard's */
	if ((e->rows || shard.i < 2) && (!b->had || !complete(b->had))) {
		if (e->rows) {
			reopened(b, file);
			e->rows(b);
			if (!stopped) finished(b, file);
			if (fclose(b->f))
				bad("%s cannot be written", file);
			b->f = NULL;
		} else {
			*b->key = 0;
			underway(b);
			whole(b, e, file);
		}
	}
	freetable(b->had);
	b->had = NULL;
	if (isatty(2)) fputs("\r\033[K", stderr);
	release(file);
}

Bench *newbench(const Options *o, const Extent *p, size_t n, const Entry *const *e)
{
	Bench *b = alloc(1, sizeof *b);

	*b = (Bench){ .options = o,
		.plan = p,
		.rng = gsl_rng_alloc(gsl_rng_mt19937),
		.start = now(),
		.deadline = now() + p->budget };
	gsl_rng_set(b->rng, o->rng);
	for (size_t k = 0; k < n; k++) {
		b->entry = e[k];
		b->had = resumed(b, e[k]);
		shard.item = 0;
		if (e[k]->rows && (!b->had || !complete(b->had))) e[k]->rows(b);
		freetable(b->had);
		b->had = NULL;
	}
	return b;
}

size_t rowsleft(const Bench *b)  { return b->left; }
size_t rowsfailed(const Bench *b) { return b->failed; }

void freebench(Bench *b)
{
	gsl_rng_free(b->rng);
	release(b->series);
	release(b);
}
