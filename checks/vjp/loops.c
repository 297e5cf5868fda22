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
	const Token *var, *bound, *end;
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
		l.loop[l.n] = (Loop){ k + 1, k + 3 + mark(k + 3, '='), k + 3 };
		while (l.loop[l.n].end->kind != END && !mark(l.loop[l.n].end, ';'))
			l.loop[l.n].end++;
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

static char *textof(const Token *from, const Token *end)
{
	char *s = keptcopy(from->s, (size_t)(end[-1].s - from->s) + end[-1].n);

	for (char *p = s; *p; p++)
		if (isspace((unsigned char)*p)) *p = ' ';
	return s;
}

static bool takes(const Proto *f, const Token *t)
{
	for (int i = 0; i < f->n; i++)
		if (f->param[i].name && is(t, f->param[i].name)) return true;
	return false;
}

/* `TYPE v = ... ;`, or `TYPE *v = ... ;`: the first token behind the =, NULL where there is none */
static const Token *definition(const Token *body, const Token *v)
{
	for (const Token *t = body; t->kind != END && t[1].kind != END; t++)
		if ((t->kind == WORD || mark(t, '*')) && !is(t, "return") && t[1].kind == WORD &&
			equal(t + 1, v) && mark(t + 2, '=') && !mark(t + 3, '='))
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

static bool bound(Index *x, const Token *t)
{
	const Loop *loop = loopover(x->loops, t);

	for (int i = 0; i < x->n; i++)
		if (equal(x->seen[i], t)) return true;
	if (!loop || x->n == DEPTH) return false;
	x->seen[x->n++] = t;
	x->shape = pooled("%s%s%s", x->shape, *x->shape ? "," : "",
		textof(loop->bound, loop->end));
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

/* a[from..end), and v[from..end) where v = a + offset */
static char *reached(Index x, const Token *offset, const Token *from)
{
	x.shape = pooled("%s", "");
	if (offset && !bounds(&x, offset, statementend(offset))) return NULL;
	return bounds(&x, from, closing(from - 1)) ? x.shape : NULL;
}

static char *longer(char *a, char *b) { return !a || (b && strlen(b) > strlen(a)) ? b : a; }

/* `v = array + offset;`: the offset, empty where there is none; NULL: v is no such */
static const Token *offsetin(const Token *body, const Token *v, const char *array)
{
	const Token *d = definition(body, v);

	if (!d || !is(d, array)) return NULL;
	return mark(d + 1, '+') ? d + 2 : mark(d + 1, ';') ? d + 1 : NULL;
}

char *extent(const Proto *f, const char *array)
{
	size_t n, m;
	Token *all = tokens(f->text, &n), *t = meaningful(all, &m);
	Loops l = loopsof(t);
	Index x = { .loops = &l, .f = f, .body = t };
	char *best = NULL;

	for (const Token *k = t; k->kind != END; k++) {
		const Token *offset = NULL;

		if (k->kind != WORD) continue;
		if (!is(k, array) && !(offset = offsetin(t, k, array))) continue;
		if (mark(k + 1, '['))
			best = longer(best, reached(x, offset, k + 2));
		else if (!offset && k > t && mark(k - 1, '*') && !best)
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
