/* merge.c -- `wengert merge OUT IN...`: results of --shard, or of runs that were interrupted, put
 * together.
 *
 * Results of check, in JSON or CSV, become what one process would have written; so do the rows of
 * vjp's --every, in CSV (mergesweeps.c).  Of other CSV the rows are put one after the other, each
 * with what it was; what is there twice, or missing, is said.
 */
#include "bench/bench.h"
#include "bench/commands.h"
#include "checks/vjp/mergesweeps.h"
#include "checks/io/out.h"
#include "checks/suite/results.h"
#include "checks/io/shard.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { const char *file; char *text; json_t *json; size_t i, n; } Piece;

/* ---- which shard of how many ---------------------------------------------------------- */

static bool numbered(Piece *p, const char *s)
{
	return s && sscanf(s, "%zu/%zu", &p->i, &p->n) == 2 && p->i && p->i <= p->n;
}

/* every one of n, once */
static void complete(const Piece *p, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		if (p[k].n != p[0].n)
			bad("merge: %s is shard %zu/%zu, %s is %zu/%zu", p[0].file, p[0].i, p[0].n,
				p[k].file, p[k].i, p[k].n);
		for (size_t j = 0; j < k; j++)
			if (p[j].i == p[k].i)
				bad("merge: %s and %s are both shard %zu/%zu", p[j].file, p[k].file,
					p[k].i, p[k].n);
	}
	for (size_t i = 1; n < p[0].n && i <= p[0].n; i++) {
		size_t k = 0;

		while (k < n && p[k].i != i) k++;
		if (k == n)
			bad("merge: shard %zu/%zu is missing", i, p[0].n);
	}
}

static char *shardline(const char *text)
{
	char *s = strstr(text, "# shard ");

	return s && (s == text || s[-1] == '\n') ? s + 8 : NULL;
}

/* fields of a row of CSV; 0: a quote is not closed */
static size_t fieldsof(const char *row, size_t length)
{
	size_t n = 1;
	bool quoted = false;

	for (size_t k = 0; k < length; k++)
		if (row[k] == '"')
			quoted = !quoted;
		else if (row[k] == ',' && !quoted)
			n++;
	return quoted ? 0 : n;
}

/* of CSV: no row was cut, and of a part, which ends in their number, none is missing */
static void uncut(const Piece *p)
{
	size_t fields = 0, rows = 0, said, length;
	bool counted = false;

	for (const char *line = p->text; *line; line += length + 1) {
		length = strcspn(line, "\n");
		if (!line[length]) bad("merge: %s is cut short: its last line has no end", p->file);
		if (sscanf(line, "# rows %zu\n", &said) == 1) counted = true;
		if (*line == '#' || !length) continue;
		if (!fields)
			fields = fieldsof(line, length);
		else if (++rows && fieldsof(line, length) != fields)
			bad("merge: %s: row %zu has not the %zu fields of its columns: %.*s",
				p->file, rows, fields, (int)(length < 60 ? length : 60), line);
	}
	if (!shardline(p->text)) return;
	if (!counted) bad("merge: %s is cut short: a part ends in the number of its rows", p->file);
	if (rows != said)
		bad("merge: %s is cut short: %zu of %zu rows are there", p->file, rows, said);
}

/* ---- of check ---------------------------------------------------------------------------- */

/* what the printers of check print, into the file */
static void written(const char *out, const Results *x, bool csv)
{
	char *unfinished;
	FILE *f = begin(out, &unfinished);
	int was = dup(1);

	fflush(stdout);
	dup2(fileno(f), 1);
	if (csv) csvtable(x, false);
	else     jprint(jresults(x, false));
	fflush(stdout);
	dup2(was, 1);
	close(was);
	finish(f, out, unfinished);
}

static int checks(const char *out, Piece *p, size_t n, bool csv)
{
	Results x = { 0 };
	size_t failed = 0, answers = 0;

	for (size_t k = 0; k < n; k++)
		if (!numbered(&p[k], json_string_value(json_object_get(p[k].json, "shard"))))
			bad("merge: %s is no result of wengert check --shard", p[k].file);
	complete(p, n);
	for (size_t i = 1; i <= n; i++)
		for (size_t k = 0; k < n; k++) {
			const char *wrong = p[k].i == i ? absorb(&x, p[k].json) : NULL;

			if (wrong)
				bad("merge: %s %s", p[k].file, wrong);
		}
	settle(&x);
	for (size_t k = 0; k < x.nr; k++) answers += x.r[k].ok + x.r[k].failed + x.r[k].undefined;
	if (x.nr && !answers)
		bad("merge: no engine answered in any of these shards: nothing was compared");
	written(out, &x, csv);
	for (size_t k = 0; k < x.nr; k++) failed += x.r[k].failed;
	failed += total(&x).failed;
	freeresults(&x);
	return failed ? 1 : 0;
}

/* ---- other CSV ----------------------------------------------------------------------------- */

static int bytext(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

typedef struct { char **line; size_t n, room; } Lines;
typedef struct { Lines provenance, rows; char *head; } Pieces;

static void keep(Lines *l, char *line)
{
	l->line = grow(l->line, &l->room, l->n + 1, sizeof *l->line);
	l->line[l->n++] = line;
}

/* provenance is the first file's; exponents are fitted to the whole */
static void readrows(Pieces *t, Piece *p, Lines *rows)
{
	bool first = !t->head, head = true;

	for (char *line = strtok(p->text, "\n"); line; line = strtok(NULL, "\n")) {
		if (!strncmp(line, "# complete no", 13) && p->n)
			bad("merge: %s is not complete: the same wengert bench with --resume goes "
			    "on",
				p->file);
		if (*line == '#') {
			if (first && strncmp(line, "# shard ", 8) && strncmp(line, "# rows ", 7) &&
				strncmp(line, "# fit ", 6))
				keep(&t->provenance, line);
		} else if (head) {
			if (t->head && strcmp(t->head, line))
				bad("merge: %s has other columns than the first", p->file);
			t->head = line;
			head = false;
		} else
			keep(rows, line);
	}
	if (head)
		bad("merge: %s has no row of column names", p->file);
}

/* of the rest, nothing twice */
static void distinct(const Lines *rows)
{
	char **s = alloc(rows->n + 1, sizeof *s);

	memcpy(s, rows->line, rows->n * sizeof *s);
	qsort(s, rows->n, sizeof *s, bytext);
	for (size_t k = 1; k < rows->n; k++)
		if (!strcmp(s[k - 1], s[k]))
			bad("merge: this row is there twice: %s", s[k]);
	release(s);
}

static void place(FILE *f, const Lines *l)
{
	for (size_t k = 0; k < l->n; k++) fprintf(f, "%s\n", l->line[k]);
}

/* rows were dealt out in turn, and are put back in turn */
static void inturn(Lines *all, const Lines *part, size_t n)
{
	bool more = true;

	for (size_t row = 0; more; row++) {
		more = false;
		for (size_t i = 0; i < n; i++)
			if (row < part[i].n) keep(all, part[i].line[row]), more = true;
	}
}

/* the experiment a file says it is of */
static const Entry *entryof(const Lines *provenance)
{
	static const char command[] = "# command wengert bench ";

	for (size_t k = 0; k < provenance->n; k++)
		if (!strncmp(provenance->line[k], command, sizeof command - 1))
			return experimentnamed(provenance->line[k] + sizeof command - 1);
	return NULL;
}

static int csvmerge(const char *out, Piece *p, size_t n)
{
	Pieces t = { .head = NULL };
	Lines *part = alloc(n, sizeof *part);
	char *unfinished;
	bool sharded = false;
	const Entry *e;
	int status;
	FILE *f;

	for (size_t k = 0; k < n; k++) {
		uncut(&p[k]);
		sharded |= shardline(p[k].text) != NULL;
	}
	for (size_t k = 0; k < n; k++)
		if (sharded && !numbered(&p[k], shardline(p[k].text)))
			bad("merge: %s is no shard, another is", p[k].file);
	if (sharded) complete(p, n);
	for (size_t i = 1; i <= n; i++)
		for (size_t k = 0; k < n; k++)
			if (sharded ? p[k].i == i : k + 1 == i)
				readrows(&t, &p[k], sharded ? &part[i - 1] : &t.rows);
	inturn(&t.rows, part, n);
	status = sharded && sweeprows(t.head) ? addedsweeps(&t.rows.n, t.rows.line) : 0;
	distinct(&t.rows);
	f = begin(out, &unfinished);
	place(f, &t.provenance);
	fprintf(f, "%s\n", t.head);
	place(f, &t.rows);
	e = entryof(&t.provenance);
	if (e && !fflush(f)) exponents(f, unfinished, e);
	finish(f, out, unfinished);
	for (size_t k = 0; k < n; k++) release(part[k].line);
	release(part);
	release(t.provenance.line);
	release(t.rows.line);
	return status;
}

void joined(const char *out, size_t n, const char *const *name, char **text)
{
	Piece *p = alloc(n, sizeof *p);

	for (size_t k = 0; k < n; k++) p[k] = (Piece){ .file = name[k], .text = text[k] };
	csvmerge(out, p, n);
	for (size_t k = 0; k < n; k++) release(p[k].text);
	release(p);
}

/* ---- the command --------------------------------------------------------------------------- */

int cmd_merge(int argc, char **argv)
{
	Options o = options(argc, argv);
	size_t n = o.noperands > 1 ? o.noperands - 1 : 0, json = 0, check = 0;
	Piece *p = alloc(n + 1, sizeof *p);
	int status;

	if (!n)
		bad("merge: which files?  wengert merge OUT IN...");
	for (size_t k = 0; k < n; k++) {
		p[k] = (Piece){ .file = o.operand[k + 1], .text = contents(o.operand[k + 1]) };
		if (p[k].text[strspn(p[k].text, " \n")] == '{') {
			p[k].json = json_loads(p[k].text, 0, NULL);
			if (!p[k].json)
				bad("merge: %s is not whole JSON", p[k].file);
			json++;
			continue;
		}
		if (strstr(p[k].text, "engine,number,ok,")) {
			uncut(&p[k]);
			p[k].json = csvresults(p[k].text);
			if (!p[k].json)
				bad("merge: %s is no result of wengert check --shard", p[k].file);
			check++;
		}
	}
	if ((json && json < n) || (check && check < n))
		bad("merge: results of different kinds do not go together");
	status = json || check ? checks(o.operand[0], p, n, !json) : csvmerge(o.operand[0], p, n);
	for (size_t k = 0; k < n; k++) {
		json_decref(p[k].json);
		release(p[k].text);
	}
	release(p);
	freeoptions(&o);
	return status;
}
