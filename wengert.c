/* wengert.c -- calls the command that was named: cmd_NAME for each of commands.def. */
#include "bench/commands.h"
#include "checks/commands/commands.h"
#include "checks/commands/options.h"
#include "checks/io/out.h"
#include "engines/prims/rules.h"
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct { const char *name; int (*run)(int argc, char **argv); } commands[] = {
#define C(name, takes, does, says, examples) { #name, cmd_##name },
#include "checks/commands/commands.def"
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* a full disk or a closed pipe must not look like success */
static void flushed(void)
{
	if (fflush(stdout) || ferror(stdout)) {
		fputs("wengert: standard output could not be written\n", stderr);
		_Exit(2);
	}
}

/* GSL's own handler aborts without memory; what else it objects to is a bug of ours */
static void saygsl(const char *reason, const char *file, int line, int number)
{
	if (number == GSL_ENOMEM) bad("out of memory: %s", reason);
	die("%s (GSL, %s:%d)", reason, file, line);
}

static void help(void) { overview(stdout); }
static void version(void) { puts("wengert " WENGERT_VERSION); }
static void bashcompletion(void) { completion("bash"); }

static const struct { const char *name; void (*print)(void); } words[] = {
	{ "--help", help }, { "help", help }, { "--version", version },
	{ "--man", manual }, { "--completion", bashcompletion },
	{ "--options", listoptions },          /* for the tests */
};

int main(int argc, char **argv)
{
	const char *hidden = getenv("WENGERT_PEERS");
	struct stat out;

	/* who reads along reads whole lines as they come; a file has no reader yet */
	if (fstat(1, &out) || !S_ISREG(out.st_mode)) setvbuf(stdout, NULL, _IOLBF, 0);
	readrules(formula);
	atexit(flushed);
	countmpfr();
	sayflint();
	sayjson();
	gsl_set_error_handler(saygsl);
	keeppages();
	if (hidden && !strcmp(hidden, "none")) withoutpeers(), withoutpeersrows();
	if (argc < 2) {
		overview(stderr);
		return 2;
	}
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (argc == 2 && !strcmp(argv[1], words[k].name)) {
			words[k].print();
			return 0;
		}
	if (argc == 3 && !strcmp(argv[1], "--completion")) {
		if (completion(argv[2])) return 0;
		bad("there is no completion for %s; there is for bash, zsh and fish", argv[2]);
	}
	if (argc == 3 && !strcmp(argv[1], "--man")) {
		if (strcmp(argv[2], "json"))
			bad("there is no page %s: --man is wengert(1), --man json is "
				"wengert-json(7)",
				argv[2]);
		jsonmanual();
		return 0;
	}
	if (argc == 3 && !strcmp(argv[1], "help") && commandnamed(argv[2])) {
		helpof(commandnamed(argv[2]));
		return 0;
	}
	for (int k = 0; k < COMMANDS; k++)
		if (!strcmp(argv[1], commands[k].name))
			return commands[k].run(argc - 1, argv + 1);
	fprintf(stderr, "wengert: there is no command \"%s\"\n\n", argv[1]);
	overview(stderr);
	return 2;
}
