/* reach.c -- a file is a row of items: functions, types, declarations.  An item is needed if one
 * that is needed mentions a name that it introduces.
 */
#include "checks/vjp/reach.h"
#include "checks/vjp/tokens.h"
#include "checks/vjp/veto.h"
#include <string.h>

/* tokens [from, to); always: braces of namespaces */
typedef struct {
	size_t from, to;
	bool always;
} Item;

struct Items {
	const char *own;
	Token *t;
	size_t n, nitems, room;
	Item *item;
};

/* ---- items --------------------------------------------------------------------------- */

static size_t closing(const Items *a, size_t k, char open, char close)
{
	for (int depth = 0; k + 1 < a->n; k++) {
		depth += mark(&a->t[k], open) - mark(&a->t[k], close);
		if (!depth) return k;
	}
	return k;
}

static void add(Items *a, size_t from, size_t to, bool always)
{
	a->item = grow(a->item, &a->room, a->nitems + 1, sizeof *a->item);
	a->item[a->nitems++] = (Item){ from, to, always };
}

/* { of a function: after its parameters, and perhaps const or noexcept */
static bool body(const Items *a, size_t from, size_t k)
{
	int depth = 0;

	while (k > from && (is(&a->t[k - 1], "const") || is(&a->t[k - 1], "noexcept"))) k--;
	if (k == from || !mark(&a->t[k - 1], ')')) return false;
	do {
		k--;
		depth += mark(&a->t[k], ')') - mark(&a->t[k], '(');
	} while (k > from && depth);
	return k > from && a->t[k - 1].kind == WORD && !is(&a->t[k - 1], "__attribute__");
}

static bool transparent(const Items *a, size_t from)
{
	return is(&a->t[from], "namespace") ||
		(is(&a->t[from], "extern") && a->t[from + 1].kind == STRING);
}

Items *itemsof(const char *own)
{
	Items *a = alloc(1, sizeof *a);
	size_t n, from = 0;
	Token *all = tokens(own, &n);

	a->own = own;
	a->t = meaningful(all, &a->n);
	release(all);
	for (size_t k = 0; k + 1 < a->n; k++) {
		bool function = false;

		if (mark(&a->t[k], '(')) {
			k = closing(a, k, '(', ')');
			continue;
		}
		if (mark(&a->t[k], '{') && transparent(a, from)) {
			add(a, from, k + 1, true);
			from = k + 1;
			continue;
		}
		if (mark(&a->t[k], '{')) {
			function = body(a, from, k);
			k = closing(a, k, '{', '}');
		}
		if (!function && !mark(&a->t[k], ';') && !(mark(&a->t[k], '}') && k == from))
			continue;
		add(a, from, k + 1, k == from);
		from = k + 1;
	}
	if (from + 1 < a->n) add(a, from, a->n - 1, true);
	return a;
}

void freeitems(Items *a)
{
	release(a->t);
	release(a->item);
	release(a);
}

size_t itemcount(const Items *a) { return a->nitems; }

/* ---- names ----------------------------------------------------------------------------- */

/* words seen, by a table that is at most half full */
typedef struct {
	const char **s;
	size_t *n, mask, used;
} Set;

static size_t cellof(const Set *w, const char *s, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t k = 0; k < n; k++) h = (h ^ (unsigned char)s[k]) * 1099511628211u;
	for (h &= w->mask; w->s[h] && (w->n[h] != n || memcmp(w->s[h], s, n));
		h = (h + 1) & w->mask)
		;
	return h;
}

static bool holds(const Set *w, const char *s, size_t n) { return w->s[cellof(w, s, n)] != NULL; }

static void enter(Set *w, const char *s, size_t n)
{
	size_t at = cellof(w, s, n);

	if (!w->s[at]) w->s[at] = s, w->n[at] = n;
}

static bool basic(const Token *t)
{
	static const char *const words[] = { "int", "long", "unsigned", "signed", "short", "char",
		"float", "double", "void", "const", "static", "inline", "extern", "struct", "union",
		"enum", "typedef", "volatile", "restrict", "bool", "_Bool", "size_t", "__inline",
		"__restrict", "template", "class", "typename", "constexpr", NULL };

	for (int k = 0; words[k]; k++)
		if (is(t, words[k])) return true;
	return false;
}

/* whether token k of the item is a name that it introduces: words outside braces and parentheses,
 * and all of an enumeration */
static bool introduced(const Items *a, const Item *i, const Set *w)
{
	int depth = 0;
	bool constants = false;

	for (size_t k = i->from; k < i->to; k++) {
		const Token *t = &a->t[k];

		constants |= is(t, "enum");
		/* of (*name)(...), too */
		if (mark(t, '(') && k + 2 < i->to && mark(t + 1, '*') && !depth &&
			holds(w, t[2].s, t[2].n))
			return true;
		depth += mark(t, '(') || mark(t, '{') || mark(t, '[');
		depth -= mark(t, ')') || mark(t, '}') || mark(t, ']');
		if (t->kind == WORD && (!depth || constants) && !basic(t) && holds(w, t->s, t->n))
			return true;
	}
	return false;
}

static void mention(const Items *a, const Item *i, Set *w)
{
	for (size_t k = i->from; k < i->to; k++)
		if (a->t[k].kind == WORD) enter(w, a->t[k].s, a->t[k].n);
}

static void roots(Set *w, const Kernel *k)
{
	const Proto *both[] = { &k->forward, &k->backward };

	for (int p = 0; p < 2; p++) {
		enter(w, both[p]->name, strlen(both[p]->name));
		for (int i = 0; i < both[p]->n; i++)
			if (both[p]->param[i].written)
				enter(w, both[p]->param[i].written,
					strlen(both[p]->param[i].written));
	}
	for (int i = 0; i < k->nfilled; i++) enter(w, k->filled[i].type, strlen(k->filled[i].type));
}

bool *reached(const Items *a, const Kernel *k)
{
	bool *needed = alloc(a->nitems + 1, sizeof *needed), more = true;
	Set w = { .mask = 63 };

	while (w.mask < 2 * (a->n + 64)) w.mask = 2 * w.mask + 1;
	w.s = alloc(w.mask + 1, sizeof *w.s), w.n = alloc(w.mask + 1, sizeof *w.n);
	roots(&w, k);
	for (size_t i = 0; i < a->nitems; i++) needed[i] = a->item[i].always;
	while (more) {
		more = false;
		for (size_t i = 0; i < a->nitems; i++)
			if (!needed[i] && introduced(a, &a->item[i], &w)) {
				needed[i] = more = true;
				mention(a, &a->item[i], &w);
			}
	}
	release(w.s);
	release(w.n);
	return needed;
}

/* ---- what is made of them ---------------------------------------------------------------- */

char *pruned(const Items *a, const bool *needed)
{
	char *s = copytext(a->own, strlen(a->own));

	for (size_t i = 0; i < a->nitems; i++) {
		size_t from = (size_t)(a->t[a->item[i].from].s - a->own),
		       to = (size_t)(a->t[a->item[i].to - 1].s - a->own) +
			a->t[a->item[i].to - 1].n;
		bool line = true; /* directives inside stay */

		for (size_t k = from; !needed[i] && k < to; k++) {
			if (s[k] == '\n') {
				line = true;
				continue;
			}
			if (line && s[k] == '#') {
				while (k < to && s[k] != '\n') k++;
				k--;
				continue;
			}
			line &= s[k] == ' ' || s[k] == '\t';
			s[k] = ' ';
		}
	}
	return s;
}

char *veto(const Items *a, const bool *needed)
{
	char *why = NULL;

	for (size_t i = 0; i < a->nitems && !why; i++)
		if (needed[i]) why = vetoed(a->t + a->item[i].from, a->t + a->item[i].to);
	return why;
}

bool mentions(const Items *a, const bool *needed, const char *name)
{
	for (size_t i = 0; i < a->nitems; i++)
		for (size_t k = a->item[i].from; needed[i] && k < a->item[i].to; k++)
			if (a->t[k].kind == WORD && is(&a->t[k], name)) return true;
	return false;
}
