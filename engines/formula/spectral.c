/* spectral.c -- eigenvalues and eigenvectors of symmetric matrices, singular values and vectors.
 *
 * Cyclic Jacobi rotations (Golub, Van Loan, sections 8.5 and 8.6.3) of columns: B = A V holds what
 * V makes of A, and a rotation of columns p and q of both makes v_p' b_q zero (eigenvalues) or
 * b_p' b_q zero (singular values: Hestenes).  So many sweeps of them in a fixed order, so that it
 * is a formula as others are.  What is left off the diagonal is squared by each sweep once it is
 * small.  That it is small enough at the end is measured, not proved (scripts/sweeps.py).
 *
 * Equal values have no derivative by themselves (nor have their vectors): there the rotation is by
 * where, with a tie.
 */
#include "engines/formula/arrays.h"
#include "engines/prims/recorders.h"
#include <math.h>

enum { SWEEPS = 10, MOSTCOLUMNS = 16 };

/* matrices whose elements grow steeply along the diagonal take the most */
static size_t sweeps(size_t n) { return n + 2 > SWEEPS ? n + 2 : SWEEPS; }

/* n columns of B and of V, m and n long */
typedef struct { size_t m, n; V *b, *v, *value; } Columns;

static V times(V number, V x)
{
	return Mul(Broadcast(number, shapeof(x)), x);
}

static V chosen(V yes, V a, V b) { return Where(Broadcast(yes, shapeof(a)), a, b); }

/* (x, y) turned: c x - s y, s x + c y */
static void turn(V *x, V *y, V c, V s)
{
	V was = *x;

	*x = Sub(times(c, was), times(s, *y));
	*y = Add(times(s, was), times(c, *y));
}

/* t = tan of the smaller angle that makes the coupling g of two columns zero, of which the diagonal
 * holds p and q: 2g / (d + sign(d) hypot(d, 2g)) with d = q - p */
static void rotate(Columns *a, size_t i, size_t j, V p, V q, V g)
{
	V d = Sub(q, p), two = Add(g, g), zero = Const(g, 0), one = Const(g, 1);
	V r = Hypot(d, two), none = Eq(r, zero), down = Lt(d, zero), t, c;

	r = Add(d, Where(down, Neg(r), r));
	t = Where(none, zero, Div(two, Where(none, one, r)));
	c = Div(one, Hypot(one, t));
	turn(&a->b[i], &a->b[j], c, Mul(t, c));
	turn(&a->v[i], &a->v[j], c, Mul(t, c));
}

/* u: whose products with B are diagonal at the end, V or B itself */
static void sweep(Columns *a, V *u)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = i + 1; j < a->n; j++)
			rotate(a, i, j, Dot(u[i], a->b[i]), Dot(u[j], a->b[j]), Dot(u[i], a->b[j]));
}

/* the smaller value first, its columns with it */
static void sorted(Columns *a)
{
	for (size_t k = a->n; k > 1; k--)
		for (size_t i = 0; i + 1 < k; i++) {
			V x = a->value[i], y = a->value[i + 1], less = Lt(y, x), v = a->v[i],
			  b = a->b[i];

			a->value[i] = Min(x, y), a->value[i + 1] = Max(x, y);
			a->v[i] = chosen(less, a->v[i + 1], v);
			a->v[i + 1] = chosen(less, v, a->v[i + 1]);
			a->b[i] = chosen(less, a->b[i + 1], b);
			a->b[i + 1] = chosen(less, b, a->b[i + 1]);
		}
}

/* the sign of a vector, without which it is not one: v1 + v2/pi + v3/pi^2 ... is above 0 */
static void upright(Columns *a)
{
	for (size_t k = 0; k < a->n; k++) {
		double weight[MOSTCOLUMNS];
		V down;

		for (size_t i = 0; i < a->n; i++) weight[i] = pow(M_PI, -(double)i);
		down = Lt(Dot(Data(a->v[k].list, vector(a->n), weight), a->v[k]),
			Const(a->value[k], 0));
		a->v[k] = chosen(down, Neg(a->v[k]), a->v[k]);
		a->b[k] = chosen(down, Neg(a->b[k]), a->b[k]);
	}
}

/* ---- of a matrix: its columns, turned until they are done ------------------------------------ */

static Columns begun(const Asked *a, V x)
{
	Shape s = shapeof(x);
	Columns c = { .m = s.dim[0], .n = s.dim[1] };
	V unit = Unitmatrix(x.list, c.n);

	if (c.n > MOSTCOLUMNS)
		wrongtext(a->p, a->p->spot,
			"expected a shorter side of at most %d: the shape is \"%s\"", MOSTCOLUMNS,
			shapetext(&s));
	c.b = alloc(3 * c.n, sizeof *c.b), c.v = c.b + c.n, c.value = c.v + c.n;
	for (size_t k = 0; k < c.n; k++) {
		c.b[k] = Reshape(plane(x, 1, k), vector(c.m));
		c.v[k] = Reshape(plane(unit, 1, k), vector(c.n));
	}
	return c;
}

static V listed(size_t n, const V *value)
{
	V *x = alloc(n, sizeof *x), y;

	for (size_t k = 0; k < n; k++) x[k] = Reshape(value[k], vector(1));
	y = Concat(n, x, 0);
	release(x);
	return y;
}

static V turned(V x) { return Transpose(x, (int[]){ 1, 0 }); }

/* the lower triangle is read, as Cholesky reads it */
static Columns eigen(const Asked *a, const char *name)
{
	size_t n = square(a, name);
	double *here = alloc(n * n, sizeof *here);
	Columns c;
	V lower;

	for (size_t k = 0; k < n * n; k++) here[k] = k % n <= k / n;
	lower = Data(a->x[0].list, matrix(n, n), here);
	release(here);
	c = begun(a, Where(lower, a->x[0], turned(a->x[0])));
	for (size_t k = 0; k < sweeps(n); k++) sweep(&c, c.v);
	for (size_t k = 0; k < c.n; k++) c.value[k] = Dot(c.v[k], c.b[k]);
	sorted(&c);
	return c;
}

V array_eigh_values(const Asked *a)
{
	Columns c = eigen(a, "eigh_values");
	V y = listed(c.n, c.value);

	release(c.b);
	return y;
}

V array_eigh_vectors(const Asked *a)
{
	Columns c = eigen(a, "eigh_vectors");
	V y;

	upright(&c);
	y = abreast(c.n, c.v);
	release(c.b);
	return y;
}

/* of the matrix, or of its transpose where that has fewer columns; the largest value first */
static Columns singular(const Asked *a, bool *wide)
{
	Shape s = needrank(a, 0, 2, "a matrix");
	Columns c;

	*wide = s.dim[0] < s.dim[1];
	c = begun(a, *wide ? turned(a->x[0]) : a->x[0]);
	for (size_t k = 0; k < sweeps(c.n); k++) sweep(&c, c.b);
	for (size_t k = 0; k < c.n; k++) c.value[k] = Neg(Norm(c.b[k], ALL));
	sorted(&c);
	for (size_t k = 0; k < c.n; k++) c.value[k] = Neg(c.value[k]);
	upright(&c);
	for (size_t k = 0; k < c.n; k++)
		c.b[k] = Div(c.b[k], Broadcast(c.value[k], vector(c.m)));
	return c;
}

V array_svd_values(const Asked *a)
{
	bool wide;
	Columns c = singular(a, &wide);
	V y = listed(c.n, c.value);

	release(c.b);
	return y;
}

static V vectors(const Asked *a, bool left)
{
	bool wide;
	Columns c = singular(a, &wide);
	V y = abreast(c.n, left == wide ? c.v : c.b);

	release(c.b);
	return y;
}

V array_svd_u(const Asked *a) { return vectors(a, true); }
V array_svd_v(const Asked *a) { return vectors(a, false); }
