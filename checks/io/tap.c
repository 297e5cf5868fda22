/* tap.c -- one line a check. */
#include "checks/io/out.h"
#include "checks/io/progress.h"
#include "checks/io/tap.h"
#include "checks/io/shard.h"
#include "checks/io/sheet.h"
#include "engines/outside/plugin.h"
#include <stdarg.h>
#include <string.h>

static size_t number;                      /* of the line, through all tallies */

/* % and line ends as GitHub wants them; in a property , and : too.  Columns are closed up */
static void escaped(const char *s, const char *also)
{
	for (; *s; s++)
		if (strchr("%\r\n", *s) || strchr(also, *s)) printf("%%%02X", (unsigned char)*s);
		else if (*s != ' ' || s[1] != ' ')           putchar(*s);
}

void annotate(const char *level, const char *file, int line, const char *title, const char *says)
{
	printf("::%s file=", level);
	escaped(file, ",:");
	printf(",line=%d,title=", line);
	escaped(title, ",:");
	fputs("::", stdout);
	escaped(says, "");
	putchar('\n');
}

static void keep(Failures *f, const char *says)
{
	f->f = grow(f->f, &f->room, f->n + 1, sizeof *f->f);
	f->f[f->n++] = (Failure){ shard.item, copytext(says, strlen(says)) };
}

/* for people: where it is too wide its columns are closed up, then it is folded */
static void line(const char *word, const char *says)
{
	char *s = copytext(says, strlen(says)), *to = s;
	int column = (int)strlen(word) + 1;
	bool wide = column + characters(says) > TERMINAL;

	for (const char *from = says; *from; from++)
		if (!wide || strncmp(from, "   ", 3)) *to++ = *from;
	*to = 0;
	printf("%s ", word);
	folded(column, 7, s);
	release(s);
}

static void told(Tally *t, bool ok, const char *says)
{
	progressaway();
	if (t->lines)       printf("%sok %zu - %s\n", ok ? "" : "not ", ++number, says);
	else if (ok && t->all) line("OK  ", says);
	else if (ok)        return;
	else if (t->github)
		annotate("error", t->file ? t->file : "checks/suite/check.c", t->file ? t->line : 1,
			"wengert check", says);
	else if (t->aside)  fprintf(stderr, "FAIL %s\n", says);
	else                line("FAIL", says);
	if (!ok && t->kept) keep(t->kept, says);
}

void check(Tally *t, bool ok, const char *fmt, ...)
{
	char says[1024];
	va_list ap;

	if (ok) t->passed++;
	else    t->failed++;
	if (ok && !t->lines && !t->all)
		return;
	va_start(ap, fmt);
	vsnprintf(says, sizeof says, fmt, ap);
	va_end(ap);
	told(t, ok, says);
}

void skipped(Tally *t, const char *why, const char *fmt, ...)
{
	va_list ap;
	char *what, *says;

	t->skipped++;
	if (!t->lines && !t->all)
		return;
	progressaway();
	va_start(ap, fmt);
	what = vtext(fmt, ap);
	va_end(ap);
	says = text("%s: %s", what, why);
	if (t->lines) printf("ok %zu - %s # SKIP %s\n", ++number, what, why);
	else          line("unable", says);
	release(what), release(says);
}

void retold(const char *line)
{
	const char *dash = strstr(line, " - ");
	bool no = !strncmp(line, "not ok ", 7);

	if (dash && (no || !strncmp(line, "ok ", 3)))
		printf("%sok %zu%s\n", no ? "not " : "", ++number, dash);
	else                                          puts(line);
}

/* ---- where a remark points: the line of the table that is to be changed ---------------------- */

typedef struct { const char *name, *file; int line; } Place;

static const Place rules[] = {
#define U(name, ...) { #name, "engines/prims/scalar.def", __LINE__ },
#define B(name, ...) { #name, "engines/prims/scalar.def", __LINE__ },
#include "engines/prims/scalar.def"
#define P(name, ...) { #name, "engines/prims/definitions.def", __LINE__ },
#include "engines/prims/definitions.def"
	{ NULL, "engines/control/roster.c", 1 }
}, promises[] = {
#define B(name, ...) { #name, "checks/suite/bounds.def", __LINE__ },
#include "checks/suite/bounds.def"
	{ NULL, "checks/suite/bounds.def", 1 }
};

static void placed(Tally *t, const Place *p, const char *name)
{
	while (p->name && strcmp(p->name, name)) p++;
	t->file = p->file;
	t->line = p->line;
}

void ruleplace(Tally *t, const struct Prim *p) { placed(t, rules, p->name); }

void engineplace(Tally *t, const struct Engine *e)
{
	const Plugin *p = pluginof(e);

	placed(t, promises, e->name);
	if (p) t->file = p->source, t->line = p->line;
}
