/* draw -- the k-th random mutant of our sources: a class in turn, a site of it, one change there.
 *
 *	draw SEED K ROOT [INTO]    a line of facts and a unified diff; the changed file into INTO
 *	draw count ROOT            how many sites there are, by class and operator
 *	draw all ROOT              every mutant of ROOT, one line of facts each
 *
 * The facts, apart by tabs: k, class, file, line, operator, before, after, first and last line of
 * the statement.  Every class is drawn equally often, and every site of a class is equally likely.
 * The same seed and tree give the same mutants.
 */
#include "checks/mutate/mutate.h"
#include "engines/wengert.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct Class classes[] = {
	{ "list",      "list, run, plan, derivatives" },
	{ "numbers",   "kernels of the number types" },
	{ "prims",     "primitives" },
	{ "reference", "reference and its judge" },
	{ "verdicts",  "verdicts of check" },
	{ "judge",     "judge of vjp" },
	{ "front",     "front end of vjp" },
	{ "bench",     "bench and statistics" },
	{ "formats",   "formats and command line" },
	{ "others",    "claims, functions, plug-ins" },
	{ 0 }
};

/* the first that fits says the class; NULL: not drawn from.  Tools of others are not built here */
static const struct { const char *prefix, *class; } places[] = {
	{ "checks/kernels/",     NULL },        { "checks/units/",       NULL },
	{ "checks/mutate/",      NULL },        { "checks/vjp/said/",    NULL },
	{ "engines/peers/",      NULL },        { "bench/peers.c",       NULL },
	{ "checks/fuzz/ball.c",  "reference" }, { "checks/fuzz/",        NULL },
	{ "engines/numbers/",    "numbers" },   { "engines/prims/",      "prims" },
	{ "engines/reference/",  "reference" }, { "engines/formula/",    "formats" },
	{ "engines/outside/",    "others" },    { "engines/",            "list" },
	{ "checks/suite/",       "verdicts" },  { "checks/measure/",     "verdicts" },
	{ "checks/vjp/verdict",  "judge" },     { "checks/vjp/diagnose", "judge" },
	{ "checks/vjp/compare",  "judge" },     { "checks/vjp/jacobian", "judge" },
	{ "checks/vjp/roundoff", "judge" },     { "checks/vjp/cases",    "judge" },
	{ "checks/vjp/bench",    "judge" },     { "checks/vjp/plan",     "judge" },
	{ "checks/vjp/factor",   "judge" },     { "checks/vjp/found",    "judge" },
	{ "checks/vjp/truth",    "judge" },     { "checks/vjp/directions",     "judge" },
	{ "checks/vjp/points",   "judge" },     { "checks/vjp/contract", "judge" },
	{ "checks/vjp/quad",     "judge" },     { "checks/vjp/",         "front" },
	{ "checks/io/",          "formats" },   { "checks/commands/",    "formats" },
	{ "checks/",             "others" },    { "bench/",              "bench" },
};

static const char *const patterns[] = {
	"engines/*.c", "engines/*/*.c", "engines/*.def", "engines/*/*.def", "engines/*/*.inc",
	"checks/*/*.c", "bench/*.c", "bench/*/*.c",
};

int classof(const char *name)
{
	for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
		if (strncmp(name, places[p].prefix, strlen(places[p].prefix)))
			continue;
		for (int c = 0; places[p].class && classes[c].name; c++)
			if (!strcmp(classes[c].name, places[p].class)) return c;
		return -1;
	}
	return -1;
}

typedef struct { Source *s; Mutants m; } File;
typedef struct { File *f; size_t n; } Files;

/* is the k-th mutant at another site than the one before it? */
static bool fresh(Mutants m, size_t k)
{
	return !k || m.m[k].op != m.m[k - 1].op || m.m[k].token != m.m[k - 1].token;
}

static Files readall(const char *root)
{
	Files all = { 0 };
	size_t room = 0;

	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		char *pattern = text("%s/%s", root, patterns[p]);
		glob_t g;

		if (!glob(pattern, 0, NULL, &g)) {
			for (size_t k = 0; k < g.gl_pathc; k++) {
				const char *name = g.gl_pathv[k] + strlen(root) + 1;

				if (classof(name) < 0) continue;
				all.f = grow(all.f, &room, all.n + 1, sizeof *all.f);
				all.f[all.n].s = readsource(root, name);
				all.f[all.n].m = sites(all.f[all.n].s);
				all.n++;
			}
			globfree(&g);
		}
		release(pattern);
	}
	return all;
}

static void freeall(Files all)
{
	for (size_t k = 0; k < all.n; k++) freemutants(all.f[k].m), freesource(all.f[k].s);
	release(all.f);
}

/* ---- what is said of one ---------------------------------------------------- */

/* on one line: blanks of any kind as one */
static void flat(const char *s, size_t n)
{
	bool blank = false;

	for (size_t k = 0; k < n; k++) {
		bool b = strchr(" \t\n", s[k]) != NULL;

		if (b && !blank) putchar(' ');
		if (!b) putchar(s[k]);
		blank = b;
	}
}

static int lineof(const Source *s, size_t at)
{
	int line = 1;

	for (size_t k = 0; k < at; k++) line += s->text[k] == '\n';
	return line;
}

static void facts(long k, const File *f, const Mutant *m)
{
	const Source *s = f->s;
	const Token *last = &s->t[s->stop[m->token] - 1];

	printf("%ld\t%s\t%s\t%d\t%s\t", k, classes[s->class].name, s->name, lineof(s, m->at),
	       operators[m->op]);
	flat(s->text + m->at, m->n);
	putchar('\t');
	flat(m->after, strlen(m->after));
	printf("\t%d\t%d\n", s->t[s->start[m->token]].line, lineof(s, (size_t)(last->s - s->text)));
}

static char *changed(const Source *s, const Mutant *m)
{
	return text("%.*s%s%s", (int)m->at, s->text, m->after, s->text + m->at + m->n);
}

/* lines from .. to (counted from 1) of a text, each with a sign before it */
static void lines(const char *s, int from, int to, char sign)
{
	for (int line = 1; *s && line <= to; line++) {
		size_t n = strcspn(s, "\n");

		if (line >= from) printf("%c%.*s\n", sign, (int)n, s);
		s += n + (s[n] == '\n');
	}
}

/* the change keeps the number of lines, or adds to it */
static void diff(const Source *s, const Mutant *m, const char *after)
{
	int from = lineof(s, m->at), to = lineof(s, m->at + m->n), more = 0;
	int all = lineof(s, strlen(s->text)) - 1;
	int before = from > 3 ? from - 3 : 1, behind = to + 3 < all ? to + 3 : all;

	for (const char *k = m->after; *k; k++) more += *k == '\n';
	more -= to - from;
	printf("--- a/%s\n+++ b/%s\n@@ -%d,%d +%d,%d @@\n", s->name, s->name,
	       before, behind - before + 1, before, behind - before + 1 + more);
	lines(s->text, before, from - 1, ' ');
	lines(s->text, from, to, '-');
	lines(after, from, to + more, '+');
	lines(s->text, to + 1, behind, ' ');
}

static void into(const char *root, const Source *s, const char *after)
{
	char *name = text("%s/%s", root, s->name);
	FILE *f = fopen(name, "w");

	if (!f || fputs(after, f) < 0 || fclose(f)) {
		fprintf(stderr, "draw: %s cannot be written\n", name);
		exit(2);
	}
	release(name);
}

/* ---- which one -------------------------------------------------------------- */

/* splitmix64 */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static size_t sitecount(Files all, int class, int op)
{
	size_t n = 0;

	for (size_t f = 0; f < all.n; f++)
		for (size_t k = 0; all.f[f].s->class == class && k < all.f[f].m.n; k++)
			n += fresh(all.f[f].m, k) && (op < 0 || all.f[f].m.m[k].op == op);
	return n;
}

/* the class in turn, of those that have sites */
static int turn(Files all, long k)
{
	int has[sizeof classes / sizeof *classes], n = 0;

	for (int c = 0; classes[c].name; c++)
		if (sitecount(all, c, -1)) has[n++] = c;
	if (!n) {
		fprintf(stderr, "draw: nothing to change: engines/, checks/ or bench/ is needed\n");
		exit(2);
	}
	return has[(k - 1) % n];
}

/* of the site that m is at, one change */
static const Mutant *variant(Mutants all, size_t m, uint64_t r)
{
	size_t n = 1;

	while (m + n < all.n && !fresh(all, m + n)) n++;
	return &all.m[m + r % n];
}

static void draw(Files all, uint64_t seed, long k, const char *root)
{
	uint64_t state = seed * 0x100000001b3 + (uint64_t)k;
	int class = turn(all, k);
	size_t left = next(&state) % sitecount(all, class, -1);

	for (size_t f = 0; f < all.n; f++) {
		const File *file = &all.f[f];

		for (size_t m = 0; file->s->class == class && m < file->m.n; m++) {
			const Mutant *one;
			char *after;

			if (!fresh(file->m, m) || left--)
				continue;
			one = variant(file->m, m, next(&state));
			after = changed(file->s, one);
			facts(k, file, one);
			diff(file->s, one, after);
			if (root) into(root, file->s, after);
			release(after);
			return;
		}
	}
}

static void counted(Files all)
{
	printf("class");
	for (int op = 0; operators[op]; op++) printf(" %s", operators[op]);
	for (int c = 0; classes[c].name; c++) {
		printf("\n%s", classes[c].name);
		for (int op = 0; operators[op]; op++) printf(" %zu", sitecount(all, c, op));
	}
	putchar('\n');
}

static void listed(Files all)
{
	for (size_t f = 0; f < all.n; f++)
		for (size_t k = 0; k < all.f[f].m.n; k++)
			facts((long)k + 1, &all.f[f], &all.f[f].m.m[k]);
}

static long whole(const char *s, const char *what)
{
	char *end;
	long k = strtol(s, &end, 10);

	if (*end || end == s || k < 1) {
		fprintf(stderr, "draw: \"%s\" is no %s: a whole number from 1 is needed\n", s,
			what);
		exit(2);
	}
	return k;
}

int main(int argc, char **argv)
{
	bool survey = argc == 3 && (!strcmp(argv[1], "count") || !strcmp(argv[1], "all"));
	long seed = 1, k = 1;
	Files all;

	if (!survey && argc != 4 && argc != 5) {
		fprintf(stderr, "usage: draw SEED K ROOT [INTO] | draw count|all ROOT\n");
		return 2;
	}
	if (!survey) seed = whole(argv[1], "seed"), k = whole(argv[2], "number of a mutant");
	all = readall(argv[survey ? 2 : 3]);
	if (!survey)                        draw(all, (uint64_t)seed, k, argv[4]);
	else if (!strcmp(argv[1], "count")) counted(all);
	else                                listed(all);
	freeall(all);
	return 0;
}
