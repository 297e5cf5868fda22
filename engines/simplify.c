/* simplify.c -- the same values by fewer rows.
 *
 * Constants are folded, equal rows become one (hash-consing), rows no output
 * needs go.  Identities are used only where they hold for every floating-point
 * number: x*1, x/1, x - 0, weigh(1, x), but not x + 0 (x may be -0).
 */
#include "engines/control.h"
#include <stdlib.h>
#include <string.h>

extern const Prim add_prim, sub_prim, mul_prim, div_prim, weigh_prim, share_prim, eq_prim, broadcast_prim, const_prim, part_prim, pack_prim;

typedef struct {                           /* rows of l by what they say, and bodies that were simplified */
	List *l;
	Id *slot;  size_t size;
	List **was, **now;  size_t nbodies, wasroom, nowroom;
	const Num *num;  bool real;
} Table;

static bool commutes(const Prim *p)
{
	return p == &add_prim || p == &mul_prim || p == &eq_prim;
}

static size_t words(const List *l, const Ins *in) { return attrwords(in->prim, attr(l, in), &l->shapes[in->shape]); }

static uint64_t mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0x9e3779b97f4a7c15u;     /* 2^64 / golden ratio: Knuth, vol. 3, 6.4 */
	return h ^ (h >> 29);
}

static uint64_t hash(const List *l, const Ins *in)
{
	uint64_t h = mix((uint64_t)(uintptr_t)in->prim, in->shape);

	for (size_t k = 0; k < in->nargs; k++)
		h = mix(h, args(l, in)[k]);
	for (size_t k = 0, n = words(l, in); k < n; k++)
		h = mix(h, (uint64_t)l->words[in->attr + k].i);
	return h;
}

static bool alike(const List *l, const Ins *a, const Ins *b)
{
	size_t n;

	if (a->prim != b->prim || a->shape != b->shape || a->nargs != b->nargs || isinput(a))
		return false;
	n = words(l, a);
	return !memcmp(args(l, a), args(l, b), a->nargs * sizeof(Id))
	    && (!n || !memcmp(l->words + a->attr, l->words + b->attr, n * sizeof(Word)));
}

static void enlarge(Table *t)
{
	Table big = *t;

	big.size *= 4;
	big.slot = alloc(big.size, sizeof(Id));

	for (size_t i = 0; i < t->size; i++)
		if (t->slot[i]) {
			size_t h = hash(t->l, &t->l->ins[t->slot[i] - 1]) % big.size;

			while (big.slot[h]) h = (h + 1) % big.size;
			big.slot[h] = t->slot[i];
		}
	release(t->slot);
	*t = big;
}

/* the first row that says what the last one says; forgets the last if it is another */
static V unique(Table *t)
{
	List *l = t->l;
	const Ins *in = &l->ins[l->n - 1];
	size_t h;

	if (l->n * 2 > t->size)
		enlarge(t);
	for (h = hash(l, in) % t->size; t->slot[h]; h = (h + 1) % t->size)
		if (alike(l, &l->ins[t->slot[h] - 1], in)) {
			unrecord(l);
			return row(l, t->slot[h] - 1);
		}
	t->slot[h] = (Id)l->n;
	return row(l, l->n - 1);
}

static bool is(V v, double c)
{
	double d;

	return isconst(v.list, v.id, &d) && !memcmp(&c, &d, sizeof c);
}

/* what y would be without a row of its own, or no list; real: as the reals have it, NaN and -0 apart */
static V identity(const Prim *p, const V *x, bool real)
{
	bool product = p == &mul_prim || p == &weigh_prim;

	if (real && product && (is(x[0], 0) || is(x[1], 0))) return is(x[0], 0) ? x[0] : x[1];
	if (real && (p == &div_prim || p == &share_prim) && is(x[0], 0)) return x[0];
	if (real && p == &add_prim && is(x[0], 0)) return x[1];
	if (real && p == &add_prim && is(x[1], 0)) return x[0];
	if (product && is(x[0], 1)) return x[1];
	if ((p == &mul_prim || p == &div_prim) && is(x[1], 1))   return x[0];
	if ((p == &weigh_prim || p == &share_prim) && is(x[1], 1)) return x[0];
	if (p == &sub_prim && is(x[1], 0))                       return x[0];
	return (V){ 0 };
}

/* an elementwise row of constants, computed now; MPFR constants would lose what a double does not hold */
static bool folded(const Prim *p, const V *x, size_t n, const Num *T, double *y)
{
	double c[2];
	void *a, *b;
	bool can = T && T != &mpfr && p->nargs && n <= 2 && runs(p, T);

	for (size_t k = 0; can && k < n; k++)
		can = isconst(x[k].list, x[k].id, &c[k]);
	if (!can)
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
	const Shape *s = rowshape(f, i);

	if (at(x)->prim != &pack_prim)
		return (V){ 0 };
	for (size_t k = 0; k < at(x)->nargs && from <= start; k++) {
		V piece = row(x.list, args(x.list, at(x))[k]);
		Shape p = shapeof(piece);

		if (from == start && same(&p, s))
			return piece;
		from += (int64_t)count(&p);
	}
	return (V){ 0 };
}

static List *simpler(List *f, const Num *T, bool real);

/* each body once: rows that shared one share it still */
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

static V rewritten(Table *t, const List *f, size_t i, V *x, const Num *T, bool real)
{
	const Ins *in = &f->ins[i];
	const Shape s = *rowshape(f, i);
	double c;
	V v;

	if (commutes(in->prim) && x[0].id > x[1].id)
		v = x[0], x[0] = x[1], x[1] = v;
	if (in->prim == &part_prim && (v = unpacked(f, i, x[0])).list)
		return v;
	if (in->nargs == 2 && (v = identity(in->prim, x, real)).list)
		return v;
	if (folded(in->prim, x, in->nargs, T, &c) || (in->prim == &broadcast_prim && isconst(x[0].list, x[0].id, &c)))
		record(t->l, &const_prim, 0, NULL, &c, &s);
	else if (in->prim->bodied)
		withbodies(t->l, f, i, x, body, t);
	else
		record(t->l, in->prim, in->nargs, x, attr(f, in), &s);
	return unique(t);
}

static List *simpler(List *f, const Num *T, bool real)
{
	Table t = { newlist(), alloc(1024, sizeof(Id)), 1024, .num = T, .real = real };
	V *map = alloc(f->n, sizeof *map);

	for (size_t k = 0; k < f->nin; k++)
		map[f->in[k]] = Input(t.l, f->name[k], *rowshape(f, f->in[k]));
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];
		V few[8], *x = in->nargs > 8 ? alloc(in->nargs, sizeof *x) : few;

		for (size_t k = 0; k < in->nargs; k++)
			x[k] = map[args(f, in)[k]];
		if (!isinput(in))
			map[i] = rewritten(&t, f, i, x, T, real);
		if (x != few)
			release(x);
	}
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	release(map);
	release(t.slot);
	for (size_t k = 0; k < t.nbodies; k++) freelist(t.now[k]);
	release(t.was);
	release(t.now);
	freelist(f);
	return dead(t.l);
}

List *simplify(List *f, const Num *T) { return simpler(f, T, false); }
List *algebra(List *f, const Num *T)  { return simpler(f, T, true); }

/* ---- order ------------------------------------------------------------------ */

/* f's rows in the given order, those of keep; frees f */
static List *reordered(List *f, const size_t *order, size_t n)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);

	for (size_t k = 0; k < f->nin; k++)
		map[f->in[k]] = Input(l, f->name[k], *rowshape(f, f->in[k]));
	for (size_t j = 0; j < n; j++) {
		const Ins *in = &f->ins[order[j]];
		V few[8], *x = in->nargs > 8 ? alloc(in->nargs, sizeof *x) : few;

		for (size_t k = 0; k < in->nargs; k++)
			x[k] = map[args(f, in)[k]];
		if (!isinput(in))
			map[order[j]] = record(l, in->prim, in->nargs, x, attr(f, in), rowshape(f, order[j]));
		if (x != few)
			release(x);
	}
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	release(map);
	freelist(f);
	return l;
}

List *dead(List *f)
{
	char *live = alloc(f->n, 1);
	size_t *order = alloc(f->n, sizeof *order), n = 0;
	List *l;

	for (size_t o = 0; o < f->nout; o++)
		live[f->out[o]] = 1;
	for (size_t i = f->n; i-- > 0; )
		for (size_t k = 0; live[i] && k < f->ins[i].nargs; k++)
			live[args(f, &f->ins[i])[k]] = 1;
	for (size_t i = 0; i < f->n; i++)
		if (live[i]) order[n++] = i;
	l = reordered(f, order, n);
	release(live);
	release(order);
	return l;
}

typedef struct { size_t level, row; } Level;

static int deeper(const void *a, const void *b)
{
	const Level *p = a, *q = b;

	return p->level != q->level ? (p->level > q->level) - (p->level < q->level) : (p->row > q->row) - (p->row < q->row);
}

List *bylevel(List *f)
{
	Level *level = alloc(f->n, sizeof *level);
	size_t *order = alloc(f->n, sizeof *order), n = f->n;
	List *l;

	for (size_t i = 0; i < n; i++) {
		level[i].row = i;
		for (size_t k = 0; k < f->ins[i].nargs; k++) {
			size_t a = level[args(f, &f->ins[i])[k]].level;

			if (a >= level[i].level) level[i].level = a + 1;
		}
	}
	qsort(level, n, sizeof *level, deeper);
	for (size_t i = 0; i < n; i++)
		order[i] = level[i].row;
	l = reordered(f, order, n);
	release(level);
	release(order);
	return l;
}
