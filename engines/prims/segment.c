/* segment -- y = the elements of a vector from start on, in a shape; scattersegment: put back into
 * zeros; flatten: the elements of several, one after the other
 *
 *	jvp   dy = segment d
 *	vjp   gx = scattersegment g       and the other way round; of flatten: the segments of g
 *
 * What an instruction with bodies gives is flattened into one vector; these take it apart.
 */
#include "engines/prims/widen.h"
#include "engines/numbers/slots.h"

typedef struct { int64_t start; } Attr;
static const Field fields[] = { { "start", 1, false }, { 0 } };

static size_t start(V y)  { return (size_t)((const Attr *)attr(y.list, at(y)))->start; }
static size_t length(V x) { Shape s = shapeof(x); return count(&s); }

/* ---- part and scattersegment -------------------------------------------------------- */

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->copy(c->n, y, 1, elem(T, x[0], (size_t)((const Attr *)c->attr)->start), 1);
}

static void back(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->fill(c->n, y, 0);
	T->copy(count(c->x[0]), elem(T, y, (size_t)((const Attr *)c->attr)->start), 1, x[0], 1);
}

static void addback(const Num *T, const Call *c, void *gx, const void *g)
{
	void *to = elem(T, gx, (size_t)((const Attr *)c->attr)->start);

	T->binary[B_add](c->n, to, to, g);
}

static V jvp(int i, V d, V y, const V *x)      { return Segment(d, start(y), shapeof(y)); }
static V vjp(int i, V g, V y, const V *x)      { return Scattersegment(g, start(y), length(x[0])); }
static V back_jvp(int i, V d, V y, const V *x) { return Scattersegment(d, start(y), length(y)); }
static V back_vjp(int i, V g, V y, const V *x) { return Segment(g, start(y), shapeof(x[0])); }

static bool inside(const Attr *a, const Shape *few, const Shape *all)
{
	return all->rank == 1 && a->start >= 0 && (size_t)a->start + count(few) <= all->dim[0];
}

static bool fits(const void *attr, const Shape *y, const Shape *x) { return inside(attr, y, x); }
static bool back_fits(const void *attr, const Shape *y, const Shape *x)
{
	return inside(attr, x, y);
}

static V widen(const Widening *r)
{
	Shape y = shapeof(r->y);

	return Reshape(Slice(r->x[0], (size_t[]){ 0, (size_t)*attrof(r) },
			       (size_t[]){ r->n, count(&y) }, NULL),
		longer(r, y));
}

static V back_widen(const Widening *r)
{
	return Unslice(flatarg(r, 0), longer(r, shapeof(r->y)), (size_t[]){ 0, (size_t)*attrof(r) },
		NULL);
}

static bool view(const void *attr, size_t nargs, const Shape *y, const Shape *x, size_t *at)
{
	*at = (size_t)((const Attr *)attr)->start;
	return true;
}

static bool placed(const void *attr, const Shape *y, const Shape *x, size_t *at)
{
	return view(attr, 1, x, y, at);
}

const Prim segment_prim   = {
	"segment",   fields, .arity = 1, .view = view, .widen = widen, .given = true, .fits = fits,
	.eval = eval, .jvp = jvp, .vjp = vjp, .addback = addback
};
const Prim scattersegment_prim = {
	"scattersegment", fields, .arity = 1, .placed = placed, .widen = back_widen, .given = true,
	.fits = back_fits, .eval = back, .jvp = back_jvp, .vjp = back_vjp
};

V Segment(V x, size_t from, Shape s)
{
	if (from + count(&s) > length(x))
		die("part: %zu elements from %zu on do not lie inside %zu", count(&s), from,
			length(x));
	return record(x.list, &segment_prim, 1, &x, &(Attr){ (int64_t)from }, &s);
}

V Scattersegment(V x, size_t from, size_t n)
{
	Shape s = vector(n);

	return record(x.list, &scattersegment_prim, 1, &x, &(Attr){ (int64_t)from }, &s);
}

/* ---- pack ---------------------------------------------------------------------- */

static Shape packed(List *l, const void *attr, size_t n, const Shape *x)
{
	size_t all = 0;

	for (size_t k = 0; k < n; k++) all += count(&x[k]);
	return vector(all);
}

static void together(const Num *T, const Call *c, void *y, const void *const *x)
{
	for (size_t k = 0; k < c->nargs; k++) {
		size_t n = count(c->x[k]);

		T->copy(n, y, 1, x[k], 1);
		y = elem(T, y, n);
	}
}

static size_t before(int i, const V *x)
{
	size_t n = 0;

	for (int k = 0; k < i; k++) n += length(x[k]);
	return n;
}

static V pack_jvp(int i, V d, V y, const V *x)
{
	return Scattersegment(d, before(i, x), length(y));
}
static V pack_vjp(int i, V g, V y, const V *x) { return Segment(g, before(i, x), shapeof(x[i])); }

static V pack_widen(const Widening *r)
{
	size_t n = at(r->y)->nargs;
	V *x = alloc(n, sizeof *x), y;

	for (size_t k = 0; k < n; k++) x[k] = flatarg(r, (int)k);
	y = Concat(n, x, 1);
	release(x);
	return y;
}

static bool pack_view(const void *attr, size_t nargs, const Shape *y, const Shape *x, size_t *start)
{
	return nargs == 1;
}

const Prim flatten_prim = {
	"flatten", NULL, packed, .arity = SEVERAL, .view = pack_view, .widen = pack_widen,
	.eval = together, .jvp = pack_jvp, .vjp = pack_vjp
};

V Flatten(size_t n, const V *x) { return record(x[0].list, &flatten_prim, n, x, NULL, NULL); }
