/* manual.c -- the man pages wengert(1) and wengert-json(7), from the tables the program reads. */
#include "checks/commands/commands.h"
#include "checks/commands/options.h"
#include <string.h>

static const struct { const char *command, *key, *is; } keys[] = {
#define K(command, key, is) { #command, key, is },
#include "checks/commands/keys.def"
};
enum { KEYS = sizeof keys / sizeof *keys };

/* ---- man page: roff, in which a dash, a backslash, a quote and a dot in front mean something ---
 */

static void roff(const char *s)
{
	static const char *const
		escape[256] = { ['-'] = "\\-", ['\\'] = "\\e", ['\''] = "\\(aq", ['^'] = "\\(ha" };

	if (*s == '.') fputs("\\&", stdout);
	for (; *s; s++)
		if (escape[(unsigned char)*s]) fputs(escape[(unsigned char)*s], stdout);
		else                           putchar(*s);
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

/* s is what it takes: one line for each way to call the command */
static void synopsis(const Command *c, bool first)
{
	for (const char *s = c->takes; *s; s += strcspn(s, "\n"), s += *s == '\n', first = false) {
		char *one = copytext(s, strcspn(s, "\n"));

		printf("%s.B wengert %s\n", first ? "" : ".br\n", c->name);
		roff(one);
		putchar('\n');
		release(one);
	}
}

/* the examples, line by line as they are typed */
static void examples(const Command *c)
{
	for (const char *s = c->examples; *s; s += strcspn(s, "\n"), s += *s == '\n') {
		char *one = copytext(s, strcspn(s, "\n"));

		fputs("wengert ", stdout);
		roff(one);
		putchar('\n');
		release(one);
	}
}

static void optionpage(const Option *o)
{
	char *name = text("%s%s", o->name[1] ? "--" : "-", o->name), *says = text("%s.", o->says),
	     *more;
	bool all = true;

	for (const Command *c = commandtable; c->name; c++) all = all && takenby(o, c->name);
	more = text("%s%s%s%s%s%s.", says, o->standard ? "  Without it: " : "",
		o->standard ? o->standard : "", o->standard ? "." : "",
		"  Of: ", all ? "every command" : o->commands);
	item(name, o->takes, more);
	release(name);
	release(says);
	release(more);
}

static const char *const exits[][2] = {
	{ "0", "all within" },
	{ "1", "something was refused or failed" },
	{ "2", "a mistake in what was typed, unreadable input, or a missing part" },
};

static const char *const pages[][2] = {
	{ "FORMULAS",
		"Operators: + - * / ^ or ** (to the right; -x^2 is -(x^2)), @ (matrix product), A' "
		"or A.T (transpose), |x|; x[i], x[-1], x[i:j], x[i:j:step], x[:, 0], counted from "
		"0, from -1 at the end; < <= > >= == !=, and, or, not (also &&, ||, !); "
		"where(c, a, b), c ? a : b, a if c else b; numbers as 1e-3 and 0x1.8p1; pi; "
		"arrays as [1,2,3], matrices as [1,2;3,4]; every primitive of wengert list "
		"primitives by its name; ln is log.  sum, mean, prod, max, min, norm and "
		"logsumexp take all elements, or those along axis = 0; softmax, along the last "
		"axis where none is named.  Functions of arrays, from var to attention, solve and "
		"einsum(\"ij,jk->ik\", a, b): share/doc/wengert/arrays.md.  "
		"Statements end with a semicolon or a line, the last one is the result: m = "
		"max(x0, x1); m + log(exp(x0 - m)).  # begins a comment.  Several results stand in "
		"brackets: [x*y; x + y].  Loops: iterate(n, u = u0, expr), "
		"iterate(c in a, s = 0, s*t + c), while(u = u0, condition, expr), cond(c, a, b), "
		"checkpoint(expr).  "
		"Free names are the inputs, in order of first appearance; names that differ only "
		"in a number at their end are sorted by it." },
	{ "KERNELS",
		"Above the forward function of a kernel stands one comment, as in /* wengert: "
		"out[B,C] "
		"rms[B] = rmsnorm(x[B,C], w[C]) with eps = 1e-5 accumulates */: results, its name, "
		"arguments with a gradient.  Functions of numbers need none.  Clauses: with NAME = "
		"VALUE, "
		"an expression of sizes or a name of the source; with NAME[SHAPE], an argument "
		"without a "
		"gradient; NAME in (LO,HI); NAME rows sum to 1; NAME sorted [from LO to HI], "
		"strictly "
		"sorted; accumulates; overwrites; in place, a gradient where the cotangent was; "
		"scratch "
		"NAME[SHAPE] [= 0]; sizes N = 64, 300, C >= 128, M % 32; NAME as STRUCT { FIELD = "
		"VALUE, "
		"... }; call FUNCTION(...), the call written out; TYPE holds float16 or bfloat16, "
		"the bits "
		"of a number; derivative, the backward takes no cotangent.  Functions pair as "
		"X_forward and X_backward, forward_X and backward_X, "
		"X_fwd "
		"and X_bwd, XForward and XBackward, X and X_vjp, X and X_grad or X_gradient; "
		"X_jvp pushes tangents, X_backward_backward is for --twice; in the "
		"backward dx, x_bar, grad_x and the like belong to x, and what is left over is "
		"told by "
		"whether it is read or written.  share/doc/wengert/kernels.md says it all, with an "
		"example "
		"of each in share/doc/wengert/examples/kernels." },
	{ "PLUG-INS",
		"An engine is a shared library made with wengert_kit.h (pkg-config wengert-kit); "
		"--plugin takes it into the roster, list shows it, and check "
		"holds it to the bound it promises.  It runs in a process of its own: a crash, an "
		"exit, or a call that takes longer than --limit is a result, "
		"printed as crashed: and counted as failed.  A library of primitives is for "
		"wengert vjp.  Examples lie in share/doc/wengert/examples." },
	{ "SHARDS",
		"check --shard I/N does only the I-th of N parts; in JSON and CSV it adds what "
		"wengert merge needs to write what one process would have "
		"written.  Under mpirun or srun the processes divide the work, and the first "
		"prints it all: mpirun -n 4 wengert check.  With the plug-in mpi.so, which make "
		"builds where MPI is, parts and results are messages, what is finished is kept in "
		"wengert-parts-*, and the same command goes on after a rank has died; without it "
		"they meet in "
		"files .wengert-* of the folder they run in.  --shard 1/1 keeps a process from "
		"taking a part.  bench deals out its rows and vjp --every its inputs (with "
		"--format csv) in the same way; "
		"processes on one machine disturb each other, so there one process measures "
		"best." },
	{ "ENVIRONMENT",
		"NO_COLOR and TERM=dumb are obeyed.  OMPI_COMM_WORLD_RANK, PMI_RANK, "
		"MV2_COMM_WORLD_RANK or SLURM_PROCID tell a process its part.  WENGERT_PEERS=none "
		"leaves out the tools of others; WENGERT_LIBM=scalar takes functions from the C "
		"library one by one.  The engine compiled calls $CC (cc) and ends it after "
		"WENGERT_CC_SECONDS (60, and one more a thousand statements); what it makes is "
		"kept under XDG_CACHE_HOME (~/.cache), the oldest beyond 256 MiB removed." },
};

static const char *jsonintro =
	"One object a run.  These keys stay what they are; a dot is an object in an object, [] is "
	"each of an array.  Numbers that JSON lacks are the "
	"strings \"nan\", \"inf\", \"-inf\"; null is where there is no value.";

void manual(void)
{
	printf(".TH WENGERT 1 \"\" \"Wengert %s\" \"User Commands\"\n.SH NAME\nwengert \\- test "
	       "bench for derivatives\n.SH SYNOPSIS\n",
		WENGERT_VERSION);
	for (const Command *c = commandtable; c->name; c++) synopsis(c, c == commandtable);
	puts(".SH DESCRIPTION\nIs this derivative right, how right, and what did it cost?  Every "
	     "way of differentiating is compared with a proved reference that "
	     "uses no derivative rule.\n.SH COMMANDS");
	for (const Command *c = commandtable; c->name; c++) item(c->name, NULL, c->says);
	puts(".SH OPTIONS\nEach belongs to the commands it names; with any other it is an error.  "
	     "Of all: --help, --usage and --version.");
	for (const Option *o = optiontable; o->name; o++) optionpage(o);
	for (size_t k = 0; k < sizeof pages / sizeof *pages; k++) {
		headed(".SH", pages[k][0]);
		roff(pages[k][1]);
		putchar('\n');
	}
	puts(".SH EXAMPLES\n.nf");
	for (const Command *c = commandtable; c->name; c++) examples(c);
	puts(".fi");
	puts(".SH EXIT STATUS");
	for (size_t k = 0; k < sizeof exits / sizeof *exits; k++)
		item(exits[k][0], NULL, exits[k][1]);
	puts(".SH BUGS\nA verdict that is wrong is a bug: say it, with the command that "
		"stands behind "
	     "\\(lqagain\\(rq in the output, where you had this program from.");
	puts(".SH SEE ALSO\n.BR wengert\\-vjp (1),\n.BR wengert\\-formula (7),\n.BR "
	     "wengert\\-json (7),\n.BR wengert\\-library (3),\n"
	     ".BR wengert\\-tutorial (7),\n.BR wengert\\-reference (7)");
}

void jsonmanual(void)
{
	printf(".TH WENGERT\\-JSON 7 \"\" \"Wengert %s\" \"Wengert\"\n.SH NAME\n"
	       "wengert\\-json \\- keys of what wengert prints with \\-\\-format json\n"
	       ".SH DESCRIPTION\n",
		WENGERT_VERSION);
	roff(jsonintro);
	putchar('\n');
	for (size_t k = 0; k < KEYS; k++) {
		if (!k || strcmp(keys[k - 1].command, keys[k].command))
			headed(".SH", keys[k].command);
		item(keys[k].key, NULL, keys[k].is);
	}
	puts(".SH SEE ALSO\n.BR wengert (1)");
}
