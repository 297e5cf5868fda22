/* bench.c -- `wengert bench [EXPERIMENT ...]`: what each way of differentiating costs. */
#include "bench/bench.h"
#include "bench/commands.h"
#include "bench/limits.h"
#include "bench/table.h"
#include "checks/io/out.h"
#include "checks/io/ranks.h"
#include "checks/io/shard.h"
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { Options o; Extent plan; const Entry *entry[64]; size_t n; } Asked;

static void asked(Asked *a, const char *name)
{
	const Entry *e = experimentnamed(name);

	for (size_t k = 0; k < a->n; k++)
		if (a->entry[k] == e) return;
	if (e) {
		a->entry[a->n++] = e;
		return;
	}
	fprintf(stderr, "wengert: bench: there is no experiment \"%s\"; there are", name);
	for (e = experiments; e->name; e++)
		fprintf(stderr, "%s %s", e == experiments ? "" : ",", e->name);
	fputc('\n', stderr);
	exit(2);
}

/* without names: those that --depth and --width speak of, else all that are measured row by row */
static void whatever(Asked *a)
{
	bool sized = a->plan.depth[1] || a->plan.width[1];

	for (const Entry *e = experiments; e->name && !a->n; )
		for (; e->name; e++)
			if (e->rows &&
				(!sized || (a->plan.depth[1] && !strcmp(e->name, "depth")) ||
					(a->plan.width[1] && !strcmp(e->name, "width"))))
				a->entry[a->n++] = e;
}

/* a command is asked GradBench's questions, and can be asked nothing else: of tools side by side
 * (peers) those questions are what it can answer */
static void fortools(Asked *a)
{
	const Entry *peers = experimentnamed("peers");
	size_t n = 0;

	for (size_t k = 0; k < a->n; k++)
		if (a->entry[k] != peers) a->entry[n++] = a->entry[k];
	a->n = n;
	asked(a, "gradbench");
	for (size_t k = 0; k < a->n; k++)
		if (a->entry[k]->rows != gradbenchrows)
			bad("bench: a tool of GradBench's protocol is asked in the experiment "
			    "gradbench, beside tools of others; %s asks engines of the program",
				a->entry[k]->name);
}

/* a second one ends the program: its handler is gone then */
static void interrupted(int signal) { stopped = true; }

/* ---- what is shown ----------------------------------------------------------------------- */

static json_t *jcell(const Table *t, size_t row, int c)
{
	double x = real(t, row, c);

	return *cell(t, row, c) ? isnan(x) ? json_string(cell(t, row, c)) : jreal(x)
				: json_null();
}

static json_t *jtable(const char *file, const Entry *e)
{
	char why[WHY];
	Table *t = newtable(file, why);
	json_t *j = json_pack("{s:s, s:s, s:o, s:o}", "experiment", e->name, "file", file,
		"provenance", json_object(), "rows", json_array());

	for (size_t k = 0; t && k < t->ncomments; k++) {
		size_t n = strcspn(t->comment[k], " ");
		char *key = copytext(t->comment[k], n);

		if (strcmp(key, "fit"))
			json_object_set_new(json_object_get(j, "provenance"), key,
				json_string(told(t, key)));
		release(key);
	}
	for (size_t k = 0; t && k < t->n; k++) {
		json_t *row = json_object();

		for (size_t c = 0; c < t->columns; c++)
			json_object_set_new(row, t->name[c], jcell(t, k, (int)c));
		json_array_append_new(json_object_get(j, "rows"), row);
	}
	freetable(t);
	return j;
}

static void copied(const char *file)
{
	FILE *f = fopen(file, "r");
	int c;

	while (f && (c = getc(f)) != EOF) putchar(c);
	if (f) fclose(f);
}

/* ---- the command ----------------------------------------------------------------------------- */

/* whether there is something to show: a part of the work may have nothing of an experiment */
static bool given(const Asked *a, const Entry *e) { return e->rows || shard.i < 2; }

/* how long this takes, before it begins */
static void announced(const Asked *a, const Bench *b)
{
	double each = a->plan.quick ? 0.3 : 1.6,
	       s = a->plan.budget ? a->plan.budget : each * (double)rowsleft(b);

	if (a->o.format == TEXT && !a->o.quiet)
		printf("%zu experiment%s, %zu rows: about %s%.0f %s.\n"
		       "^C keeps what is measured, --resume goes on.\n\n",
			a->n, a->n == 1 ? "" : "s", rowsleft(b),
			a->plan.budget ? "the budget of " : "",
			s < 100 ? s : s / 60, s < 100 ? "s" : "minutes");
	fflush(stdout);
}

static void give(const Asked *a, const Entry *e, json_t *all)
{
	char *file = text("%s/%s.csv", a->plan.out, e->name);

	if (all)
		json_array_append_new(json_object_get(all, "experiments"), jtable(file, e));
	else if (a->o.format == CSV) copied(file);
	else                         benchtext(file, e, &a->o);
	fflush(stdout);
	release(file);
}

/* everything, into the folder; how many rows are wrong */
static size_t measureall(const Asked *a, const Extent *plan, json_t *all, Ranks r)
{
	Bench *b;
	size_t failed, left;
	bool show = r.role == ALONE;

	folder(plan->out);
	b = newbench(&a->o, plan, a->n, a->entry);
	if (show) announced(a, b);
	for (size_t k = 0; k < a->n && !stopped; k++) {
		perform(b, a->entry[k]);
		if (show && given(a, a->entry[k])) give(a, a->entry[k], all);
	}
	failed = rowsfailed(b), left = rowsleft(b);
	freebench(b);
	if (stopped)
		fprintf(stderr,
			"wengert: interrupted: what is measured stands in %s, %zu rows are left; "
			"the same command with --resume goes on\n",
			plan->out, left);
	return failed;
}

/* ---- ranks of mpirun: each its rows, in a folder of its own; the first puts them together --- */

static char *ownfile(const Extent *own, const Entry *e)
{
	return text("%s/%s.csv", own->out, e->name);
}

static json_t *result(const Asked *a, const Extent *own, size_t failed)
{
	json_t *j = json_pack("{s:i, s:{}}", "failed", (int)failed, "files");

	for (size_t k = 0; k < a->n; k++) {
		char *file = ownfile(own, a->entry[k]),
		     *s = access(file, R_OK) ? NULL : contents(file);

		if (s)
			json_object_set_new(json_object_get(j, "files"), a->entry[k]->name,
				json_string(s));
		release(s);
		unlink(file);
		release(file);
	}
	rmdir(own->out);
	return j;
}

static void unheard(const char *line) { }

/* of each experiment one file from all shards */
static size_t gathered(const Asked *a, size_t n, json_t *all)
{
	json_t **part = alloc(n, sizeof *part);
	const char **name = alloc(n, sizeof *name);
	char **csv = alloc(n, sizeof *csv);
	size_t failed = 0;

	for (size_t r = 0; r < n; r++) {
		char *s = received(r + 1, unheard);

		part[r] = json_loads(s, 0, NULL);
		if (!part[r]) bad("bench: part %zu of %zu is no JSON", r + 1, n);
		failed += (size_t)json_integer_value(json_object_get(part[r], "failed"));
		release(s);
	}
	for (size_t k = 0; k < a->n; k++) {
		char *out = ownfile(&a->plan, a->entry[k]);
		size_t here = 0;

		for (size_t r = 0; r < n; r++) {
			const char *s =
				json_string_value(json_object_get(json_object_get(part[r], "files"),
					a->entry[k]->name));

			if (s)
				name[here] = text("part %zu of %zu", r + 1, n),
				csv[here++] = copytext(s, strlen(s));
		}
		joined(out, here, name, csv);
		for (size_t r = 0; r < here; r++) release((char *)name[r]);
		if (given(a, a->entry[k])) give(a, a->entry[k], all);
		release(out);
	}
	for (size_t r = 0; r < n; r++) json_decref(part[r]);
	release(part), release(name), release(csv);
	return failed;
}

/* a shard, in a folder of its own; how many rows are wrong */
static size_t handedover(Asked *a, Ranks r)
{
	Extent own = a->plan;
	size_t failed;
	json_t *j;
	char *s;

	own.out = text("%s/.rank-%zu", a->plan.out, shard.i);
	failed = measureall(a, &own, NULL, r);
	if (!stopped) {
		j = result(a, &own, failed);
		deliver(s = jtext(j, 0));
		release(s);
		json_decref(j);
	}
	release((char *)own.out);
	return failed;
}

static int performed(Asked *a)
{
	json_t *all = a->o.format == JSON ? json_pack("{s:[]}", "experiments") : NULL;
	Ranks r = ranks(NULL);
	size_t failed;

	if (r.role != PARTLY) ownfolder(a->plan.out);
	failed = r.role == GATHERER ? gathered(a, r.n, all)
		: r.role == PARTLY  ? handedover(a, r)
				    : measureall(a, &a->plan, all, r);
	if (all && r.role != PARTLY) {
		json_object_set_new(all, "complete", json_boolean(!stopped));
		jprint(all);
	} else
		json_decref(all);
	if (a->o.format == TEXT && a->o.quiet && r.role != PARTLY)
		printf("%zu experiment%s in %s, %zu rows wrong\n", a->n, a->n == 1 ? "" : "s",
			a->plan.out, failed);
	partsdone();
	return stopped ? 130 : failed ? 1 : 0;
}

int cmd_bench(int argc, char **argv)
{
	Asked a = { .o = options(argc, argv) };
	struct sigaction s = { .sa_handler = interrupted, .sa_flags = (int)SA_RESETHAND };
	const Options *o = &a.o;

	a.plan = (Extent){ .budget = o->budget,
		.quick = o->quick || o->smallest,
		.blocks = o->smallest ? 2 : BLOCKS,
		.resume = o->resume,
		.out = o->out };
	memcpy(a.plan.depth, o->depth, sizeof o->depth);
	memcpy(a.plan.width, o->width, sizeof o->width);
	for (size_t k = 0; k < o->noperands; k++) asked(&a, o->operand[k]);
	if (toolof(o)) fortools(&a);
	whatever(&a);
	if (o->dryrun && o->format != TEXT) bad("bench: --dry-run prints text alone");
	if (o->dryrun) {
		freebench(newbench(o, &a.plan, a.n, a.entry));
		return 0;
	}
	sigaction(SIGINT, &s, NULL);
	return performed(&a);
}
