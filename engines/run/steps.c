/* steps -- a run made of a plan: its storage, and each instruction a step with the places it reads
 * and writes. */
#include "engines/run/steps.h"
#include <string.h>

/* number: which input or output an instruction is */
typedef struct { Run *r; Plan p; Id *number; size_t lane; } Maker;

enum { LINE = 64 };                        /* bytes: the arena begins at a line of the cache */

static Run *opened(const List *, const Num *, bool borrowed, size_t landing);

/* ---- making steps -------------------------------------------------------------------- */

/* the input or the output whose storage instruction i looks at, where that is the caller's */
static In *foreign(const Maker *m, Id i)
{
	Id root = m->p.place[i].root, home = m->p.place[root].home;

	if (isinput(&m->r->list->ins[root]))
		return &m->r->in[m->number[root]];
	return m->p.place[home].callers ? &m->r->out[m->number[home]] : NULL;
}

/* *where points at instruction i from now on, also when what it looks at is borrowed or written
 * elsewhere */
static void point(Maker *m, const void **where, Id i)
{
	In *in = foreign(m, i);

	*where = m->r->at[i];
	if (in) {
		in->at = grow(in->at, &in->room, in->n + 1, sizeof *in->at);
		in->at[in->n++] = (Reader){ where,
			(m->p.place[i].off + m->p.place[m->p.place[i].root].into) *
				m->r->num->size };
	}
}

static Instruction *newinstruction(Maker *m, Id i)
{
	const List *l = m->r->list;
	const Ins *in = &l->ins[i];
	Instruction *ins = alloc(1, sizeof *ins + 2 * in->nargs * sizeof *ins->x);
	const Shape **shape = (const Shape **)(ins->x + in->nargs), *y = shapeat(l, i);

	ins->call = (Call){ in->prim, attr(l, in), in->nargs, count(y), y, shape,
		m->r->body ? m->r->body[i] : NULL };
	for (size_t k = 0; k < in->nargs; k++) {
		shape[k] = shapeat(l, args(l, in)[k]);
		point(m, &ins->x[k], args(l, in)[k]);
	}
	return ins;
}

static void called(Maker *m, Id i, Step *s)
{
	const Prim *p = m->r->list->ins[i].prim;
	const Num *T = m->r->num;

	s->ins = newinstruction(m, i);
	s->kind = CALL;
	if (T->byhand && T->byhand(p)) s->f.hand = T->call, s->kind = BYHAND;
	else if (p->eval)              s->f.call = p->eval;
	else die("%s cannot run in %s: the list was not expanded", p->name, T->name);
}

/* a member of a group that is more than a kernel and pointers */
static void blocked(Maker *m, Id i, Step *s)
{
	const Num *T = m->r->num;

	s->ins = newinstruction(m, i);
	if (s->kind == SUM) {
		s->ins->lane = elem(T, m->r->lanes, m->lane);
		m->lane += LANES;
		s->n = count(s->ins->call.x[0]);
	} else if (s->kind == STRETCH)
		s->ins->repeat = repeat(s->ins->call.y, s->ins->call.x[0]);
	else {
		contiguous(m->r->list, i, &s->ins->start);
		s->ins->few = count(s->ins->call.x[0]);
	}
}

static void make(Maker *m, Id i)
{
	const List *l = m->r->list;
	const Ins *in = &l->ins[i];
	const Place *p = &m->p.place[i];
	Step *s = &m->r->step[m->r->nsteps++];

	*s = (Step){ .n = count(shapeat(l, i)),
		.kind = (uint8_t)p->kind,
		.moves = p->delayed     ? 16
			: p->scratch ? 0
				     : 8 };
	point(m, (const void **)&s->y, i);
	if (p->kind == ONE || p->kind == TWO || p->kind == WHERE ||
		(p->group && (p->kind == SUM || p->kind == PLACE)))
		for (size_t k = 0; k < in->nargs; k++) {
			point(m, &s->x[k], args(l, in)[k]);
			if (!m->p.place[m->p.place[args(l, in)[k]].root].block)
				s->moves |= (uint8_t)(1 << k);
		}
	if (p->kind == ONE && m->r->num->unary[in->prim->slot])
		s->f.one = m->r->num->unary[in->prim->slot];
	else if (p->kind == TWO && m->r->num->binary[in->prim->slot])
		s->f.two = m->r->num->binary[in->prim->slot];
	else if (p->kind == CALL || (p->kind != WHERE && !p->group))  called(m, i, s);
	else if (p->kind != WHERE)                                    blocked(m, i, s);
}

static void steps(Maker *m)
{
	Run *r = m->r;
	uint32_t group = 0;
	Step *head = NULL;

	r->step = alloc(m->p.n + m->p.groups, sizeof *r->step);
	for (size_t t = 0; t < m->p.n; t++) {
		const Place *p = &m->p.place[m->p.order[t]];

		if (p->group && p->group != group) {
			head = &r->step[r->nsteps++];
			*head = (Step){ .kind = p->kind == CALL ? PRODUCTS : GROUP };
		}
		group = p->group;
		make(m, m->p.order[t]);
		if (!group)
			continue;
		head->members++;
		if (head->n < r->step[r->nsteps - 1].n) head->n = r->step[r->nsteps - 1].n;
	}
}

/* ---- making and freeing ------------------------------------------------------------------ */

/* the bodies of row i, each with a run of its own; their inputs are borrowed */
static Run **bodiesof(const List *l, const Num *T, size_t i)
{
	Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));
	Run **r = alloc(b.n, sizeof *r);

	for (size_t k = 0; k < b.n; k++) r[k] = opened(b.list[k], T, true, SIZE_MAX);
	return r;
}

static void freebodies(const List *l, size_t i, Run **r)
{
	for (size_t k = 0; r && k < bodies(l->ins[i].prim, attr(l, &l->ins[i])).n; k++)
		freerun(r[k]);
	release(r);
}

static size_t sums(const Plan *p, const List *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) n += p->place[i].group && p->place[i].kind == SUM;
	return n;
}

static void set_aside(Run *r, const Plan *p)
{
	bool plain = !adjustable(r->num);

	r->total = p->total;
	r->room = p->total + (plain ? LINE / r->num->size : 0);
	r->blockbuffers = p->scratch ? p->scratch + LINE / r->num->size : 0;
	r->nlanes = LANES * sums(p, r->list);
	r->mem = array(r->num, r->room);
	r->scratch = r->blockbuffers ? array(r->num, r->blockbuffers) : NULL;
	r->lanes = r->nlanes ? array(r->num, r->nlanes) : NULL;
	for (size_t i = 0; i < r->list->n; i++) {
		const Place *root = &p->place[p->place[i].root], *home = &p->place[root->home];
		char *base = root->scratch ? r->scratch : r->mem;

		if (plain) base += (LINE - (uintptr_t)base % LINE) % LINE;
		r->at[i] = elem(r->num, base, home->at + root->into + p->place[i].off);
	}
}

/* what is there before the first row runs, and the runs of bodies */
static void constants(Run *r, const Plan *p)
{
	const List *l = r->list;

	for (size_t i = 0; i < l->n; i++) {
		double c;

		if (p->place[i].block && isconst(l, i, &c))
			r->num->fill(FUSED, r->at[i], c);
		else if (!l->ins[i].nargs && !isinput(&l->ins[i]))
			apply(r->num, l, &l->ins[i], r->at[i], NULL);
		if (!l->ins[i].prim->higherorder)
			continue;
		if (!r->body) r->body = alloc(l->n, sizeof *r->body);
		r->body[i] = bodiesof(l, r->num, i);
	}
}

static Run *opened(const List *l, const Num *T, bool borrowed, size_t landing)
{
	Run *r = alloc(1, sizeof *r);
	Maker m = { .r = r,
		.p = newplan(l, T, borrowed, landing),
		.number = alloc(l->n, sizeof *m.number) };

	*r = (Run){ .list = l,
		.num = T,
		.at = alloc(l->n, sizeof *r->at),
		.in = alloc(l->nin, sizeof *r->in),
		.out = alloc(l->nout, sizeof *r->out) };
	set_aside(r, &m.p);
	constants(r, &m.p);
	for (size_t k = 0; k < l->nin; k++) {
		m.number[l->in[k]] = (Id)k;
		r->in[k].own = borrowed ? NULL : r->at[l->in[k]];
	}
	for (size_t o = l->nout; o-- > landing; ) {
		Id root = m.p.place[l->out[o]].root;

		/* the first of those that share all of it; a part of it is copied */
		if (m.p.place[root].callers &&
			count(shapeat(l, l->out[o])) == count(shapeat(l, root)))
			m.number[root] = (Id)o;
	}
	for (size_t i = 0; i < l->n; i++)
		if (foreign(&m, (Id)i)) point(&m, (const void **)&r->at[i], (Id)i);
	steps(&m);
	freeplan(&m.p);
	release(m.number);
	return r;
}

Run *newrun(const List *l, const Num *T)  { return opened(l, T, false, SIZE_MAX); }
Run *borrowingrun(const List *l, const Num *T) { return opened(l, T, true, SIZE_MAX); }
Run *writingrun(const List *l, const Num *T, size_t from) { return opened(l, T, true, from); }

void freerun(Run *r)
{
	if (!r)
		return;
	for (size_t i = 0; r->body && i < r->list->n; i++) freebodies(r->list, i, r->body[i]);
	for (size_t s = 0; s < r->nsteps; s++) release(r->step[s].ins);
	for (size_t k = 0; k < r->list->nin; k++) release(r->in[k].at);
	for (size_t k = 0; k < r->list->nout; k++) release(r->out[k].at);
	freearray(r->num, r->room, r->mem);
	freearray(r->num, r->blockbuffers, r->scratch);
	freearray(r->num, r->nlanes, r->lanes);
	release(r->body);
	release(r->step);
	release(r->in);
	release(r->out);
	release(r->at);
	release(r);
}

size_t runbytes(const Run *r)
{
	size_t n = (r->total + r->blockbuffers + r->nlanes) * r->num->size;

	for (size_t i = 0; r->body && i < r->list->n; i++)
		for (size_t k = 0; r->body[i] &&
			k < bodies(r->list->ins[i].prim, attr(r->list, &r->list->ins[i])).n;
			k++)
			n += runbytes(r->body[i][k]);
	return n;
}
