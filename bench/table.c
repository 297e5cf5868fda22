/* table.c -- comments, a line of names, rows. */
#include "bench/table.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *contents(const char *file, char why[WHY])
{
	FILE *f = fopen(file, "r");
	char *s = NULL;
	size_t n = 0, room = 0, got = 0;

	if (!f) {
		snprintf(why, WHY, "%s cannot be read: %s", file, strerror(errno));
		return NULL;
	}
	do {
		s = grow(s, &room, n + 4097, 1);
		n += got = fread(s + n, 1, 4096, f);
	} while (got);
	s[n] = 0;
	if (ferror(f)) {
		snprintf(why, WHY, "%s cannot be read: %s", file, strerror(errno));
		release(s);
		s = NULL;
	}
	fclose(f);
	return s;
}

static void push(char ***list, size_t *n, size_t *room, char *s)
{
	*list = grow(*list, room, *n + 1, sizeof **list);
	(*list)[(*n)++] = s;
}

/* the field at s, its quotes taken off in place; where the next one begins, NULL: no other */
static char *fieldof(char *s)
{
	char *to = s;
	bool quoted = *s == '"', last;

	for (s += quoted; *s && (quoted || *s != ','); s++)
		if (quoted && *s == '"' && s[1] != '"')
			quoted = false;
		else
			s += quoted && *s == '"', *to++ = *s;
	last = !*s;
	*to = 0;
	return last ? NULL : s + 1;
}

/* at commas; returns how many */
static size_t cut(char *s, char ***list, size_t *n, size_t *room)
{
	size_t was = *n;

	for (char *next; s; s = next) {
		next = fieldof(s);
		push(list, n, room, s);
	}
	return *n - was;
}

static void keys(Table *t)
{
	const char *k = told(t, "keys");

	for (t->keys = *k ? 1 : 0; *k; k++) t->keys += *k == ',';
	if (!t->keys) t->keys = column(t, "status") > 0 ? (size_t)column(t, "status") : 1;
}

/* one line; false: it does not fit */
static bool took(Table *t, char *s)
{
	if (*s == '#') {
		push(&t->comment, &t->ncomments, &t->commentroom, s + 1 + (s[1] == ' '));
		return true;
	}
	if (!t->heading) {
		t->heading = copytext(s, strlen(s));
		cut(s, &t->name, &t->columns, &t->nameroom);
		keys(t);
		return t->columns > 1 && t->keys <= t->columns;
	}
	push(&t->line, &t->n, &t->lineroom, copytext(s, strlen(s)));
	return cut(s, &t->cells, &t->ncells, &t->cellroom) == t->columns;
}

Table *newtable(const char *file, char why[WHY])
{
	Table *t = alloc(1, sizeof *t);
	size_t number = 1;

	t->all = contents(file, why);
	for (char *s = t->all, *end; s && (end = strchr(s, '\n')); s = end + 1, number++) {
		*end = 0;
		if (*s && !took(t, s)) {
			size_t least = t->keys > t->columns ? t->keys : t->columns;

			snprintf(why, WHY, "%s, line %zu: expected %zu columns separated by commas",
				file, number, least > 1 ? least : 2);
			freetable(t);
			return NULL;
		}
	}
	if (t->heading)
		return t;
	if (t->all)
		snprintf(why, WHY, "%s has no line of column names: is it a CSV of wengert bench?",
			file);
	freetable(t);
	return NULL;
}

void freetable(Table *t)
{
	if (!t)
		return;
	for (size_t k = 0; k < t->n; k++) release(t->line[k]);
	release(t->line), release(t->cells), release(t->name), release(t->heading),
		release(t->comment), release(t->all);
	release(t);
}

int column(const Table *t, const char *name)
{
	for (size_t k = 0; k < t->columns; k++)
		if (!strcmp(t->name[k], name))
			return (int)k;
	return -1;
}

const char *cell(const Table *t, size_t row, int c)
{
	return c < 0 ? "" : t->cells[row * t->columns + (size_t)c];
}

double real(const Table *t, size_t row, int c)
{
	const char *s = cell(t, row, c);
	char *end;
	double x = strtod(s, &end);

	return end == s || *end ? NAN : x;
}

const char *told(const Table *t, const char *key)
{
	size_t n = strlen(key);

	for (size_t k = 0; k < t->ncomments; k++)
		if (!strncmp(t->comment[k], key, n) && t->comment[k][n] == ' ') {
			char *s = t->comment[k] + n + 1;

			s[strcspn(s, "\r")] = 0;
			if (!strcmp(key, "complete")) s[strcspn(s, " ")] = 0;
			return s;
		}
	return "";
}

/* of a row, or of names */
static char *keycells(const Table *t, char *const *cells, int but)
{
	char *s = text("%s", ""), *longer;

	for (size_t k = 0; k < t->keys; k++) {
		if ((int)k == but)
			continue;
		longer = text("%s%s%s", s, *s ? "," : "", cells[k]);
		release(s);
		s = longer;
	}
	return s;
}

char *seriesof(const Table *t, size_t row, int but)
{
	return keycells(t, &t->cells[row * t->columns], but);
}

char *keynames(const Table *t) { return keycells(t, t->name, -1); }

const char *keytext(const Table *t, size_t row)
{
	static _Thread_local char key[256];
	char *s = seriesof(t, row, -1);

	snprintf(key, sizeof key, "%s", s);
	release(s);
	return key;
}

size_t spaced(const char *s, size_t most, double *x)
{
	size_t n = 0;

	for (char *end; *s && n < most; s = end + strspn(end, " ")) {
		x[n] = strtod(s, &end);
		if (end == s) break;
		n++;
	}
	return n;
}
