/* completion.c -- what bash, zsh and fish complete, from the tables the program itself reads. */
#include "checks/commands/commands.h"
#include "checks/commands/options.h"
#include "checks/suite/functions.h"
#include <string.h>

static const char *const claims[] = {
#define C(id, says) #id,
#include "checks/claims/claims.def"
	NULL
};

/* ---- bash ---------------------------------------------------------------------------------- */

/* the words of text|json|csv or of a list with blanks, up to what stands for something else */
static void offered(const char *list, char between)
{
	size_t n;

	for (const char *p = list; *p; p += n, p += *p == between) {
		n = strcspn(p, between == '|' ? "|" : " ");
		printf("%s%.*s", p == list ? "" : " ",
			(int)(strcspn(p, "[") < n ? strcspn(p, "[") : n), p);
	}
}

/* a case of the shell: what matches it, the words that then complete */
static void completes(const char *pattern, const char *list, char between)
{
	printf("\t%s) COMPREPLY=($(compgen -W '", pattern);
	offered(list, between);
	puts("' -- \"$cur\")); return ;;");
}

/* an option's words, for each command that takes it */
static void choices(const Option *o)
{
	for (const Command *c = commandtable; c->name; c++)
		if (o->takes && strchr(o->takes, '|') && takenby(o, c->name)) {
			char *pattern = text("%s:--%s", c->name, o->name);

			completes(pattern, o->takes, '|');
			release(pattern);
		}
}

static void optionsof(const Command *c)
{
	printf("\t%s:-*) COMPREPLY=($(compgen -W '--help --usage --version", c->name);
	for (const Option *o = optiontable; o->name; o++)
		if (takenby(o, c->name)) printf(" --%s", o->name);
	puts("' -- \"$cur\")); return ;;");
}

static void operands(void)
{
	fputs("\tcheck:*) COMPREPLY=($(compgen -W '", stdout);
	for (const Function *const *f = functions; *f; f++)
		printf("%s%s", f == functions ? "" : " ", (*f)->name);
	fputs("' -- \"$cur\")) ;;\n\tclaims:*) COMPREPLY=($(compgen -W '", stdout);
	for (size_t k = 0; claims[k]; k++) printf("%s%s", k ? " " : "", claims[k]);
	puts("' -- \"$cur\")) ;;\n\tlist:*) COMPREPLY=($(compgen -W 'engines primitives functions "
	     "calls experiments plugins' -- \"$cur\")) ;;\n"
	     "\tbench:*) COMPREPLY=($(compgen -W \"$(wengert list experiments 2>/dev/null | awk "
	     "'NR > 1 { print $1 }')\" -- \"$cur\")) ;;\n"
	     "\tvjp:*|report:*|merge:*|compare:*) COMPREPLY=($(compgen -f -- \"$cur\")) ;;");
}

static void bash(void)
{
	printf("# bash completion of wengert %s, made by wengert "
	       "--completion\n_wengert()\n{\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
	       "prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
	       "\t[ \"$cur\" = = ] && cur=\n\t[ \"$prev\" = = ] && "
	       "prev=${COMP_WORDS[COMP_CWORD-2]}\n"
	       "\tif [ \"$COMP_CWORD\" = 1 ]; then\n\t\tCOMPREPLY=($(compgen -W 'help --help "
	       "--version --man --completion",
		WENGERT_VERSION);
	for (const Command *c = commandtable; c->name; c++) printf(" %s", c->name);
	fputs("' -- \"$cur\")); return\n\tfi\n\tcase $command:$prev in\n\t*:--engine) "
	      "COMPREPLY=($(compgen -W '",
		stdout);
	for (const Engine *const *e = engines; *e; e++)
		printf("%s%s", e == engines ? "" : " ", (*e)->name);
	puts("' -- \"$cur\")); return ;;\n\t*:--plugin|*:--npy|*:--junit|*:--out) "
	     "COMPREPLY=($(compgen -f -- \"$cur\")); return ;;");
	for (const Option *o = optiontable; o->name; o++) choices(o);
	puts("\tesac\n\tcase $command:$cur in");
	for (const Command *c = commandtable; c->name; c++) optionsof(c);
	operands();
	puts("\tesac\n}\ncomplete -o filenames -F _wengert wengert");
}

/* ---- zsh, fish: each option with what it says ------------------------------------------------ */

/* between quotes; zsh reads brackets and colons itself */
static void quotedsays(const char *s, bool zsh)
{
	for (; *s; s++)
		if (*s == '\'') fputs(zsh ? "'\\''" : "\\'", stdout);
		else if (zsh && strchr("[]:\\", *s)) printf("\\%c", *s);
		else putchar(*s == '\n' ? ' ' : *s);
}

static void zshoption(const Option *o)
{
	printf(" \\\n\t\t'--%s%s[", o->name, o->takes ? "=" : "");
	quotedsays(o->says, true);
	putchar(']');
	if (o->takes) {
		putchar(':');
		quotedsays(o->takes, true);
		fputs(strchr(o->takes, '|') ? ":(" : ":_files", stdout);
		if (strchr(o->takes, '|')) offered(o->takes, '|'), putchar(')');
	}
	putchar('\'');
}

static void zsh(void)
{
	puts("#compdef wengert\nlocal -a commands=(");
	for (const Command *c = commandtable; c->name; c++) {
		printf("\t'%s:", c->name);
		quotedsays(c->says, true);
		puts("'");
	}
	puts(")\nif (( CURRENT == 2 )); then _describe command commands; return; fi\n"
	     "local command=$words[2]\nshift words; (( CURRENT-- ))\ncase $command in");
	for (const Command *c = commandtable; c->name; c++) {
		printf("%s)\n\t_arguments '--help[what it takes]'", c->name);
		for (const Option *o = optiontable; o->name; o++)
			if (o->name[1] && takenby(o, c->name)) zshoption(o);
		puts(" \\\n\t\t'*:operand:_files' ;;");
	}
	puts("esac");
}

static void fish(void)
{
	for (const Command *c = commandtable; c->name; c++) {
		printf("complete -c wengert -n __fish_use_subcommand -f -a %s -d '", c->name);
		quotedsays(c->says, false);
		puts("'");
	}
	for (const Option *o = optiontable; o->name; o++) {
		fputs("complete -c wengert -n '__fish_seen_subcommand_from", stdout);
		for (const Command *c = commandtable; c->name; c++)
			if (takenby(o, c->name)) printf(" %s", c->name);
		printf("' %s %s%s -d '", o->name[1] ? "-l" : "-s", o->name, o->takes ? " -r" : "");
		quotedsays(o->says, false);
		putchar('\'');
		if (o->takes && strchr(o->takes, '|'))
			fputs(" -f -a '", stdout), offered(o->takes, '|'), putchar('\'');
		putchar('\n');
	}
}

bool completion(const char *shell)
{
	static const struct { const char *name; void (*print)(void); } shells[] = {
		{ "bash", bash }, { "zsh", zsh }, { "fish", fish } };

	for (size_t k = 0; k < sizeof shells / sizeof *shells; k++)
		if (!strcmp(shell, shells[k].name)) {
			shells[k].print();
			return true;
		}
	return false;
}
