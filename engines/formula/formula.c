/* formula.c -- what the signs and names of a formula mean, and where a mistake is shown. */
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
	char shown[WINDOW + 1], why[2 * WHY];
	va_list ap;

	if (n <= WINDOW) from = 0;
	n = n - from < WINDOW ? n - from : WINDOW;
	for (size_t k = 0; k < n; k++)
		shown[k] = isspace((unsigned char)p->text[from + k]) ? ' ' : p->text[from + k];
	shown[n] = 0;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	bad("a mistake in the formula\n  %s\n  %*s^ %s", shown, (int)(at - from), "", why);
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

static _Thread_local Parser *reading;      /* the innermost that is not at its end */

static void closed(Parser *p)
{
	release(p->bound);
	release(p->arg);
	release(p->index);
	release(p->key);
	reading = p->around;
}

void dropformula(void) { while (reading) closed(reading); }

V recordformula(List *l, const char *source, size_t n, const char *const *names, const V *x)
{
	Parser p = { .list = l, .text = source, .p = source, .around = reading };
	Fail *fail = l->fail;
	void *failed = l->failed;

	if (strlen(source) > LONGEST)
		bad("the formula has %zu characters; at most %d are read", strlen(source), LONGEST);
	reading = &p;
	l->fail = misfit;
	l->failed = &p;
	for (size_t k = 0; k < n; k++)
		bind(&p, names[k], strlen(names[k]), x[k]);
	yyparse(&p);
	if (!p.result.list)
		wrongtext(&p, strlen(source), "expected a last statement that is the result");
	l->fail = fail;
	l->failed = failed;
	closed(&p);
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
