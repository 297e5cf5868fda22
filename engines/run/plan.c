/* plan.c -- the execution plan: the order, the storage and the groups of a run, decided once.
 *
 * Requires: a list that the number type can run (expand).  Leaves: an order in which every
 * instruction comes after what it reads, and for each a place that no other value uses from its own
 * instruction to its last reader.
 *
 * A view (reshape, segment, a slice in one piece) has no storage: its base lives as long as it
 * does. Long elementwise instructions stand in groups, run block by block, with all that is read in
 * the group alone held in block buffers.  Other storage is free again after its last use and goes
 * to the next instruction of its size; an elementwise instruction takes over an argument that dies
 * in it. This holds within a group too: what its instructions write at a block was read there, or
 * is read further on.  Only what is put into zeros is read behind, and changes hands when the group
 * is done. Products of one matrix with columns that follow each other, as those of several tangents
 * do, stand in a group of their own, which reads the matrix once. Pieces of a concat that lie in
 * one stretch of it are made where they go. Inputs, constants and outputs keep their storage.
 */
#include "engines/run/planner.h"

extern const Prim where_prim, sum_prim, broadcast_prim, matmul_prim;

/* ---- views ---------------------------------------------------------------------- */

static const Shape *firstshape(const List *l, const Ins *in)
{
	return in->nargs ? shapeat(l, args(l, in)[0]) : NULL;
}

static bool isview(const List *l, size_t i, size_t *start)
{
	const Ins *in = &l->ins[i];

	*start = 0;
	return in->prim->view &&
		in->prim->view(attr(l, in), in->nargs, shapeat(l, i), firstshape(l, in), start);
}

bool contiguous(const List *l, size_t i, size_t *start)
{
	const Ins *in = &l->ins[i];

	return in->prim->placed &&
		in->prim->placed(attr(l, in), shapeat(l, i), firstshape(l, in), start);
}

Repeat repeat(const Shape *y, const Shape *x)
{
	Repeat r = { 0 };
	int gone = y->rank - x->rank;
	size_t s[RANK] = { 0 }, all = 1;

	for (int k = y->rank - 1; k >= gone; all *= x->dim[k-- - gone])
		s[k] = x->dim[k - gone] == 1 ? 0 : all;
	for (int k = 0; k < y->rank; k++) {
		if (y->dim[k] == 1)
			continue;
		/* goes on where the axis before it ends */
		if (r.rank && r.step[r.rank - 1] == s[k] * y->dim[k]) {
			r.dim[r.rank - 1] *= y->dim[k];
			r.step[r.rank - 1] = s[k];
		} else
			r.dim[r.rank] = y->dim[k], r.step[r.rank++] = s[k];
	}
	return r;
}

/* ---- groups ------------------------------------------------------------------------ */

static Kind kindof(const List *l, size_t i)
{
	const Ins *in = &l->ins[i];
	const Prim *p = in->prim;
	size_t start;

	if (p->nargs)            return p->nargs == 1 ? ONE : TWO;
	if (p == &where_prim)    return WHERE;
	if (p == &sum_prim)      return count(shapeat(l, i)) == 1 ? SUM : CALL;
	if (p == &broadcast_prim) return STRETCH;
	return contiguous(l, i, &start) ? PLACE : CALL;
}

/* how many elements the group of instruction i would have; 0: it goes alone */
static size_t groupsize(const Planner *g, size_t i)
{
	Kind k = g->p.place[i].kind;
	size_t n = k == SUM ? length(g->l, args(g->l, &g->l->ins[i])[0]) : length(g->l, i);

	return !g->plain || k == CALL || n <= LONG || (k == SUM && !g->num->gather) ? 0 : n;
}

static bool inopen(const Planner *g, Id a)
{
	return g->open.members && g->p.place[g->p.place[a].root].group == g->open.number;
}

/* instruction i may stand in the open group: what it reads of it, it reads element by element */
static bool suits(const Planner *g, size_t i, size_t n)
{
	const Ins *in = &g->l->ins[i];
	Kind k = g->p.place[i].kind;

	if (n + LAG < g->open.n || n > g->open.n + LAG || g->open.members == MEMBERS)
		return false;
	for (size_t j = 0; j < in->nargs; j++) {
		Id a = args(g->l, in)[j];
		size_t m = length(g->l, a), start;

		if (!inopen(g, a))
			continue;
		if (m != length(g->l, g->p.place[a].root) || k == STRETCH)
			return false;
		if (k == PLACE ? !contiguous(g->l, i, &start) || start > LAG || m > n : m != n)
			return false;
	}
	return true;
}

/* instruction i of the open group, right after what it reads of it: few blocks are in use at a
 * time, and stay in the first cache */
static void next(Planner *g, Id i)
{
	const Ins *in = &g->l->ins[i];

	if (g->p.place[i].next)
		return;
	g->p.place[i].next = true;
	for (size_t k = 0; k < in->nargs; k++)
		if (inopen(g, args(g->l, in)[k])) next(g, g->p.place[args(g->l, in)[k]].root);
	g->p.order[g->p.n++] = i;
}

static void shut(Planner *g)
{
	for (size_t k = 0; k < g->open.members; k++) {
		const Ins *in = &g->l->ins[g->open.member[k]];

		for (size_t j = 0; j < in->nargs; j++)
			if (inopen(g, args(g->l, in)[j]))
				g->p.place[g->p.place[args(g->l, in)[j]].root].inner = true;
	}
	for (size_t k = 0; k < g->open.members; k++)
		if (!g->p.place[g->open.member[k]].inner) next(g, g->open.member[k]);
	if (g->open.members == 1) g->p.place[g->open.member[0]].group = 0;
	g->open.members = 0;
}

static void join(Planner *g, size_t i, size_t n)
{
	if (!suits(g, i, n)) shut(g);
	if (!g->open.members) g->open.n = n, g->open.number = (uint32_t)++g->p.groups;
	g->open.member = grow(g->open.member, &g->open.room, g->open.members + 1,
		sizeof *g->open.member);
	g->open.member[g->open.members++] = (Id)i;
	g->p.place[i].group = g->open.number;
}

/* instruction i is a product like that of instruction j, of another column that is no result of
 * their group */
static bool another(const Planner *g, Id i, Id j)
{
	const List *l = g->l;
	const Ins *y = &l->ins[i], *z = &l->ins[j];
	const int64_t *a = attr(l, y), *b = attr(l, z);
	uint32_t group = g->p.place[j].group;

	return y->prim == &matmul_prim && z->prim == &matmul_prim && g->num->rows &&
		y->arg[0] == z->arg[0] && y->shape == z->shape && shapeat(l, i)->rank == 2 &&
		shapeat(l, i)->dim[1] == 1 && !a[0] && !b[0] && g->p.place[y->arg[1]].root != j &&
		(!group || g->p.place[g->p.place[y->arg[1]].root].group != group);
}

static void schedule(Planner *g)
{
	const List *l = g->l;

	for (size_t i = 0; i < l->n; i++) {
		Place *p = &g->p.place[i];
		const Ins *in = &l->ins[i];
		size_t n, start;

		*p = (Place){ .root = (Id)i, .home = (Id)i };
		if (!in->nargs)
			continue;
		if (g->plain && isview(l, i, &start)) {
			const Place *base = &g->p.place[args(l, in)[0]];

			*p = (Place){ .root = base->root, .off = base->off + start };
			continue;
		}
		p->kind = kindof(l, i);
		if ((n = groupsize(g, i))) {
			join(g, i, n);
			continue;
		}
		for (size_t k = 0; k < in->nargs; k++)
			if (inopen(g, args(l, in)[k])) shut(g);
		if (g->p.n && another(g, (Id)i, g->p.order[g->p.n - 1])) {
			Place *last = &g->p.place[g->p.order[g->p.n - 1]];

			if (!last->group) last->group = (uint32_t)++g->p.groups;
			p->group = last->group;
		}
		g->p.order[g->p.n++] = (Id)i;
	}
	shut(g);
}

/* outputs whose storage the caller brings */
static void settle(Planner *g, size_t landing)
{
	for (size_t o = landing; o < g->l->nout && g->plain; o++) {
		Id y = g->l->out[o], r = g->p.place[y].root;

		g->p.place[r].callers |= g->l->ins[r].nargs && length(g->l, y) == length(g->l, r);
	}
}

Plan newplan(const List *l, const Num *T, bool borrowed, size_t landing)
{
	Planner g = { .l = l, .num = T, .plain = !adjustable(T), .borrowed = borrowed };

	g.p.place = alloc(l->n, sizeof *g.p.place);
	g.p.order = alloc(l->n, sizeof *g.p.order);
	schedule(&g);
	settle(&g, landing);
	storage(&g);
	release(g.open.member);
	return g.p;
}

void freeplan(Plan *p)
{
	release(p->place);
	release(p->order);
	*p = (Plan){ 0 };
}
