/* vjp.c -- wengert vjp KERNEL.c|LIB.so, or --npy DIR: proves or refutes a hand-written rule. */
#include "checks/commands/commands.h"
#include "checks/vjp/csource.h"
#include "checks/vjp/dumps.h"
#include "checks/vjp/kit.h"
#include "checks/vjp/prims.h"
#include "checks/vjp/report.h"
#include <argp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT = 256, RNG, COLOR, STRICT, LIMIT, JUNIT, ARG, INDEX, CASE, NPY, FORMULA, OWN };

const struct argp_option vjptable[] = {
	{ "format",   FORMAT, "text|json|tap|github", 0, "form of the output", 0 },
	{ "seed-rng", RNG,    "N", 0, "seed of random points", 0 },
	{ "color",    COLOR,  "auto|always|never", 0, "NO_COLOR and TERM=dumb are obeyed", 0 },
	{ "strict",   STRICT, NULL, 0, "LOSSY counts as refused", 0 },
	{ "limit",    LIMIT,  "SECONDS", 0, "what one call may take (10)", 0 },
	{ "junit",    JUNIT,  "FILE", 0, "JUnit XML beside the output", 0 },
	{ "arg",      ARG,    "NAME", 0, "only this argument's gradient", 0 },
	{ "index",    INDEX,  "I,J,...", 0, "with --arg: show this element", 0 },
	{ "npy",      NPY,    "DIR", 0, "instead of a file: NAME.npy, cotangent.npy and grad_NAME.npy in DIR, against --formula", 0 },
	{ "formula",  FORMULA, "F", 0, "what the dumped gradients are gradients of, as grad takes it", 0 },
	{ "primitives", OWN,  NULL, 0, "instead of a file: every primitive of this program, or those named", 0 },
	{ "case",     CASE,   "N", 0, "only this case of the plan", 0 },
	{ 0 }
};

typedef struct { Asked asked; Printing print; bool own; const char *file, *npy, *formula, **name; size_t names, room; } Typed;

static long whole(const char *s, const char *option, long least)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (end == s || *end || n < least)
		bad("%s: \"%s\" is not a whole number%s", option, s, least ? "" : " from 0");
	return n;
}

static size_t pick(const char *s, const char *option, size_t n, const char *const *word)
{
	char *all = text("%s", "");

	for (size_t k = 0; k < n; k++) {
		if (!strcmp(s, word[k])) return k;
		all = text("%s%s%s", all, k ? ", " : "", word[k]);
	}
	bad("%s: \"%s\" is none of %s", option, s, all);
}

static error_t one(int key, char *arg, struct argp_state *state)
{
	static const char *const forms[] = { "text", "json", "tap", "github" }, *const colors[] = { "auto", "always", "never" };
	Typed *t = state->input;
	size_t k;
	char *end;

	switch (key) {
	case FORMAT: t->print.form = (Form)pick(arg, "--format", 4, forms); break;
	case RNG:    t->asked.seed = (unsigned long)whole(arg, "--seed-rng", 0); break;
	case STRICT: t->print.strict = t->asked.strict = true; break;
	case JUNIT:  t->print.junit = arg; break;
	case ARG:    t->asked.arg = arg; break;
	case NPY:    t->npy = arg; break;
	case FORMULA: t->formula = arg; break;
	case OWN:    t->own = true; break;
	case INDEX:  t->asked.index = arg; break;
	case CASE:   t->asked.run = whole(arg, "--case", 0); break;
	case COLOR:
		k = pick(arg, "--color", 3, colors);
		if (k) t->print.color = k == 1;
		break;
	case LIMIT:
		t->asked.limit = strtod(arg, &end);
		if (end == arg || *end || !(t->asked.limit > 0) || isinf(t->asked.limit)) bad("--limit: \"%s\" is not a time in seconds", arg);
		break;
	case ARGP_KEY_ARG:
		if (!t->file && !t->own) { t->file = arg; break; }
		t->name = grow(t->name, &t->room, t->names + 1, sizeof *t->name);
		t->name[t->names++] = arg;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static bool colored(void)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	return isatty(1) && !(no && *no) && term && strcmp(term, "dumb");
}

static void known(const Source *s, const Asked *a)
{
	for (size_t k = 0; k < s->n; k++)
		for (int i = 0; i < s->kernel[k].nargs; i++)
			if (a->arg && s->kernel[k].arg[i].wanted && !strcmp(s->kernel[k].arg[i].name, a->arg)) return;
	if (a->arg) bad("--arg: no kernel of %s has a gradient of \"%s\"", s->file, a->arg);
	if (a->index) bad("--index wants --arg, to say of what");
}

/* the tree's own primitives */
static int own(Typed *t)
{
	size_t n;
	Judged *j = ownprims(&t->asked, t->names, (const char *const *)t->name, &n);
	Ruling worst = RIGHT;

	for (size_t k = 0; k < n; k++) if (j[k].verdict.ruling > worst) worst = j[k].verdict.ruling;
	t->print.seed = t->asked.seed;
	printed(j, n, &t->print);
	release(j);
	return worst >= INCONCLUSIVE || (worst == LOSSY_ && t->asked.strict);
}

static int dumped(const Typed *t)
{
	if (!t->npy || !t->formula)
		bad("vjp: --npy DIR and --formula F go together: the dumps, and what they are gradients of");
	if (t->file)
		bad("vjp: --npy takes no file beside its folder, not %s", t->file);
	if (t->print.form != AS_TEXT && t->print.form != AS_JSON)
		bad("vjp: --npy prints text or json");
	return vjpdumps(t->npy, t->formula, t->asked.strict, &(Options){ .format = t->print.form == AS_JSON ? JSON : TEXT });
}

int cmd_vjp(int argc, char **argv)
{
	Typed t = { .asked = { .seed = 42, .run = -1, .limit = 10 }, .print = { .color = colored() } };
	struct argp a = { vjptable, one, "KERNEL.c|LIB.so [NAME ...]\n--npy DIR --formula F", "Proves or refutes the hand-written VJP of each kernel in a C file, or in a library made with wengert_kit.h; or gradients dumped as .npy.", NULL, NULL, NULL };
	char *was = argv[0];
	Ruling worst = RIGHT;
	Built built[2] = { { { 0 } } };
	Judged *j;
	Source s;

	argp_err_exit_status = 2;
	argv[0] = text("wengert vjp");
	argp_parse(&a, argc, argv, 0, NULL, &t);
	argv[0] = was;
	if (t.npy || t.formula)
		return dumped(&t);
	if (t.own)
		return own(&t);
	if (!t.file)
		bad("vjp: which file?  wengert vjp KERNEL.c|LIB.so [NAME ...]");
	s = iskit(t.file) ? readkit(t.file, t.names, t.name) : readsource(t.file, t.names, t.name);
	known(&s, &t.asked);
	j = alloc(s.n, sizeof *j);
	for (int base = REAL32; base <= REAL64; base++)
		for (size_t k = 0; k < s.n; k++)
			if ((int)s.kernel[k].base == base) { built[base] = build(&s, (Base)base); break; }
	for (size_t k = 0; k < s.n; k++) {
		j[k] = (Judged){ &s.kernel[k], tried(&s.kernel[k], &built[s.kernel[k].base], &t.asked) };
		if (j[k].verdict.ruling > worst) worst = j[k].verdict.ruling;
	}
	t.print.seed = t.asked.seed;
	printed(j, s.n, &t.print);
	release(j);
	freesource(&s);
	return worst >= INCONCLUSIVE || (worst == LOSSY_ && t.asked.strict);
}
