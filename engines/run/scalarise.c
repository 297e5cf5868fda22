/* scalarise.c -- an array list as a list of scalars, by running it in a number type whose numbers
 * are rows.
 *
 * Every primitive is computed over a table of operations; where these record
 * instead of compute, what comes out is the same function without arrays.
 * Requires: primitives that can be evaluated over any number type (expand), no
 * loops whose number of steps depends on values.  Leaves: scalars only, an
 * input and an output for each element, in row-major order.
 */
#include "engines/list/rewrite.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"
#include <math.h>

static _Thread_local List *to;             /* where the operations record */

#define each for (size_t i = 0; i < n; i++)
#define Y ((Id *)y)
#define X ((const Id *)x)
#define A ((const Id *)a)
#define BB ((const Id *)b)

static void fill(size_t n, void *y, double c)
{
	V v = Number(to, c);

	each Y[i] = v.id;
}

static void set(size_t n, void *y, const double *x) { each Y[i] = Number(to, x[i]).id; }
static void pi(void *y)                             { *Y = Pi(to).id; }
static void pick(size_t n, double *y, const void *x)
{
	each if (!isconst(to, X[i], &y[i])) y[i] = NAN;
}
static void copy(size_t n, void *y, size_t incy, const void *x, size_t incx)
{
	each Y[i * incy] = X[i * incx];
}

/* in the lanes of number.inc, whose order of rounding this is to tell */
static void sum(size_t n, void *y, const void *x, size_t incx)
{
	V lane[LANES] = { { 0 } }, s;

	each lane[i % LANES] =
		i < LANES ? instruction(to, X[i * incx])
			  : Add(lane[i % LANES], instruction(to, X[i * incx]));
	s = lane[0];
	for (size_t j = 1; j < n && j < LANES; j++) s = Add(s, lane[j]);
	*Y = s.id;
}

/* what fill put there is no term of the sum */
static void axpy(size_t n, void *y, const void *a, const void *x)
{
	double c;

	each {
		V t = Mul(instruction(to, *A), instruction(to, X[i]));

		Y[i] = isconst(to, Y[i], &c) && c == 0 ? t.id : Add(instruction(to, Y[i]), t).id;
	}
}

static void where(size_t n, void *y, const void *c, const void *a, const void *b)
{
	each Y[i] = Where(instruction(to, ((const Id *)c)[i]), instruction(to, A[i]),
		instruction(to, BB[i])).id;
}

static void one(size_t n, Id *y, const Id *x, V Recorded(V))
{
	each y[i] = Recorded(instruction(to, x[i])).id;
}

static void two(size_t n, Id *y, const Id *a, const Id *b, V Recorded(V, V))
{
	each y[i] = Recorded(instruction(to, a[i]), instruction(to, b[i])).id;
}

#define U(name, Name, ...) \
	static void rest##name(size_t n, void *y, const void *x) { one(n, y, x, Name); }
#define B(name, Name, ...) \
	static void rest##name(size_t n, void *y, const void *a, const void *b) \
	{ \
		two(n, y, a, b, Name); \
	}
#include "engines/prims/scalar.def"

#define TERNARY(name, Name, takes) \
	static void rest##name(size_t n, void *y, const void *a, const void *b, const void *c) \
	{ \
		each Y[i] = Name(instruction(to, A[i]), instruction(to, BB[i]), \
			instruction(to, ((const Id *)c)[i])).id; \
	}
#include "engines/prims/ternary.def"

static const Num rows = {
	"rows",
	.size = sizeof(Id),
	.set = set,
	.get = pick,
	.fill = fill,
	.pi = pi,
	.copy = copy,
	.sum = sum,
	.axpy = axpy,
	.where = where,
	.ternary =
		(Ternary *const[NTERNARY]){
#define TERNARY(name, Name, takes) [T_##name] = rest##name,
#include "engines/prims/ternary.def"
		},
	.unary =
		(Unary *const[NUNARY]){
#define U(name, ...) [U_##name] = rest##name,
#define B(...)
#include "engines/prims/scalar.def"
		},
	.binary =
		(Binary *const[NBINARY]){
#define U(...)
#define B(name, ...) [B_##name] = rest##name,
#include "engines/prims/scalar.def"
		},
};

List *scalarise(const List *f)
{
	List *l = newlist(), *was = to;
	Run *r;

	to = l;
	r = newrun(f, &rows);
	for (size_t k = 0; k < f->nin; k++)
		for (size_t i = 0, n = count(shapeat(f, f->in[k])); i < n; i++)
			((Id *)slot(r, f->in[k]))[i] = Input(l, NULL, scalar()).id;
	run(r);
	for (size_t o = 0; o < f->nout; o++)
		for (size_t i = 0, n = count(shapeat(f, f->out[o])); i < n; i++)
			Output(instruction(l, ((Id *)slot(r, f->out[o]))[i]));
	freerun(r);
	to = was;
	return verified("scalarise", l);
}
