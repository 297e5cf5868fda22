/* transpose -- y = x with its axes in another order; y's axis k is x's axis perm[k]
 *
 *	jvp   dy = transpose d
 *	vjp   gx = g with its axes put back
 */
#include "engines/wengert.h"

typedef struct { int64_t perm[RANK]; } Attr;
static const Field fields[] = { { "perm", RANK, false }, { 0 } };

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	Shape y = x[0];

	for (int k = 0; k < y.rank; k++)
		y.dim[k] = x[0].dim[((const Attr *)attr)->perm[k]];
	return y;
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	const Attr *a = c->attr;
	size_t step[RANK] = { 0 }, i[RANK] = { 0 }, from = 0, s = 1;
	int r = c->y->rank;

	for (int k = r - 1; k >= 0; s *= c->x[0]->dim[k--])
		for (int j = 0; j < r; j++)
			if (a->perm[j] == k) step[j] = s;
	for (size_t o = 0; o < c->n; o += r ? c->y->dim[r - 1] : 1) {
		T->copy(r ? c->y->dim[r - 1] : 1, elem(T, y, o), 1, elem(T, x[0], from), r ? step[r - 1] : 1);
		for (int k = r - 2; k >= 0; k--) {     /* the next lane */
			from += step[k];
			if (++i[k] < c->y->dim[k]) break;
			from -= step[k] * c->y->dim[k];
			i[k] = 0;
		}
	}
}

static V turned(V v, V y, bool back)
{
	Attr a = *(const Attr *)attr(y.list, at(y));
	int p[RANK] = { 0 }, r = rowshape(y.list, y.id)->rank;

	for (int k = 0; k < r; k++) {
		if (back) p[a.perm[k]] = k;
		else      p[k] = (int)a.perm[k];
	}
	return Transpose(v, p);
}

static V jvp(int i, V d, V y, const V *x) { return turned(d, y, false); }
static V vjp(int i, V g, V y, const V *x) { return turned(g, y, true); }

const Prim transpose_prim = { "transpose", fields, shape, .eval = eval, .jvp = jvp, .vjp = vjp };

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
