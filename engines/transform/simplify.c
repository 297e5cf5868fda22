/* simplify.c -- the same values by fewer instructions.
 *
 * Requires: replacements applied.  Leaves: no two equal instructions, none that no output needs,
 * the same values to the last bit but for the sign of a zero (algebra: as the reals have it).
 *
 * Constants are folded, equal instructions become one (hash-consing), dead ones go (dce.c), what is
 * the same at every step leaves its loop (hoist.c), disjoint scatter-adds become one concatenation
 * (assemble.c).  Identities are used only where they hold for every floating-point number: x*1,
 * x/1, x - 0, strongmul(1, x), but not x + 0 (x may be -0).  Two give the sign of a zero away:
 * strongmul(x, 1) and strongdiv(x, 1) are x, where the kernels make +0 of -0.
 */
#include "engines/transform/assemble.h"
#include "engines/list/sayings.h"
#include "engines/transform/dce.h"
#include "engines/prims/traits.h"
#include <stdlib.h>
#include <string.h>

extern const Prim add_prim, broadcast_prim, const_prim, segment_prim, flatten_prim;

/* instructions of l by what they say, and bodies that were simplified */
typedef struct {
	List *l;
	Sayings known;
	/* of the old list's shapes: those of l, once there is an instruction of it */
	uint32_t *shape;
	List **was, **now;  size_t nbodies, wasroom, nowroom;
	const Num *num;  bool real;
} Table;

enum { LEAST = 6, MOST = 20 };             /* bits of the table at first */

static const uint32_t NOSHAPE = UINT32_MAX;

/* the instruction of l that says this; recorded if there is none yet */
static V said(Table *t, const List *f, uint32_t shape, const Prim *p, size_t nargs, const V *x,
	const void *attr)
{
	const Shape *s = &f->shapes[shape];
	Saying what = saying(p, t->shape[shape], nargs, x, attr,
		p->fields || !nargs ? attrwords(p, attr, s) : 0);
	Slot *free;
	V y, alike;

	if (t->shape[shape] != NOSHAPE && (y = found(&t->known, t->l, &what, &free)).list)
		return y;
	y = record(t->l, p, nargs, x, attr, s);
	if (t->shape[shape] == NOSHAPE) {
		t->shape[shape] = at(y)->shape;
		what = saying(p, at(y)->shape, nargs, x, attr, what.words);
		/* an instruction with bodies had brought the shape */
		if ((alike = found(&t->known, t->l, &what, &free)).list) {
			unrecord(t->l);
			return alike;
		}
	}
	remember(&t->known, free, what.hash, y);
	return y;
}

/* the last instruction, or an earlier one that says the same: then the last is forgotten */
static V unique(Table *t)
{
	List *l = t->l;
	const Ins *in = &l->ins[l->n - 1];
	V few[FEWARGS], *x = mapped(l, l->n - 1, NULL, few), y;
	Saying s;
	Slot *free;

	s = saying(in->prim, in->shape, in->nargs, x, attr(l, in),
		attrwords(in->prim, attr(l, in), &l->shapes[in->shape]));
	if ((y = found(&t->known, l, &s, &free)).list)
		unrecord(l);
	else
		remember(&t->known, free, s.hash, y = instruction(l, l->n - 1));
	unmapped(x, few);
	return y;
}

static bool is(V v, double c)
{
	double d;

	return isconst(v.list, v.id, &d) && !memcmp(&c, &d, sizeof c);
}

/* what y would be without an instruction of its own, or no list; real: as the reals have it, NaN
 * and -0 apart */
static V identity(const Prim *p, const V *x, bool real)
{
	bool product = isthe(p, MULTIPLYING), sum = isthe(p, ADDING | COMMUTING);

	if (at(x[0])->prim != &const_prim && at(x[1])->prim != &const_prim)
		return (V){ 0 };
	if (real && product && (is(x[0], 0) || is(x[1], 0))) return is(x[0], 0) ? x[0] : x[1];
	if (real && isthe(p, DIVIDING) && is(x[0], 0)) return x[0];
	if (real && sum && is(x[0], 0)) return x[1];
	if (real && sum && is(x[1], 0)) return x[0];
	if (product && is(x[0], 1)) return x[1];
	if (isthe(p, NEUTRAL1) && is(x[1], 1)) return x[0];
	if (isthe(p, NEUTRAL0) && is(x[1], 0)) return x[0];
	return (V){ 0 };
}

/* an elementwise instruction of constants, computed now; MPFR constants would lose what a double
 * does not hold */
static bool folded(const Prim *p, const V *x, size_t n, const Num *T, double *y)
{
	double c[2];
	void *a, *b;

	if (!T || adjustable(T) || !p->nargs || n > 2)
		return false;
	for (size_t k = 0; k < n; k++)
		if (!isconst(x[k].list, x[k].id, &c[k])) return false;
	if (!runs(p, T))
		return false;
	a = array(T, 2);
	b = elem(T, a, 1);
	T->set(1, a, c);
	if (n == 1) T->unary[p->slot](1, a, a);
	else        T->set(1, b, c + 1), T->binary[p->slot](1, a, a, b);
	T->get(1, y, a);
	freearray(T, 2, a);
	return true;
}

/* a part of a pack that is one of its pieces */
static V unpacked(const List *f, size_t i, V x)
{
	int64_t start = *(const int64_t *)attr(f, &f->ins[i]), from = 0;
	const Shape *s = shapeat(f, i);

	if (at(x)->prim != &flatten_prim)
		return (V){ 0 };
	for (size_t k = 0; k < at(x)->nargs && from <= start; k++) {
		V piece = instruction(x.list, args(x.list, at(x))[k]);
		Shape p = shapeof(piece);

		if (from == start && same(&p, s))
			return piece;
		from += (int64_t)count(&p);
	}
	return (V){ 0 };
}

static List *simpler(List *f, const Num *T, bool real);

/* each body once: instructions that shared one share it still */
static List *body(List *f, void *table)
{
	Table *t = table;
	size_t k = 0;

	while (k < t->nbodies && t->was[k] != f && t->now[k] != f) k++;
	if (k == t->nbodies) {
		t->was = grow(t->was, &t->wasroom, k + 1, sizeof *t->was);
		t->now = grow(t->now, &t->nowroom, k + 1, sizeof *t->now);
		t->was[k] = f;
		t->now[k] = simpler(copylist(f), t->num, t->real);
		t->nbodies++;
	}
	t->now[k]->users++;
	return t->now[k];
}

typedef struct { Table *t; const Num *num; bool real; } Outside;

static V rewritten(Table *t, const List *f, size_t i, V *x, const Num *T, bool real);

static V steadyrow(void *outside, const List *f, size_t i, V *x)
{
	Outside *o = outside;
	/* the body's shapes are not those of the list around it */
	Table t = *o->t;
	V y;

	t.shape = alloc(f->nshapes, sizeof *t.shape);
	for (size_t k = 0; k < f->nshapes; k++) t.shape[k] = NOSHAPE;
	for (size_t k = 0; k < t.l->nshapes; k++)
		if (same(&t.l->shapes[k], shapeat(f, i))) t.shape[f->ins[i].shape] = (uint32_t)k;
	y = rewritten(&t, f, i, x, o->num, o->real);
	release(t.shape);
	t.shape = o->t->shape;
	*o->t = t;
	return y;
}

/* an instruction with bodies: these simplified, and what is the same at every step of a loop before
 * it */
static V loop(Table *t, const List *f, size_t i, const V *x0)
{
	const Ins *in = &f->ins[i];
	Bodies b = bodies(in->prim, attr(f, in));
	size_t n = in->nargs,
	       words = (size_t)((const Word *)&b.list[0] - (const Word *)attr(f, in)) - 1;
	Word *fixed = alloc(words + 1, sizeof *fixed);
	List **now = alloc(b.n, sizeof *now);
	V *x = alloc(n, sizeof *x);

	memcpy(fixed, attr(f, in), words * sizeof *fixed);
	memcpy(x, x0, n * sizeof *x);
	for (size_t k = 0; k < b.n; k++) now[k] = body(b.list[k], t);
	if (in->prim->flow >= SCANS)
		hoisted(in->prim, fixed, b.n, now, &x, &n, steadyrow,
			&(Outside){ t, t->num, t->real });
	higherorder(t->l, in->prim, fixed, b.n, now, n, x);
	release(fixed);
	release(now);
	release(x);
	return unique(t);
}

static V rewritten(Table *t, const List *f, size_t i, V *x, const Num *T, bool real)
{
	const Ins *in = &f->ins[i];
	double c;
	V v;

	if (isthe(in->prim, COMMUTING) && x[0].id > x[1].id)
		v = x[0], x[0] = x[1], x[1] = v;
	if (in->prim == &segment_prim && (v = unpacked(f, i, x[0])).list)
		return v;
	if (in->nargs == 2 && (v = identity(in->prim, x, real)).list)
		return v;
	if (in->nargs &&
		(folded(in->prim, x, in->nargs, T, &c) ||
			(in->prim == &broadcast_prim && isconst(x[0].list, x[0].id, &c))))
		return said(t, f, in->shape, &const_prim, 0, NULL, &c);
	if (in->prim->higherorder)
		return loop(t, f, i, x);
	return said(t, f, in->shape, in->prim, in->nargs, x, attr(f, in));
}

/* pieces side by side, and the rest added */
static V assembled(Table *t, const List *f, size_t i, const Assembly *p, const Id *map)
{
	V y = Assembled(t->l, shapeat(f, i), p, map);

	return p->more ? said(t, f, f->ins[i].shape, &add_prim, 2,
				 (V[]){ y, instruction(t->l, map[p->rest]) }, NULL)
		       : y;
}

static List *simpler(List *f, const Num *T, bool real)
{
	Table t = { .num = T, .real = real };
	int bits = LEAST;
	bool higherorder = anybodied(f, f->n);
	Assembly sum = { 0 };
	Id *map, *user;
	char *on;

	if (higherorder) f = trimmed(f);
	t.l = newlist();
	while (bits < MOST && (size_t)1 << bits < 3 * f->n / 2) bits++;
	opensayings(&t.known, bits);
	t.shape = alloc(f->nshapes, sizeof *t.shape);
	for (size_t k = 0; k < f->nshapes; k++) t.shape[k] = NOSHAPE;
	map = alloc(f->n, sizeof *map);
	on = live(f, NULL);
	user = usersof(f, on);
	for (size_t k = 0; k < f->nin; k++)
		map[f->in[k]] = inputlike(t.l, f, k).id;
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];
		V few[FEWARGS], *x = in->nargs > FEWARGS ? alloc(in->nargs, sizeof *x) : few;

		for (size_t k = 0; k < in->nargs; k++)
			x[k] = instruction(t.l, map[args(f, in)[k]]);
		if (on[i] && !isinput(in))
			map[i] = user && assembles(f, user, i, &sum)
				? assembled(&t, f, i, &sum, map).id
				: rewritten(&t, f, i, x, T, real).id;
		unmapped(x, few);
	}
	for (size_t o = 0; o < f->nout; o++) Output(instruction(t.l, map[f->out[o]]));
	release(on);
	release(user);
	release(sum.piece);
	release(map);
	closesayings(&t.known);
	release(t.shape);
	for (size_t k = 0; k < t.nbodies; k++) freelist(t.now[k]);
	release(t.was);
	release(t.now);
	freelist(f);
	return verified("simplify", higherorder ? trimmed(t.l) : dead(t.l));
}

List *simplify(List *f, const Num *T) { return simpler(f, T, false); }
List *algebra(List *f, const Num *T)  { return simpler(f, T, true); }
