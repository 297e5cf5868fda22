/* points.c -- --at @FILE.csv, or - for standard input: a point in each line, under a line of input
 * names or, without one, in the order of the inputs.
 *
 * v[0],v[1],... are the elements of v.
 */
#include "checks/commands/points.h"
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* columns: of a file without names, those of its first line */
typedef struct { const char *file; size_t line, columns; Words name; } Csv;

bool manypoints(const char *at)
{
	size_t n = at ? strlen(at) : 0;

	return n == 1 ? *at == '-' : n > 5 && *at == '@' && !strcmp(at + n - 4, ".csv");
}

/* the next cell, without blanks and quotes around it; the line goes on after it.  NULL: no more */
static char *nextcell(char **line)
{
	char *s = *line, *end;
	size_t n;

	if (!s)
		return NULL;
	end = *s == '"' ? strchr(s + 1, '"') : NULL;
	n = end ? (size_t)(end - s) + 1 : 0;
	n += strcspn(s + n, ",");
	*line = s[n] ? s + n + 1 : NULL;
	for (s[n] = 0; isspace((unsigned char)*s) || *s == '"'; s++) n--;
	while (n && (isspace((unsigned char)s[n - 1]) || s[n - 1] == '"')) s[--n] = 0;
	return s;
}

static void keep(Words *w, char *s)
{
	w->word = grow(w->word, &w->room, w->n + 1, sizeof *w->word);
	w->word[w->n++] = s;
}

/* the length of the name in name[i], and i; -1: a scalar's name */
static size_t element(const char *s, long *i)
{
	size_t n = strcspn(s, "[");
	int end = 0;

	*i = -1;
	if (s[n]
	    && (sscanf(s + n, "[%ld]%n", i, &end) != 1 || !end || s[n + (size_t)end] || *i < 0))
		*i = -2;
	return n;
}

static void header(Csv *c, char *line)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	long last = -1, i;
	size_t n, was = 0;

	for (char *s; (s = nextcell(&line)); last = i, was = n) {
		n = element(s, &i);
		if (!n || i == -2 || isdigit((unsigned char)*s) || strspn(s, letters) < n)
			bad("--at: %s, line %zu: \"%s\" is no name of an input: expected x, or "
			    "v[0], v[1] ... for the elements of v",
			    c->file, c->line, s);
		if (i > 0 &&
		    (last != i - 1 || was != n || strncmp(s, c->name.word[c->name.n - 1], n)))
			bad("--at: %s, line %zu: %s does not follow %.*s[%ld]", c->file, c->line, s,
			    (int)n, s, i - 1);
		keep(&c->name, copytext(s, strlen(s)));
	}
}

static void number(const Csv *c, const char *s)
{
	char *end;

	if (strtod(s, &end), end == s || *end)
		bad("--at: %s, line %zu: \"%s\" is not a number; decimal, hexadecimal (0x1.8p+1), "
		    "inf "
		    "and nan are read",
			c->file, c->line, s);
}

/* a line as --at has it: x=1,v=[2,3] */
static char *typed(const Csv *c, char *line)
{
	char *at = text("%s", ""), *s, *more;
	size_t k = 0;

	for (; (s = nextcell(&line)); k++) {
		long i = -1, next = -1;
		size_t n = k < c->name.n ? element(c->name.word[k], &i) : 0;

		if (k + 1 < c->name.n) element(c->name.word[k + 1], &next);
		number(c, s);
		if (k >= c->name.n)
			bad("--at: %s, line %zu: more values than the %zu names", c->file, c->line,
			    c->name.n);
		more = i > 0 ? text("%s,%s%s", at, s, next > 0 ? "" : "]")
			     : text("%s%s%.*s=%s%s%s", at, k ? "," : "", (int)n, c->name.word[k],
				    i ? "" : "[", s, i || next > 0 ? "" : "]");
		release(at);
		at = more;
	}
	if (k < c->name.n)
		bad("--at: %s, line %zu: %zu value%s for %zu names", c->file, c->line, k,
		    k == 1 ? "" : "s", c->name.n);
	return at;
}

/* a line of a file without names: 1,2,3 */
static char *plainly(Csv *c, char *line)
{
	char *at = text("%s", ""), *s, *more;
	size_t k = 0;

	for (; (s = nextcell(&line)); k++) {
		number(c, s);
		more = text("%s%s%s", at, k ? "," : "", s);
		release(at);
		at = more;
	}
	if (!c->columns) c->columns = k;
	if (k != c->columns)
		bad("--at: %s, line %zu: %zu value%s, but %zu in the lines before", c->file,
			c->line, k, k == 1 ? "" : "s", c->columns);
	return at;
}

/* the first cell is a number, so no names stand above: inf and nan could be names */
static bool unnamed(const char *line)
{
	char *copy = text("%s", line), *next = copy, *s = nextcell(&next), *end;
	bool number = s && *s && (strtod(s, &end), !*end) && !isalpha((unsigned char)*s);

	release(copy);
	return number;
}

static void readline(Csv *c, char *line, Words *all)
{
	c->line++;
	if (*line == '#' || !line[strspn(line, " \t\r\n")])
		return;
	if (c->name.n)                          keep(all, typed(c, line));
	else if (c->columns || unnamed(line))   keep(all, plainly(c, line));
	else                                    header(c, line);
}

static Words points(const char *file)
{
	bool standard = !strcmp(file, "-");
	Csv c = { .file = standard ? "standard input" : file + 1 };
	FILE *f = standard ? stdin : fopen(c.file, "r");
	Words all = { 0 };
	char *line = NULL;
	size_t room = 0;

	if (!f)
		bad("--at: %s cannot be read: %s", c.file, strerror(errno));
	while (getline(&line, &room, f) >= 0) readline(&c, line, &all);
	if (!feof(f))
		bad("--at: %s cannot be read: %s", c.file, strerror(errno));
	if (!all.n)
		bad("--at: %s has no points: expected a line of values for each point, under a "
		    "line "
		    "of names or in the order of the inputs",
			c.file);
	if (!standard) fclose(f);
	free(line);
	for (size_t k = 0; k < c.name.n; k++) release((char *)c.name.word[k]);
	release(c.name.word);
	return all;
}

int eachpoint(const Options *o, Once *once)
{
	Options one = *o;
	json_t *all = NULL;
	Words at = { 0 };
	int status = 0;

	if (!manypoints(o->at))
		return once(&one, NULL);
	at = points(o->at);
	if (o->format == JSON) all = json_array();
	one.points = at.n;
	for (size_t k = 0; k < at.n; k++) {
		one.at = at.word[k];
		one.point = k + 1;
		status |= once(&one, all);
		release((char *)at.word[k]);
	}
	release(at.word);
	if (all) jprint(json_pack("{s:o}", "points", all));
	return status;
}

void pointheading(const Options *o)
{
	char *s = text("point %zu: %s", o->point, o->at), *line = cut(s, TERMINAL);

	if (o->point) printf("%s%s\n\n", o->point > 1 ? "\n" : "", line);
	release(s), release(line);
}

void printpoint(json_t *all, json_t *j)
{
	if (all) json_array_append_new(all, j);
	else     jprint(j);
}
