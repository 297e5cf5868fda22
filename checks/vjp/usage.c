/* usage.c -- what the body of a function writes. */
#include "checks/vjp/prototypes.h"
#include "checks/vjp/tokens.h"
#include <string.h>

static bool assigns(const Token *t)
{
	if (mark(t, '=')) return !mark(t + 1, '=');
	if (t->kind == PUNCT && strchr("+-*/", *t->s))
		return mark(t + 1, '=') || (strchr("+-", *t->s) && *t[1].s == *t->s);
	return false;
}

/* by its elements, by * or by memset and memcpy; 'w' it is written, 'r' only read, 0 neither: it is
 * handed on */
static char usedas(const Token *t, const Token *from)
{
	if (mark(t + 1, '[')) {
		const Token *behind = matching(t + 1) + 1;

		/* p[n].x, p[n].v[0], p[n][m] */
		while (mark(behind, '.') || mark(behind, '['))
			behind = mark(behind, '[') ? matching(behind) + 1 : behind + 2;
		return assigns(behind) ? 'w' : 'r';
	}
	if (t > from + 1 && mark(t - 1, '(') && (is(t - 2, "memset") || is(t - 2, "memcpy")))
		return 'w';
	if (t > from + 1 && mark(t - 1, '*') && t[-2].kind == PUNCT && !mark(t - 2, ')') &&
		!mark(t - 2, ']'))
		return assigns(t + 1) ? 'w' : 'r';
	return 0;
}

enum { CHAIN = 4 }; /* pointers set from pointers */
typedef struct {
	bool written, read;
} Use;

/* v in `v = name + ...` and `v = name;` */
static const Token *pointerset(const Token *t, const Token *from)
{
	if (t < from + 2 || !mark(t - 1, '=') || t[-2].kind != WORD) return NULL;
	return mark(t + 1, '+') || mark(t + 1, ';') ? t - 2 : NULL;
}

static bool alike(const Token *a, const Token *b)
{
	return a->n == b->n && !memcmp(a->s, b->s, a->n);
}

/* of the array that `name` points to, also by pointers set from it */
static Use useof(const Token *from, const Token *name, int chain)
{
	Use u = { false, false };

	for (const Token *t = from; t->kind != END; t++) {
		char how = alike(t, name) ? usedas(t, from) : 0;
		const Token *v = alike(t, name) ? pointerset(t, from) : NULL;
		Use other = v && chain && !alike(v, name) ? useof(from, v, chain - 1) : (Use){ 0 };

		u.written |= how == 'w' || other.written;
		u.read |= how == 'r' || other.read;
	}
	return u;
}

bool writes(const Proto *p, const char *name)
{
	size_t n, m;
	Token *all = tokens(p->text, &n), *t = meaningful(all, &m);
	Use u = useof(t, &(Token){ .kind = WORD, .s = name, .n = strlen(name) }, CHAIN);

	release(t);
	release(all);
	return u.written || !u.read;
}
