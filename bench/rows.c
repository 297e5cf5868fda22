/* rows.c -- the file of an experiment: what is there already, what is to come, how long that takes.
 */
#include "bench/bench.h"
#include "bench/kept.h"
#include "checks/io/progress.h"
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
	size_t turns; /* rows left, each as often as it has blocks */
	unsigned block; /* of the entry, from 0 */
	Kept *kept;
	size_t nkept, keptroom;
	double start, deadline, begun, spent;      /* spent: on rows of this run */
	size_t measured;
	Series *series; size_t nseries, seriesroom;
};

static const char *const common =
	"status,why,n,calls,clock,seconds,lo,hi,mad,wall,cold,prepare,primal,ratio,ratio_lo,ratio_"
	"hi,verdict,peak,live,error,samples,wall_samples,primal_samples,blocks";

const Options *optionsof(const Bench *b) { return b->options; }
gsl_rng *rngof(Bench *b)   { return b->rng; }
bool quick(const Bench *b) { return b->plan->quick; }
bool smallest(const Bench *b) { return b->options->smallest; }

bool repeated(const Bench *b) { return b->block; }

/* one where its rows are no times, or a file will not be held against another */
static unsigned blocksof(const Bench *b, const Entry *e)
{
	return !e || e->once || !b->plan->blocks ? 1 : b->plan->blocks;
}

size_t leastsamples(const Bench *b)
{
	size_t all = quick(b) ? TURNS : MORETURNS, n = blocksof(b, b->entry);

	return (all + n - 1) / n;
}

size_t mostsamples(const Bench *b) { return LAPS / blocksof(b, b->entry); }

double share(const Bench *b)
{
	double evenly = (smallest(b) ? 0 : b->plan->quick ? 0.12 : 1) / blocksof(b, b->entry);

	if (!b->plan->budget)
		return evenly;
	/* 0.05: what a row takes beside its samples */
	return fmax(0, (b->deadline - now()) / (double)(b->turns + 1) - 0.05);
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

/* ---- rows of a file that is written whole: the same, but for what can be kept ------------- */

static const Entry *planned; /* that says which rows it has */

void columnnames(FILE *f, const char *columns, ...)
{
	va_list ap;

	va_start(ap, columns);
	if (f) vfprintf(f, columns, ap);
	va_end(ap);
}

bool starts(FILE *f, const char *keys, ...)
{
	va_list ap;

	va_start(ap, keys);
	if (!f) printf("%s ", planned->name);
	vfprintf(f ? f : stdout, keys, ap);
	if (!f) putchar('\n');
	va_end(ap);
	return f;
}

/* ---- rows ------------------------------------------------------------------------------ */

static Kept *keptof(const Bench *b)
{
	for (size_t k = 0; k < b->nkept; k++)
		if (!strcmp(b->kept[k].key, b->key)) return &b->kept[k];
	return NULL;
}

/* blocks that the row has yet to have */
static unsigned lacking(const Bench *b)
{
	const Kept *k = keptof(b);
	unsigned n = blocksof(b, b->entry);

	return !k ? n : !k->m.self.n || k->blocks >= n ? 0 : n - (unsigned)k->blocks;
}

static void underway(const Bench *b)
{
	double each = b->measured ? b->spent / (double)b->measured : share(b) + 0.1,
	       left = each * (double)(b->turns + 1);

	if (onterminal())
		fprintf(stderr, "\r\033[K  %s  %.40s   %.0f%%  %.0f s left", b->entry->name, b->key,
			100 * (now() - b->start) / (now() - b->start + left), left);
}

bool begins(Bench *b, const char *keys, ...)
{
	va_list ap;

	va_start(ap, keys);
	vsnprintf(b->key, sizeof b->key, keys, ap);
	va_end(ap);
	if (!mine() || stopped || !lacking(b)) /* dealt first: every process counts alike */
		return false;
	b->rows += !b->f;
	if (!b->f) {
		b->left++, b->turns += lacking(b);
		if (b->options->dryrun) printf("%s %s\n", b->entry->name, b->key);
		return false;
	}
	if (keptof(b) ? keptof(b)->blocks > b->block : b->block) return false;
	b->turns--;
	underway(b);
	b->begun = now();
	return true;
}

bool failing(const char *status)
{
	return !strcmp(status, "refused") || !strcmp(status, "wrong");
}

static void firstblock(Bench *b, const Measured *m, char *more)
{
	Kept *k;

	b->kept = grow(b->kept, &b->keptroom, b->nkept + 1, sizeof *b->kept);
	k = &b->kept[b->nkept++];
	*k = (Kept){ text("%s", b->key), more, NULL, *m, { m->self.n }, 1 };
	rowwritten(b->f, k, b->rng);
	if (!failing(m->status)) return;
	fprintf(stderr, "%swengert: %s %s: %s\n", onterminal() ? "\r\033[K" : "", b->entry->name,
		b->key, m->why);
	b->failed++;
}

void ends(Bench *b, const Measured *m, const char *more, ...)
{
	Kept *k = keptof(b);
	va_list ap;

	if (stopped) /* half a row is no row */
		return;
	if (!k) {
		char *columns;
		size_t n;
		FILE *to = textstream(&columns, &n);

		va_start(ap, more);
		vfprintf(to, more, ap);
		va_end(ap);
		fclose(to);
		firstblock(b, m, text("%s", columns));
		free(columns); /* the C library's */
		if (!m->self.n) b->turns -= blocksof(b, b->entry) - 1;
	} else if (m->self.n) {            /* or this block was too slow to be one */
		anotherblock(k, m);
	}
	b->left -= !lacking(b);
	b->spent += now() - b->begun;
	b->measured++;
}

static void freekept(Bench *b)
{
	for (size_t k = 0; k < b->nkept; k++) freerow(&b->kept[k]);
	release(b->kept);
	b->kept = NULL, b->nkept = b->keptroom = 0;
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
		f = textstream(&clocknow, &n);
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

static void remembered(Bench *b, const Entry *e)
{
	b->entry = e;
	b->had = resumed(b, e);
	for (size_t row = 0; e->rows && b->had && row < b->had->n; row++) {
		b->kept = grow(b->kept, &b->keptroom, b->nkept + 1, sizeof *b->kept);
		b->kept[b->nkept++] = restored(b->had, row);
	}
	shard.item = 0;
}

static void forgotten(Bench *b)
{
	freekept(b);
	freetable(b->had);
	b->had = NULL;
}

/* the file with the rows it had, open for more */
static void reopened(Bench *b, const char *file)
{
	char *head = headof(b->entry), *plan = planof(b), *unfinished;
	FILE *f = begin(file, &unfinished);

	fputs("# complete no \n", f);
	provenance(f, b->entry->command, b->options->rng);
	fprintf(f, "# plan %s\n# keys %s\n%s\n", plan, b->entry->keys, head);
	b->f = f;
	for (size_t k = 0; k < b->nkept; k++) rowwritten(b->f, &b->kept[k], b->rng);
	if (fflush(f) || rename(unfinished, file)) bad("%s cannot be written", file);
	release(head), release(plan), release(unfinished);
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

/* a row is written as its first block is measured; all others come into it when they are all there
 */
static void inblocks(Bench *b, const char *file)
{
	for (b->block = 0; b->block < blocksof(b, b->entry) && !stopped; b->block++) {
		shard.item = 0;
		b->entry->rows(b);
	}
	if (b->block > 1) {
		if (fclose(b->f)) bad("%s cannot be written", file);
		reopened(b, file);
	}
	b->block = 0;
}

static void atonce(Bench *b, const Entry *e, const char *file)
{
	char *unfinished;
	FILE *f = begin(file, &unfinished);

	provenance(f, e->command, b->options->rng);
	e->run(b->options, f);
	if (shard.n) counted(f, unfinished);
	finish(f, file, unfinished);
}

/* what is no rows is the first shard's */
static bool todo(const Bench *b, const Entry *e)
{
	return (e->rows || shard.i < 2) && (!b->had || !complete(b->had));
}

void perform(Bench *b, const Entry *e)
{
	char *file = fileof(b, e);

	remembered(b, e);
	for (size_t row = 0; e->rows && b->had && row < b->had->n; row++)
		b->failed += failing(cell(b->had, row, column(b->had, "status")));
	if (todo(b, e)) {
		if (e->rows) {
			reopened(b, file);
			inblocks(b, file);
			if (!stopped) finished(b, file);
			if (fclose(b->f))
				bad("%s cannot be written", file);
			b->f = NULL;
		} else {
			*b->key = 0;
			underway(b);
			atonce(b, e, file);
		}
	}
	forgotten(b);
	if (onterminal()) fputs("\r\033[K", stderr);
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
		remembered(b, e[k]);
		planned = e[k];
		if (!todo(b, e[k])) { /* measured already, or by another process */
		} else if (e[k]->rows)
			e[k]->rows(b);
		else if (o->dryrun)
			e[k]->run(o, NULL);
		forgotten(b);
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
