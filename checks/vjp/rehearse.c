/* rehearse.c -- what fits the prototypes may still be too short an array: the shapes of a line that
 * is offered are guessed from loops.  The source with that line is judged by another run of this
 * program, which reads and runs it as it will when the user has put it there.
 */
#include "checks/vjp/rehearse.h"
#include "checks/io/out.h"
#include "checks/vjp/pool.h"
#include "engines/base/cache.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char rehearsal[] = "WENGERT_REHEARSAL";

/* the comment there is blank, but for its line ends */
static void blank(char *s)
{
	char *end = strncmp(s, "/*", 2) ? strchr(s, '\n') : strstr(s, "*/");

	if (end && *end == '*') end += 2;
	for (; *s && s != end; s++)
		if (*s != '\n') *s = ' ';
}

static char *lineat(char *s, int line)
{
	while (s && line-- > 1) s = (s = strchr(s, '\n')) ? s + 1 : NULL;
	return s;
}

static bool copied(const char *path, char *s, const char *line, int at, int instead)
{
	FILE *f = fopen(path, "w");
	char *above, *comment = instead ? lineat(s, instead) : NULL;

	if (!f) return false;
	if (comment)
		comment = strstr(comment, "/*") ? strstr(comment, "/*") : strstr(comment, "//");
	if (comment) blank(comment);
	above = lineat(s, at);
	fprintf(f, "%.*s%s\n%s", (int)((above ? above : s) - s), s, line, above ? above : s);
	return !fclose(f);
}

/* of what was printed: a sentence about memory */
static char *fault(FILE *out)
{
	json_error_t e;
	json_t *all = json_loadf(out, 0, &e),
	       *first = json_array_get(json_object_get(all, "kernels"), 0);
	const char *why = json_string_value(json_object_get(first, "why"));
	char *s = NULL;

	if (why && (strstr(why, " crashed at ") || strstr(why, " wrote outside ")))
		s = pooled("%s", why);
	json_decref(all);
	return s;
}

char *rehearsed(const Source *s, const char *source, const char *line, int at, int instead,
	const char *name)
{
	const char *dot = strrchr(s->file, '.'), *slash = strrchr(s->file, '/');
	Emptied cache;
	char program[4096] = "", *path, *command, *why = NULL,
	     *own = copytext(source, strlen(source));
	FILE *out;

	if (!s->flags.rehearse || getenv(rehearsal) ||
		readlink("/proc/self/exe", program, sizeof program - 1) < 0)
		return NULL;
	setenv(rehearsal, "yes", 1);
	cache = emptycache();
	path = text("%s/source%s", cache.folder, dot ? dot : ".c");
	command = text("%s vjp --differences --budget 2s --format json -I %s %s",
		shellword(program),
		shellword(slash ? text("%.*s", (int)(slash - s->file), s->file) : "."),
		shellword(path));
	for (size_t k = 0; k < s->flags.n; k++)
		command = text("%s %s", command, shellword(s->flags.word[k]));
	if (copied(path, own, line, at, instead) &&
		(out = popen(text("%s %s </dev/null 2>/dev/null", command, shellword(name)),
			 "r"))) {
		why = fault(out);
		pclose(out);
	}
	endempty(&cache);
	unsetenv(rehearsal);
	release(own);
	return why;
}
