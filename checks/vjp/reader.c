/* reader.c -- names, expressions and arrays of a comment, one after the other. */
#include "checks/vjp/reader.h"
#include "checks/vjp/pool.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void skipblanks(Reader *r)
{
	while (isspace((unsigned char)*r->s) || *r->s == '*') r->s++;
}

bool takebyte(Reader *r, char c)
{
	while (isspace((unsigned char)*r->s)) r->s++;
	if (*r->s != c) return false;
	r->s++;
	return true;
}

bool wordahead(Reader *r, const char *word)
{
	size_t n = strlen(word);

	skipblanks(r);
	return !strncmp(r->s, word, n) && !isalnum((unsigned char)r->s[n]) && r->s[n] != '_';
}

bool takeword(Reader *r, const char *word)
{
	if (!wordahead(r, word)) return false;
	r->s += strlen(word);
	return true;
}

char *readname(Reader *r)
{
	size_t n = 0;

	skipblanks(r);
	while (isalnum((unsigned char)r->s[n]) || r->s[n] == '_') n++;
	if (!n || isdigit((unsigned char)*r->s)) {
		if (!r->fault) r->fault = pooled("a name is expected at `%.24s`", r->s);
		return pooled("?");
	}
	r->s += n;
	return keptcopy(r->s - n, n);
}

/* up to one of the bytes in stop, outside parentheses */
char *readexpression(Reader *r, const char *stop)
{
	size_t n = 0;
	int depth = 0;

	while (isspace((unsigned char)*r->s)) r->s++;
	for (; r->s[n]; n++) {
		if (!depth && strchr(stop, r->s[n])) break;
		depth += (r->s[n] == '(') - (r->s[n] == ')');
	}
	if ((!n || !r->s[n]) && !r->fault) r->fault = pooled("`%.24s` is cut short", r->s);
	r->s += n;
	while (n && isspace((unsigned char)r->s[-1])) r->s--, n--;
	return keptcopy(r->s - n, n);
}

static void readinterval(Reader *r, Array *a)
{
	skipblanks(r);
	if (*r->s != '(' && *r->s != '[') {
		r->fault = pooled("an interval such as (0,inf) is expected at `%.24s`", r->s);
		return;
	}
	a->openlo = *r->s++ == '(';
	a->lo = readexpression(r, ",");
	takebyte(r, ',');
	a->hi = readexpression(r, ")]");
	skipblanks(r);
	a->openhi = *r->s == ')';
	if (*r->s) r->s++;
}

static const char *termend(Reader *r, const char *s)
{
	int depth = 0;
	const char *from;

	while (*s == ' ' || *s == '-' || *s == '+') s++;
	if (*s == '(') {
		do {
			if (!*s) return s;
			depth += (*s == '(') - (*s == ')');
			s++;
		} while (depth);
		return s;
	}
	for (from = s; isalnum((unsigned char)*s) || *s == '_' || *s == '.' ||
		((*s == '-' || *s == '+') && s > from && isdigit((unsigned char)*from) &&
			strchr("eEpP", s[-1]));
		s++)
		;
	if (s == from && !r->fault) r->fault = pooled("a value is expected at `%.24s`", s);
	return s;
}

/* a number, a name, or an expression of them: to the last term that an operator joins */
char *readvalue(Reader *r)
{
	const char *from, *end, *next;

	skipblanks(r);
	from = r->s;
	for (end = termend(r, from); !r->fault;) {
		for (next = end; *next == ' '; next++)
			;
		if (!*next || !strchr("+-*/", *next)) break;
		for (next++; *next == ' '; next++)
			;
		if (!isalnum((unsigned char)*next) && *next != '(' && *next != '_') break;
		end = termend(r, next);
	}
	r->s = end;
	return keptcopy(from, (size_t)(end - from));
}

/* several words in a row, or none is taken */
bool takewords(Reader *r, const char *const *words)
{
	const char *was = r->s;

	for (; *words; words++)
		if (!takeword(r, *words)) {
			r->s = was;
			return false;
		}
	return true;
}

static const char *const rowwords[] = { "rows", "sum", "to", "1", NULL };
const char *const placewords[] = { "in", "place", NULL };

/* a clause about an array, after its name */
bool aboutarray(Reader *r, Array *a)
{
	const char *was = r->s;

	if (takewords(r, placewords)) {
		r->s = was;
		return false;
	}
	if (takeword(r, "in")) {
		readinterval(r, a);
		return true;
	}
	if (takewords(r, rowwords)) return a->rows = true;
	if (takeword(r, "strictly")) return a->strictly = true;
	if (!takeword(r, "sorted")) return false;
	a->sorted = true;
	if (takeword(r, "from")) {
		a->from = readvalue(r);
		if (takeword(r, "to")) a->to = readvalue(r);
	}
	return true;
}

Array readarray(Reader *r)
{
	Array a = { .name = readname(r) };

	if (takebyte(r, '[')) {
		do {
			if (a.rank == RANK) {
				r->fault = "more axes than 8";
				return a;
			}
			a.dim[a.rank++] = readexpression(r, ",]");
		} while (takebyte(r, ','));
		if (!takebyte(r, ']') && !r->fault)
			r->fault = pooled("`]` is expected at `%.24s`", r->s);
	}
	if (*r->s == '*') r->s++, a.wanted = true;
	while (!r->fault && aboutarray(r, &a))
		;
	return a;
}

