/* arrays.c -- functions of arrays: by which name, of how many arguments, along which axis; and
 * those that take arrays apart and put them together.
 *
 * Each is a formula in primitives, whose derivatives are those of the primitives; what has a rule
 * of its own (det, solve, cholesky) is a primitive.
 */
#include "engines/formula/arrays.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

enum { NONE, EVERY, FIRST, LAST, NEW };
enum { MANYARGUMENTS = 1 << 16 };
enum { MOSTPLANES = 1024 }; /* elements of an axis that is gone along one by one */

static const struct {
	const char *name;
	size_t least, most;
	int axis;
	const char *takes;
	V (*of)(const Asked *);
} table[] = {
#define A(name, least, most, axis, takes) { #name, least, most, axis, takes, array_##name },
#include "engines/formula/arrays.def"
};

enum { FUNCTIONS = sizeof table / sizeof *table };

static size_t named(const char *name, size_t n)
{
	size_t k = 0;

	while (k < FUNCTIONS && (strncmp(name, table[k].name, n) || table[k].name[n])) k++;
	return k;
}

const char *arrayname(size_t k) { return k < FUNCTIONS ? table[k].name : NULL; }

bool arrayaxis(const char *name, size_t n, bool *more)
{
	size_t k = named(name, n);

	*more = k < FUNCTIONS && table[k].axis == NEW;
	return k < FUNCTIONS && table[k].axis != NONE;
}

V arrayfunction(Parser *p, const char *name, size_t n, size_t nargs, const V *x, int along)
{
	size_t k = named(name, n);
	Asked a = { p, nargs, x, along };

	if (k == FUNCTIONS) return (V){ 0 };
	if (nargs < table[k].least || nargs > table[k].most)
		wrongtext(p, p->spot, "expected %s", table[k].takes);
	if (table[k].axis != NONE && table[k].axis != NEW && !shapeof(x[0]).rank)
		wrongtext(p, p->spot, "expected %s; a number is given", table[k].takes);
	if (along == ALL && table[k].axis == LAST) a.along = shapeof(x[0]).rank - 1;
	if (along == ALL && (table[k].axis == FIRST || table[k].axis == NEW)) a.along = 0;
	return table[k].of(&a);
}

/* ---- parts ------------------------------------------------------------------------- */

Shape ones(int rank)
{
	Shape s = { rank, { 0 } };

	for (int k = 0; k < rank; k++) s.dim[k] = 1;
	return s;
}

V range(V x, int axis, size_t from, size_t size, size_t step)
{
	Shape s = shapeof(x), steps = ones(s.rank);
	size_t start[RANK] = { 0 };

	start[axis] = from, s.dim[axis] = size, steps.dim[axis] = step;
	return Slice(x, start, s.dim, steps.dim);
}

V plane(V x, int axis, size_t k) { return range(x, axis, k, 1, 1); }

Shape needrank(const Asked *a, size_t k, int rank, const char *what)
{
	Shape s = shapeof(a->x[k]);

	if (s.rank != rank)
		wrongtext(a->p, a->p->spot, "expected %s; the shape is \"%s\"", what,
			shapetext(&s));
	return s;
}

/* each plane of an axis by itself, at most MOSTPLANES */
static V *planes(const Asked *a, size_t *n)
{
	V *y;

	*n = shapeof(a->x[0]).dim[a->along];
	if (*n > MOSTPLANES)
		wrongtext(a->p, a->p->spot,
			"expected at most %d elements along the axis, which "
			"has %zu",
			MOSTPLANES, *n);
	y = alloc(*n, sizeof *y);
	for (size_t k = 0; k < *n; k++) y[k] = plane(a->x[0], a->along, k);
	return y;
}

static V joined(const Asked *a, size_t n, V *y)
{
	V v = Concat(n, y, a->along);

	release(y);
	return v;
}

/* y[k] = y[k-1] op x[k] */
static V running(const Asked *a, V op(V, V))
{
	size_t n;
	V *y = planes(a, &n);

	for (size_t k = 1; k < n; k++) y[k] = op(y[k - 1], y[k]);
	return joined(a, n, y);
}

V array_cumprod(const Asked *a) { return running(a, Mul); }
V array_cummax(const Asked *a) { return running(a, Max); }
V array_cummin(const Asked *a) { return running(a, Min); }

V array_flip(const Asked *a)
{
	size_t n;
	V *y = planes(a, &n);

	for (size_t k = 0; k < n / 2; k++) {
		V t = y[k];

		y[k] = y[n - 1 - k], y[n - 1 - k] = t;
	}
	return joined(a, n, y);
}

V array_roll(const Asked *a)
{
	size_t n = shapeof(a->x[0]).dim[a->along];
	double by = writtenwhole(a->p, a->x[1], "by how many places");
	size_t k = (size_t)(by - (double)n * floor(by / (double)n));

	if (!k) return a->x[0];
	return Concat(2,
		(V[]){ range(a->x[0], a->along, n - k, k, 1),
			range(a->x[0], a->along, 0, n - k, 1) },
		a->along);
}

V array_stack(const Asked *a)
{
	Shape s = shapeof(a->x[0]), one = s;
	V *y = alloc(a->n, sizeof *y), v;

	if (s.rank == RANK)
		wrongtext(a->p, a->p->spot, "expected arrays of at most %d axes", RANK - 1);
	one.rank++;
	for (int k = s.rank; k > a->along; k--) one.dim[k] = s.dim[k - 1];
	one.dim[a->along] = 1;
	for (size_t k = 0; k < a->n; k++) {
		Shape t = shapeof(a->x[k]);

		if (!same(&s, &t))
			wrongtext(a->p, a->p->spot,
				"expected arrays of one shape: one is \"%s\", "
				"one \"%s\"",
				shapetext(&s), shapetext(&t));
		y[k] = Reshape(a->x[k], one);
	}
	v = Concat(a->n, y, a->along);
	release(y);
	return v;
}

/* ---- order: the least of two to the front, by Batcher's merge exchange (Knuth, The Art of
 * Computer Programming 3, algorithm 5.2.2M), whatever the values ---- */

static void exchange(V *a, V *b)
{
	V least = Min(*a, *b);

	*b = Max(*a, *b);
	*a = least;
}

static void mergeexchange(size_t n, V *y)
{
	size_t top = 1;

	while (2 * top < n) top *= 2;
	for (size_t p = top; p > 0 && n > 1; p /= 2)
		for (size_t q = top, r = 0, d = p;; d = q - p, q /= 2, r = p) {
			for (size_t i = 0; i + d < n; i++)
				if ((i & p) == r) exchange(&y[i], &y[i + d]);
			if (q == p) break;
		}
}

V array_sort(const Asked *a)
{
	size_t n;
	V *y = planes(a, &n);

	mergeexchange(n, y);
	return joined(a, n, y);
}

/* the place of each in the sorted vector, equal ones in their order; from these which comes k-th */
V array_argsort(const Asked *a)
{
	size_t n = needrank(a, 0, 1, "a vector").dim[0];
	double *ordinal = alloc(n * n, sizeof *ordinal);
	V x = a->x[0], column = Reshape(x, matrix(n, 1)), before, less, place, index;

	for (size_t k = 0; k < n * n; k++) ordinal[k] = (double)(k % n);
	index = Data(x.list, matrix(n, n), ordinal);
	for (size_t k = 0; k < n * n; k++) ordinal[k] = k % n < k / n;
	before = Data(x.list, matrix(n, n), ordinal);
	release(ordinal);
	less = Add(Lt(x, column), Mul(Eq(x, column), before));
	place = Reshape(Sum(less, 1), matrix(n, 1));
	return Sum(Mul(Eq(place, index), Transpose(index, NULL)), 0);
}

/* ---- matrices ------------------------------------------------------------------------ */

V array_outer(const Asked *a)
{
	size_t m = needrank(a, 0, 1, "two vectors").dim[0];

	needrank(a, 1, 1, "two vectors");
	return Mul(Reshape(a->x[0], matrix(m, 1)), a->x[1]);
}

V array_kron(const Asked *a)
{
	Shape s = shapeof(a->x[0]), t = shapeof(a->x[1]), u = { 0 }, v = { 0 }, y = { 0 };

	if (s.rank != t.rank || s.rank < 1 || s.rank > 2)
		wrongtext(a->p, a->p->spot,
			"expected two matrices or two vectors: the shapes are "
			"\"%s\" and \"%s\"",
			shapetext(&s), shapetext(&t));
	for (int k = 0; k < s.rank; k++) {
		u.dim[u.rank++] = s.dim[k], u.dim[u.rank++] = 1;
		v.dim[v.rank++] = 1, v.dim[v.rank++] = t.dim[k];
		y.dim[y.rank++] = s.dim[k] * t.dim[k];
	}
	return Reshape(Mul(Reshape(a->x[0], u), Reshape(a->x[1], v)), y);
}

V array_diag(const Asked *a)
{
	Shape s = shapeof(a->x[0]);
	size_t n = s.dim[0], zero = 0, step = n + 1;

	if (s.rank == 1)
		return Reshape(Unslice(a->x[0], vector(n * n), &zero, &step), matrix(n, n));
	needrank(a, 0, 2, "a vector or a matrix");
	if (s.dim[1] < n) n = s.dim[1];
	step = s.dim[1] + 1;
	return Slice(Reshape(a->x[0], vector(s.dim[0] * s.dim[1])), &zero, &n, &step);
}

V array_trace(const Asked *a)
{
	needrank(a, 0, 2, "a matrix");
	return Sum(array_diag(a), ALL);
}

/* what is not kept is 0, were it infinite */
static V triangle(const Asked *a, bool lower)
{
	Shape s = needrank(a, 0, 2, "a matrix");
	double k = a->n > 1 ? writtenwhole(a->p, a->x[1], "the diagonal") : 0;
	double *keep = alloc(count(&s), sizeof *keep);
	V mask;

	for (size_t i = 0; i < count(&s); i++) {
		double d = (double)(i % s.dim[1]) - (double)(i / s.dim[1]);

		keep[i] = lower ? d <= k : d >= k;
	}
	mask = Data(a->x[0].list, s, keep);
	release(keep);
	return Where(mask, a->x[0], Const(a->x[0], 0));
}

V array_tril(const Asked *a) { return triangle(a, true); }
V array_triu(const Asked *a) { return triangle(a, false); }

V array_pad(const Asked *a)
{
	Shape s = shapeof(a->x[0]), steps = ones(s.rank);
	double before = writtenwhole(a->p, a->x[1], "how many zeros"), after = before;
	size_t start[RANK];

	if (a->n > 2) after = writtenwhole(a->p, a->x[2], "how many zeros");
	if (!s.rank || before < 0 || after < 0)
		wrongtext(a->p, a->p->spot, "expected an array, and zeros to put around it");
	for (int k = 0; k < s.rank; k++)
		start[k] = (size_t)before, s.dim[k] += (size_t)(before + after);
	return Unslice(a->x[0], s, start, steps.dim);
}
