/* linear.c -- linear systems and determinants over any number type.
 *
 * Numbers: Gaussian elimination with partial pivoting (Golub, Van Loan: Matrix Computations, 4th
 * edition, algorithm 3.4.1).  What has no values to choose pivots by, rows of a list or sets of
 * inputs, takes polynomials instead, which are right at every matrix: minors along the first row
 * up to MINORS, above it the recurrence of Faddeev and Leverrier (Gantmacher: The Theory of
 * Matrices, chapter IV, section 5), which divides by whole numbers alone.
 */
#include "engines/numbers/linear.h"
#include "engines/numbers/slots.h"
#include <math.h>

static void op(const Num *T, int slot, void *y, const void *a, const void *b)
{
	T->binary[slot](1, y, a, b);
}

static void copy(const Num *T, size_t n, void *y, const void *x) { T->copy(n, y, 1, x, 1); }

/* ---- elimination --------------------------------------------------------------------- */

/* the row below which column k is largest; NaN is larger than all */
static size_t pivot(const Num *T, size_t n, const void *a, size_t k)
{
	size_t at = k;
	double most = -1, v;

	for (size_t i = k; i < n; i++) {
		T->get(1, &v, elem(T, a, i * n + k));
		if (!(fabs(v) <= most)) most = fabs(v), at = i;
		if (isnan(v)) break;
	}
	return at;
}

static void exchange(const Num *T, size_t n, void *a, size_t i, size_t k, void *spare)
{
	if (i == k) return;
	copy(T, n, spare, elem(T, a, i * n));
	copy(T, n, elem(T, a, i * n), elem(T, a, k * n));
	copy(T, n, elem(T, a, k * n), spare);
}

/* row i of y less l times row k, l = f/p */
static void eliminate(const Num *T, size_t n, void *y, size_t i, size_t k, const void *l)
{
	T->axpy(n, elem(T, y, i * n), l, elem(T, y, k * n));
}

/* a becomes upper triangular, b what belongs to it; returns the sign of the exchanges */
static int triangulate(const Num *T, size_t n, size_t m, void *a, void *b)
{
	void *spare = array(T, n > m ? n : m), *l = array(T, 1);
	int sign = 1;

	for (size_t k = 0; k + 1 < n; k++) {
		size_t at = pivot(T, n, a, k);
		double p;

		if (at != k) sign = -sign;
		exchange(T, n, a, at, k, spare);
		if (m) exchange(T, m, b, at, k, spare);
		T->get(1, &p, elem(T, a, k * n + k));
		if (p == 0 && !m) break; /* the determinant is 0 whatever follows */
		for (size_t i = k + 1; i < n; i++) {
			op(T, B_div, l, elem(T, a, i * n + k), elem(T, a, k * n + k));
			T->unary[U_neg](1, l, l);
			eliminate(T, n, a, i, k, l);
			if (m) eliminate(T, m, b, i, k, l);
		}
	}
	freearray(T, n > m ? n : m, spare);
	freearray(T, 1, l);
	return sign;
}

static void backsubstitute(const Num *T, size_t n, size_t m, void *x, const void *u)
{
	void *l = array(T, 1);

	for (size_t k = n; k-- > 0;) {
		for (size_t i = k + 1; i < n; i++) {
			T->unary[U_neg](1, l, elem(T, u, k * n + i));
			T->axpy(m, elem(T, x, k * m), l, elem(T, x, i * m));
		}
		for (size_t j = 0; j < m; j++)
			op(T, B_div, elem(T, x, k * m + j), elem(T, x, k * m + j),
				elem(T, u, k * n + k));
	}
	freearray(T, 1, l);
}

static void byelimination(const Num *T, size_t n, size_t m, void *x, const void *a, const void *b)
{
	void *u = array(T, n * n);

	copy(T, n * n, u, a);
	copy(T, n * m, x, b);
	triangulate(T, n, m, u, x);
	backsubstitute(T, n, m, x, u);
	freearray(T, n * n, u);
}

static void byproduct(const Num *T, size_t n, void *y, const void *a)
{
	void *u = array(T, n * n);
	int sign;

	copy(T, n * n, u, a);
	sign = triangulate(T, n, 0, u, NULL);
	copy(T, 1, y, u);
	for (size_t k = 1; k < n; k++) op(T, B_mul, y, y, elem(T, u, k * n + k));
	if (sign < 0) T->unary[U_neg](1, y, y);
	freearray(T, n * n, u);
}

/* ---- polynomials --------------------------------------------------------------------- */

/* the matrix without row i and column j */
static void *without1(const Num *T, size_t n, const void *a, size_t i, size_t j)
{
	void *b = array(T, (n - 1) * (n - 1));

	for (size_t r = 0, to = 0; r < n; r++)
		for (size_t c = 0; c < n; c++)
			if (r != i && c != j) copy(T, 1, elem(T, b, to++), elem(T, a, r * n + c));
	return b;
}

static void minors(const Num *T, size_t n, void *y, const void *a)
{
	void *t = array(T, 1);

	if (n == 1) copy(T, 1, y, a);
	for (size_t j = 0; n > 1 && j < n; j++) {
		void *b = without1(T, n, a, 0, j);

		minors(T, n - 1, t, b);
		op(T, B_mul, t, elem(T, a, j), t);
		if (j)
			op(T, j % 2 ? B_sub : B_add, y, y, t);
		else
			copy(T, 1, y, t);
		freearray(T, (n - 1) * (n - 1), b);
	}
	freearray(T, 1, t);
}

static void multiply(const Num *T, size_t n, void *y, const void *a, const void *b)
{
	T->fill(n * n, y, 0);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			T->axpy(n, elem(T, y, i * n), elem(T, a, i * n + k), elem(T, b, k * n));
}

/* adj: that which a times it is det times 1 */
static void leverrier(const Num *T, size_t n, void *adj, void *det, const void *a)
{
	void *m = array(T, n * n), *am = array(T, n * n), *c = array(T, 2), *k1 = elem(T, c, 1);

	T->fill(n * n, m, 0);
	for (size_t i = 0; i < n; i++) T->fill(1, elem(T, m, i * n + i), 1);
	for (size_t k = 1; k <= n; k++) {
		multiply(T, n, am, a, m);
		T->sum(n, c, am, n + 1);
		T->fill(1, k1, -(double)k);
		op(T, B_div, c, c, k1);
		if (k == n) break;
		copy(T, n * n, m, am);
		for (size_t i = 0; i < n; i++)
			op(T, B_add, elem(T, m, i * n + i), elem(T, m, i * n + i), c);
	}
	/* c: the last coefficient, (-1)^n det; m: (-1)^(n-1) adj */
	copy(T, n * n, adj, m), copy(T, 1, det, c);
	if (n % 2)
		T->unary[U_neg](1, det, det);
	else
		T->unary[U_neg](n * n, adj, adj);
	freearray(T, n * n, m), freearray(T, n * n, am), freearray(T, 2, c);
}

static void cofactors(const Num *T, size_t n, void *adj, void *det, const void *a)
{
	minors(T, n, det, a);
	T->fill(1, adj, 1);
	for (size_t i = 0; n > 1 && i < n; i++)
		for (size_t j = 0; j < n; j++) {
			void *b = without1(T, n, a, j, i), *y = elem(T, adj, i * n + j);

			minors(T, n - 1, y, b);
			if ((i + j) % 2) T->unary[U_neg](1, y, y);
			freearray(T, (n - 1) * (n - 1), b);
		}
}

static void bypolynomials(const Num *T, size_t n, size_t m, void *x, const void *a, const void *b)
{
	void *adj = array(T, n * n), *det = array(T, 1);

	(n <= MINORS ? cofactors : leverrier)(T, n, adj, det, a);
	T->fill(n * m, x, 0);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n; k++)
			T->axpy(m, elem(T, x, i * m), elem(T, adj, i * n + k), elem(T, b, k * m));
		for (size_t j = 0; j < m; j++)
			op(T, B_div, elem(T, x, i * m + j), elem(T, x, i * m + j), det);
	}
	freearray(T, n * n, adj), freearray(T, 1, det);
}

/* ---- the way in -------------------------------------------------------------------------- */

void solvesystem(const Num *T, size_t n, size_t m, void *x, const void *a, const void *b)
{
	(hasvalues(T) ? byelimination : bypolynomials)(T, n, m, x, a, b);
}

void determinant(const Num *T, size_t n, void *y, const void *a)
{
	void *adj;

	if (hasvalues(T))
		byproduct(T, n, y, a);
	else if (n <= MINORS)
		minors(T, n, y, a);
	else {
		adj = array(T, n * n);
		leverrier(T, n, adj, y, a);
		freearray(T, n * n, adj);
	}
}
