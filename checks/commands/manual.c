/* manual.c -- the man page and what bash completes, from the tables the program itself reads. */
#include "checks/commands/commands.h"
#include "checks/suite/functions.h"
#include <argp.h>
#include <string.h>

static const struct { const char *command, *key, *is; } keys[] = {
#define K(command, key, is) { #command, key, is },
#include "checks/commands/keys.def"
};
enum { KEYS = sizeof keys / sizeof *keys };

static const char *const claims[] = {
#define C(id, says) #id,
#include "checks/claims/claims.def"
	NULL
};

/* ---- man page: roff, in which a dash, a backslash and a dot in front mean something -------------- */

static void roff(const char *s)
{
	if (*s == '.' || *s == '\'') fputs("\\&", stdout);
	for (; *s; s++)
		if (*s == '-')       fputs("\\-", stdout);
		else if (*s == '\\') fputs("\\e", stdout);
		else                 putchar(*s);
}

static void headed(const char *tag, const char *s)
{
	printf("%s ", tag);
	roff(s);
	putchar('\n');
}

static void item(const char *head, const char *takes, const char *says)
{
	fputs(".TP\n\\fB", stdout);
	roff(head);
	fputs("\\fR", stdout);
	if (takes && *takes) {
		fputs(*head == '-' ? "=\\fI" : " \\fI", stdout);
		roff(takes);
		fputs("\\fR", stdout);
	}
	putchar('\n');
	roff(says);
	putchar('\n');
}

static void optionsof(const struct argp_option *o)
{
	for (; o->name; o++) {
		char name[64];

		snprintf(name, sizeof name, "--%s", o->name);
		item(name, o->arg, o->doc);
	}
}

static const char *const exits[][2] = {
	{ "0", "all within" }, { "1", "something was refused or failed" }, { "2", "a mistake in what was typed, unreadable input, or a missing part" },
};

static const char *const pages[][2] = {
	{ "PLUG-INS", "An engine is a shared library made with wengert_kit.h (pkg-config wengert-kit); --plugin takes it into the roster, list shows it, and check "
	  "holds it to the bound it promises.  It runs in a process of its own: a crash, an exit, or a call that takes longer than --limit is a result, "
	  "printed as crashed: and counted as failed.  A library of primitives is for wengert vjp.  Examples lie in share/doc/wengert/examples." },
	{ "SHARDS", "check --shard I/N does only the I-th of N parts; in JSON and CSV it adds what wengert merge needs to write what one process would have "
	  "written.  Under mpirun or srun each process takes a part by itself, and the first prints it all: mpirun -n 4 wengert check.  They meet in "
	  "files .wengert-* of the folder they run in.  --shard 1/1 keeps a process from taking a part.  bench deals out its rows in the same way; "
	  "processes on one machine disturb each other, so there one process measures best." },
	{ "ENVIRONMENT", "NO_COLOR and TERM=dumb are obeyed.  OMPI_COMM_WORLD_RANK, PMI_RANK, MV2_COMM_WORLD_RANK or SLURM_PROCID tell a process its part." },
};

static const char *jsonintro =
	"One object a run.  These keys stay what they are; a dot is an object in an object, [] is each of an array.  Numbers that JSON lacks are the "
	"strings \"nan\", \"inf\", \"-inf\"; null is where there is no value.";

void manual(size_t n, const Command *c)
{
	printf(".TH WENGERT 1 \"\" \"Wengert %s\" \"User Commands\"\n.SH NAME\nwengert \\- test bench for derivatives\n.SH SYNOPSIS\n", WENGERT_VERSION);
	for (size_t k = 0; k < n; k++) {
		printf("%s.B wengert %s\n", k ? ".br\n" : "", c[k].name);
		roff(c[k].takes);
		putchar('\n');
	}
	puts(".SH DESCRIPTION\nIs this derivative right, how right, and what did it cost?  Every way of differentiating is held against a reference in MPFR that "
	     "knows no derivative rule.\n.SH COMMANDS");
	for (size_t k = 0; k < n; k++) item(c[k].name, c[k].takes, c[k].does);
	puts(".SH OPTIONS\nof all commands but those that follow; an option that a command does not take is an error.");
	optionsof(optiontable);
	for (size_t k = 0; k < n; k++)
		if (c[k].options) {
			printf(".SH OPTIONS OF %s\n", c[k].name);
			optionsof(c[k].options);
		}
	for (size_t k = 0; k < sizeof pages / sizeof *pages; k++) {
		headed(".SH", pages[k][0]);
		roff(pages[k][1]);
		putchar('\n');
	}
	puts(".SH JSON");
	roff(jsonintro);
	putchar('\n');
	for (size_t k = 0; k < KEYS; k++) {
		if (!k || strcmp(keys[k - 1].command, keys[k].command)) headed(".SS", keys[k].command);
		item(keys[k].key, NULL, keys[k].is);
	}
	puts(".SH EXIT STATUS");
	for (size_t k = 0; k < sizeof exits / sizeof *exits; k++) item(exits[k][0], NULL, exits[k][1]);
}

/* ---- bash ---------------------------------------------------------------------------------------- */

static void words(const struct argp_option *o)
{
	for (; o->name; o++) printf(" --%s", o->name);
	fputs(" --help", stdout);
}

/* text|json|csv of an option's argument, where it is such a list of words */
static void choices(const struct argp_option *o)
{
	for (; o->name; o++)
		if (o->arg && strchr(o->arg, '|')) {
			printf("\t--%s) COMPREPLY=($(compgen -W '", o->name);
			for (const char *p = o->arg; *p; p++) putchar(*p == '|' ? ' ' : *p);
			puts("' -- \"$cur\")); return ;;");
		}
}

void completion(size_t n, const Command *c)
{
	printf("# bash completion of wengert %s, made by wengert --completion\n_wengert()\n{\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	       "\t[ \"$cur\" = = ] && cur=\n\t[ \"$prev\" = = ] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
	       "\tif [ \"$COMP_CWORD\" = 1 ]; then\n\t\tCOMPREPLY=($(compgen -W '--help --version --man --completion", WENGERT_VERSION);
	for (size_t k = 0; k < n; k++) printf(" %s", c[k].name);
	fputs("' -- \"$cur\")); return\n\tfi\n\tcase $prev in\n\t--engine) COMPREPLY=($(compgen -W '", stdout);
	for (const Engine *const *e = engines; *e; e++) printf("%s%s", e == engines ? "" : " ", (*e)->name);
	puts("' -- \"$cur\")); return ;;\n\t--plugin|--npy|--junit|--out) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;");
	choices(optiontable);
	fputs("\tesac\n\tcase $cur in\n\t-*) case ${COMP_WORDS[1]} in", stdout);
	for (size_t k = 0; k < n; k++)
		if (c[k].options) {
			printf("\n\t\t%s) COMPREPLY=($(compgen -W '", c[k].name);
			words(c[k].options);
			fputs("' -- \"$cur\")) ;;", stdout);
		}
	fputs("\n\t\t*) COMPREPLY=($(compgen -W '", stdout);
	words(optiontable);
	fputs("' -- \"$cur\")) ;;\n\t\tesac; return ;;\n\tesac\n\tcase ${COMP_WORDS[1]} in\n\tcheck) COMPREPLY=($(compgen -W '", stdout);
	for (const Function *const *f = functions; *f; f++) printf("%s%s", f == functions ? "" : " ", (*f)->name);
	fputs("' -- \"$cur\")) ;;\n\tclaims) COMPREPLY=($(compgen -W '", stdout);
	for (size_t k = 0; claims[k]; k++) printf("%s%s", k ? " " : "", claims[k]);
	puts("' -- \"$cur\")) ;;\n\tlist) COMPREPLY=($(compgen -W 'engines primitives functions experiments plugins' -- \"$cur\")) ;;\n"
	     "\tbench) COMPREPLY=($(compgen -W \"$(wengert list experiments 2>/dev/null | awk 'NR > 1 { print $1 }')\" -- \"$cur\")) ;;\n"
	     "\tvjp|report|merge|compare) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n\tesac\n}\ncomplete -o filenames -F _wengert wengert");
}
