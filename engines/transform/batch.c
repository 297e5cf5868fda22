/* batch -- many points in one run:   y[k] = f(x[k]),   one more leading axis on every input and output
 *
 * Requires: no more than 7 axes anywhere; loops of known length.  Leaves: no bodies; of each input's shape s, n x s.
 * A row that hangs on no input stays as it is and broadcasts.  Elementwise rows are recorded again; a page has its
 * axes moved up by one, and a reduction over all axes becomes one over all but the first.  Sums run in the order
 * they ran in before, so that every point gets the bits it would get alone.
 */
#include "engines/list/rewrite.h"

#define P(name, ...) extern const Prim name##_prim;
#include "engines/prims/pages.def"
extern const Prim where_prim;

typedef struct { List *l; size_t n; const bool *many; V y; const V *x; } Row;   /* y: the row of f; x: its arguments, recorded; many: those with the axis */

/* n first, the rest as they were */
static Shape longer(const Row *r, Shape s)
{
	for (int k = s.rank++; k > 0; k--) s.dim[k] = s.dim[k - 1];
	s.dim[0] = r->n;
	return s;
}

static const void *attrof(const Row *r) { return attr(r->y.list, at(r->y)); }
static int64_t axisof(const Row *r)     { return *(const int64_t *)attrof(r); }      /* the first word: an axis, or where a part starts */
static Shape before(const Row *r, int k) { return *rowshape(r->y.list, args(r->y.list, at(r->y))[k]); }

/* argument k with the axis, repeated where it had none */
static V spread(const Row *r, int k) { return r->many[k] ? r->x[k] : Broadcast(r->x[k], longer(r, before(r, k))); }

/* ---- pages by what they do with axes -------------------------------------------------- */

static V elementwise(const Row *r) { return record(r->l, at(r->y)->prim, at(r->y)->nargs, r->x, attrof(r), NULL); }

/* along an axis, or over all that follow the first; kept: y has x's shape */
static V along(const Row *r)
{
	Shape s = before(r, 0), flat = matrix(r->n, count(&s)), y = longer(r, shapeof(r->y));
	int64_t words[2] = { axisof(r) + 1, at(r->y)->prim == &cumsum_prim ? ((const int64_t *)attrof(r))[1] : 0 };
	V x = r->x[0];

	if (words[0] != ALL + 1)
		return record(r->l, at(r->y)->prim, 1, &x, words, NULL);
	words[0] = 1;
	x = Reshape(x, flat);
	return Reshape(record(r->l, at(r->y)->prim, 1, &x, words, NULL), y);
}

static V dots(const Row *r)
{
	size_t m = before(r, 0).dim[0];
	Shape row = { 3, { r->n, 1, m } }, column = { 3, { r->n, m, 1 } };

	return Reshape(Matmul(Reshape(spread(r, 0), row), Reshape(spread(r, 1), column), false, false), vector(r->n));
}

static V product(const Row *r)
{
	const int64_t *t = attrof(r);

	return Matmul(spread(r, 0), spread(r, 1), t[0], t[1]);
}

static V turned(const Row *r)
{
	const int64_t *was = attrof(r);
	int perm[RANK] = { 0 };

	for (int k = 1; k < shapeof(r->x[0]).rank; k++) perm[k] = (int)was[k - 1] + 1;
	return Transpose(r->x[0], perm);
}

static V reshaped(const Row *r) { return Reshape(r->x[0], longer(r, shapeof(r->y))); }

/* axes x lacked stand between the new one and its own */
static V broadcasted(const Row *r)
{
	Shape y = longer(r, shapeof(r->y)), was = before(r, 0), s = y;

	for (int k = 1; k < s.rank; k++)
		s.dim[k] = k < s.rank - was.rank ? 1 : was.dim[k - (s.rank - was.rank)];
	return Broadcast(Reshape(r->x[0], s), y);
}

static V sliced(const Row *r)
{
	const int64_t *a = attrof(r);              /* RANK starts, RANK steps */
	size_t start[RANK] = { 0 }, step[RANK] = { 1 };
	Shape y = longer(r, shapeof(r->y));

	for (int k = 1; k < y.rank; k++) start[k] = (size_t)a[k - 1], step[k] = (size_t)a[RANK + k - 1];
	return at(r->y)->prim == &slice_prim ? Slice(r->x[0], start, y.dim, step) : Unslice(r->x[0], y, start, step);
}

static V joined(const Row *r)
{
	size_t n = at(r->y)->nargs;
	V *x = alloc(n, sizeof *x), y;

	for (size_t k = 0; k < n; k++) x[k] = spread(r, (int)k);
	y = Concat(n, x, (int)axisof(r) + 1);
	release(x);
	return y;
}

/* every element of argument k in a row of its point */
static V flat(const Row *r, int k)
{
	Shape s = before(r, k);

	return Reshape(spread(r, k), matrix(r->n, count(&s)));
}

static V parted(const Row *r)
{
	Shape y = shapeof(r->y);

	return Reshape(Slice(r->x[0], (size_t[]){ 0, (size_t)axisof(r) }, (size_t[]){ r->n, count(&y) }, NULL), longer(r, y));
}

static V unparted(const Row *r)
{
	return Unslice(flat(r, 0), longer(r, shapeof(r->y)), (size_t[]){ 0, (size_t)axisof(r) }, NULL);
}

static V packed(const Row *r)
{
	size_t n = at(r->y)->nargs;
	V *x = alloc(n, sizeof *x), y;

	for (size_t k = 0; k < n; k++) x[k] = flat(r, (int)k);
	y = Concat(n, x, 1);
	release(x);
	return y;
}

/* the second axis and the first change places */
static V swapped(V x)
{
	int perm[RANK] = { 1, 0 };

	for (int k = 2; k < RANK; k++) perm[k] = k;
	return Transpose(x, perm);
}

/* one index for all points: the batch steps aside; an index for each into one x: all indices in one row */
static V gathered(const Row *r)
{
	if (!r->many[1])
		return swapped(Gather(swapped(r->x[0]), r->x[1]));
	if (r->many[0])
		return (V){ 0 };
	return Reshape(Gather(r->x[0], Reshape(r->x[1], vector(r->n * before(r, 1).dim[0]))), longer(r, shapeof(r->y)));
}

static V scattered(const Row *r)
{
	return r->many[1] ? (V){ 0 } : swapped(Scatter(swapped(r->x[0]), r->x[1], (size_t)axisof(r)));
}

static const struct { const Prim *prim; V (*again)(const Row *); } pages[] = {
	{ &sum_prim, along },      { &mean_prim, along },    { &prod_prim, along },          { &amax_prim, along },   { &amin_prim, along },
	{ &norm_prim, along },     { &softmax_prim, along }, { &logsumexp_prim, along },     { &cumsum_prim, along }, { &except_prim, along },
	{ &dot_prim, dots },       { &matmul_prim, product }, { &transpose_prim, turned },   { &reshape_prim, reshaped },
	{ &broadcast_prim, broadcasted }, { &slice_prim, sliced }, { &unslice_prim, sliced }, { &concat_prim, joined },
	{ &gather_prim, gathered }, { &scatter_prim, scattered }, { &part_prim, parted },    { &unpart_prim, unparted }, { &pack_prim, packed },
};

static V (*rule(const Prim *p))(const Row *)
{
	for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
		if (pages[k].prim == p)
			return pages[k].again;
	return p->nargs || p == &where_prim ? elementwise : NULL;
}

/* ---- the list --------------------------------------------------------------------------- */

static bool known(const Prim *p, const Num *T) { (void)T; return rule(p) || !p->meaning; }

/* instruction i with the axis; no list: it cannot be */
static V widened(const List *f, size_t i, Row *r, const V *map, const char *many)
{
	const Ins *in = &f->ins[i];
	V few[FEWARGS], *x = mapped(f, i, map, few), y = { 0 };
	bool *m = alloc(in->nargs, sizeof *m);

	for (size_t k = 0; k < in->nargs; k++) m[k] = many[args(f, in)[k]];
	r->y = row((List *)f, i);
	r->x = x;
	r->many = m;
	if (!many[i])            y = recordlike(r->l, f, i, x);
	else if (rule(in->prim)) y = rule(in->prim)(r);
	unmapped(x, few);
	release(m);
	return y;
}

static char *hanging(const List *f)
{
	char *many = alloc(f->n, 1);

	for (size_t k = 0; k < f->nin; k++) many[f->in[k]] = 1;
	dependents(f, many);
	return many;
}

static void outputs(const List *f, const Row *r, const V *map, const char *many)
{
	for (size_t o = 0; o < f->nout; o++) {
		Id i = f->out[o];

		Output(many[i] ? map[i] : Broadcast(map[i], longer(r, *rowshape(f, i))));
	}
}

/* the first row of the highest rank there is, or none */
static const Shape *full(const List *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (rowshape(f, i)->rank == RANK)
			return rowshape(f, i);
	return NULL;
}

static List *batched(const List *f, size_t n, char why[WHY])
{
	Row r = { .l = newlist(), .n = n };
	V *map = alloc(f->n, sizeof *map);
	char *many = hanging(f);
	bool whole = !full(f);

	if (!whole)
		snprintf(why, WHY, "shape %s has %d axes already, the most there can be", shapetext(full(f)), RANK);
	for (size_t k = 0; k < f->nin && whole; k++)
		map[f->in[k]] = Input(r.l, f->name[k], longer(&r, *rowshape(f, f->in[k])));
	for (size_t i = 0; i < f->n && whole; i++) {
		if (isinput(&f->ins[i]))
			continue;
		map[i] = widened(f, i, &r, map, many);
		if (!(whole = map[i].list))
			snprintf(why, WHY, "%s cannot take one more axis here", f->ins[i].prim->name);
	}
	if (whole)
		outputs(f, &r, map, many);
	release(map);
	release(many);
	if (whole)
		return verified("batch", r.l);
	freelist(r.l);
	return NULL;
}

List *batch(const List *f, size_t n, char why[WHY])
{
	List *flat = unroll(f), *said = expand(flat, known, NULL), *l = batched(said, n, why);

	freelist(flat);
	freelist(said);
	return l;
}
