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
	if (mark(t + 1, '[')) return assigns(matching(t + 1) + 1) ? 'w' : 'r';
	if (t > from + 1 && mark(t - 1, '(') && (is(t - 2, "memset") || is(t - 2, "memcpy")))
		return 'w';
	if (t > from + 1 && mark(t - 1, '*') && t[-2].kind == PUNCT && !mark(t - 2, ')') &&
		!mark(t - 2, ']'))
		return assigns(t + 1) ? 'w' : 'r';
	return 0;
}

bool writes(const Proto *p, const char *name)
{
	size_t n, m;
	Token *all = tokens(p->text, &n), *t = meaningful(all, &m);
	bool yes = false, reads = false;

	for (Token *k = t; k->kind != END; k++) {
		char use = is(k, name) ? usedas(k, t) : 0;

		yes |= use == 'w';
		reads |= use == 'r';
	}
	release(t);
	release(all);
	return yes || !reads;
}
