/* storage -- where in the arena of a run each instruction's elements lie, and when a place is free
 * again (plan.c says the rules).
 */
#include "engines/run/planner.h"
#include <string.h>

extern const Prim const_prim, concat_prim;

enum {
	/* bytes; streams of a page or more start at places of their own */
	LINE = 64, PAGE = 4096,
	WINDOW = 64 << 10
};

typedef struct { size_t size, *off, n, room; } Bin;   /* free storage of one size */
/* unit: bytes of an element; 0: not spread out */
typedef struct { Bin *bin; size_t n, room, total, unit; bool *taken; } Store;

static Bin *bin(Store *s, size_t size)
{
	for (size_t k = 0; k < s->n; k++)
		if (s->bin[k].size == size)
			return &s->bin[k];
	s->bin = grow(s->bin, &s->room, s->n + 1, sizeof *s->bin);
	s->bin[s->n] = (Bin){ .size = size };
	return &s->bin[s->n++];
}

/* where a new stream may start: two at equal addresses modulo 64 KiB would fight for the same lines
 * of a cache */
static void spreadout(Store *s, size_t size)
{
	size_t line = s->unit ? LINE / s->unit : 1, tries = WINDOW / LINE, k;

	if (size * s->unit < PAGE)
		return;
	s->total = (s->total + line - 1) / line * line;
	if (!s->taken) s->taken = alloc(tries, sizeof *s->taken);
	while (k = s->total / line % (WINDOW / LINE), s->taken[k] && --tries) s->total += line;
	if (!tries) memset(s->taken, 0, WINDOW / LINE);
	s->taken[k] = true;
}

static size_t take(Store *s, size_t size, bool fresh)
{
	Bin *b = bin(s, size);

	if (b->n && !fresh)
		return b->off[--b->n];
	spreadout(s, size);
	s->total += size;
	return s->total - size;
}

static void give(Store *s, size_t size, size_t off)
{
	Bin *b = bin(s, size);

	b->off = grow(b->off, &b->room, b->n + 1, sizeof *b->off);
	b->off[b->n++] = off;
}

static void freestore(Store *s)
{
	for (size_t k = 0; k < s->n; k++) release(s->bin[k].off);
	release(s->bin);
	release(s->taken);
}

/* the place in the order after which each root is read no more; what must stay: the end.  Also what
 * one block suffices for */
static size_t *lastuse(Planner *g)
{
	const List *l = g->l;
	Place *p = g->p.place;
	size_t *last = alloc(l->n, sizeof *last);

	for (size_t i = 0; i < l->n; i++) {
		last[i] = l->ins[i].nargs ? 0 : g->p.n;
		p[i].block = p[i].group
			? p[i].kind != SUM && p[i].kind != CALL
			: l->ins[i].prim == &const_prim && length(l, i) > LONG && g->plain;
	}
	for (size_t o = 0; o < l->nout; o++) {
		last[p[l->out[o]].root] = g->p.n;
		p[p[l->out[o]].root].block = false;
	}
	for (size_t t = 0; t < g->p.n; t++) {
		Id i = g->p.order[t];
		const Ins *in = &l->ins[i];

		if (last[i] < t) last[i] = t;
		for (size_t k = 0; k < in->nargs; k++) {
			Id a = args(l, in)[k], r = p[a].root;
			bool stream = p[i].group && (elementwise(p[i].kind) || p[i].kind == SUM) &&
				length(l, a) == length(l, r);
			size_t start;

			if (p[i].group && p[i].kind == PLACE && contiguous(l, i, &start)) {
				if (start) p[r].behind = p[i].group;
				stream |= p[r].group == p[i].group;
				p[r].delayed |= start > 0 && p[r].group == p[i].group;
			}
			if (last[r] < t) last[r] = t;
			if (!stream || (p[r].group && p[r].group != p[i].group)) p[r].block = false;
		}
	}
	for (size_t i = 0; i < l->n; i++) {
		p[i].scratch = p[i].block && p[i].group;
		p[i].delayed &= p[i].scratch;
	}
	return last;
}

/* what a concat is made of, computed into its place: it lives as long as its longest lived piece */
static void pieces(Planner *g, size_t *last)
{
	Place *p = g->p.place;

	for (size_t t = 0; t < g->p.n; t++) {
		Id i = g->p.order[t];
		const Ins *in = &g->l->ins[i];
		const Shape *y = shapeat(g->l, i);
		size_t before = 1, off = 0;

		if (in->prim != &concat_prim || !g->plain)
			continue;
		for (int k = 0; k < *(const int64_t *)attr(g->l, in); k++) before *= y->dim[k];
		for (size_t k = 0; k < in->nargs && before == 1; k++) {
			Id a = args(g->l, in)[k], r = p[a].root;
			size_t n = length(g->l, a);

			if (g->l->ins[r].nargs && n == length(g->l, r) && p[r].home == r &&
				!p[r].whole && !p[r].block && last[r] < g->p.n) {
				p[r].home = i, p[r].into = off;
				p[i].whole = true;
				if (last[i] < last[r]) last[i] = last[r];
			}
			off += n;
		}
	}
}

typedef struct {
	Planner *g;
	const size_t *last;
	Store arena, blockbuffers;
	Id *later;
	size_t nlater, room;
} Storing;

static void giveback(Storing *s, Id r)
{
	const Place *p = &s->g->p.place[r];

	if (p->home != r || p->callers)
		return;
	if (p->delayed)         give(&s->blockbuffers, LAG + FUSED, p->at - LAG);
	else if (p->scratch) give(&s->blockbuffers, FUSED, p->at);
	else                 give(&s->arena, length(s->g->l, r), p->at);
}

/* instruction r is read no more; what is read behind the block that is written, only after its
 * group */
static void letgo(Storing *s, Id r, bool behind)
{
	if (!behind && !s->g->p.place[r].delayed) {
		giveback(s, r);
		return;
	}
	s->later = grow(s->later, &s->room, s->nlater + 1, sizeof *s->later);
	s->later[s->nlater++] = r;
}

static void letgoargs(Storing *s, size_t t)
{
	const List *l = s->g->l;
	Place *p = s->g->p.place;
	Id i = s->g->p.order[t];
	const Ins *in = &l->ins[i];

	for (size_t k = 0; k < in->nargs; k++) {
		Id r = p[args(l, in)[k]].root;
		bool seen = false;

		for (size_t j = 0; j < k; j++) seen |= p[args(l, in)[j]].root == r;
		if (!seen && s->last[r] == t)
			letgo(s, r,
				p[i].group &&
					(p[r].behind == p[i].group ||
						(!elementwise(p[i].kind) && p[i].kind != SUM)));
	}
}

static void store(Storing *s, size_t t)
{
	Id i = s->g->p.order[t];
	Place *p = &s->g->p.place[i], *home = &s->g->p.place[p->home];

	/* not what an instruction of this group reads further on */
	if (home != p && !home->held && !home->callers) {
		home->at = take(&s->arena, length(s->g->l, p->home), p->group != 0);
		home->held = true;
	}
	/* in place: the argument's storage first into the bin, then out again */
	if (elementwise(p->kind)) letgoargs(s, t);
	if (home == p && !p->held && !p->callers)
		p->at = p->delayed      ? take(&s->blockbuffers, LAG + FUSED, false) + LAG
			: p->scratch ? take(&s->blockbuffers, FUSED, false)
				     : take(&s->arena, length(s->g->l, i), false);
	if (!elementwise(p->kind)) letgoargs(s, t);
	if (s->last[i] == t) letgo(s, i, false);       /* read by none */
}

void storage(Planner *g)
{
	size_t *last = lastuse(g);
	Storing s = { g, last, { .unit = g->plain ? g->num->size : 0 }, { .unit = 0 } };

	pieces(g, last);
	for (size_t i = 0; i < g->l->n; i++)           /* there before the first instruction runs */
		if (!g->l->ins[i].nargs && !(g->borrowed && isinput(&g->l->ins[i])))
			g->p.place[i].at =
				take(&s.arena, g->p.place[i].block ? FUSED : length(g->l, i), true);
	for (size_t t = 0; t < g->p.n; t++) {
		if (t && g->p.place[g->p.order[t]].group != g->p.place[g->p.order[t - 1]].group)
			while (s.nlater) giveback(&s, s.later[--s.nlater]);
		store(&s, t);
	}
	g->p.total = s.arena.total;
	g->p.scratch = s.blockbuffers.total;
	freestore(&s.arena);
	freestore(&s.blockbuffers);
	release(s.later);
	release(last);
}
