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
static const char turns[] = "#define WENGERT_TURNS\n"
#include "checks/vjp/threads.inc"
	;
static const char launch[] =
#include "checks/vjp/launch.inc"
	;

static const char builtins[] = "# 1 \"builtins.hpp\"\n"
#include "checks/vjp/builtins.inc"
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

static void emit(Text *t, const char *s) { add(t, s, strlen(s)); }

static bool said(const Token *t, const char *word)
{
	return t && t->kind == WORD && t->n == strlen(word) && !memcmp(t->s, word, t->n);
}

static bool mentions(const Token *t, const char *s)
{
	size_t n = strlen(s);

	for (size_t k = 0; k + n <= t->n; k++)
		if (!memcmp(t->s + k, s, n)) return true;
	return false;
}

/* the next that is no blank and no comment; NULL: there is none */
static const Token *following(const Token *t, const Token *end)
{
	for (t++; t < end; t++)
		if (t->kind != BLANK && t->kind != COMMENT) return t;
	return NULL;
}

/* threads that wait for each other run by turns */
static bool talks(const Token *t, const Token *end)
{
	static const char *const words[] = { "__shared__", "__syncthreads", "__syncwarp",
		"cooperative_groups", "__ballot_sync", "__any_sync", "__all_sync" };

	for (; t < end; t++) {
		if (t->kind == WORD && t->n > 7 && !memcmp(t->s, "__shfl_", 7)) return true;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (said(t, words[k])) return true;
	}
	return false;
}

/* extern __shared__ float s[]: as many bytes as there are at most, in the widest type */
static const Token *dynamic(Text *out, const Token *t, const Token *end)
{
	for (t = following(t, end); t < end; t++) {
		const Token *next = following(t, end);

		add(out, t->s, t->n);
		if (t->kind == PUNCT && *t->s == '[' && next && next->kind == PUNCT &&
			*next->s == ']')
			emit(out, "262144");
		if (t->kind == PUNCT && *t->s == ';') return t;
	}
	return end - 1;
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

/* the fast form of a function rounds otherwise, and has a name that glibc keeps for itself */
static bool fast(Text *out, const Token *t)
{
	static const char *const names[] = { "__expf", "__exp10f", "__logf", "__log2f", "__log10f",
		"__sinf", "__cosf", "__tanf", "__powf" };

	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (t->kind == WORD && t->n == strlen(names[k]) && !memcmp(t->s, names[k], t->n)) {
			add(out, names[k] + 2, t->n - 2);
			return true;
		}
	return false;
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
			emit(out, "wengert_launch(");
		if (said(k, "extern") && said(following(k, end), "__shared__")) {
			k = dynamic(out, k, end);
		} else if (thrice(k, end, '<')) {
			add(out, ", ", 2);
			k += 2;
		} else if (thrice(k, end, '>')) {
			add(out, ")", 1);
			k += 2;
		} else if (k->kind == DIRECTIVE &&
			(mentions(k, "cuda") || mentions(k, "cooperative_groups")) &&
			memchr(k->s, '<', k->n))
			continue;
		else if (!fast(out, k))
			add(out, k->s, k->n);
	}
}

void launchedonly(File *f, const char *source)
{
	size_t n;
	Token *t = tokens(source, &n), *end = t + n - 1;

	for (const Token *k = t; k < end; k++) {
		const Token *name = k, *next;

		if (!said(k, "__global__")) continue;
		/* the word before the first parenthesis that is no attribute's */
		for (next = following(name, end); next &&
			!(punct(next, '(') && name->kind == WORD &&
				!said(name, "__launch_bounds__"));
			next = following(name, end))
			name = next;
		for (size_t i = 0; next && i < f->n; i++)
			f->p[i].global |= said(name, f->p[i].name);
	}
	release(t);
}

char *ascpp(const char *source, const char *file)
{
	Text out = { 0 };
	size_t n;
	Token *t = tokens(source, &n);
	char *mark = linemark(1, file);

	emit(&out, "# 1 \"cuda.hpp\" 3\n");
	emit(&out, header);
	if (talks(t, t + n - 1)) emit(&out, turns);
	emit(&out, launch);
	emit(&out, builtins);
	emit(&out, mark);
	launched(&out, t, t + n - 1);
	release(t);
	release(mark);
	return out.s;
}
