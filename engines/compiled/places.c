/* places -- memory for what is made: from its unit to the last that reads it. */
#include "engines/compiled/emitter.h"

typedef struct {
	long off, n;
} Gap;
typedef struct {
	Gap *gap;
	size_t n, room;
} Gaps;

static long take(Emitter *e, Gaps *g, long n)
{
	for (size_t k = 0; k < g->n; k++)
		if (g->gap[k].n >= n) {
			long off = g->gap[k].off;

			g->gap[k].off += n;
			if (!(g->gap[k].n -= n)) g->gap[k] = g->gap[--g->n];
			return off;
		}
	e->work += (size_t)n;
	return (long)e->work - n;
}

static void give(Gaps *g, long off, long n)
{
	g->gap = grow(g->gap, &g->room, g->n + 1, sizeof *g->gap);
	g->gap[g->n++] = (Gap){ off, n };
}

/* elements set aside: whole lines of the cache for arrays */
static long lines(size_t n)
{
	enum { LINE = 8 };

	return n == 1 ? 1 : (long)((n + LINE - 1) / LINE * LINE);
}

/* what a later function of a unit of scalars reads has to be in memory */
static void crossings(Scope *s, const Job *u, size_t *number)
{
	for (size_t k = 0; k < u->n; k++) number[u->root[k]] = k / CHUNK;
	for (size_t k = 0; k < u->n; k++) {
		const Row *r = &s->row[u->root[k]];

		for (size_t j = 0; j < r->nreads; j++) {
			Id x = s->read[r->reads + j];
			const Row *from = &s->row[x];

			if (from->sort != GIVEN && &s->unit[from->unit] == u &&
				number[x] != k / CHUNK)
				s->row[x].outside = true;
		}
	}
}

static void fixed(Emitter *e, Scope *s)
{
	double c;

	for (Id i = 0; i < s->l->n; i++) {
		Row *r = &s->row[i];

		if (r->sort != GIVEN || isinput(&s->l->ins[i]) || r->place.base ||
			(isconst(s->l, i, &c) && !r->pointed && !r->settled))
			continue;
		r->place = (Place){ words(e, "h->data[%zu]", e->ndata), 0 };
		e->data = grow(e->data, &e->dataroom, e->ndata + 1, sizeof *e->data);
		e->data[e->ndata++] = (Fixed){ s->l, i };
	}
}

void places(Emitter *e, Scope *s)
{
	size_t *last = alloc(s->l->n, sizeof *last), *number = alloc(s->l->n, sizeof *number);
	Gaps g = { 0 };

	fixed(e, s);
	for (size_t k = 0; k < s->n; k++)
		if (s->unit[k].kind == STRAIGHT) crossings(s, &s->unit[k], number);
	for (size_t o = 0; o < s->n; o++) {
		const Job *u = &s->unit[s->order[o]];

		for (size_t k = 0; k < u->n; k++) {
			const Row *r = &s->row[u->root[k]];

			last[u->root[k]] = o;
			for (size_t j = 0; j < r->nreads; j++) last[s->read[r->reads + j]] = o;
		}
	}
	for (size_t o = 0; o < s->l->nout; o++) {
		size_t off;

		last[rootof(s, s->l->out[o], &off)] = SIZE_MAX;
	}
	for (size_t o = 0; o < s->n; o++) {
		const Job *u = &s->unit[s->order[o]];

		for (size_t k = 0; k < u->n; k++) {
			Row *r = &s->row[u->root[k]];

			if (r->place.base ||
				(!r->outside && u->kind != KERNEL && u->kind != SCANNED))
				continue;
			r->place = (Place){ "w", take(e, &g, lines(length(s, u->root[k]))) };
		}
		for (size_t k = 0; k < u->n; k++) {
			const Row *r = &s->row[u->root[k]];

			for (size_t j = 0; j < r->nreads; j++) {
				Id x = s->read[r->reads + j];

				if (last[x] != o || s->row[x].sort == GIVEN ||
					!s->row[x].place.base || s->row[x].place.base[0] != 'w' ||
					s->row[x].place.base[1])
					continue;
				give(&g, s->row[x].place.off, lines(length(s, x)));
				last[x] = SIZE_MAX;
			}
		}
	}
	release(last), release(number), release(g.gap);
}
