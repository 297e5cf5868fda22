/* kept.c -- a row of an experiment: as text, block by block, and read back. */
#include "bench/kept.h"
#include "bench/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static void timings(FILE *f, const Measured *m, gsl_rng *g)
{
	const Lap *l = &m->self, *p = &m->primal;
	bool timed = l->n, both = timed && p->n;
	const double *t = timesof(l), *of = timesof(p);
	Centre c = timed ? centre(l->n, t, g) : (Centre){ 0 },
	       q = both ? ratioof(l->n, t, p->n, of, g) : (Centre){ 0 };

	fprintf(f, "%zu,%ld,%s,", l->n, timed ? l->calls : 0,
		!timed               ? ""
			: l->threads ? "wall"
				     : "cpu");
	number(f, timed, c.mid), number(f, timed, c.lo), number(f, timed, c.hi),
		number(f, timed, c.mad);
	number(f, timed, timed ? middle(l->n, l->wall) : 0);
	number(f, timed, l->cold);
	number(f, timed, m->prepare);
	number(f, both, both ? middle(p->n, of) : 0);
	number(f, both, q.mid), number(f, both, q.lo), number(f, both, q.hi);
	fprintf(f, "%s,", both ? verdict(q, ranktest(l->n, t, p->n, of)) : "");
}

/* what stands before a row that cannot be written stays, for --resume */
static void asawhole(FILE *f, off_t before)
{
	struct stat is;
	int why;

	if (!fflush(f) && !ferror(f)) return;
	why = errno;
	if (!fstat(fileno(f), &is) && is.st_size > before && ftruncate(fileno(f), before))
		bad("a row of the results is half written: %s", strerror(why));
	bad("a row of the results cannot be written: %s", strerror(why));
}

void rowwritten(FILE *f, const Kept *k, gsl_rng *g)
{
	const Measured *m = &k->m;
	off_t before = ftello(f);

	if (k->line) {
		fprintf(f, "%s\n", k->line);
		asawhole(f, before);
		return;
	}
	fprintf(f, "%s,", k->key);
	if (*k->more) fprintf(f, "%s,", k->more);
	word(f, m->status);
	word(f, m->why);
	timings(f, m, g);
	fprintf(f, "%zu,%zu,", m->peak, m->live);
	number(f, true, m->error);
	samples(f, m->self.n, timesof(&m->self)), fputc(',', f);
	samples(f, m->self.n, m->self.wall), fputc(',', f);
	samples(f, m->primal.n, timesof(&m->primal)), fputc(',', f);
	for (size_t i = 0; i < k->blocks && m->self.n; i++)
		fprintf(f, "%s%zu", i ? " " : "", k->block[i]);
	fputc('\n', f);
	asawhole(f, before);
}

static void longer(Lap *l, const Lap *by)
{
	for (size_t k = 0; k < by->n && l->n < LAPS; k++, l->n++)
		l->wall[l->n] = by->wall[k], l->cpu[l->n] = by->cpu[k];
	l->threads |= by->threads;
}

void anotherblock(Kept *k, const Measured *m)
{
	longer(&k->m.self, &m->self), longer(&k->m.primal, &m->primal);
	k->block[k->blocks++] = m->self.n;
	release(k->line);
	k->line = NULL;
}

void freerow(Kept *k) { release(k->key), release(k->more), release(k->line); }

/* ---- read back ----------------------------------------------------------------------- */

static size_t whole(const Table *t, size_t row, const char *name)
{
	return strtoul(cell(t, row, column(t, name)), NULL, 10);
}

/* a row of a stopped run, so that its blocks that are missing can be measured */
Kept restored(const Table *t, size_t row)
{
	Kept k = { .key = text("%s", keytext(t, row)), .line = text("%s", t->line[row]) };
	Lap *l = &k.m.self, *p = &k.m.primal;
	FILE *to;
	char *columns;
	size_t n;
	double size[BLOCKS];

	to = textstream(&columns, &n);
	for (int c = (int)t->keys; c < column(t, "status"); c++)
		fprintf(to, "%s%s", c > (int)t->keys ? "," : "", cell(t, row, c));
	fclose(to);
	k.more = text("%s", columns);
	free(columns); /* the C library's */
	snprintf(k.m.why, WHY, "%s", cell(t, row, column(t, "why")));
	k.m.status = "ok"; /* or it has no samples, and stays as it is */
	l->threads = p->threads = !strcmp(cell(t, row, column(t, "clock")), "wall");
	l->calls = (long)whole(t, row, "calls");
	l->cold = real(t, row, column(t, "cold")), k.m.prepare = real(t, row, column(t, "prepare"));
	k.m.peak = whole(t, row, "peak"), k.m.live = whole(t, row, "live");
	k.m.error = real(t, row, column(t, "error"));
	l->n = spaced(cell(t, row, column(t, "samples")), LAPS, l->cpu);
	spaced(cell(t, row, column(t, "wall_samples")), LAPS, l->wall);
	p->n = spaced(cell(t, row, column(t, "primal_samples")), LAPS, p->cpu);
	memcpy(p->wall, p->cpu, sizeof p->wall);
	k.blocks = spaced(cell(t, row, column(t, "blocks")), BLOCKS, size);
	for (size_t i = 0; i < k.blocks; i++) k.block[i] = (size_t)size[i];
	return k;
}
