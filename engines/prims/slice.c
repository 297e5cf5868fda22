/* slice -- y[i] = x[start + i step] on every axis;   unslice: x put back into zeros
 *
 *	jvp   dy = slice d
 *	vjp   gx = unslice g      and the other way round
 */
#include "engines/prims/widen.h"
#include "engines/numbers/slots.h"

typedef struct { int64_t start[RANK], step[RANK]; } Attr;
static const Field fields[] = { { "start", RANK, false }, { "step", RANK, false }, { 0 } };

/* visit the lanes of the small array: few is its shape, wide the other's.  Axes that follow on from
 * each other, as those of a column do, are one lane of n; axes are left */
typedef struct { size_t i[RANK], wide[RANK], lane, n, inc; int axes; } Walk;

static Walk walk(const Shape *few, const Shape *wide, const Attr *a)
{
	Walk w = { .n = 1, .inc = 1, .axes = few->rank };
	size_t s = 1;

	for (int k = few->rank - 1; k >= 0; s *= wide->dim[k--]) {
		w.wide[k] = s * (size_t)a->step[k];
		w.lane += s * (size_t)a->start[k];
	}
	for (int k;
		(k = w.axes - 1) >= 0 && (few->dim[k] == 1 || w.n == 1 || w.wide[k] == w.n * w.inc);
		w.axes--) {
		if (w.n == 1 && few->dim[k] > 1) w.inc = w.wide[k];
		w.n *= few->dim[k];
	}
	return w;
}

static void next(Walk *w, const Shape *few)
{
	for (int k = w->axes - 1; k >= 0; k--) {
		w->lane += w->wide[k];
		if (++w->i[k] < few->dim[k]) return;
		w->lane -= w->wide[k] * few->dim[k];
		w->i[k] = 0;
	}
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	Walk w = walk(c->y, c->x[0], c->attr);

	for (size_t o = 0; o < c->n; o += w.n, next(&w, c->y))
		T->copy(w.n, elem(T, y, o), 1, elem(T, x[0], w.lane), w.inc);
}

static void back(const Num *T, const Call *c, void *y, const void *const *x)
{
	const Shape *few = c->x[0];
	Walk w = walk(few, c->y, c->attr);

	T->fill(c->n, y, 0);
	for (size_t o = 0, n = count(few); o < n; o += w.n, next(&w, few))
		T->copy(w.n, elem(T, y, w.lane), w.inc, elem(T, x[0], o), 1);
}

/* lanes with a step between their elements are added in a copy */
static void addback(const Num *T, const Call *c, void *gx, const void *g)
{
	Walk w = walk(c->y, c->x[0], c->attr);
	void *lane = w.inc == 1 ? NULL : array(T, w.n);

	for (size_t o = 0; o < c->n; o += w.n, next(&w, c->y)) {
		void *to = elem(T, gx, w.lane), *sum = lane ? lane : to;

		if (lane) T->copy(w.n, lane, 1, to, w.inc);
		T->binary[B_add](w.n, sum, sum, elem(T, g, o));
		if (lane) T->copy(w.n, to, w.inc, lane, 1);
	}
	if (lane) freearray(T, w.n, lane);
}

static V pick(V v, V y, Shape s, bool put)
{
	Attr a = *(const Attr *)attr(y.list, at(y));
	size_t start[RANK], step[RANK];

	for (int k = 0; k < RANK; k++) {
		start[k] = (size_t)a.start[k];
		step[k] = (size_t)a.step[k];
	}
	return put ? Unslice(v, s, start, step) : Slice(v, start, s.dim, step);
}

static V jvp(int i, V d, V y, const V *x)      { return pick(d, y, shapeof(y), false); }
static V vjp(int i, V g, V y, const V *x)      { return pick(g, y, shapeof(x[0]), true); }
static V back_jvp(int i, V d, V y, const V *x) { return pick(d, y, shapeof(y), true); }
static V back_vjp(int i, V g, V y, const V *x) { return pick(g, y, shapeof(x[0]), false); }

static bool inside(const Attr *a, const Shape *few, const Shape *wide)
{
	for (int k = 0; k < few->rank; k++)
		if (a->step[k] < 1 || a->start[k] < 0 || (size_t)a->start[k] >= wide->dim[k] ||
		    few->dim[k] - 1 > (wide->dim[k] - 1 - (size_t)a->start[k]) / (size_t)a->step[k])
			return false;
	return few->rank == wide->rank;
}

static bool fits(const void *attr, const Shape *y, const Shape *x) { return inside(attr, y, x); }
static bool back_fits(const void *attr, const Shape *y, const Shape *x)
{
	return inside(attr, x, y);
}

/* where it starts and steps, with one more axis of which it takes all */
static void widened(const Widening *r, size_t start[RANK], size_t step[RANK])
{
	const Attr *a = (const Attr *)attrof(r);

	start[0] = 0, step[0] = 1;
	for (int k = 1; k < RANK; k++)
		start[k] = (size_t)a->start[k - 1], step[k] = (size_t)a->step[k - 1];
}

static V widen(const Widening *r)
{
	size_t start[RANK], step[RANK];
	Shape y = longer(r, shapeof(r->y));

	widened(r, start, step);
	return Slice(r->x[0], start, y.dim, step);
}

static V back_widen(const Widening *r)
{
	size_t start[RANK], step[RANK];

	widened(r, start, step);
	return Unslice(r->x[0], longer(r, shapeof(r->y)), start, step);
}

/* whether few[start...], every step-th, is one piece of wide: axes of one element, one of any
 * number, whole axes */
static bool piece(const Shape *few, const Shape *wide, const int64_t *at, const int64_t *step,
	size_t *start)
{
	size_t s = 1;
	bool whole = true;

	*start = 0;
	for (int k = few->rank - 1; k >= 0; s *= wide->dim[k--]) {
		*start += s * (size_t)at[k];
		if ((!whole || step[k] != 1) && few->dim[k] != 1)
			return false;
		whole &= few->dim[k] == wide->dim[k];
	}
	return true;
}

static bool view(const void *attr, size_t nargs, const Shape *y, const Shape *x, size_t *start)
{
	return piece(y, x, ((const Attr *)attr)->start, ((const Attr *)attr)->step, start);
}

static bool placed(const void *attr, const Shape *y, const Shape *x, size_t *start)
{
	return piece(x, y, ((const Attr *)attr)->start, ((const Attr *)attr)->step, start);
}

const Prim slice_prim   = {
	"slice",   fields, .arity = 1, .view = view, .widen = widen, .given = true, .fits = fits,
	.eval = eval, .jvp = jvp, .vjp = vjp, .addback = addback
};
const Prim unslice_prim = {
	"unslice", fields, .arity = 1, .placed = placed, .widen = back_widen, .given = true,
	.fits = back_fits, .eval = back, .jvp = back_jvp, .vjp = back_vjp
};

static Attr fit(List *l, const Shape *few, const Shape *wide, const size_t *start,
	const size_t *step)
{
	Attr a = { { 0 }, { 0 } };

	for (int k = 0; k < wide->rank; k++) {
		a.start[k] = (int64_t)start[k];
		a.step[k] = step ? (int64_t)step[k] : 1;
	}
	if (!inside(&a, few, wide))
		refuse(l, "slice: a part of shape %s does not lie inside %s", shapetext(few),
			shapetext(wide));
	return a;
}

V Slice(V x, const size_t *start, const size_t *size, const size_t *step)
{
	Shape wide = shapeof(x), s = wide;
	Attr a;

	for (int k = 0; k < s.rank; k++)
		s.dim[k] = size[k];
	a = fit(x.list, &s, &wide, start, step);
	return record(x.list, &slice_prim, 1, &x, &a, &s);
}

V Unslice(V x, Shape wide, const size_t *start, const size_t *step)
{
	Shape s = shapeof(x);
	Attr a = fit(x.list, &s, &wide, start, step);

	return record(x.list, &unslice_prim, 1, &x, &a, &wide);
}
