/* source -- a C file as statements: which tokens compute something, and which only declare. */
#include "checks/mutate/mutate.h"
#include "engines/wengert.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char types[] =
	"const static struct enum union unsigned signed int long short char float double void bool "
	"size_t extern typedef register volatile _Thread_local int64_t uint64_t int32_t uint32_t";
static const char keywords[] =
	"if for while switch return else do case default goto break continue sizeof";

bool among(const Token *t, const char *words)
{
	for (const char *w = words; *w; w += strspn(w, " ")) {
		size_t n = strcspn(w, " ");

		if (n == t->n && !strncmp(w, t->s, n))
			return true;
		w += n;
	}
	return false;
}

/* signs of several characters are one token */
static size_t joined(Token *t, size_t n)
{
	static const char *const signs[] = {
		"<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&",
		"||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", NULL
	};
	size_t m = 0;

	for (size_t i = 0; i < n; i++, m++) {
		t[m] = t[i];
		for (const char *const *s = signs; t[m].kind == PUNCT && *s; s++)
			if (!strncmp(*s, t[m].s, strlen(*s))) {
				t[m].n = strlen(*s);
				i += t[m].n - 1;
				break;
			}
	}
	return m;
}

static void match(Source *s)
{
	size_t *open = alloc(s->n, sizeof *open), depth = 0;

	for (size_t i = 0; i < s->n; i++) {
		s->mate[i] = i;
		if (among(&s->t[i], "( [ {"))
			open[depth++] = i;
		else if (among(&s->t[i], ") ] }") && depth) {
			s->mate[i] = open[--depth];
			s->mate[open[depth]] = i;
		}
	}
	release(open);
}

/* is the parenthesis that closes at i the condition of a statement? */
static bool control(const Source *s, size_t i)
{
	return is(&s->t[i], ")") && s->mate[i] && s->mate[i] < i &&
	       among(&s->t[s->mate[i] - 1], "if for while switch");
}

static bool begins(const Source *s, size_t i)
{
	if (!i || among(&s->t[i - 1], "; { } else do") || control(s, i - 1))
		return true;
	return i > 1 && is(&s->t[i - 1], "(") && is(&s->t[i - 2], "for");
}

/* T x, T *x: a word that is no keyword, and another behind it */
bool declares(const Source *s, size_t i)
{
	size_t k = i + 1;

	if (among(&s->t[i], types))
		return true;
	if (s->t[i].kind != WORD || among(&s->t[i], keywords))
		return false;
	while (is(&s->t[k], "*")) k++;
	return s->t[k].kind == WORD && !among(&s->t[k], keywords) &&
	       among(&s->t[k + 1], "= ; , [ )");
}

/* from i to the semicolon of its statement, or to what closes the bracket around it */
size_t statementend(const Source *s, size_t i)
{
	while (i < s->n - 1 && !among(&s->t[i], "; ) ] }"))
		i = s->mate[i] > i ? s->mate[i] + 1 : i + 1;
	return i;
}

/* a declarator up to its initial value computes nothing */
static void declarators(Source *s, size_t from, size_t to)
{
	bool value = false;

	for (size_t i = from; i < to; i++) {
		size_t last = s->mate[i] > i && s->mate[i] < to ? s->mate[i] : i;

		if (is(&s->t[i], "=")) value = true;
		if (is(&s->t[i], ",")) value = false;
		for (size_t k = i; k <= last && !value; k++) s->live[k] = false;
		i = last;
	}
}

/* a row of scalar.def ends in the interval that tests draw from, no place for a fault: its comma */
static size_t interval(const Source *s, size_t to)
{
	size_t k = to, commas = 0;

	while (k && commas < 2) commas += is(&s->t[--k], ",");
	return k;
}

/* what stands in a body or behind an equals sign; in a table, every line */
static void outer(Source *s)
{
	bool table = strstr(s->name, ".def") != NULL, drawn = strstr(s->name, "scalar.def") != NULL;

	for (size_t i = 0; i < s->n; i++) {
		bool brace = is(&s->t[i], "{"), row = table && is(&s->t[i], "(");
		size_t to = s->mate[i], last = row && drawn ? interval(s, to) : to;

		if (to <= i || (!brace && !row))
			continue;
		if (row || (!table && i && among(&s->t[i - 1], ") =")))
			for (size_t k = i + 1; k < last; k++) s->live[k] = true;
		i = to;
	}
}

static void statements(Source *s)
{
	size_t from = 0;

	for (size_t i = 0; i < s->n; i++) {
		s->first[i] = s->live[i] && begins(s, i);
		bool value = i > 1 && is(&s->t[i - 1], "{") && among(&s->t[i - 2], "= , {");

		if (begins(s, i) && !value) from = i;
		s->start[i] = from;
		if (s->first[i] && declares(s, i))
			declarators(s, i, statementend(s, i));
	}
	for (size_t i = s->n, to = s->n; i--; ) {
		if (i + 1 < s->n && s->start[i] != s->start[i + 1]) to = i + 1;
		s->stop[i] = to;
	}
}

static char *whole(const char *file)
{
	FILE *f = fopen(file, "r");
	char *text = NULL;
	size_t n = 0, room = 0;
	int c;

	if (!f) {
		fprintf(stderr, "draw: %s cannot be read\n", file);
		exit(2);
	}
	while ((c = getc(f)) != EOF) {
		text = grow(text, &room, n + 2, 1);
		text[n++] = (char)c;
	}
	text = grow(text, &room, n + 1, 1);
	text[n] = 0;
	fclose(f);
	return text;
}

Source *readsource(const char *root, const char *name)
{
	Source *s = alloc(1, sizeof *s);
	char *file = text("%s/%s", root, name);
	Token *all;
	size_t n;

	s->name = text("%s", name);
	s->class = classof(name);
	s->text = whole(file);
	all = tokens(s->text, &n);
	s->t = meaningful(all, &n);
	s->n = joined(s->t, n);
	s->mate = alloc(s->n, sizeof *s->mate);
	s->start = alloc(s->n, sizeof *s->start);
	s->stop = alloc(s->n, sizeof *s->stop);
	s->live = alloc(s->n, sizeof *s->live);
	s->first = alloc(s->n, sizeof *s->first);
	match(s);
	outer(s);
	statements(s);
	release(all);
	release(file);
	return s;
}

void freesource(Source *s)
{
	release(s->name), release(s->text), release(s->t), release(s->mate);
	release(s->start), release(s->stop), release(s->live), release(s->first);
	release(s);
}
