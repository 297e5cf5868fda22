/* help.c -- what --help prints, of the tables that the program itself reads. */
#include "checks/commands/commands.h"
#include "checks/commands/options.h"
#include "checks/io/out.h"
#include <string.h>

enum { INDENT = 30 };                      /* where the sentence about an option begins */

const Command commandtable[] = {
#define C(name, takes, does, says, examples) { #name, takes, does, says, examples },
#include "checks/commands/commands.def"
	{ NULL, NULL, NULL, NULL, NULL }
};

const Command *commandnamed(const char *name)
{
	for (const Command *c = commandtable; c->name; c++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

void overview(FILE *f)
{
	fputs("Wengert, the test bench for derivatives: is it right, how right, at what cost?\n\n",
	      f);
	for (const Command *c = commandtable; c->name; c++)
		fprintf(f, "  wengert %-12s %s\n", c->name, c->does);
	fputs("\n  wengert COMMAND --help   what it takes, with examples\n"
	      "  wengert --man            all of it, as a man page; --man json: keys of JSON\n"
	      "  wengert --completion     for bash; --completion zsh, fish\n"
	      "\nExamples:\n"
	      "  wengert grad 'x1*x2 + x2 - log(x1)' --at 3,-4\n"
	      "  wengert vjp kernel.c     judges the backward passes in it\n"
	      "  wengert report           checks, plots and figures of cost in one HTML file\n", f);
}

/* the next line of s, which moves on; NULL: no more.  Yours to release */
static char *nextline(const char **s)
{
	size_t n = strcspn(*s, "\n");
	char *line = **s ? copytext(*s, n) : NULL;

	*s += n + ((*s)[n] == '\n');
	return line;
}

void usageof(const Command *c, FILE *f)
{
	const char *s = c->takes, *front = "Usage: ";

	for (char *line; (line = nextline(&s)); front = "       ") {
		int n = fprintf(f, "%swengert %s %s", front, c->name, line);

		fprintf(f, "%s[OPTION ...]\n", n > 66 ? "\n         " : " ");
		release(line);
	}
}

/* an option and what it says; beside each other where that fits */
static void described(const char *head, const char *says)
{
	if (strlen(head) + 4 > INDENT) {
		printf("  %s\n", head);
		head = "";
	}
	wrapped(head, INDENT, says);
}

static void optionhelp(const Option *o)
{
	const char *dash = o->name[1] ? "--" : "-";
	char *head = o->takes ? text("%s%s %s", dash, o->name, o->takes)
			      : text("%s%s", dash, o->name),
	     *says = o->standard ? text("%s (%s)", o->says, o->standard) : text("%s", o->says);

	described(head, says);
	release(head);
	release(says);
}

void helpof(const Command *c)
{
	const char *s = c->examples;

	usageof(c, stdout);
	putchar('\n');
	wrapped("", 2, c->says);
	putchar('\n');
	for (const Option *o = optiontable; o->name; o++)
		if (takenby(o, c->name)) optionhelp(o);
	described("--help", "this; --usage: its first lines; --version");
	puts(strchr(c->examples, '\n') ? "\nExamples:" : "\nExample:");
	for (char *line; (line = nextline(&s)); ) {
		printf("  wengert %s\n", line);
		release(line);
	}
}
