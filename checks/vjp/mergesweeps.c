/* mergesweeps.c -- every input of a type in parts: of each segment of the line the counts are
 * added, the worst is the worst of all, and so is the verdict.
 */
#include "checks/vjp/mergesweeps.h"
#include "checks/vjp/verdict.h"
#include "checks/commands/options.h"
#include "checks/io/ranks.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	char *name; /* kernel,argument,number */
	size_t order; /* of the kernel, as it first came */
	Ruling ruling;
	double from, to, worst, mean, share, at;
	unsigned long long count, unknown;
} Row;

bool sweeprows(const char *head)
{
	static const char columns[] = "kernel,argument,number,verdict,from,to,compared,unknown,";

	return !strncmp(head, columns, sizeof columns - 1);
}

static Ruling rulingof(const char *name)
{
	for (int r = 0; r <= WRONG; r++)
		if (!strcmp(rulingname[r], name)) return (Ruling)r;
	bad("merge: %s is no verdict", name);
}

static Row parsed(const char *line)
{
	char kernel[200], argument[80], number[16], verdict[16], rest[200] = "";
	Row r = { 0 };

	if (sscanf(line, "%199[^,],%79[^,],%15[^,],%15[^,],%la,%la,%llu,%llu,%199s", kernel,
		    argument, number, verdict, &r.from, &r.to, &r.count, &r.unknown, rest) < 8)
		bad("merge: this is no row of a segment: %s", line);
	r.name = text("%s,%s,%s", kernel, argument, number), r.ruling = rulingof(verdict);
	if (r.count && sscanf(rest, "%la,%la,%la,%la", &r.worst, &r.mean, &r.share, &r.at) != 4)
		bad("merge: this row lacks its errors: %s", line);
	return r;
}

static void addedto(Row *a, const Row *b)
{
	unsigned long long n = a->count + b->count;

	if (b->ruling > a->ruling) a->ruling = b->ruling;
	if (b->count && (!a->count || worse(b->worst, b->at, a->worst, a->at)))
		a->worst = b->worst, a->at = b->at;
	if (n) {
		a->mean = (a->mean * (double)a->count + b->mean * (double)b->count) / (double)n;
		a->share = round(a->share * (double)a->count + b->share * (double)b->count) /
			(double)n;
	}
	a->count = n, a->unknown += b->unknown;
}

static int inorder(const void *a, const void *b)
{
	const Row *x = a, *y = b;

	if (x->order != y->order) return x->order < y->order ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

static char *rowtext(const Row *r)
{
	char *s = text("%s,%s,%a,%a,%llu,%llu,", r->name, rulingname[r->ruling], r->from, r->to,
		     r->count, r->unknown),
	     *all = r->count ? text("%s%.6g,%.6g,%.6g,%a", s, r->worst, r->mean, r->share, r->at)
			     : text("%s,,,", s);

	release(s);
	return all;
}

int addedsweeps(size_t *n, char **line)
{
	Row *row = alloc(*n + 1, sizeof *row);
	size_t rows = 0, names = 0;
	Ruling worst = RIGHT;

	for (size_t k = 0; k < *n; k++) {
		Row r = parsed(line[k]);
		size_t to = 0, same = 0;

		while (same < rows && strcmp(row[same].name, r.name)) same++;
		r.order = same < rows ? row[same].order : names++;
		while (to < rows && (row[to].order != r.order || row[to].from != r.from)) to++;
		if (to < rows)
			addedto(&row[to], &r), release(r.name);
		else
			row[rows++] = r;
	}
	/* a verdict is the kernel's, whichever part found it */
	for (size_t k = 0; k < rows; k++)
		for (size_t i = 0; i < rows; i++)
			if (row[i].order == row[k].order && row[i].ruling > row[k].ruling)
				row[k].ruling = row[i].ruling;
	qsort(row, rows, sizeof *row, inorder);
	for (size_t k = 0; k < rows; k++) {
		line[k] = rowtext(&row[k]);
		if (row[k].ruling > worst) worst = row[k].ruling;
		release(row[k].name);
	}
	release(row);
	*n = rows;
	return worst >= INCONCLUSIVE;
}

/* ---- of the ranks of mpirun ----------------------------------------------------------------- */

static struct {
	char **line;
	size_t n, room, shard;
} rows;

/* what stands above the rows is that of the first shard, but for its number */
static void tookline(const char *line)
{
	bool first = rows.shard == 1;

	if (!strncmp(line, "# shard ", 8) || !strncmp(line, "# rows ", 7)) return;
	if (*line == '#' || sweeprows(line)) {
		if (first) puts(line);
		return;
	}
	rows.line = grow(rows.line, &rows.room, rows.n + 1, sizeof *rows.line);
	rows.line[rows.n++] = copytext(line, strlen(line));
}

int gatheredsweeps(size_t n)
{
	int status;

	for (rows.shard = 1; rows.shard <= n; rows.shard++) release(received(rows.shard, tookline));
	status = addedsweeps(&rows.n, rows.line);
	for (size_t k = 0; k < rows.n; k++) {
		puts(rows.line[k]);
		release(rows.line[k]);
	}
	release(rows.line);
	partsdone();
	return status;
}
