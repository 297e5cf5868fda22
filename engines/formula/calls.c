/* calls.c -- the functions that a formula may call: primitives, formulas of our own, and those that
 * take arrays in their own way. */
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"
#include <math.h>
#include <string.h>

static bool called(const char *name, size_t n, const char *is)
{
	return !strncmp(name, is, n) && !is[n];
}

static const struct {
	const char *name;
	V (*one)(V);
	V (*two)(V, V);
	V (*reduce)(V, int);
	int axis;
} calls[] = {
#define U(name, Name, ...)          { #name, Name, NULL, NULL, 0 },
#define B(name, Name, ...)          { #name, NULL, Name, NULL, 0 },
#include "engines/prims/scalar.def"
#define reduce(name, Name)          { #name, NULL, NULL, Name, ALL },
#define along(name, Name)           { #name, NULL, NULL, Name, 1 },
#define two(name, Name)             { #name, NULL, Name, NULL, 0 },
#define three(name, Name)
#define none(name, Name)
#define P(name, Name, arguments, how) how(name, Name)
#include "engines/prims/definitions.def"
	{ "max", NULL, NULL, Reducemax, ALL },
	{ "min", NULL, NULL, Reducemin, ALL },
};
#undef reduce
#undef along
#undef two
#undef three
#undef none

static const struct { const char *name, *takes; } specials[] = {
	{ "where", "a condition and two values" },
#define TERNARY(name, Name, takes) { #name, takes },
#include "engines/prims/ternary.def"
	{ "transpose", "one array" },
	{ "cumsum", "one array" },
	{ "matmul", "two arrays" },
	{ "concat", "at least one array" },
	{ "scatter", "an array, its indices, the number of rows" },
	{ "layernorm", "x, w, b and perhaps eps" },
};

double writtennumber(Parser *p, V v, const char *what)
{
	double c;

	if (!isconst(p->list, v.id, &c))
		wrongtext(p, p->spot, "expected %s written as a number", what);
	return c;
}

double writtenwhole(Parser *p, V v, const char *what)
{
	double c = writtennumber(p, v, what);

	if (c != rint(c) || fabs(c) >= 0x1p31)
		wrongtext(p, p->spot, "expected %s, a whole number", what);
	return c;
}

size_t wholeof(const Parser *p, size_t at, double c)
{
	if (!(c >= 0 && c < 0x1p53 && c == floor(c)))
		wrongtext(p, at, "expected a whole number, counted from 0");
	return (size_t)c;
}

/* counted from 0, or from -1 at the last axis; more: of a result that has one more */
static int axis(Parser *p, V v, const V *x, bool more)
{
	double c = writtennumber(p, v, "the axis"), rank = x ? shapeof(*x).rank + more : 0;

	if (c != rint(c))
		wrongtext(p, p->spot, "expected the axis, a whole number; they are counted from 0");
	if (!rank)
		wrongtext(p, p->spot, "expected an array: a number has no axis");
	if (c < -rank || c >= rank)
		wrongtext(p, p->spot, "expected an axis below %g, or from -%g on: the value has %g",
			rank, rank, rank);
	return (int)(c < 0 ? c + rank : c);
}

/* arrays one after the other; a scalar is an array of one element */
static V joined(Parser *p, size_t n, const V *x, int axis)
{
	V *y = alloc(n, sizeof *y), z;

	for (size_t k = 0; k < n; k++) y[k] = shapeof(x[k]).rank ? x[k] : Reshape(x[k], vector(1));
	z = Concat(n, y, axis == ALL ? 0 : axis);
	release(y);
	return z;
}

/* of three and more, elementwise: along a new first axis */
static V ofmany(Parser *p, size_t n, const V *x, V reduce(V, int))
{
	V *y = alloc(n, sizeof *y), z;
	Shape all = shapeof(x[0]);

	for (size_t k = 1; k < n; k++) {
		Shape s = shapeof(x[k]), both;

		if (!meet(&all, &s, &both))
			wrongtext(p, p->spot, "expected shapes that fit: %s and %s",
				shapetext(&all), shapetext(&s));
		all = both;
	}
	for (size_t k = 0; k < n; k++) y[k] = Broadcast(x[k], all);
	z = reduce(bracket(p, n, y), 0);
	release(y);
	return z;
}

static V special(Parser *p, const char *name, size_t n, size_t nargs, const V *x, int axis)
{
	if (called(name, n, "where") && nargs == 3)     return Where(x[0], x[1], x[2]);
#define TERNARY(its, Name, takes) \
	if (called(name, n, #its) && nargs == 3) return Name(x[0], x[1], x[2]);
#include "engines/prims/ternary.def"
	if (called(name, n, "transpose") && nargs == 1) return Transpose(x[0], NULL);
	if (called(name, n, "cumsum") && nargs == 1)
		return Cumsum(x[0], axis == ALL ? 0 : axis, false);
	if (called(name, n, "matmul") && nargs == 2)    return product(p, x[0], x[1]);
	if (called(name, n, "concat") && nargs > 0)     return joined(p, nargs, x, axis);
	if (called(name, n, "max") && nargs > 2)        return ofmany(p, nargs, x, Reducemax);
	if (called(name, n, "min") && nargs > 2)        return ofmany(p, nargs, x, Reducemin);
	if (called(name, n, "hypot") && nargs > 2)      return ofmany(p, nargs, x, Norm);
	if (called(name, n, "scatter") && nargs == 3)
		return Scatter(x[0], x[1],
			wholeof(p, p->spot, writtennumber(p, x[2], "the number of rows")));
	if (called(name, n, "layernorm") && (nargs == 3 || nargs == 4))
		return Layernorm(x[0], x[1], x[2],
			nargs == 4 ? writtennumber(p, x[3], "eps") : 1e-5);
	return (V){ 0 };
}

/* of what is written as axis = 0; ALL: nothing */
static int namedaxis(Parser *p, size_t n, const Keyword *key, const V *x, bool more)
{
	int a = ALL;

	for (size_t k = 0; k < n; k++) {
		if (!called(key[k].name, key[k].length, "axis"))
			wrongtext(p, key[k].at, "expected axis = and a number; a function has no "
				"argument \"%.*s\"", (int)key[k].length, key[k].name);
		if (k) wrongtext(p, key[k].at, "expected one axis: it is there twice");
		p->spot = key[k].at;
		a = axis(p, key[k].v, x, more);
	}
	return a;
}

static bool reduces(const char *name, size_t n, bool *more)
{
	if (arrayaxis(name, n, more)) return true;
	for (size_t k = 0; k < sizeof calls / sizeof *calls; k++)
		if (calls[k].reduce && called(name, n, calls[k].name)) return true;
	return called(name, n, "cumsum") || called(name, n, "concat");
}

/* a function whose first argument is an order is known for whole ones alone */
static V wholeorder(Parser *p, const char *name, size_t n, V y, V order)
{
	double c;

	if (isthe(y.list->ins[y.id].prim, FIXED0) && isconst(p->list, order.id, &c) && c != rint(c))
		wrongtext(p, p->spot, "expected a whole order: %.*s of order %g is not covered",
			(int)n, name, c);
	return y;
}

/* a function of numbers, or of an array along an axis; no list: there is none of so many */
static V known(Parser *p, const char *name, size_t n, size_t nargs, const V *x, int along)
{
	for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
		if (!called(name, n, calls[k].name))
			continue;
		if (calls[k].one && nargs == 1) return calls[k].one(x[0]);
		if (calls[k].two && nargs == 2)
			return wholeorder(p, name, n, calls[k].two(x[0], x[1]), x[0]);
		if (calls[k].reduce && nargs == 1)
			return calls[k].reduce(x[0], along != ALL ? along :
				calls[k].axis == ALL ? ALL : shapeof(x[0]).rank - 1);
		if (calls[k].reduce && nargs == 2)
			return calls[k].reduce(x[0], axis(p, x[1], x, false));
	}
	return (V){ 0 };
}

/* whether a function of that name has k arguments */
static bool takes(const char *name, size_t n, size_t k)
{
	for (size_t j = 0; j < sizeof calls / sizeof *calls; j++)
		if (called(name, n, calls[j].name) && k == (calls[j].two ? 2 : 1)) return true;
	for (const Composed *f = composed; f->name; f++)
		if (called(name, n, f->name) && k == parameters(f)) return true;
	return false;
}

enum { MOSTPARAMETERS = 4 };

static void __attribute__((noreturn)) unknown(Parser *p, const char *name, size_t n, size_t nargs)
{
	char counts[64] = "";
	size_t last = 0;

	for (size_t k = 1; k <= MOSTPARAMETERS; k++)
		if (takes(name, n, k)) {
			sprintf(counts + strlen(counts), "%s%zu", last ? " or " : "", k);
			last = k;
		}
	if (last)
		wrongtext(p, p->spot, "expected %s argument%s, %.*s is given %zu", counts,
			last > 1 ? "s" : "", (int)n, name, nargs);
	for (size_t k = 0; k < sizeof specials / sizeof *specials; k++)
		if (called(name, n, specials[k].name))
			wrongtext(p, p->spot, "expected %s", specials[k].takes);
	nofunction(p, name, n);
}

static V composite(Parser *p, const char *name, size_t n, size_t nargs, const V *x)
{
	for (const Composed *f = composed; f->name; f++)
		if (called(name, n, f->name) && nargs == parameters(f)) return composition(p, f, x);
	return (V){ 0 };
}

/* what it is called here */
static const char *ours(const char *name, size_t *n)
{
	for (const Alias *a = aliases; a->name; a++)
		if (called(name, *n, a->name)) {
			*n = strlen(a->ours);
			return a->ours;
		}
	return name;
}

V call(Parser *p, const char *name, size_t n, size_t nargs, const V *x, size_t nkeys,
	const Keyword *key)
{
	size_t spot = p->spot;
	const V *widest = NULL;
	bool more;
	int along;
	V y;

	name = ours(name, &n);
	if (!reduces(name, n, &more) && nkeys)
		wrongtext(p, key->at, "expected no axis: %.*s has none", (int)n, name);
	for (size_t k = 0; k < nargs; k++)
		if (!widest || shapeof(x[k]).rank > shapeof(*widest).rank) widest = &x[k];
	along = namedaxis(p, nkeys, key, widest, more);
	p->spot = spot;
	y = special(p, name, n, nargs, x, along);
	if (!y.list) y = known(p, name, n, nargs, x, along);
	if (!y.list) y = arrayfunction(p, name, n, nargs, x, along);
	if (!y.list) y = composite(p, name, n, nargs, x);
	if (!y.list) unknown(p, name, n, nargs);
	return y;
}

void argument(Parser *p, V v)
{
	p->arg = grow(p->arg, &p->argroom, p->narg + 1, sizeof *p->arg);
	p->arg[p->narg++] = v;
}

void keyword(Parser *p, size_t at, const char *name, size_t length, V v)
{
	p->key = grow(p->key, &p->keyroom, p->nkey + 1, sizeof *p->key);
	p->key[p->nkey++] = (Keyword){ at, name, length, v };
}

/* the k-th name of a function that may be called; NULL: there are no more */
const char *callable(size_t k)
{
	size_t n = sizeof calls / sizeof *calls, m = sizeof specials / sizeof *specials;

	if (k < n)     return calls[k].name;
	if (k < n + m) return specials[k - n].name;
	k -= n + m;
	for (n = 0; arrayname(n); n++)
		if (n == k) return arrayname(k);
	return composedname(k - n);
}
