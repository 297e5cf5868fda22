/* rows -- what has a place in memory, and which unit makes it.
 *
 * In the order of the list: a value gets a place if a kernel reads it, if it is a result, if it
 * costs much and is read more than once, or if it is repeated.  A unit of loops makes all of one
 * domain that wait for the same: its level is one more than those of the units it reads otherwise
 * than element by element.
 */
#include "engines/compiled/emitter.h"
#include "engines/control/scan.h"
#include <stdlib.h>

extern const Prim sum_prim;

enum { LONGSUM = 4096 }; /* elements: shorter ones stay in cache */
enum { PIECES = 4 }; /* of one said where it is read */

size_t length(const Scope *s, Id i) { return count(shapeat(s->l, i)); }

/* ---- sorts ------------------------------------------------------------------------------- */

static bool haskernel(const Num *T, const Prim *p)
{
	return p->nargs == 1    ? T->unary[p->slot] != NULL
		: p->nargs == 2 ? T->binary[p->slot] != NULL
				: p->ternary != 0;
}

static Sort sortof(const Emitter *e, const Scope *s, Id i)
{
	const Ins *in = &s->l->ins[i];
	const Prim *p = in->prim;
	Sort move;
	size_t start;

	if (!in->nargs) return GIVEN;
	if (p == &scan_prim) return STEPS;
	if (ismove(p, &move))
		return in->nargs > PIECES ? CALLED
			: p->view &&
				p->view(attr(s->l, in), in->nargs, shapeat(s->l, i),
					shapeat(s->l, args(s->l, in)[0]), &start)
			? VIEW
			: move;
	if (isoperator(in)) return PLAIN;
	if (iselementwise(p) && haskernel(e->num, p)) return FUNCTION;
	if (p == &sum_prim && length(s, i) == 1 && length(s, args(s->l, in)[0]) > LONGSUM &&
		e->num->gather)
		return TOTAL;
	return CALLED;
}

/* ---- places ------------------------------------------------------------------------------- */

Id rootof(const Scope *s, Id i, size_t *off)
{
	*off = 0;
	for (;;) {
		const Ins *in = &s->l->ins[i];
		size_t start = 0;
		Id x;

		if (s->row[i].sort != VIEW || s->row[i].mem || !in->prim->view) return i;
		x = args(s->l, in)[0];
		if (!in->prim->view(attr(s->l, in), in->nargs, shapeat(s->l, i), shapeat(s->l, x),
			    &start))
			return i;
		*off += start;
		i = x;
	}
}

Place placeof(const Scope *s, Id i)
{
	size_t off;
	Place p = s->row[rootof(s, i, &off)].place;

	return (Place){ p.base, p.off + (long)off };
}

/* ---- units -------------------------------------------------------------------------------- */

static bool samenest(const Nest *a, const Nest *b)
{
	bool same = a->n == b->n;

	for (int v = 0; same && v < a->n; v++) same = a->hi[v] == b->hi[v];
	return same;
}

static uint32_t unitfor(Scope *s, Kind kind, Nest nest, const Shape *shape, uint32_t level)
{
	if (kind == LOOPS || kind == STRAIGHT)
		for (size_t k = s->n; k-- > 0;) {
			const Job *u = &s->unit[k];

			if (u->kind == kind && u->level == level && samenest(&u->nest, &nest) &&
				(kind == STRAIGHT || u->ops < HEAVY))
				return (uint32_t)k;
		}
	s->unit = grow(s->unit, &s->room, s->n + 1, sizeof *s->unit);
	s->unit[s->n] = (Job){ .kind = kind, .level = level, .nest = nest, .shape = *shape };
	return (uint32_t)s->n++;
}

static void joins(Scope *s, Id i, uint32_t unit, size_t ops)
{
	Job *u = &s->unit[unit];
	Row *r = &s->row[i];

	u->root = grow(u->root, &u->room, u->n + 1, sizeof *u->root);
	u->root[u->n++] = i;
	u->ops += (uint32_t)ops;
	r->unit = unit;
	r->level = u->level;
	r->turn = ++s->turns;
	r->mem = r->settled = true;
}

/* what it reads: outside is what is read elsewhere than in the loop that makes it */
static void noted(Scope *s, Id i, const Said *w)
{
	Row *r = &s->row[i];

	r->reads = s->nread;
	r->nreads = w->ntouched;
	s->read = grow(s->read, &s->readroom, s->nread + w->ntouched, sizeof *s->read);
	for (size_t k = 0; k < w->ntouched; k++) {
		Row *x = &s->row[w->touched[k]];

		s->read[s->nread++] = w->touched[k];
		if (!w->asitis[k] || x->unit != r->unit) x->outside = true;
	}
}

/* ---- settling -------------------------------------------------------------------------------- */

static void settle(Emitter *, Scope *, Id);

/* the level of a unit of that nest that reads what w has touched */
static uint32_t levelafter(const Scope *s, const Said *w, Kind kind)
{
	uint32_t level = 0;

	for (size_t k = 0; k < w->ntouched; k++) {
		const Row *x = &s->row[w->touched[k]];
		const Job *u = x->sort == GIVEN ? NULL : &s->unit[x->unit];
		uint32_t from = !u ? 0
			: w->asitis[k] && u->kind == kind && samenest(&u->nest, &w->nest) &&
				x->sort != TOTAL
			? x->level
			: x->level + 1;

		if (from > level) level = from;
	}
	return level;
}

/* all that row i needs, in such loops; a cut is tried on both sides of it */
static bool probed(Said *w, Id i, bool itself, int *regions)
{
	Nest was = w->nest;
	int v;
	bool ok;

	if (++*regions > REGIONS) return false;
	forgetnames(w);
	w->fails = false, w->cutvar = -1;
	if (itself && w->s->row[i].sort == FUNCTION)
		for (size_t k = 0; k < w->s->l->ins[i].nargs; k++)
			say(w, args(w->s->l, &w->s->l->ins[i])[k], w->whole);
	else if (itself)
		made(w, i, w->whole);
	else
		say(w, i, w->whole);
	if (w->fails) return false;
	if ((v = w->cutvar) < 0) return true;
	w->nest.hi[v] = w->cut;
	{
		long at = w->cut;

		ok = probed(w, i, itself, regions);
		w->nest = was;
		w->nest.lo[v] = at;
		ok = ok && probed(w, i, itself, regions);
	}
	w->nest = was;
	return ok;
}

static bool tries(Emitter *e, Scope *s, Id i, bool itself, Nest nest, const Shape *shape, Said *w)
{
	int regions = 0;

	*w = opensaid(e, s, nest, everyelement(&nest, shape));
	if (probed(w, i, itself, &regions)) return true;
	closesaid(w);
	return false;
}

static void bykernel(Emitter *e, Scope *s, Id i, Kind kind)
{
	const Ins *in = &s->l->ins[i];
	Nest none = { 0 };
	Said w = opensaid(e, s, none, (Index){ 0 });
	uint32_t level = 0;

	for (size_t k = 0; k < in->nargs; k++) {
		size_t off;
		Id x = rootof(s, args(s->l, in)[k], &off);

		settle(e, s, x);
		if (s->row[x].sort != GIVEN && s->row[x].level + 1 > level)
			level = s->row[x].level + 1;
		w.touched = grow(w.touched, &w.touchroom, w.ntouched + 1, sizeof *w.touched);
		w.asitis = grow(w.asitis, &w.asroom, w.ntouched + 1, sizeof *w.asitis);
		w.touched[w.ntouched] = x;
		w.asitis[w.ntouched++] = false;
	}
	joins(s, i, unitfor(s, kind, none, shapeat(s->l, i), level), 0);
	noted(s, i, &w);
	closesaid(&w);
}

/* its arguments in memory, so that it is made element by element */
static void plainly(Emitter *e, Scope *s, Id i)
{
	const Ins *in = &s->l->ins[i];

	for (size_t k = 0; k < in->nargs; k++) settle(e, s, args(s->l, in)[k]);
}

static void looped(Emitter *e, Scope *s, Id i)
{
	const Ins *in = &s->l->ins[i];
	Id domain = s->row[i].sort == TOTAL ? in->arg[0] : i;
	const Shape *shape = shapeat(s->l, domain);
	bool itself = s->row[i].sort != TOTAL, scalar = count(shape) == 1;
	Nest nest = scalar ? (Nest){ 0 } : flatnest(count(shape));
	Kind kind = scalar ? STRAIGHT : LOOPS;
	Said w;

	if (!tries(e, s, domain, itself, nest, shape, &w)) {
		nest = axesnest(shape);
		if (s->row[i].sort == FUNCTION || s->row[i].sort == TOTAL || scalar ||
			!tries(e, s, domain, itself, nest, shape, &w)) {
			if (s->row[i].sort == VIEW || s->row[i].sort == PUT) {
				s->row[i].sort = CALLED;
				bykernel(e, s, i, KERNEL);
				return;
			}
			plainly(e, s, i);
			nest = scalar ? (Nest){ 0 } : flatnest(count(shape));
			if (!tries(e, s, domain, itself, nest, shape, &w))
				die("compiled: v%u cannot be made", i);
		}
	}
	joins(s, i, unitfor(s, kind, nest, shape, levelafter(s, &w, kind)), w.ops + 1);
	noted(s, i, &w);
	closesaid(&w);
}

static void settle(Emitter *e, Scope *s, Id i)
{
	Row *r = &s->row[i];

	if (r->settled) return;
	switch (r->sort) {
	case GIVEN:
		r->mem = r->settled = true;
		break;
	case CALLED:
		bykernel(e, s, i, KERNEL);
		break;
	case STEPS:
		bykernel(e, s, i, SCANNED);
		break;
	default:
		looped(e, s, i);
	}
}

/* ---- deciding ------------------------------------------------------------------------------ */

/* who needs an address; what is repeated */
static void flags(Scope *s)
{
	const List *l = s->l;

	for (Id i = (Id)l->n; i-- > 0;) {
		const Ins *in = &l->ins[i];
		Row *r = &s->row[i];

		for (size_t k = 0; k < in->nargs; k++) {
			Id x = args(l, in)[k];
			size_t off;

			s->row[x].uses++;
			if (r->sort == CALLED || r->sort == STEPS)
				s->row[rootof(s, x, &off)].pointed = true;
			if (r->sort == VIEW && length(s, x) < length(s, i)) s->row[x].spread = true;
			if (r->spread && r->sort == VIEW) s->row[x].spread = true;
		}
	}
	for (size_t o = 0; o < l->nout; o++) {
		size_t off;

		s->row[rootof(s, l->out[o], &off)].pointed = true;
		s->row[l->out[o]].uses++;
	}
}

static bool needsplace(const Scope *s, Id i)
{
	const Row *r = &s->row[i];

	if (r->sort == FUNCTION || r->sort == TOTAL || r->sort == CALLED || r->sort == STEPS ||
		r->pointed)
		return true;
	if (r->sort == GIVEN) return false;
	if (r->sort == VIEW) return false;
	if (length(s, i) == 1 && r->sort == PLAIN) return true;
	return (r->spread && r->cost) || (r->uses > 1 && r->cost > CHEAP) || r->cost > HEAVY;
}

static uint32_t costof(const Scope *s, Id i)
{
	const Ins *in = &s->l->ins[i];
	uint32_t c = s->row[i].sort == PLAIN;

	for (size_t k = 0; k < in->nargs; k++) {
		const Row *x = &s->row[args(s->l, in)[k]];

		if (!x->mem) c += x->cost;
	}
	return c > 2 * HEAVY ? 2 * HEAVY : c;
}

static int inorder(const void *a, const void *b, void *with)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	const Scope *s = with;

	if (s->unit[x].level != s->unit[y].level)
		return s->unit[x].level < s->unit[y].level ? -1 : 1;
	return x < y ? -1 : x > y;
}

Scope *newscope(Emitter *e, const List *l)
{
	Scope *s = alloc(1, sizeof *s);

	*s = (Scope){ .l = l,
		.row = alloc(l->n, sizeof *s->row),
		.scratch = alloc(5 * l->n + 1, sizeof(int)) };
	for (Id i = 0; i < l->n; i++) {
		s->row[i].sort = sortof(e, s, i);
		s->row[i].mem = s->row[i].sort == GIVEN;
	}
	flags(s);
	for (Id i = 0; i < l->n; i++) {
		s->row[i].cost = costof(s, i);
		if (needsplace(s, i)) settle(e, s, i);
	}
	for (size_t o = 0; o < l->nout; o++) {
		size_t off;
		Row *r = &s->row[rootof(s, l->out[o], &off)];

		r->outside = true;
	}
	s->order = alloc(s->n, sizeof *s->order);
	for (size_t k = 0; k < s->n; k++) s->order[k] = k;
	qsort_r(s->order, s->n, sizeof *s->order, inorder, s);
	e->scope = grow(e->scope, &e->scoperoom, e->nscopes + 1, sizeof *e->scope);
	e->scope[e->nscopes++] = s;
	return s;
}

void freescope(Scope *s)
{
	for (size_t k = 0; k < s->n; k++) release(s->unit[k].root);
	release(s->unit);
	release(s->row);
	release(s->read);
	release(s->order);
	release(s->scratch);
	release(s);
}
