/* loops.c -- for (int b = 0; b < B; b++) for (int c = 0; c < C; c++) y[b * C + c]: y[B,C].
 *
 * A guess for a comment line that is offered: it is tried, and its author reads it.
 */
#include "checks/vjp/loops.h"
#include "checks/vjp/pool.h"
#include <ctype.h>
#include <string.h>

enum { LOOPS = 32, DEPTH = 8 };

typedef struct {
	const Token *var, *bound, *end, *step; /* step: of `i += step`, or NULL */
} Loop;
typedef struct {
	Loop loop[LOOPS];
	int n;
} Loops;

static bool equal(const Token *a, const Token *b)
{
	return a->n == b->n && !memcmp(a->s, b->s, a->n);
}

/* for (... i < N ...), and for (... i < B * N ...) */
static Loops loopsof(const Token *t)
{
	Loops l = { .n = 0 };

	for (; t->kind != END; t++) {
		const Token *k = t + 1;

		if (!is(t, "for") || !mark(k, '(')) continue;
		while (k->kind != END && !mark(k, ';')) k++;
		if (k->kind == END || k[1].kind != WORD || !mark(k + 2, '<') || l.n == LOOPS)
			continue;
		l.loop[l.n] = (Loop){ k + 1, k + 3 + mark(k + 3, '='), k + 3, NULL };
		while (l.loop[l.n].end->kind != END && !mark(l.loop[l.n].end, ';'))
			l.loop[l.n].end++;
		k = l.loop[l.n].end;
		if (k->kind != END && k[1].kind == WORD && mark(k + 2, '+') && mark(k + 3, '='))
			l.loop[l.n].step = k + 4;
		l.n++;
	}
	return l;
}

static const Loop *loopover(const Loops *l, const Token *var)
{
	for (int k = l->n; k--;)
		if (equal(l->loop[k].var, var)) return &l->loop[k];
	return NULL;
}

static bool takes(const Proto *f, const Token *t)
{
	for (int i = 0; i < f->n; i++)
		if (f->param[i].name && is(t, f->param[i].name)) return true;
	return false;
}

/* `TYPE v = ... ;`, or `TYPE *v = ... ;`: the first token behind the =, NULL where there is none.
 * In parentheses it is where a loop begins */
static const Token *definition(const Token *body, const Token *v)
{
	for (const Token *t = body; t->kind != END && t[1].kind != END; t++)
		if ((t->kind == WORD || mark(t, '*')) && !is(t, "return") && t[1].kind == WORD &&
			equal(t + 1, v) && mark(t + 2, '=') && !mark(t + 3, '=') &&
			!(t > body && mark(t - 1, '(')))
			return t + 3;
	return NULL;
}

static const Token *statementend(const Token *t)
{
	while (t->kind != END && !mark(t, ';')) t++;
	return t;
}

typedef struct {
	const Loops *loops;
	const Proto *f;
	const Token *body, *seen[DEPTH];
	int n, nested;
	char *shape;
} Index;

/* a bound in the sizes that f takes: `hs` as (C / NH); NULL: something in it is no size */
static char *insizes(const Index *x, const Token *from, const Token *end, int nested)
{
	char *s = pooled("%s", "");

	for (const Token *t = from; t < end; t++) {
		const Loop *loop = loopover(x->loops, t);
		const Token *is = loop ? loop->bound : definition(x->body, t);
		char *part = keptcopy(t->s, t->n);

		if (t->kind == WORD && !takes(x->f, t)) {
			if (!is || nested == DEPTH) return NULL;
			part = insizes(x, is, loop ? loop->end : statementend(is), nested + 1);
			if (!part) return NULL;
			if (strpbrk(part, "+-*/")) part = pooled("(%s)", part);
		}
		s = pooled("%s%s%s", s,
			t > from && t->kind != PUNCT && t[-1].kind != PUNCT ? " " : "", part);
	}
	return s;
}

/* the inner loop of two that go through a range by tiles: the outer one has its bound */
static bool tile(const Loops *l, const Loop *inner)
{
	for (int k = 0; k < l->n; k++)
		if (l->loop[k].step && equal(l->loop[k].step, inner->bound) &&
			inner->bound + 1 == inner->end)
			return true;
	return false;
}

static bool bound(Index *x, const Token *t)
{
	const Loop *loop = loopover(x->loops, t);
	char *s;

	for (int i = 0; i < x->n; i++)
		if (equal(x->seen[i], t)) return true;
	if (loop && tile(x->loops, loop)) return true;
	if (!loop || x->n == DEPTH) return false;
	x->seen[x->n++] = t;
	if (!(s = insizes(x, loop->bound, loop->end, 0))) return false;
	x->shape = pooled("%s%s%s", x->shape, *x->shape ? "," : "", s);
	return true;
}

/* the bounds of the variables of an index, in their order; false: one has none.  A variable that
 * is no loop's stands for what it was defined as */
static bool bounds(Index *x, const Token *begin, const Token *end)
{
	for (const Token *t = begin; t < end; t++) {
		const bool loop = t->kind == WORD && loopover(x->loops, t);
		const Token *from = t->kind == WORD && !loop ? definition(x->body, t) : NULL;
		bool ok = true;

		if (t->kind != WORD || (!loop && takes(x->f, t))) continue;
		if (from && x->nested < DEPTH) {
			x->nested++;
			ok = bounds(x, from, statementend(from));
			x->nested--;
		} else
			ok = bound(x, t);
		if (!ok) return false;
	}
	return true;
}

static const Token *closing(const Token *t)
{
	for (int depth = 0; t->kind != END; t++) {
		depth += mark(t, '[') - mark(t, ']');
		if (!depth) return t;
	}
	return t;
}

/* the bounds of what lies between array and v, where v = array + offset or &array[offset], or is
 * set from such */
static bool chained(Index *x, const Token *v, const char *array, int nested)
{
	const Token *d = definition(x->body, v);
	bool element = d && mark(d, '&');

	if (element) d++;
	if (!d || d->kind != WORD || nested == DEPTH) return false;
	if (element ? !mark(d + 1, '[') : !mark(d + 1, '+') && !mark(d + 1, ';')) return false;
	if (!is(d, array) && !chained(x, d, array, nested + 1)) return false;
	return bounds(x, d + 1, statementend(d));
}

/* the shape by `v[...]` */
static char *reached(Index x, const Token *v, const char *array)
{
	x.shape = pooled("%s", "");
	if (!is(v, array) && !chained(&x, v, array, 0)) return NULL;
	return bounds(&x, v + 2, closing(v + 1)) ? x.shape : NULL;
}

/* &v, and not a && v */
static bool address(const Token *v) { return mark(v - 1, '&') && !mark(v - 2, '&'); }

static char *longer(char *a, char *b) { return !a || (b && strlen(b) > strlen(a)) ? b : a; }

char *extent(const Proto *f, const char *array)
{
	size_t n, m;
	Token *all = tokens(f->text, &n), *t = meaningful(all, &m);
	Loops l = loopsof(t);
	Index x = { .loops = &l, .f = f, .body = t };
	char *best = NULL;

	for (const Token *k = t; k->kind != END; k++) {
		if (k->kind != WORD || (k > t && address(k))) continue;
		if (mark(k + 1, '['))
			best = longer(best, reached(x, k, array));
		else if (is(k, array) && k > t && mark(k - 1, '*') && !best)
			best = pooled("%s", "");
	}
	release(t);
	release(all);
	return best;
}

bool inshape(const char *shapes, const char *size)
{
	size_t n = strlen(size);
	bool inside = false;

	for (const char *p = shapes; *p; p++) {
		if (*p == '[') inside = true;
		if (*p == ']') inside = false;
		if (inside && !strncmp(p, size, n) && !isalnum((unsigned char)p[n]) &&
			p[n] != '_' && !isalnum((unsigned char)p[-1]) && p[-1] != '_')
			return true;
	}
	return false;
}
