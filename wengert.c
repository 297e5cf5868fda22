/* wengert.c -- the table of subcommands. */
#include "bench/commands.h"
#include "checks/commands/commands.h"
#include "engines/wengert.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Command commands[] = {
	{ "grad",     "FORMULA --at V,V,...",                 cmd_grad,     "the gradient of a formula by every engine, with errors" },
	{ "jacobian", "FORMULA [FORMULA ...] --at V,V,...",   cmd_jacobian, "all results by all inputs" },
	{ "hessian",  "FORMULA --at V,V,...",                 cmd_hessian,  "all second derivatives" },
	{ "trace",    "FORMULA --at V,V,... --mode MODE",     cmd_trace,    "the evaluation trace, with tangents or adjoints" },
	{ "check",    "[FUNCTION ...]",                       cmd_check,    "engines x functions x numbers x points, against their bounds" },
	{ "vjp",      "KERNEL.c|LIB.so [NAME ...]",           cmd_vjp,      "proves or refutes a hand-written rule", vjptable },
	{ "claims",   "[ID ...]",                             cmd_claims,   "what articles print, measured again" },
	{ "bench",    "[EXPERIMENT ...]",                     cmd_bench,    "what each way of differentiating costs, in time and memory", benchtable },
	{ "compare",  "A.csv B.csv",                          cmd_compare,  "two runs of bench: faster, slower or within noise", comparetable },
	{ "report",   "[DIR]",                                cmd_report,   "one HTML file of checks and plots" },
	{ "merge",    "OUT IN...",                            cmd_merge,    "results of --shard, put together" },
	{ "list",     "[engines|primitives|functions|experiments|plugins]", cmd_list, "what there is" },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int help(FILE *f, int status)
{
	fputs("Wengert, the test bench for derivatives: is it right, how right, at what cost?\n\n", f);
	for (int k = 0; k < COMMANDS; k++)
		fprintf(f, "  wengert %-10s %s\n", commands[k].name, commands[k].does);
	fputs("\n  wengert COMMAND --help   what it takes\n"
	      "  wengert --man            all of it, as a man page; --completion: for bash\n"
	      "  wengert grad 'x1*x2 + x2 - log(x1)' --at 3,-4\n", f);
	return status;
}

/* a full disk or a closed pipe must not look like success */
static void flushed(void)
{
	if (fflush(stdout) || ferror(stdout)) {
		fputs("wengert: standard output could not be written\n", stderr);
		_Exit(2);
	}
}

int main(int argc, char **argv)
{
	atexit(flushed);
	countmpfr();
	if (argc < 2)
		return help(stderr, 2);
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help"))
		return help(stdout, 0);
	if (!strcmp(argv[1], "--version")) {
		puts("wengert " WENGERT_VERSION);
		return 0;
	}
	if (!strcmp(argv[1], "--man") || !strcmp(argv[1], "--completion")) {
		(argv[1][2] == 'm' ? manual : completion)(COMMANDS, commands);
		return 0;
	}
	for (int k = 0; k < COMMANDS; k++)
		if (!strcmp(argv[1], commands[k].name))
			return commands[k].run(argc - 1, argv + 1);
	fprintf(stderr, "wengert: there is no command \"%s\"\n\n", argv[1]);
	return help(stderr, 2);
}
