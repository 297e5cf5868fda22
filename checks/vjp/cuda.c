/* cuda.c -- k<<<grid, block>>>(x) becomes wengert_launch(k, grid, block)(x), which cuda.hpp has.
 *
 * What it adds before the source is marked as a system header, which is not retyped; lines stay
 * where they are.
 */
#include "checks/vjp/cuda.h"
#include "checks/vjp/retype.h"
#include "checks/vjp/tokens.h"
#include "engines/wengert.h"
#include <string.h>

static const char header[] =
#include "checks/vjp/cuda.inc"
	;

typedef struct { char *s; size_t n, room; } Text;

static void add(Text *t, const char *s, size_t n)
{
	t->s = grow(t->s, &t->room, t->n + n + 1, 1);
	memcpy(t->s + t->n, s, n);
	t->s[t->n += n] = 0;
}

bool iscuda(const char *file)
{
	const char *dot = strrchr(file, '.');

	return dot && (!strcmp(dot, ".cu") || !strcmp(dot, ".cuh"));
}

/* <<<, >>>: three tokens */
static bool thrice(const Token *t, const Token *end, char c)
{
	return end - t > 2 && t[0].kind == PUNCT && *t[0].s == c && t[0].s[1] == c &&
		t[0].s[2] == c;
}

static bool punct(const Token *t, char c) { return t->kind == PUNCT && *t->s == c; }

/* of k or k<float>, before the launch at t: where it begins */
static const Token *kernelbefore(const Token *from, const Token *t)
{
	int depth = 0;

	while (t > from && t[-1].kind == BLANK) t--;
	if (t > from && punct(t - 1, '>'))
		do {
			t--;
			depth += punct(t, '>') - punct(t, '<');
		} while (t > from && depth);
	while (t > from && t[-1].kind == BLANK) t--;
	return t > from && t[-1].kind == WORD ? t - 1 : NULL;
}

static void launched(Text *out, const Token *t, const Token *end)
{
	for (const Token *k = t; k < end; k++) {
		const Token *next = k;

		/* a launch begins behind the name of its kernel */
		while (next < end && !thrice(next, end, '<') && !punct(next, ';') &&
			!punct(next, '{') && !punct(next, '}'))
			next++;
		if (next < end && thrice(next, end, '<') && kernelbefore(t, next) == k)
			add(out, "wengert_launch(", 15);
		if (thrice(k, end, '<')) {
			add(out, ", ", 2);
			k += 2;
		} else if (thrice(k, end, '>')) {
			add(out, ")", 1);
			k += 2;
		} else if (k->kind == DIRECTIVE && strstr(k->s, "cuda") &&
			strstr(k->s, "cuda") < k->s + k->n && memchr(k->s, '<', k->n))
			continue;
		else add(out, k->s, k->n);
	}
}

char *ascpp(const char *source, const char *file)
{
	Text out = { 0 };
	size_t n;
	Token *t = tokens(source, &n);
	char *mark = linemark(1, file);

	add(&out, "# 1 \"cuda.hpp\" 3\n", 17);
	add(&out, header, strlen(header));
	add(&out, mark, strlen(mark));
	launched(&out, t, t + n - 1);
	release(t);
	release(mark);
	return out.s;
}
