/* run.c -- a list run in one number type, as plan.c has planned it.
 *
 * Each row is a step made once: a kernel and the places it reads and writes.  Inputs may be lent:
 * steps that read one are told where it lies now.
 *
 * One thread.  A second (OpenMP, 2 cores otherwise idle) would pay above 2^18 elements: exp and
 * sums of arrays in halves took 0.55 to 0.7 of the time, and so did a 1024 x 1024 matrix times a
 * column; below 2^16 elements, or on busy cores, waking it cost more than it saved.  Steps of
 * independent elements and rows of products could be split and keep their bits; a group that ends
 * in a sum could not, for its lanes are added block after block, and each thread would need
 * registers of its own. Large products of matrices are the BLAS's to split: OPENBLAS_NUM_THREADS.
 */
#include "engines/run/run.h"
#include <string.h>

typedef struct {                           /* what a step needs beside its pointers */
	Call call;
	Repeat repeat;                     /* STRETCH */
	size_t start, few;                 /* PLACE: its argument's place and length */
	void *lane;                        /* SUM: what the blocks have added up */
	const void *x[];
} Row;

typedef struct {
	union {
		void (*one)(size_t n, void *y, const void *x);
		void (*two)(size_t n, void *y, const void *a, const void *b);
		void (*call)(const Num *, const Call *, void *y, const void *const *x);
		void (*hand)(const Call *, void *y, const void *const *x);
	} f;
	void *y;
	const void *x[3];
	size_t n;                          /* elements; GROUP: of each of its steps */
	Row *row;                          /* NULL: elementwise */
	uint32_t members;                  /* GROUP, PRODUCTS: the steps that follow */
	/* moves: bit k: x[k] is a stream, goes on with the block; bit 3: y; bit 4: y keeps what was
	 */
	uint8_t kind, moves;
} Step;

/* a pointer into an input, off bytes from its start */
typedef struct { const void **where; size_t off; } Reader;
typedef struct { Reader *at; size_t n, room; void *own; } In;

struct Run {
	const List *list;
	const Num *num;
	void *mem, *scratch, *lanes;
	/* numbers in mem, of these planned; in scratch; in lanes */
	size_t room, total, registers, nlanes;
	void **at;                         /* of each row */
	Step *step;      size_t nsteps;
	/* of each input: who reads it; of each output: who uses it, where its storage is the
	 * caller's */
	In *in, *out;
	/* of each row with bodies: theirs; NULL: no row has any */
	Run ***body;
};

/* number: which input or output a row is */
typedef struct { Run *r; Plan p; Id *number; size_t lane; } Maker;

enum { LINE = 64 };                        /* bytes: the arena begins at a line of the cache */

static Run *opened(const List *, const Num *, bool lent, size_t landing);

/* ---- making steps -------------------------------------------------------------------- */

/* the input or the output whose storage row i looks at, where that is the caller's */
static In *foreign(const Maker *m, Id i)
{
	Id root = m->p.place[i].root, home = m->p.place[root].home;

	if (isinput(&m->r->list->ins[root]))
		return &m->r->in[m->number[root]];
	return m->p.place[home].landed ? &m->r->out[m->number[home]] : NULL;
}

/* *where points at row i from now on, also when what it looks at is lent or lands elsewhere */
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

static Row *newrow(Maker *m, Id i)
{
	const List *l = m->r->list;
	const Ins *in = &l->ins[i];
	Row *row = alloc(1, sizeof *row + 2 * in->nargs * sizeof *row->x);
	const Shape **shape = (const Shape **)(row->x + in->nargs), *y = rowshape(l, i);

	row->call = (Call){ in->prim, attr(l, in), in->nargs, count(y), y, shape,
		m->r->body ? m->r->body[i] : NULL };
	for (size_t k = 0; k < in->nargs; k++) {
		shape[k] = rowshape(l, args(l, in)[k]);
		point(m, &row->x[k], args(l, in)[k]);
	}
	return row;
}

static void called(Maker *m, Id i, Step *s)
{
	const Prim *p = m->r->list->ins[i].prim;
	const Num *T = m->r->num;

	s->row = newrow(m, i);
	s->kind = CALL;
	if (T->byhand && T->byhand(p)) s->f.hand = T->call, s->kind = BYHAND;
	else if (p->eval)              s->f.call = p->eval;
	else die("%s cannot run in %s: the list was not expanded", p->name, T->name);
}

/* a member of a group that is more than a kernel and pointers */
static void blocked(Maker *m, Id i, Step *s)
{
	const Num *T = m->r->num;

	s->row = newrow(m, i);
	if (s->kind == SUM) {
		s->row->lane = elem(T, m->r->lanes, m->lane);
		m->lane += LANES;
		s->n = count(s->row->call.x[0]);
	} else if (s->kind == STRETCH)
		s->row->repeat = repeat(s->row->call.y, s->row->call.x[0]);
	else {
		contiguous(m->r->list, i, &s->row->start);
		s->row->few = count(s->row->call.x[0]);
	}
}

static void make(Maker *m, Id i)
{
	const List *l = m->r->list;
	const Ins *in = &l->ins[i];
	const Place *p = &m->p.place[i];
	Step *s = &m->r->step[m->r->nsteps++];

	*s = (Step){ .n = count(rowshape(l, i)),
		.kind = (uint8_t)p->kind,
		.moves = p->lags     ? 16
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

/* the bodies of row i, each with a run of its own; their inputs are lent */
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
	r->registers = p->scratch ? p->scratch + LINE / r->num->size : 0;
	r->nlanes = LANES * sums(p, r->list);
	r->mem = array(r->num, r->room);
	r->scratch = r->registers ? array(r->num, r->registers) : NULL;
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
		if (!l->ins[i].prim->bodied)
			continue;
		if (!r->body) r->body = alloc(l->n, sizeof *r->body);
		r->body[i] = bodiesof(l, r->num, i);
	}
}

static Run *opened(const List *l, const Num *T, bool lent, size_t landing)
{
	Run *r = alloc(1, sizeof *r);
	Maker m = { .r = r,
		.p = newplan(l, T, lent, landing),
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
		r->in[k].own = lent ? NULL : r->at[l->in[k]];
	}
	for (size_t o = l->nout; o-- > 0; ) {
		Id home = m.p.place[m.p.place[l->out[o]].root].root;

		/* the first of those that share it */
		if (m.p.place[home].landed) m.number[home] = (Id)o;
	}
	for (size_t i = 0; i < l->n; i++)
		if (foreign(&m, (Id)i)) point(&m, (const void **)&r->at[i], (Id)i);
	steps(&m);
	freeplan(&m.p);
	release(m.number);
	return r;
}

Run *newrun(const List *l, const Num *T)  { return opened(l, T, false, SIZE_MAX); }
Run *lentrun(const List *l, const Num *T) { return opened(l, T, true, SIZE_MAX); }
Run *landedrun(const List *l, const Num *T, size_t from) { return opened(l, T, true, from); }

void freerun(Run *r)
{
	if (!r)
		return;
	for (size_t i = 0; r->body && i < r->list->n; i++) freebodies(r->list, i, r->body[i]);
	for (size_t s = 0; s < r->nsteps; s++) release(r->step[s].row);
	for (size_t k = 0; k < r->list->nin; k++) release(r->in[k].at);
	for (size_t k = 0; k < r->list->nout; k++) release(r->out[k].at);
	freearray(r->num, r->room, r->mem);
	freearray(r->num, r->registers, r->scratch);
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
	size_t n = (r->total + r->registers + r->nlanes) * r->num->size;

	for (size_t i = 0; r->body && i < r->list->n; i++)
		for (size_t k = 0; r->body[i] &&
			k < bodies(r->list->ins[i].prim, attr(r->list, &r->list->ins[i])).n;
			k++)
			n += runbytes(r->body[i][k]);
	return n;
}

/* ---- in and out ---------------------------------------------------------------------------- */

void *slot(Run *r, size_t i) { return r->at[i]; }

void lend(Run *r, size_t k, const void *x)
{
	In *in = &r->in[k];

	if (r->at[r->list->in[k]] == x)
		return;
	for (size_t j = 0; j < in->n; j++) *in->at[j].where = (const char *)x + in->at[j].off;
}

bool land(Run *r, size_t k, void *y)
{
	In *out = &r->out[k];

	for (size_t j = 0; j < out->n; j++) *out->at[j].where = (char *)y + out->at[j].off;
	return out->n;
}

const void *put(Run *r, size_t k, const void *x)
{
	Id i = r->list->in[k];
	size_t n = count(rowshape(r->list, i));

	lend(r, k, r->in[k].own);
	r->num->take(n, r->at[i], x);
	return elem(r->num, x, n);
}

const void *output(Run *r, size_t k, size_t *n)
{
	*n = count(rowshape(r->list, r->list->out[k]));
	return r->at[r->list->out[k]];
}

void *get(Run *r, size_t k, void *y)
{
	size_t n;
	const void *v = output(r, k, &n);

	if (v != y) r->num->copy(n, y, 1, v, 1);       /* unless it landed there */
	return elem(r->num, y, n);
}

/* ---- running --------------------------------------------------------------------------------- */

static void applied(const Num *T, const List *l, const Ins *in, void *y, const void *const *x,
	Run *const *body)
{
	const Shape *few[8], **s = in->nargs > 8 ? alloc(in->nargs, sizeof *s) : few,
			     *shape = &l->shapes[in->shape];
	Call c = { in->prim, attr(l, in), in->nargs, count(shape), shape, s, body };

	for (size_t k = 0; k < in->nargs; k++)
		s[k] = rowshape(l, args(l, in)[k]);
	if (T->byhand && T->byhand(in->prim))
		T->call(&c, y, x);
	else if (in->prim->eval)
		in->prim->eval(T, &c, y, x);
	else
		die("%s cannot run in %s: the list was not expanded", in->prim->name, T->name);
	if (s != few)
		release(s);
}

/* bodies that are run once, for one row */
void apply(const Num *T, const List *l, const Ins *in, void *y, const void *const *x)
{
	Bodies b = bodies(in->prim, attr(l, in));
	List **said;
	Run **r;

	if (!b.n) {
		applied(T, l, in, y, x, NULL);
		return;
	}
	said = alloc(b.n, sizeof *said);
	r = alloc(b.n, sizeof *r);
	for (size_t k = 0; k < b.n; k++)
		r[k] = opened(said[k] = expand(b.list[k], runs, T), T, true, SIZE_MAX);
	applied(T, l, in, y, x, r);
	for (size_t k = 0; k < b.n; k++) freerun(r[k]), freelist(said[k]);
	release(said);
	release(r);
}

/* elements [from, from + n) of a broadcast */
static void stretch(const Num *T, const Row *row, void *y, const void *x, size_t from, size_t n)
{
	const Repeat *r = &row->repeat;
	size_t last = r->rank ? r->dim[r->rank - 1] : 1, step = r->rank ? r->step[r->rank - 1] : 0;

	for (size_t done = 0, len; done < n; done += len) {
		size_t o = from + done, in = o % last, lane = o / last, at = in * step;

		for (int k = r->rank - 2; k >= 0; lane /= r->dim[k--])
			at += lane % r->dim[k] * r->step[k];
		len = last - in < n - done ? last - in : n - done;
		T->copy(len, elem(T, y, done), 1, elem(T, x, at), step);
	}
}

/* elements [from, from + n) of zeros with x put in; x: its element at */
static void placed(const Num *T, const Row *row, void *y, const void *x, size_t at, size_t from,
	size_t n)
{
	size_t lo = row->start > from ? row->start : from, hi = row->start + row->few;
	ptrdiff_t skip = ((ptrdiff_t)(lo - row->start) - (ptrdiff_t)at) * (ptrdiff_t)T->size;

	if (hi > from + n) hi = from + n;
	if (lo >= hi) {
		T->fill(n, y, 0);
		return;
	}
	if (lo > from) T->fill(lo - from, y, 0);
	T->copy(hi - lo, elem(T, y, lo - from), 1, (const char *)x + skip, 1);
	if (hi < from + n) T->fill(from + n - hi, elem(T, y, hi - from), 0);
}

#define moved(s, k, p, o) ((s)->moves >> (k) & 1 ? elem(T, p, o) : (p))

static void block(const Num *T, const Step *s, size_t o)
{
	void *y = moved(s, 3, s->y, o);
	const void *x = moved(s, 0, s->x[0], o);
	size_t n = o >= s->n ? 0 : s->n - o < FUSED ? s->n - o : FUSED;

	if (s->moves & 16 && o)
		T->copy(LAG, (char *)y - LAG * T->size, 1, elem(T, y, FUSED - LAG), 1);
	if (!n)
		return;
	switch (s->kind) {
	case ONE:     s->f.one(n, y, x); break;
	case TWO:     s->f.two(n, y, x, moved(s, 1, s->x[1], o)); break;
	case WHERE:   T->where(n, y, x, moved(s, 1, s->x[1], o), moved(s, 2, s->x[2], o)); break;
	case SUM:     T->gather(n, s->row->lane, o, x); break;
	case STRETCH: stretch(T, s->row, y, s->row->x[0], o, n); break;
	case PLACE:   placed(T, s->row, y, s->x[0], s->moves & 1 ? 0 : o, o, n); break;
	}
}

/* a group: each block through all its steps while it is in cache */
static void blocks(const Num *T, const Step *head)
{
	const Step *s = head + 1, *end = s + head->members;

	for (size_t o = 0; o < head->n; o += FUSED)
		for (const Step *m = s; m < end; m++) block(T, m, o);
	for (; s < end; s++)
		if (s->kind == SUM) T->total(s->n, s->y, s->row->lane);
}

/* a matrix times one column after the other, each 8 rows of it while they are in cache */
static void products(const Num *T, const Step *head)
{
	enum { MANY = 16 };
	const Shape *a = head[1].row->call.x[0];
	void *y[MANY];
	const void *x[MANY];

	for (size_t done = 0, n; done < head->members; done += n) {
		for (n = 0; n < MANY && done + n < head->members; n++) {
			const Step *s = head + 1 + done + n;

			y[n] = s->y, x[n] = s->row->x[1];
		}
		T->rows(a->dim[0], a->dim[1], n, y, head[1].row->x[0], x);
	}
}

void run(Run *r)
{
	const Num *T = r->num;

	for (const Step *s = r->step, *end = s + r->nsteps; s < end; s++)
		switch (s->kind) {
		case ONE:    s->f.one(s->n, s->y, s->x[0]); break;
		case TWO:    s->f.two(s->n, s->y, s->x[0], s->x[1]); break;
		case WHERE:  T->where(s->n, s->y, s->x[0], s->x[1], s->x[2]); break;
		case BYHAND: s->f.hand(&s->row->call, s->y, s->row->x); break;
		case GROUP:  blocks(T, s), s += s->members; break;
		case PRODUCTS: products(T, s), s += s->members; break;
		default:     s->f.call(T, &s->row->call, s->y, s->row->x);
		}
}
