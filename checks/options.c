/* options.c -- the command line, by argp. */
#include "checks/options.h"
#include "engines/plan.h"
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *argp_program_version = "wengert " WENGERT_VERSION;

enum { AT = 256, VARS, ARG, ENGINE, NUMBER, FORMAT, RNG, COLOR, MODE, SEED, DOT, STEPS, SPARSE, PLAN, MEMORY };
enum { LEAST = 24, MOST = 4096 };          /* bits of mpfr: below, no double fits; above, the reference would have to be longer */

static const struct argp_option table[] = {
	{ "at",       AT,     "V,V,...", 0, "values of the inputs, in order, or x1=3,x2=-4, or W=@w.npy", 0 },
	{ "vars",     VARS,   "NAME,...", 0, "the inputs and their order", 0 },
	{ "arg",      ARG,    "NAME:[SIZE,...]", 0, "shape of an input; may be given several times", 0 },
	{ "engine",   ENGINE, "NAME,...", 0, "only these engines", 0 },
	{ "number",   NUMBER, "f32|f64|mpfr:BITS", 0, "number type to differentiate in", 0 },
	{ "format",   FORMAT, "text|json|csv|tap", 0, "form of the output", 0 },
	{ "seed-rng", RNG,    "N", 0, "seed of random points", 0 },
	{ "color",    COLOR,  "auto|always|never", 0, "NO_COLOR and TERM=dumb are obeyed", 0 },
	{ "mode",     MODE,   "primal|forward|reverse|static|symbolic", 0, "what trace shows", 0 },
	{ "seed",     SEED,   "V,V,...", 0, "tangent or cotangent that trace starts from", 0 },
	{ "steps",    STEPS,  "N", 0, "steps after which a while is taken to run for ever; 10^9", 0 },
	{ "sparse",   SPARSE, NULL, 0, "jacobian and hessian: only what can be other than zero, by colours", 0 },
	{ "plan",     PLAN,   "store-all|uniform[:STAGES]|binomial[:SNAPSHOTS]|any", 0, "what the checkpointed engine keeps (binomial); any: the cheapest within --memory", 0 },
	{ "memory",   MEMORY, "SIZE", 0, "bytes the checkpointed engine's sweep may take, as 64MiB or 1.5GB; beside it, --plan is any", 0 },
	{ "dot",      DOT,    NULL, 0, "trace as a graph for Graphviz", 0 },
	{ 0 }
};

static size_t pick(const char *s, const char *option, size_t n, const char *const *word)
{
	for (size_t k = 0; k < n; k++)
		if (!strcmp(s, word[k]))
			return k;
	fprintf(stderr, "wengert: %s: \"%s\" is none of", option, s);
	for (size_t k = 0; k < n; k++)
		fprintf(stderr, "%s %s", k ? "," : "", word[k]);
	fputc('\n', stderr);
	exit(2);
}

static void number(Options *o, const char *s)
{
	char *end;

	if (!strcmp(s, "f32"))      o->num = &f32;
	else if (!strcmp(s, "f64")) o->num = &f64;
	else if (!strncmp(s, "mpfr:", 5)) {
		o->num = &mpfr;
		o->bits = strtol(s + 5, &end, 10);
		if (end == s + 5 || *end || o->bits < LEAST || o->bits > MOST)
			bad("--number: \"%s\": mpfr takes %d to %d bits, as in mpfr:200", s, LEAST, MOST);
		precision(o->bits);
	} else
		bad("--number: \"%s\" is none of f32, f64, mpfr:BITS", s);
}

static unsigned long whole(const char *s, const char *option)
{
	char *end;
	unsigned long n = strtoul(s, &end, 10);

	if (end == s || *end)
		bad("%s: \"%s\" is not a whole number", option, s);
	return n;
}

static void engines_(const char *list)
{
	char *copy = copytext(list, strlen(list));

	for (char *t = strtok(copy, ","); t; t = strtok(NULL, ",")) {
		const Engine *const *e = engines;

		while (*e && strcmp((*e)->name, t)) e++;
		if (*e)
			continue;
		fprintf(stderr, "wengert: --engine: there is no \"%s\"; there are", t);
		for (e = engines; *e; e++)
			fprintf(stderr, "%s %s", e == engines ? "" : ",", (*e)->name);
		fputc('\n', stderr);
		exit(2);
	}
	release(copy);
}

static size_t size(const char *s)
{
	static const struct { const char *unit; double bytes; } units[] = {
		{ "", 1 }, { "B", 1 }, { "kB", 1e3 }, { "MB", 1e6 }, { "GB", 1e9 }, { "KiB", 0x1p10 }, { "MiB", 0x1p20 }, { "GiB", 0x1p30 },
	};
	char *end;
	double n = strtod(s, &end);

	for (size_t k = 0; k < sizeof units / sizeof *units; k++)
		if (end > s && !strcmp(end, units[k].unit) && n * units[k].bytes >= 1 && n * units[k].bytes < 0x1p62)
			return (size_t)(n * units[k].bytes);
	bad("--memory: \"%s\" is no size: a number of B, kB, MB, GB, KiB, MiB or GiB, as in 64MiB", s);
}

static error_t one(int key, char *arg, struct argp_state *state)
{
	static const char *const formats[] = { "text", "json", "csv", "tap" }, *const colors[] = { "auto", "always", "never" };
	Options *o = state->input;

	switch (key) {
	case AT:     o->at = arg; break;
	case VARS:   o->vars = arg; break;
	case MODE:   o->mode = arg; break;
	case SEED:   o->seed = arg; break;
	case DOT:    o->dot = true; break;
	case SPARSE: o->sparse = true; break;
	case NUMBER: number(o, arg); break;
	case STEPS:  moststeps = (long)whole(arg, "--steps"); break;
	case RNG:    o->rng = whole(arg, "--seed-rng"); break;
	case FORMAT: o->format = (Format)pick(arg, "--format", 4, formats); break;
	case PLAN:
		if (!planfrom(arg, &wish))
			bad("--plan: \"%s\" is none of store-all, uniform, uniform:STAGES, binomial, binomial:SNAPSHOTS, any", arg);
		o->planned = true;
		break;
	case MEMORY: wish.budget = size(arg), o->planned = true; break;
	case ENGINE: engines_(o->engine = arg); break;
	case COLOR: {
		size_t k = pick(arg, "--color", 3, colors);

		if (k) o->color = k == 1;
		break;
	}
	case ARG:
		o->arg = grow(o->arg, &o->argroom, o->nargs + 1, sizeof *o->arg);
		o->arg[o->nargs++] = arg;
		break;
	case ARGP_KEY_ARG:
		o->operand = grow(o->operand, &o->operandroom, o->noperands + 1, sizeof *o->operand);
		o->operand[o->noperands++] = arg;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static bool takesvalue(const char *s)
{
	for (const struct argp_option *t = table; t->name; t++)
		if (t->arg && !strncmp(s, "--", 2) && !strcmp(s + 2, t->name))
			return true;
	return false;
}

/* a formula may begin with a minus: a blank before it keeps it from being read as an option */
static void guard(int argc, char **argv)
{
	for (int k = 1; k < argc; k++)
		if (argv[k][0] == '-' && argv[k][1] && !strchr(argv[k][1] == '-' ? "abcdefghijklmnopqrstuvwxyz" : "?V", argv[k][1 + (argv[k][1] == '-')])
		    && !takesvalue(argv[k - 1]))
			argv[k] = text(" %s", argv[k]);
}

/* a word of a list of words */
static bool asked(const char *word, const char *words)
{
	size_t n = strlen(word);

	for (const char *p = words; (p = strstr(p, word)); p += n)
		if ((p == words || p[-1] == ' ') && (!p[n] || p[n] == ' '))
			return true;
	return false;
}

static bool colored(void)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	return isatty(1) && !(no && *no) && term && strcmp(term, "dumb");
}

Options options(int argc, char **argv, const About *about)
{
	Options o = { .rng = 42, .color = colored() };
	char *name = text("wengert %s", about->name), *was = argv[0];
	struct argp a = { table, one, about->operands, about->does, NULL, NULL, NULL };

	argp_err_exit_status = 2;
	argv[0] = name;
	guard(argc, argv);
	argp_parse(&a, argc, argv, 0, NULL, &o);
	argv[0] = was;
	release(name);
	if (o.sparse && strcmp(about->name, "jacobian") && strcmp(about->name, "hessian"))
		bad("--sparse is for jacobian and hessian, not for %s", about->name);
	if (o.format == TAP && strcmp(about->name, "check") && strcmp(about->name, "claims"))
		bad("--format tap is for check and claims; %s has text, json and csv", about->name);
	if (o.planned && (o.sparse || !asked(about->name, "grad jacobian hessian check") || !wanted(&o, "checkpointed")))
		bad("--plan and --memory are for the checkpointed engine in grad, jacobian, hessian and check, none of them --sparse");
	return o;
}

void freeoptions(Options *o)
{
	release(o->operand);
	release(o->arg);
}

bool wanted(const Options *o, const char *engine)
{
	size_t n = strlen(engine);

	for (const char *p = o->engine; p; p = strchr(p, ','), p = p ? p + 1 : p)
		if (!strncmp(p, engine, n) && (!p[n] || p[n] == ','))
			return true;
	return !o->engine;
}
