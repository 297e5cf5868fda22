/* freenames.c -- which names of a formula are its inputs. */
#include "engines/formula/formula.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char *const formulawords[] = { "and", "or", "not", "if", "else", NULL };

/* depth: of brackets around it */
typedef struct { const char *at; size_t length; bool calls, sets; int depth; } Entry;

/* what a name is followed by: ( calls it, = or in sets it */
static void followed(const char *p, Entry *w)
{
	const char *q = p;

	while (isspace((unsigned char)*q)) q++;
	w->calls = *q == '(';
	w->sets = (*q == '=' && q[1] != '=') ||
		(q > p && !strncmp(q, "in", 2) && !isalnum((unsigned char)q[2]) && q[2] != '_');
}

typedef struct { Entry *word; size_t n, room; } Names;
enum { NESTED = 64 };                      /* names waiting for the end of what they are set to */
typedef struct {
	const char *text;
	Names set;
	Entry pending[NESTED];
	size_t npending;
	bool operand;                          /* what stands to the left ends a value */
} Scopes;

/* names that a statement or a loop has set, in force; those of a loop until its bracket closes */
static void settled(Names *s, const Entry *w)
{
	s->word = grow(s->word, &s->room, s->n + 1, sizeof *s->word);
	s->word[s->n++] = *w;
}

static void left(Names *s, int depth)
{
	while (s->n && s->word[s->n - 1].depth > depth) s->n--;
}

static bool inword(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* whether p is a word that is no name */
bool reserved(const char *p)
{
	for (int k = 0; formulawords[k]; k++) {
		size_t n = strlen(formulawords[k]);

		if (!strncmp(p, formulawords[k], n) && !inword(p[n])) return true;
	}
	return false;
}

/* blanks and comments from p on; *line: whether a statement ends with a line there, for the next
 * one begins with a name, a number or a not */
const char *blanks(const char *p, bool *line)
{
	*line = false;
	for (; isspace((unsigned char)*p) || *p == '#'; p++) {
		if (*p == '#') p += strcspn(p, "\n");
		if (!*p) break;
		if (*p == '\n') *line = true;
	}
	*line = *line && inword(*p) && (!reserved(p) || !strncmp(p, "not", 3));
	return p;
}

/* the end of a text in quotes, which einsum alone takes; NULL: none begins at p */
const char *quoted(const char *text, const char *p)
{
	static const char name[] = "einsum";
	const char *q = p;
	size_t n = sizeof name - 1;

	while (q > text && isspace((unsigned char)q[-1])) q--;
	if ((*p != '"' && *p != '\'') || q == text || *--q != '(') return NULL;
	while (q > text && isspace((unsigned char)q[-1])) q--;
	if ((size_t)(q - text) < n || strncmp(q - n, name, n)) return NULL;
	return strchr(p + 1, *p);
}

/* what waits at this depth has its value */
static void closes(Scopes *s, int depth)
{
	if (s->npending && s->pending[s->npending - 1].depth == depth)
		settled(&s->set, &s->pending[--s->npending]);
}

static void forget(Scopes *s, int depth)
{
	left(&s->set, depth);
	while (s->npending && s->pending[s->npending - 1].depth > depth) s->npending--;
}

/* a sign: brackets and what ends a statement or an argument */
static void sign(const char *p, int *depth, Scopes *s)
{
	if (*p == '(' || *p == '[') ++*depth;
	if (*p == ')' || *p == ']') forget(s, --*depth);
	if (*p == ';' || (*p == ',' && *depth)) closes(s, *depth);
	s->operand = strchr(")]'", *p) || (*p == '|' && s->operand);
}

/* the next name from p on; its end is returned, or NULL */
static const char *nextname(const char *p, Entry *w, Scopes *s)
{
	const Parser shown = { .text = s->text };
	int depth = w->depth;

	for (;; p++) {
		bool line;
		char *end;

		p = blanks(p, &line);
		if (line && s->operand && !depth) closes(s, 0);
		if (!*p) return NULL;
		if (isdigit((unsigned char)*p)) {
			strtod(p, &end);
			p = end - 1;
			s->operand = true;
		} else if (*p == '.' && p[1] == 'T' && !inword(p[2])) {
			p++;
		} else if (inword(*p)) {
			break;
		} else if (quoted(s->text, p)) {
			p = quoted(s->text, p);
		} else if (!strncmp(p, "\xcf\x80", 2)) {
			p++;
			s->operand = true;
		} else if (*p != '.' && !strchr(FORMULASIGNS, *p)) {
			foreign(&shown, (size_t)(p - s->text));
		} else {
			sign(p, &depth, s);
		}
	}
	for (w->at = p; inword(*p); p++)
		;
	w->length = (size_t)(p - w->at);
	w->depth = depth;
	s->operand = !reserved(w->at);
	followed(p, w);
	if (*p == '.' && isalpha((unsigned char)p[1]) && (p[1] != 'T' || inword(p[2])))
		foreign(&shown, (size_t)(w->at - s->text));
	return p;
}

static bool called(const char *name, size_t n, const char *is)
{
	return !strncmp(name, is, n) && !is[n];
}

static size_t stem(const char *s)
{
	size_t n = strlen(s);

	while (n > 1 && isdigit((unsigned char)s[n - 1])) n--;
	return n;
}

/* names with one stem keep their places but stand in the order of their numbers */
static void bynumber(size_t n, char **name)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = i, k = i; k-- > 0; ) {
			size_t s = stem(name[j]);
			char *t = name[j];

			if (s == strlen(name[j]) || s != stem(name[k]) || s == strlen(name[k]) ||
				strncmp(name[j], name[k], s))
				continue;
			if (strtod(name[k] + s, NULL) <= strtod(name[j] + s, NULL))
				break;
			name[j] = name[k];
			name[k] = t;
			j = k;
		}
}

static bool set(const Names *s, const Entry *w)
{
	for (size_t k = 0; k < s->n; k++)
		if (s->word[k].length == w->length && !strncmp(s->word[k].at, w->at, w->length))
			return true;
	return false;
}

static bool listed(size_t n, char **name, const Entry *w)
{
	for (size_t k = 0; k < n; k++)
		if (called(w->at, w->length, name[k]))
			return true;
	return false;
}

size_t freenames(size_t n, const char *const *source, char ***names)
{
	size_t free = 0, room = 0;
	char **name = NULL;

	for (size_t t = 0; t < n; t++) {
		Entry w = { 0 };
		Scopes s = { .text = source[t] };

		for (const char *p = source[t]; (p = nextname(p, &w, &s)); ) {
			if (w.sets && s.npending < NESTED)
				s.pending[s.npending++] = w;
			else if (!w.calls && !called(w.at, w.length, "pi") &&
				!called(w.at, w.length, "in") && !reserved(w.at) &&
				!set(&s.set, &w) && !listed(free, name, &w)) {
				name = grow(name, &room, free + 1, sizeof *name);
				name[free++] = copytext(w.at, w.length);
			}
		}
		release(s.set.word);
	}
	bynumber(free, name);
	*names = name;
	return free;
}

