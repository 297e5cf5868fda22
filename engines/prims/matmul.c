/* matmul -- c = a b,   c[i,j] = sum_k a[i,k] b[k,j];   ta, tb: a or b is stored transposed
 *
 *	jvp   dc = da b + a db
 *	vjp   ga = g b',   gb = a' g      (transposed where a or b is)
 *
 * Leading axes are a batch and must agree.
 */
#include "engines/numbers/gemm.h"
#include "engines/prims/widen.h"

typedef struct { int64_t ta, tb; } Attr;
static const Field fields[] = { { "ta", 1, false }, { "tb", 1, false }, { 0 } };

typedef struct { size_t batch, m, p, n; } Sizes;

static Shape shape(List *l, const void *attr, size_t nargs, const Shape *x)
{
	const Attr *a = attr;
	int r = x[0].rank, q = x[1].rank;
	Shape y = x[0];

	if (a->ta & ~1 || a->tb & ~1)
		refuse(l, "matmul: ta and tb are 0 or 1");
	if (r < 2 || q != r || x[0].dim[r - 1 - a->ta] != x[1].dim[r - 2 + a->tb])
		refuse(l, "matmul: %s%s times %s%s do not fit: [m,k] times [k,n] is needed",
			shapetext(&x[0]), a->ta ? "'" : "", shapetext(&x[1]), a->tb ? "'" : "");
	for (int k = 0; k < r - 2; k++)
		if (x[0].dim[k] != x[1].dim[k])
			refuse(l, "matmul: leading axes of %s and %s differ", shapetext(&x[0]),
				shapetext(&x[1]));
	y.dim[r - 2] = x[0].dim[r - 2 + a->ta];
	y.dim[r - 1] = x[1].dim[r - 1 - a->tb];
	return y;
}

static Sizes sizes(const Call *c)
{
	const Attr *a = c->attr;
	int r = c->y->rank;
	Sizes s = { 1, c->y->dim[r - 2], c->x[0]->dim[r - 1 - a->ta], c->y->dim[r - 1] };

	for (int k = 0; k < r - 2; k++)
		s.batch *= c->y->dim[k];
	return s;
}

static void multiply(const Num *T, Sizes s, bool ta, void *y, const void *a, const void *b)
{
	T->fill(s.m * s.n, y, 0);
	for (size_t i = 0; i < s.m; i++)
		for (size_t k = 0; k < s.p; k++)
			T->axpy(s.n, elem(T, y, i * s.n),
				elem(T, a, ta ? k * s.m + i : i * s.p + k), elem(T, b, k * s.n));
}

static void product(const Num *T, Sizes s, const Attr *a, void *y, const void *u, const void *v)
{
	void *turned = a->tb ? array(T, s.p * s.n) : NULL;

	for (size_t j = 0; turned && j < s.n; j++)
		T->copy(s.p, elem(T, turned, j), s.n, elem(T, v, j * s.p), 1);
	multiply(T, s, a->ta, y, u, turned ? turned : v);
	freearray(T, s.p * s.n, turned);
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	Sizes s = sizes(c);

	for (size_t i = 0; i < s.batch; i++)
		product(T, s, c->attr, elem(T, y, i * s.m * s.n), elem(T, x[0], i * s.m * s.p),
			elem(T, x[1], i * s.p * s.n));
}

/* ---- by hand, in binary64 and binary32 --------------------------------------- */

static void in64(const Call *c, double *y, const double *const *x)
{
	const Attr *a = c->attr;
	Sizes s = sizes(c);

	for (size_t i = 0; i < s.batch; i++)
		gemm(s.m, s.p, s.n, a->ta, a->tb, y + i * s.m * s.n, x[0] + i * s.m * s.p,
			x[1] + i * s.p * s.n);
}

static void in32(const Call *c, float *y, const float *const *x)
{
	const Attr *a = c->attr;
	Sizes s = sizes(c);

	for (size_t i = 0; i < s.batch; i++) {
		float *to = y + i * s.m * s.n;
		const float *u = x[0] + i * s.m * s.p, *v = x[1] + i * s.p * s.n;

		if (!sgemm(s.m, s.p, s.n, a->ta, a->tb, to, u, v)) product(&f32, s, a, to, u, v);
	}
}

static V jvp(int i, V d, V y, const V *x)
{
	Attr a = *(const Attr *)attr(y.list, at(y));

	return i == 0 ? Matmul(d, x[1], a.ta, a.tb) : Matmul(x[0], d, a.ta, a.tb);
}

static V vjp(int i, V g, V y, const V *x)
{
	Attr a = *(const Attr *)attr(y.list, at(y));

	if (i == 0)
		return a.ta ? Matmul(x[1], g, a.tb, true) : Matmul(g, x[1], false, !a.tb);
	return a.tb ? Matmul(g, x[0], true, a.ta) : Matmul(x[0], g, !a.ta, false);
}

static V widen(const Widening *r)
{
	const int64_t *t = attrof(r);
	V b = spreadarg(r, 1), a = spreadarg(r, 0);        /* one by one: C orders no arguments */

	return Matmul(a, b, t[0], t[1]);
}

const Prim matmul_prim = {
	"matmul", fields, shape, .arity = 2, .widen = widen, .eval = eval, .jvp = jvp, .vjp = vjp,
	.f64 = in64, .f32 = in32
};

V (Matmul)(V a, V b, bool ta, bool tb)
{
	return record(a.list, &matmul_prim, 2, (V[]){a, b}, &(Attr){ ta, tb }, NULL);
}
