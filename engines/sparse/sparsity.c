/* sparsity -- which inputs an output depends on, by running the list in a number type whose numbers
 * are sets of inputs.
 *
 *	y = f(a, b)   S(y) = S(a) u S(b)      without those f has no derivative by
 *
 * Every primitive is computed over a table of operations; where these unite sets, what comes out is
 * the pattern of the Jacobian: exact for slices, reshapes, gathers, sums, products with constants
 * that are zero.  A kernel that asks for a number no constant gives (a gather by a computed index)
 * makes all it yields depend on all it was given.
 */
#include "engines/sparse/colour.h"
#include "engines/prims/traits.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 64 };                       /* a set of more members is kept as a union of two */
enum { MEMO = 1 << 16 };                   /* unions remembered */

typedef struct { uint32_t n, a, b; } Set;  /* n members from of[a]; n = 0: sets a and b replaced */
/* v: the number itself where set is empty, if known; else NaN */
typedef struct { double v; uint32_t set; } Dep;
typedef struct { uint32_t a, b, y; } Union;

typedef struct {
	Set *set;       size_t n, room;    /* set 0 is empty */
	uint32_t *of;   size_t nof, ofroom;
	uint32_t *slot; size_t size;       /* small sets by what is in them */
	Union *memo;
	bool asked;                        /* for a number that is not known */
} Sets;

static _Thread_local Sets *sets;

/* ---- sets: small ones are stored once, sorted ---------------------------------- */

static size_t hash(const uint32_t *x, size_t n)
{
	uint64_t h = n;

	for (size_t k = 0; k < n; k++) h = (h ^ x[k]) * 0x9e3779b97f4a7c15u, h ^= h >> 29;
	return (size_t)h;
}

static bool holds(const Set *s, const uint32_t *x, size_t n)
{
	return s->n == n && !memcmp(sets->of + s->a, x, n * sizeof *x);
}

static uint32_t added(Set s)
{
	if (sets->n >= UINT32_MAX)
		bad("the pattern of a Jacobian needs more than %u sets", UINT32_MAX);
	sets->set = grow(sets->set, &sets->room, sets->n + 1, sizeof *sets->set);
	sets->set[sets->n] = s;
	return (uint32_t)sets->n++;
}

static void rehash(void)
{
	size_t size = 4 * sets->size;
	uint32_t *slot = alloc(size, sizeof *slot);

	for (size_t k = 0; k < sets->size; k++)
		if (sets->slot[k]) {
			const Set *s = &sets->set[sets->slot[k]];
			size_t h = hash(sets->of + s->a, s->n) & (size - 1);

			while (slot[h]) h = (h + 1) & (size - 1);
			slot[h] = sets->slot[k];
		}
	release(sets->slot);
	sets->slot = slot;
	sets->size = size;
}

static uint32_t small(const uint32_t *x, size_t n)
{
	size_t h;

	if (sets->n * 2 > sets->size)
		rehash();
	for (h = hash(x, n) & (sets->size - 1); sets->slot[h]; h = (h + 1) & (sets->size - 1))
		if (holds(&sets->set[sets->slot[h]], x, n))
			return sets->slot[h];
	sets->of = grow(sets->of, &sets->ofroom, sets->nof + n, sizeof *sets->of);
	memcpy(sets->of + sets->nof, x, n * sizeof *x);
	sets->nof += n;
	return sets->slot[h] = added((Set){ (uint32_t)n, (uint32_t)(sets->nof - n), 0 });
}

static uint32_t merged(const Set *a, const Set *b)
{
	uint32_t x[2 * SMALL];
	const uint32_t *p = sets->of + a->a, *q = sets->of + b->a, *pe = p + a->n, *qe = q + b->n;
	size_t n = 0;

	while (p < pe && q < qe) {
		uint32_t v = *p < *q ? *p : *q;

		p += *p == v, q += *q == v;
		x[n++] = v;
	}
	while (p < pe) x[n++] = *p++;
	while (q < qe) x[n++] = *q++;
	return n <= SMALL ? small(x, n)
			  : added((Set){ 0, (uint32_t)(a - sets->set), (uint32_t)(b - sets->set) });
}

static uint32_t unite(uint32_t a, uint32_t b)
{
	Union *u;

	if (a == b || !b) return a;
	if (!a)           return b;
	u = &sets->memo[((a * 0x9e3779b1u) ^ (b * 0x85ebca6bu)) >> 16 & (MEMO - 1)];
	if (u->a != a || u->b != b) {
		const Set *p = &sets->set[a], *q = &sets->set[b];

		*u = (Union){ a, b, p->n && q->n ? merged(p, q) : added((Set){ 0, a, b }) };
	}
	return u->y;
}

/* ---- the number type ------------------------------------------------------------- */

#define each for (size_t i = 0; i < n; i++)
#define Y ((Dep *)y)
#define X ((const Dep *)x)
#define A ((const Dep *)a)
#define BIN ((const Dep *)b)

static Dep number(double v)        { return (Dep){ v, 0 }; }
static bool is(Dep x, double v)    { return !x.set && x.v == v; }
static Dep depends(uint32_t set)   { return (Dep){ NAN, set }; }

static void set(size_t n, void *y, const double *x)  { each Y[i] = number(x[i]); }
static void fill(size_t n, void *y, double c)        { each Y[i] = number(c); }
static void pi(void *y)                              { f64.pi(&Y->v), Y->set = 0; }
static void copy(size_t n, void *y, size_t incy, const void *x, size_t incx)
{
	each Y[i * incy] = X[i * incx];
}

static void told(size_t n, double *y, const void *x)
{
	each {
		y[i] = X[i].v;
		if (isnan(y[i])) sets->asked = true, y[i] = 0;
	}
}

static Dep one(Dep x, void (*f)(size_t, void *, const void *), bool flows)
{
	Dep y = depends(flows ? x.set : 0);

	if (!x.set && f) f(1, &y.v, &x.v);
	return y;
}

static Dep two(Dep a, Dep b, void (*f)(size_t, void *, const void *, const void *), bool p, bool q)
{
	Dep y = depends(unite(p ? a.set : 0, q ? b.set : 0));

	if (!a.set && !b.set && f) f(1, &y.v, &a.v, &b.v);
	return y;
}

static Dep times(Dep a, Dep b)
{
	return is(a, 0) || is(b, 0) ? number(0) : two(a, b, f64.binary[B_mul], true, true);
}

static void sum(size_t n, void *y, const void *x, size_t incx)
{
	Dep s = number(0);

	each s = two(s, X[i * incx], f64.binary[B_add], true, true);
	*Y = s;
}

static void axpy(size_t n, void *y, const void *a, const void *x)
{
	each Y[i] = two(Y[i], times(*A, X[i]), f64.binary[B_add], true, true);
}

static void where(size_t n, void *y, const void *chosen, const void *a, const void *b)
{
	const Dep *c = chosen;

	each Y[i] = c[i].set || isnan(c[i].v) ? depends(unite(A[i].set, BIN[i].set))
		: c[i].v != 0                 ? A[i]
					      : BIN[i];
}

#define FLOWS(formula) (formula[0] != '0' || formula[1])
#define ZERO(traits) \
	((traits)&MULTIPLYING ? is(A[i], 0) || is(BIN[i], 0) : (traits)&DIVIDING && is(A[i], 0))
#define U(name, Name, lowering, dx, ...) \
	static void t_##name(size_t n, void *y, const void *x) \
	{ \
		each Y[i] = one(X[i], f64.unary[U_##name], FLOWS(#dx)); \
	}
#define B(name, Name, lowering, da, db, lo, hi, traits) \
	static void t_##name(size_t n, void *y, const void *a, const void *b) \
	{ \
		each Y[i] = ZERO(traits) \
			? number(0) \
			: two(A[i], BIN[i], f64.binary[B_##name], FLOWS(#da), FLOWS(#db)); \
	}
#include "engines/prims/scalar.def"

/* constants are not folded */
#define TERNARY(name, Name, takes) \
	static void t_##name(size_t n, void *y, const void *a, const void *b, const void *c) \
	{ \
		each Y[i] = depends(unite(unite(A[i].set, BIN[i].set), ((const Dep *)c)[i].set)); \
	}
#include "engines/prims/ternary.def"

static const Num deps = {
	"sets",
	.size = sizeof(Dep),
	.set = set,
	.get = told,
	.fill = fill,
	.pi = pi,
	.copy = copy,
	.sum = sum,
	.axpy = axpy,
	.where = where,
	.ternary =
		(Ternary *const[NTERNARY]){
#define TERNARY(name, Name, takes) [T_##name] = t_##name,
#include "engines/prims/ternary.def"
		},
	.unary =
		(Unary *const[NUNARY]){
#define U(name, ...) [U_##name] = t_##name,
#define B(...)
#include "engines/prims/scalar.def"
		},
	.binary =
		(Binary *const[NBINARY]){
#define U(...)
#define B(name, ...) [B_##name] = t_##name,
#include "engines/prims/scalar.def"
		},
};

/* ---- the run, row by row ------------------------------------------------------------ */

extern const Prim logsumexp_prim;

/* logsumexp's kernel looks at its largest number, its lowering at none */
static bool blind(const Prim *p, const Num *T) { return runs(p, T) && p != &logsumexp_prim; }

static void everything(const List *l, const Ins *in, Dep *y, const void *const *x)
{
	uint32_t all = 0;

	for (size_t k = 0; k < in->nargs; k++)
		for (size_t i = 0, n = count(shapeat(l, args(l, in)[k])); i < n; i++)
			all = unite(all, ((const Dep *)x[k])[i].set);
	for (size_t i = 0, n = count(&l->shapes[in->shape]); i < n; i++)
		y[i] = depends(all);
}

static void runrows(const List *l, Run *r)
{
	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		const void **x = alloc(in->nargs, sizeof *x);

		for (size_t k = 0; k < in->nargs; k++)
			x[k] = slot(r, args(l, in)[k]);
		sets->asked = false;
		if (in->nargs)
			apply(&deps, l, in, slot(r, i), x);
		if (sets->asked)
			everything(l, in, slot(r, i), x);
		release(x);
	}
}

static void feed(const List *l, Run *r)
{
	uint32_t e = 0;

	for (size_t k = 0; k < l->nin; k++) {
		Dep *x = slot(r, l->in[k]);

		for (size_t i = 0, n = count(shapeat(l, l->in[k])); i < n; i++, e++)
			x[i] = depends(small(&e, 1));
	}
}

/* ---- out again -------------------------------------------------------------------------- */

/* of sets, of inputs */
typedef struct { uint32_t *stamp, *seen, *todo; size_t todoroom; uint32_t now; } Mark;

static int byindex(const void *a, const void *b)
{
	uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;

	return (p > q) - (p < q);
}

/* the members of a set, sorted, at the end of p; nnz, room: of p->col */
static void members(Pattern *p, uint32_t set, Mark *m, size_t *nnz, size_t *room)
{
	size_t n = 0, from = *nnz;

	m->now++;
	m->todo = grow(m->todo, &m->todoroom, 1, sizeof *m->todo);
	if (set) m->todo[n++] = set;
	while (n) {
		const Set *s = &sets->set[m->todo[--n]];

		if (m->stamp[s - sets->set] == m->now)
			continue;
		m->stamp[s - sets->set] = m->now;
		if (!s->n) {
			m->todo = grow(m->todo, &m->todoroom, n + 2, sizeof *m->todo);
			m->todo[n++] = s->a, m->todo[n++] = s->b;
		}
		p->col = grow(p->col, room, *nnz + s->n, sizeof *p->col);
		for (size_t k = 0; k < s->n; k++) {
			uint32_t e = sets->of[s->a + k];

			if (m->seen[e] != m->now) m->seen[e] = m->now, p->col[(*nnz)++] = e;
		}
	}
	if (*nnz > from)
		qsort(p->col + from, *nnz - from, sizeof *p->col, byindex);
}

static Pattern collected(const List *l, Run *r)
{
	Pattern p = { .ny = ny(l), .nx = nx(l), .start = alloc(ny(l) + 1, sizeof *p.start) };
	Mark m = { .stamp = alloc(sets->n, sizeof *m.stamp), .seen = alloc(p.nx, sizeof *m.seen) };
	size_t o = 0, nnz = 0, room = 0;

	for (size_t k = 0; k < l->nout; k++) {
		const Dep *y = slot(r, l->out[k]);

		for (size_t i = 0, n = count(shapeat(l, l->out[k])); i < n; i++) {
			members(&p, y[i].set, &m, &nnz, &room);
			p.start[++o] = nnz;
		}
	}
	release(m.stamp);
	release(m.seen);
	release(m.todo);
	return p;
}

Pattern patternof(const List *f)
{
	List *l = dead(expand(f, blind, &deps));
	Sets s = { .size = 1024 };
	Pattern p;
	Run *r;

	sets = &s;
	s.slot = alloc(s.size, sizeof *s.slot);
	s.memo = alloc(MEMO, sizeof *s.memo);
	added((Set){ 0 });
	r = newrun(l, &deps);
	feed(l, r);
	runrows(l, r);
	p = collected(l, r);
	freerun(r);
	freelist(l);
	release(s.set);
	release(s.of);
	release(s.slot);
	release(s.memo);
	return p;
}
