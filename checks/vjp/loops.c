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

/* the bounds of the variables of an index, in their order; false: one has none */
static bool bounds(const Loops *l, const Proto *f, const Token *from, const Token *end,
	char **shape)
{
	const Token *seen[DEPTH];
	int n = 0;

	*shape = pooled("%s", "");
	for (const Token *t = from; t < end; t++) {
		const Loop *loop = t->kind == WORD ? loopover(l, t) : NULL;
		bool again = false, size = false;

		if (t->kind != WORD) continue;
		for (int i = 0; i < f->n; i++) size |= f->param[i].name && is(t, f->param[i].name);
		for (int i = 0; i < n; i++) again |= equal(seen[i], t);
		if (again || (size && !loop)) continue;
		if (!loop || n == DEPTH) return false;
		seen[n++] = t;
		*shape = pooled("%s%s%s", *shape, **shape ? "," : "",
			textof(loop->bound, loop->end));
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

char *extent(const Proto *f, const char *array)
{
	size_t n, m;
	Token *all = tokens(f->text, &n), *t = meaningful(all, &m);
	Loops l = loopsof(t);
	char *best = NULL, *s;

	for (const Token *k = t; k->kind != END; k++) {
		if (!is(k, array)) continue;
		if (mark(k + 1, '[')) {
			if (bounds(&l, f, k + 2, closing(k + 1), &s) &&
				(!best || strlen(s) > strlen(best)))
				best = s;
		} else if (k > t && mark(k - 1, '*') && !best)
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
