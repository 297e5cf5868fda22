/* veto.c -- bits of a number, intrinsics, counts of bytes: right in one type, noise in another. */
#include "checks/vjp/veto.h"
#include "engines/wengert.h"
#include <ctype.h>
#include <string.h>


static bool oneof(const Token *t, const char *const *words)
{
	for (; *words; words++)
		if (is(t, *words)) return true;
	return false;
}

static bool real(const Token *t)
{
	static const char *const words[] = { "float", "double", NULL };

	return oneof(t, words);
}

static bool whole(const Token *t)
{
	static const char *const words[] = { "int", "unsigned", "long", "short", "uint32_t",
		"int32_t", "uint64_t", "int64_t", "uint16_t", "int16_t", NULL };

	return oneof(t, words);
}

/* ---- words ---------------------------------------------------------------------------- */

static bool intrinsic(const Token *t)
{
	static const char *const words[] = { "asm", "__asm__", "__asm", "float32x4_t", "float16_t",
		"bit_cast", "__builtin_bit_cast", NULL };

	return oneof(t, words) ||
		(t->n > 4 && !strncmp(t->s, "_mm", 3) && t->s[t->n - 1] != 'c' &&
			t->s[t->n - 1] != 'e') ||
		(t->n > 5 && !strncmp(t->s, "__m", 3) && isdigit((unsigned char)t->s[3])) ||
		(t->n > 4 && !strncmp(t->s, "vld", 3)) ||
		(t->n > 13 && !strncmp(t->s, "__builtin_ia32", 14));
}

/* ---- union { float f; unsigned u; } ----------------------------------------------------- */

static bool mixes(const Token *t, const Token *to)
{
	bool number = false, bits = false;

	if (!is(t, "union") || to - t < 4 || !(mark(t + 1, '{') || mark(t + 2, '{'))) return false;
	for (t++; t < to && !mark(t, '}'); t++) number |= real(t), bits |= whole(t);
	return number && bits;
}

/* ---- names of numbers and of whole numbers ------------------------------------------------ */

/* what the words before a name say that it is: 'r' a number, 'w' a whole one, 0 neither */
static char kindof(const Token *from, const Token *to, const Token *name)
{
	char kind = 0;

	for (const Token *t = from; t < to; t++) {
		char now = real(t) ? 'r' : whole(t) ? 'w' : 0;

		if (!now) continue;
		/* float *x, y */
		for (t++; t < to && (t->kind == WORD || mark(t, '*') || mark(t, ',')); t++)
			if (t->kind == WORD && t->n == name->n && !memcmp(t->s, name->s, t->n))
				kind = now;
			else if (real(t) || whole(t))
				now = real(t) ? 'r' : 'w';
		t--;
	}
	return kind;
}

/* the name that an expression begins with: x of x + 4 * i, u of &u and of (void *)&u */
static const Token *first(const Token *t)
{
	while (mark(t, '&') || mark(t, '(')) t++;
	if (t->kind != WORD) return NULL;
	return mark(t + 1, '*') && mark(t + 2, ')') ? first(t + 3) : t;
}

/* (int *)x and reinterpret_cast<int &>(x) of a number, (float *)u of a whole one */
static bool casts(const Token *from, const Token *to, const Token *t)
{
	const bool cpp = is(t, "reinterpret_cast");
	const Token *name, *end = cpp ? t + 2 : t + 1;
	char of;

	if (to - t < 5 || !mark(end - 1, cpp ? '<' : '(')) return false;
	while (end < to && end->kind == WORD) end++;
	if (!(mark(end, '*') || (cpp && mark(end, '&'))) || !mark(end + 1, cpp ? '>' : ')') ||
		!(name = first(end + 2)))
		return false;
	of = kindof(from, to, name);
	return (of == 'r' && whole(end - 1)) || (of == 'w' && real(end - 1));
}

/* ---- memcpy ------------------------------------------------------------------------------- */

/* begin of each argument of a call whose parenthesis is at t; returns the one after the last */
static const Token *arguments(const Token *t, const Token *to, const Token **at, int *n)
{
	int depth = 0;

	for (*n = 0; t < to; t++) {
		if (mark(t, '(') && !depth++)
			at[(*n)++] = t + 1;
		else if (mark(t, '('))
			continue;
		else if (mark(t, ')') && !--depth)
			break;
		else if (mark(t, ',') && depth == 1 && *n < 4)
			at[(*n)++] = t + 1;
	}
	return t;
}

/* bytes = n * sizeof *x: a name that holds a size counted so */
static bool holdssize(const Token *from, const Token *to, const Token *name)
{
	for (const Token *t = from; t + 1 < to; t++)
		if (t->kind == WORD && t->n == name->n && !memcmp(t->s, name->s, t->n) &&
			mark(t + 1, '='))
			for (t++; t < to && !mark(t, ';') && !mark(t, ','); t++)
				if (is(t, "sizeof")) return true;
	return false;
}

/* bytes counted by a number instead of sizeof; or copied between a number and a whole one */
static bool copies(const Token *from, const Token *to, const Token *t, bool *counted)
{
	static const char *const names[] = { "memcpy", "memmove", "memset", "bcopy", "malloc",
		"alloca", "realloc", "calloc", "aligned_alloc", "posix_memalign", NULL };
	const Token *at[5], *end, *a, *b;
	int n;
	bool size = false, number = false;
	char x, y;

	if (t->kind != WORD || !oneof(t, names) || t + 1 >= to || !mark(t + 1, '(')) return false;
	end = arguments(t + 1, to, at, &n);
	for (const Token *k = at[n - 1]; k < end; k++) {
		size |= is(k, "sizeof") || (k->kind == WORD && holdssize(from, to, k));
		number |= k->kind == NUMERAL && (is(k, "4") || is(k, "8"));
		number |= mark(k, '<') && mark(k + 1, '<');
	}
	a = first(at[0]);
	*counted = !size && (number || (a && kindof(from, to, a) == 'r'));
	if (*counted) return true;
	if (n < 3 || (!is(t, "memcpy") && !is(t, "memmove"))) return false;
	b = first(at[1]);
	x = a ? kindof(from, to, a) : 0, y = b ? kindof(from, to, b) : 0;
	return x && y && x != y;
}

char *vetoed(const Token *from, const Token *to)
{
	for (const Token *t = from; t < to; t++) {
		bool counted = false;

		if (t->kind == WORD && intrinsic(t))
			return text("line %d: %.*s", t->line, (int)t->n, t->s);
		if (mixes(t, to)) return text("line %d: a union of a number and its bits", t->line);
		if (casts(from, to, t)) return text("line %d: the bits of a number", t->line);
		if (copies(from, to, t, &counted))
			return counted
				? text("line %d: %.*s of bytes that are not counted by sizeof",
					  t->line, (int)t->n, t->s)
				: text("line %d: %.*s moves the bits of a number", t->line,
					  (int)t->n, t->s);
	}
	return NULL;
}
