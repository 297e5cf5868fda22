/* formula.c -- what the names in a formula mean, and where a mistake is shown. */
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
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
	wrongtext(p, p->spot, "expected one of the inputs; \"%.*s\" is none of them", (int)n, name);
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

/* a constant argument: an axis, a count */
static double constant(Parser *p, V v, const char *what)
{
	double c;

	if (!isconst(p->list, v.id, &c))
		wrongtext(p, p->spot, "expected %s written as a number", what);
	return c;
}

size_t wholeof(const Parser *p, size_t at, double c)
{
	if (!(c >= 0 && c < 0x1p53 && c == floor(c)))
		wrongtext(p, at, "expected a whole number, counted from 0");
	return (size_t)c;
}

static int axis(Parser *p, V v)
{
	double c = constant(p, v, "the axis");

	if (c != rint(c))
		wrongtext(p, p->spot, "expected the axis, a whole number; they are counted from 0");
	return fabs(c) <= RANK ? (int)c : RANK;        /* which no array has */
}

static V special(Parser *p, const char *name, size_t n, size_t nargs, const V *x)
{
	if (called(name, n, "where") && nargs == 3)     return Where(x[0], x[1], x[2]);
	if (called(name, n, "transpose") && nargs == 1) return Transpose(x[0], NULL);
	if (called(name, n, "cumsum") && nargs == 1)    return Cumsum(x[0], 0, false);
	if (called(name, n, "matmul") && nargs == 2)    return product(p, x[0], x[1]);
	if (called(name, n, "concat") && nargs > 0)     return Concat(nargs, x, 0);
	if (called(name, n, "scatter") && nargs == 3)
		return Scatter(x[0], x[1],
			wholeof(p, p->spot, constant(p, x[2], "the number of rows")));
	if (called(name, n, "layernorm") && (nargs == 3 || nargs == 4))
		return Layernorm(x[0], x[1], x[2], nargs == 4 ? constant(p, x[3], "eps") : 1e-5);
	return (V){ 0 };
}

V call(Parser *p, const char *name, size_t n, size_t nargs, const V *x)
{
	V y = special(p, name, n, nargs, x);
	int takes = 0;

	if (y.list)
		return y;
	for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
		if (!called(name, n, calls[k].name))
			continue;
		if (calls[k].one && nargs == 1) return calls[k].one(x[0]);
		if (calls[k].two && nargs == 2) return calls[k].two(x[0], x[1]);
		if (calls[k].reduce && nargs == 1)
			return calls[k].reduce(x[0],
				calls[k].axis == ALL ? ALL : shapeof(x[0]).rank - 1);
		if (calls[k].reduce && nargs == 2) return calls[k].reduce(x[0], axis(p, x[1]));
		takes = calls[k].two ? 2 : 1;
	}
	if (takes)
		wrongtext(p, p->spot, "expected %d argument%s, %.*s is given %zu", takes,
			takes > 1 ? "s" : "", (int)n, name, nargs);
	for (size_t k = 0; k < sizeof specials / sizeof *specials; k++)
		if (called(name, n, specials[k].name))
			wrongtext(p, p->spot, "expected %s", specials[k].takes);
	wrongtext(p, p->spot,
		"expected a function; there is none called \"%.*s\" (wengert list primitives)",
		(int)n, name);
}

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

V at_index(Parser *p, V x, size_t n, const Index *index)
{
	Shape s = shapeof(x), left = { 0 };
	size_t start[RANK] = { 0 }, size[RANK];

	if (n > (size_t)s.rank)
		wrongtext(p, p->spot, "expected at most %d indices: the value has shape \"%s\"",
			s.rank, shapetext(&s));
	for (int k = 0; k < s.rank; k++) {
		Index i = k < (int)n ? index[k] : (Index){ .all = true };

		if (!i.all && i.to > s.dim[k])
			wrongtext(p, p->spot,
				"expected an index below %zu on axis %d: they count from 0",
				s.dim[k], k);
		start[k] = i.all ? 0 : i.from;
		size[k] = i.all ? s.dim[k] : i.to - i.from;
		if (!i.one) left.dim[left.rank++] = size[k];
	}
	return Reshape(Slice(x, start, size, NULL), left);
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

/* ---- which names are free ------------------------------------------------------ */

/* depth: of brackets around it */
typedef struct { const char *at; size_t length; bool calls, sets; int depth; } Entry;

/* what a name is followed by: ( calls it, = or in sets it */
static void followed(const char *p, Entry *w)
{
	const char *q = p;

	while (isspace((unsigned char)*q)) q++;
	w->calls = *q == '(';
	w->sets = (*q == '=' && q[1] != '=') ||
		(q > p && !strncmp(q, "in", 2) && !isalnum((unsigned char)q[2]) && q[2] != '_');
}

typedef struct { Entry *word; size_t n, room; } Names;
enum { NESTED = 64 };                      /* names waiting for the end of what they are set to */
typedef struct { Names set; Entry pending[NESTED]; size_t npending; } Scopes;

/* names that a statement or a loop has set, in force; those of a loop until its bracket closes */
static void settled(Names *s, const Entry *w)
{
	s->word = grow(s->word, &s->room, s->n + 1, sizeof *s->word);
	s->word[s->n++] = *w;
}

static void left(Names *s, int depth)
{
	while (s->n && s->word[s->n - 1].depth > depth) s->n--;
}

/* the next name from p on; its end is returned, or NULL */
static const char *nextname(const char *p, Entry *w, Scopes *s)
{
	int depth = w->depth;

	for (;; p++) {
		char *end;

		if (!*p)
			return NULL;
		if (isdigit((unsigned char)*p)) {
			strtod(p, &end);
			p = end - 1;
		} else if (isalpha((unsigned char)*p) || *p == '_')
			break;
		depth += (*p == '(') - (*p == ')');
		if (*p == ')') left(&s->set, depth);
		if ((*p == ',' || *p == ';') && s->npending &&
			s->pending[s->npending - 1].depth == depth && (*p == ';' || depth))
			settled(&s->set, &s->pending[--s->npending]);
	}
	for (w->at = p; isalnum((unsigned char)*p) || *p == '_'; p++)
		;
	w->length = (size_t)(p - w->at);
	w->depth = depth;
	followed(p, w);
	return p;
}

static size_t stem(const char *s)
{
	size_t n = strlen(s);

	while (n > 1 && isdigit((unsigned char)s[n - 1])) n--;
	return n;
}

/* names with one stem keep their places but stand in the order of their numbers */
static void bynumber(size_t n, char **name)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = i, k = i; k-- > 0; ) {
			size_t s = stem(name[j]);
			char *t = name[j];

			if (s == strlen(name[j]) || s != stem(name[k]) || s == strlen(name[k]) ||
				strncmp(name[j], name[k], s))
				continue;
			if (strtod(name[k] + s, NULL) <= strtod(name[j] + s, NULL))
				break;
			name[j] = name[k];
			name[k] = t;
			j = k;
		}
}

static bool set(const Names *s, const Entry *w)
{
	for (size_t k = 0; k < s->n; k++)
		if (s->word[k].length == w->length && !strncmp(s->word[k].at, w->at, w->length))
			return true;
	return false;
}

static bool listed(size_t n, char **name, const Entry *w)
{
	for (size_t k = 0; k < n; k++)
		if (called(w->at, w->length, name[k]))
			return true;
	return false;
}

size_t freenames(size_t n, const char *const *source, char ***names)
{
	size_t free = 0, room = 0;
	char **name = NULL;

	for (size_t t = 0; t < n; t++) {
		Entry w = { 0 };
		Scopes s = { .npending = 0 };

		for (const char *p = source[t]; (p = nextname(p, &w, &s)); ) {
			if (w.sets && s.npending < NESTED)
				s.pending[s.npending++] = w;
			else if (!w.calls && !called(w.at, w.length, "pi") &&
				!called(w.at, w.length, "in") && !set(&s.set, &w) &&
				!listed(free, name, &w)) {
				name = grow(name, &room, free + 1, sizeof *name);
				name[free++] = copytext(w.at, w.length);
			}
		}
		release(s.set.word);
	}
	bynumber(free, name);
	*names = name;
	return free;
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
