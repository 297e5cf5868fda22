/* transpose -- y = x with its axes in another order; y's axis k is x's axis perm[k]
 *
 *	jvp   dy = transpose d
 *	vjp   gx = g with its axes put back
 */
#include "engines/prims/widen.h"

typedef struct { int64_t perm[RANK]; } Attr;
static const Field fields[] = { { "perm", RANK, false }, { 0 } };

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	const int64_t *perm = ((const Attr *)attr)->perm;
	Shape y = x[0];
	unsigned seen = 0;

	for (int k = 0; k < y.rank; k++) {
		if (perm[k] < 0 || perm[k] >= y.rank || seen >> perm[k] & 1)
			refuse(l, "transpose: perm is no order of the %d axes of %s", y.rank,
				shapetext(&x[0]));
		seen |= 1u << perm[k];
		y.dim[k] = x[0].dim[perm[k]];
	}
	return y;
}

/* elements of a line of the cache; lines that stay in it */
enum { LINE = 8, LONG = 128 };

/* two axes, x's last and y's last: few enough of either that what is read is still there when it is
 * read again */
static void turn(const Num *T, size_t m, size_t n, void *y, size_t stepy, const void *x,
	size_t stepx)
{
	for (size_t i = 0; i < m; i += LINE)
		for (size_t k = 0; k < n; k += LONG)
			for (size_t j = i; j < m && j < i + LINE; j++)
				T->copy(n - k < LONG ? n - k : LONG, elem(T, y, j * stepy + k), 1,
					elem(T, x, j + k * stepx), stepx);
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	const Attr *a = c->attr;
	size_t step[RANK] = { 0 }, stepy[RANK] = { 0 }, i[RANK] = { 0 }, from = 0, to = 0, s = 1, m,
	       n;
	int r = c->y->rank, q = r - 1, k = 0;

	if (!r) {
		T->copy(1, y, 1, x[0], 1);
		return;
	}
	for (int b = r - 1; b >= 0; s *= c->x[0]->dim[b--])
		for (int j = 0; j < r; j++)
			if (a->perm[j] == b) step[j] = s;
	s = 1;
	for (int j = r - 1; j >= 0; s *= c->y->dim[j--]) stepy[j] = s;
	for (int j = 0; j < r; j++) if (a->perm[j] == r - 1) q = j;
	n = c->y->dim[r - 1];
	m = q < r - 1 ? c->y->dim[q] : 1;
	while (k >= 0) {
		turn(T, m, n, elem(T, y, to), stepy[q], elem(T, x[0], from), step[r - 1]);
		for (k = r - 2; k >= 0; k--) {         /* the next of the other axes */
			if (k == q) continue;
			from += step[k], to += stepy[k];
			if (++i[k] < c->y->dim[k]) break;
			from -= step[k] * c->y->dim[k], to -= stepy[k] * c->y->dim[k];
			i[k] = 0;
		}
	}
}

static V turned(V v, V y, bool back)
{
	Attr a = *(const Attr *)attr(y.list, at(y));
	int p[RANK] = { 0 }, r = shapeat(y.list, y.id)->rank;

	for (int k = 0; k < r; k++) {
		if (back) p[a.perm[k]] = k;
		else      p[k] = (int)a.perm[k];
	}
	return Transpose(v, p);
}

static V jvp(int i, V d, V y, const V *x) { return turned(d, y, false); }
static V vjp(int i, V g, V y, const V *x) { return turned(g, y, true); }

static V widen(const Widening *r)
{
	const int64_t *was = attrof(r);
	int perm[RANK] = { 0 };

	for (int k = 1; k < shapeof(r->x[0]).rank; k++) perm[k] = (int)was[k - 1] + 1;
	return Transpose(r->x[0], perm);
}

/* an axis of one element may stand anywhere */
static bool view(const void *attr, size_t nargs, const Shape *y, const Shape *x, size_t *start)
{
	const int64_t *perm = ((const Attr *)attr)->perm;
	int64_t last = -1;

	for (int k = 0; k < x->rank; k++) {
		if (x->dim[perm[k]] == 1)
			continue;
		if (perm[k] < last)
			return false;
		last = perm[k];
	}
	return true;
}

const Prim transpose_prim = {
	"transpose", fields, shape, .arity = 1, .view = view, .widen = widen, .eval = eval,
	.jvp = jvp, .vjp = vjp
};

/* perm NULL: the last two axes change places */
V Transpose(V x, const int *perm)
{
	int r = shapeof(x).rank;
	Attr a;

	for (int k = 0; k < RANK; k++)
		a.perm[k] = perm && k < r ? perm[k] : k;
	if (!perm && r > 1) {
		a.perm[r - 2] = r - 1;
		a.perm[r - 1] = r - 2;
	}
	return record(x.list, &transpose_prim, 1, &x, &a, NULL);
}
