/* formula.c -- what the names in a formula mean, and where a mistake is shown. */
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int yyparse(Parser *);

/* ---- mistakes --------------------------------------------------------------- */

enum { WINDOW = 72 };                      /* columns of a long formula that are shown */

void wrongtext(const Parser *p, size_t at, const char *fmt, ...)
{
	size_t n = strlen(p->text), from = at > WINDOW - 12 ? at - (WINDOW - 12) : 0;
	va_list ap;

	if (n <= WINDOW) from = 0;
	fputs("wengert: a mistake in the formula\n  ", stderr);
	for (size_t k = from; k < n && k < from + WINDOW; k++)
		fputc(isspace((unsigned char)p->text[k]) ? ' ' : p->text[k], stderr);
	fprintf(stderr, "\n  %*s^ ", (int)(at - from), "");
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	_Exit(2);
}

static void misfit(void *p, const char *sentence)
{
	wrongtext(p, ((Parser *)p)->spot, "%s", sentence);
}

/* ---- names ------------------------------------------------------------------- */

static bool called(const char *name, size_t n, const char *is)
{
	return !strncmp(name, is, n) && !is[n];
}

void bind(Parser *p, const char *name, size_t n, V v)
{
	p->bound = grow(p->bound, &p->boundroom, p->nbound + 1, sizeof *p->bound);
	p->bound[p->nbound++] = (Bound){ name, n, v };
}

V valueof(Parser *p, const char *name, size_t n)
{
	for (size_t k = p->nbound; k-- > 0; )
		if (p->bound[k].length == n && !strncmp(p->bound[k].name, name, n))
			return captured(p, p->bound[k].v);
	if (called(name, n, "pi"))
		return Pi(p->list);
	noinput(p, name, n);
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
	{ "ln", Log, NULL, NULL, 0 },
	{ "fabs", Abs, NULL, NULL, 0 },
	{ "tgamma", Gamma, NULL, NULL, 0 },
	{ "fmax", NULL, Max, NULL, 0 },
	{ "fmin", NULL, Min, NULL, 0 },
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

static V special(Parser *p, const char *name, size_t n, size_t nargs, const V *x, int axis)
{
	if (called(name, n, "where") && nargs == 3)     return Where(x[0], x[1], x[2]);
	if (called(name, n, "transpose") && nargs == 1) return Transpose(x[0], NULL);
	if (called(name, n, "cumsum") && nargs == 1)
		return Cumsum(x[0], axis == ALL ? 0 : axis, false);
	if (called(name, n, "matmul") && nargs == 2)    return product(p, x[0], x[1]);
	if (called(name, n, "concat") && nargs > 0)     return joined(p, nargs, x, axis);
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

/* a function of numbers, or of an array along an axis; no list: there is none of so many */
static V known(Parser *p, const char *name, size_t n, size_t nargs, const V *x, int along)
{
	for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
		if (!called(name, n, calls[k].name))
			continue;
		if (calls[k].one && nargs == 1) return calls[k].one(x[0]);
		if (calls[k].two && nargs == 2) return calls[k].two(x[0], x[1]);
		if (calls[k].reduce && nargs == 1)
			return calls[k].reduce(x[0], along != ALL ? along :
				calls[k].axis == ALL ? ALL : shapeof(x[0]).rank - 1);
		if (calls[k].reduce && nargs == 2)
			return calls[k].reduce(x[0], axis(p, x[1], x, false));
	}
	return (V){ 0 };
}

static void __attribute__((noreturn)) unknown(Parser *p, const char *name, size_t n, size_t nargs)
{
	int takes = 0;

	for (size_t k = 0; k < sizeof calls / sizeof *calls; k++)
		if (called(name, n, calls[k].name)) takes = calls[k].two ? 2 : 1;
	if (takes)
		wrongtext(p, p->spot, "expected %d argument%s, %.*s is given %zu", takes,
			takes > 1 ? "s" : "", (int)n, name, nargs);
	for (size_t k = 0; k < sizeof specials / sizeof *specials; k++)
		if (called(name, n, specials[k].name))
			wrongtext(p, p->spot, "expected %s", specials[k].takes);
	nofunction(p, name, n);
}

V call(Parser *p, const char *name, size_t n, size_t nargs, const V *x, size_t nkeys,
	const Keyword *key)
{
	size_t spot = p->spot;
	const V *widest = NULL;
	bool more;
	int along;
	V y;

	if (!reduces(name, n, &more) && nkeys)
		wrongtext(p, key->at, "expected no axis: %.*s has none", (int)n, name);
	for (size_t k = 0; k < nargs; k++)
		if (!widest || shapeof(x[k]).rank > shapeof(*widest).rank) widest = &x[k];
	along = namedaxis(p, nkeys, key, widest, more);
	p->spot = spot;
	y = special(p, name, n, nargs, x, along);
	if (!y.list) y = known(p, name, n, nargs, x, along);
	if (!y.list) y = arrayfunction(p, name, n, nargs, x, along);
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
	size_t n = sizeof calls / sizeof *calls;

	if (k < n) return calls[k].name;
	k -= n;
	n = sizeof specials / sizeof *specials;
	return k < n ? specials[k].name : arrayname(k - n);
}

/* ---- conditions: 0 is false ---------------------------------------------------- */

V negation(V a) { return Sub(Const(a, 1), a); }

V condition(V v)
{
	double c;

	if (compares(at(v)->prim) || (isconst(v.list, v.id, &c) && (c == 0 || c == 1))) return v;
	return negation(Eq(v, Const(v, 0)));
}

V either(V a, V b) { return negation(Mul(negation(a), negation(b))); }

/* ---- arrays ------------------------------------------------------------------- */

V bracket(Parser *p, size_t n, const V *x)
{
	V *row = alloc(n, sizeof *row), y;

	for (size_t k = 0; k < n; k++) {
		Shape s = shapeof(x[k]), one = { s.rank + 1, { 1 } };

		if (s.rank == RANK)
			wrongtext(p, p->spot, "expected at most %d brackets within brackets", RANK);
		for (int j = 0; j < s.rank; j++) one.dim[j + 1] = s.dim[j];
		row[k] = Reshape(x[k], one);
	}
	y = Concat(n, row, 0);
	release(row);
	return y;
}

Index *nextindex(Parser *p)
{
	p->index = grow(p->index, &p->indexroom, p->nindex + 1, sizeof *p->index);
	return &p->index[p->nindex++];
}

/* a place on an axis of n elements, from its end where it is negative */
static size_t place(const Parser *p, const Index *i, double at, size_t n)
{
	if (at != rint(at) || fabs(at) >= 0x1p53)
		wrongtext(p, i->at, "expected a whole number");
	if (at < 0) at += (double)n;
	if (at < 0 || at > (double)n || (i->one && at == (double)n))
		wrongtext(p, i->at, "expected an index %s %zu: they count from 0, or from -1 at "
			"the end", i->one ? "below" : "of at most", n);
	return (size_t)at;
}

/* the elements of one axis: *step apart from *start on, how many */
static size_t along(const Parser *p, const Index *i, size_t n, size_t *start, size_t *step)
{
	size_t end;

	*start = isnan(i->from) ? 0 : place(p, i, i->from, n);
	*step = 1;
	if (i->one) return 1;
	end = isnan(i->to) ? n : place(p, i, i->to, n);
	if (!(i->step >= 1) || i->step != rint(i->step))
		wrongtext(p, i->at, "expected a step that is a whole number above 0");
	if (end <= *start)
		wrongtext(p, i->at, "expected an end above %zu: the range ends before it begins",
			*start);
	*step = (size_t)fmin(i->step, (double)n);
	return (end - *start + *step - 1) / *step;
}

V at_index(Parser *p, V x, size_t n, const Index *index)
{
	Shape s = shapeof(x), left = { 0 };
	size_t start[RANK] = { 0 }, size[RANK], step[RANK];

	if (n > (size_t)s.rank)
		wrongtext(p, p->spot, "expected at most %d indices: the value has shape \"%s\"",
			s.rank, shapetext(&s));
	for (int k = 0; k < s.rank; k++) {
		Index all = { 0, NAN, NAN, 1, false };
		const Index *i = k < (int)n ? &index[k] : &all;

		size[k] = along(p, i, s.dim[k], &start[k], &step[k]);
		if (!i->one) left.dim[left.rank++] = size[k];
	}
	return Reshape(Slice(x, start, size, step), left);
}

V power(V a, V b)
{
	double c;

	return isconst(b.list, b.id, &c) && c == 2 ? Sqr(a) : Pow(a, b);
}

V product(Parser *p, V a, V b)
{
	Shape s = shapeof(a), t = shapeof(b), batch, y;
	bool row = s.rank == 1, column = t.rank == 1;
	V v;

	if (!s.rank || !t.rank)
		wrongtext(p, p->spot, "expected arrays on both sides of @; for scalars use *");
	if (row)    a = Reshape(a, s = matrix(1, s.dim[0]));
	if (column) b = Reshape(b, t = matrix(t.dim[0], 1));
	s.rank -= 2, t.rank -= 2;
	if (!meet(&s, &t, &batch))
		wrongtext(p, p->spot, "expected leading axes that fit: %s and %s", shapetext(&s),
			shapetext(&t));
	if (batch.rank) {
		Shape wa = batch, wb = batch;

		wa.rank += 2, wb.rank += 2;
		for (int k = 0; k < 2; k++) {
			wa.dim[batch.rank + k] = s.dim[s.rank + k];
			wb.dim[batch.rank + k] = t.dim[t.rank + k];
		}
		a = Broadcast(a, wa);
		b = Broadcast(b, wb);
	}
	v = Matmul(a, b, false, false);
	y = shapeof(v);
	if (column) y = without(y, y.rank - 1);
	if (row)    y = without(y, y.rank - 1 - !column);
	return Reshape(v, y);
}

/* ---- the way in ---------------------------------------------------------------- */

V recordformula(List *l, const char *source, size_t n, const char *const *names, const V *x)
{
	Parser p = { .list = l, .text = source, .p = source };
	Fail *fail = l->fail;
	void *failed = l->failed;

	if (strlen(source) > LONGEST)
		bad("the formula has %zu characters; at most %d are read", strlen(source), LONGEST);
	l->fail = misfit;
	l->failed = &p;
	for (size_t k = 0; k < n; k++)
		bind(&p, names[k], strlen(names[k]), x[k]);
	yyparse(&p);
	if (!p.result.list)
		wrongtext(&p, strlen(source), "expected a last statement that is the result");
	l->fail = fail;
	l->failed = failed;
	release(p.bound);
	release(p.arg);
	release(p.index);
	release(p.key);
	return p.result;
}

List *formula(const char *source, const char *title, const char *names)
{
	List *l = newlist();
	char *copy = copytext(names, strlen(names)), *name[3];
	V x[3];
	size_t n = 0;

	for (char *t = strtok(copy, ","); t && n < 3; t = strtok(NULL, ","))
		x[n] = Input(l, t, scalar()), name[n++] = t;
	Output(recordformula(l, source, n, (const char *const *)name, x));
	release(copy);
	l = dead(l);
	if (l->nout != 1)
		die("%s: %s", title, source);
	return l;
}
