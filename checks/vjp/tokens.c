/* tokens.c -- C source as tokens; a directive is one, with its continued lines. */
#include "checks/vjp/tokens.h"
#include "engines/wengert.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static size_t blank(const char *s) { return strspn(s, " \t\r\n\f\v"); }

static size_t comment(const char *s)
{
	const char *end = s[1] == '*' ? strstr(s + 2, "*/") : strchr(s, '\n');

	return end ? (size_t)(end - s) + (s[1] == '*' ? 2 : 0) : strlen(s);
}

static size_t quoted(const char *s)
{
	size_t n = 1;

	while (s[n] && s[n] != *s && s[n] != '\n') n += s[n] == '\\' && s[n + 1] ? 2 : 1;
	return s[n] ? n + 1 : n;
}

/* to the end of the line, continued ones and comments inside included */
static size_t directive(const char *s)
{
	size_t n = 0;

	while (s[n] && s[n] != '\n') {
		if (s[n] == '/' && s[n + 1] == '*')              n += comment(s + n);
		else if (s[n] == '/' && s[n + 1] == '/')         break;
		else if (s[n] == '\\' && s[n + 1] == '\n')       n += 2;
		else                                             n++;
	}
	return n;
}

static size_t number(const char *s)
{
	size_t n = 0;
	bool hex = s[0] == '0' && (s[1] | 32) == 'x';

	while (isalnum((unsigned char)s[n]) || s[n] == '.' ||
		((s[n] == '+' || s[n] == '-') && n &&
			(hex ? (s[n - 1] | 32) == 'p' : (s[n - 1] | 32) == 'e')))
		n++;
	return n;
}

static size_t word(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_') n++;
	return n;
}

static Token next(const char *s, bool first)
{
	Token t = { .s = s, .n = 1, .kind = PUNCT };

	if (!*s)                                                   t.kind = END, t.n = 0;
	else if (blank(s))                                         t.kind = BLANK, t.n = blank(s);
	else if (*s == '/' && (s[1] == '*' || s[1] == '/'))
		t.kind = COMMENT, t.n = comment(s);
	else if (*s == '#' && first)
		t.kind = DIRECTIVE, t.n = directive(s);
	else if (*s == '"' || *s == '\'')                          t.kind = STRING, t.n = quoted(s);
	else if (isdigit((unsigned char)*s) || (*s == '.' && isdigit((unsigned char)s[1])))
		t.kind = NUMERAL, t.n = number(s);
	else if (isalpha((unsigned char)*s) || *s == '_')          t.kind = WORD, t.n = word(s);
	return t;
}

static int linenumber(const Token *t)
{
	size_t k = 1;

	while (k < t->n && strchr(" \t", t->s[k])) k++;
	if (t->n > k + 4 && !strncmp(t->s + k, "line", 4))
		for (k += 4; k < t->n && strchr(" \t", t->s[k]); k++)
			;
	return k < t->n && isdigit((unsigned char)t->s[k]) ? atoi(t->s + k) : -1;
}

Token *tokens(const char *source, size_t *n)
{
	Token *all = NULL, t;
	size_t room = 0;
	int line = 1, marked;
	bool first = true;                 /* of its line */

	*n = 0;
	do {
		t = next(source, first);
		t.line = line;
		all = grow(all, &room, *n + 1, sizeof *all);
		all[(*n)++] = t;
		for (size_t k = 0; k < t.n; k++) line += source[k] == '\n';
		/* # 12 "file" and #line 12: of what follows the end of this line */
		if (t.kind == DIRECTIVE && (marked = linenumber(&t)) >= 0) line = marked - 1;
		if (t.kind == BLANK) first |= memchr(t.s, '\n', t.n) != NULL;
		else if (t.kind != COMMENT) first = false;
		source += t.n;
	} while (t.kind != END);
	return all;
}

Token *meaningful(const Token *t, size_t *n)
{
	Token *all = NULL;
	size_t room = 0;

	*n = 0;
	for (;; t++) {
		if (t->kind == BLANK || t->kind == COMMENT || t->kind == DIRECTIVE)
			continue;
		all = grow(all, &room, *n + 1, sizeof *all);
		all[(*n)++] = *t;
		if (t->kind == END)
			return all;
	}
}

bool mark(const Token *t, char c) { return t->kind == PUNCT && *t->s == c; }

const Token *matching(const Token *t)
{
	int depth = 0;
	char open = *t->s, close = open == '(' ? ')' : open == '{' ? '}' : open == '<' ? '>' : ']';

	for (; t->kind != END; t++) {
		if (t->kind != PUNCT) continue;
		depth += (*t->s == open) - (*t->s == close);
		if (!depth) return t;
	}
	return t;
}

bool is(const Token *t, const char *word)
{
	return strlen(word) == t->n && !strncmp(t->s, word, t->n);
}
