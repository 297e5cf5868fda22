/* options.c -- the command line, by argp. */
#include "checks/commands/options.h"
#include "checks/io/shard.h"
#include "engines/checkpoint/schedule.h"
#include "engines/outside/plugin.h"
#include <argp.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *argp_program_version = "wengert " WENGERT_VERSION;

enum { AT = 256, VARS, ARG, ENGINE, NUMBER, FORMAT, RNG, COLOR, MODE, SEED, DOT, STEPS, SPARSE, PLAN, MEMORY, PLUGIN, LIMIT, SHARD, FULL, SMALLEST, AFTER };
enum { LEAST = 24, MOST = 4096 };          /* bits of mpfr: below, no double fits; above, the reference would have to be longer */

const struct argp_option optiontable[] = {
	{ "at",       AT,     "V,V,...", 0, "values of the inputs, in order, or x1=3,x2=-4, or W=@w.npy", 0 },
	{ "vars",     VARS,   "NAME,...", 0, "the inputs and their order", 0 },
	{ "arg",      ARG,    "NAME:[SIZE,...]", 0, "shape of an input; may be given several times", 0 },
	{ "engine",   ENGINE, "NAME,...", 0, "only these engines", 0 },
	{ "number",   NUMBER, "f32|f64|mpfr:BITS", 0, "number type to differentiate in", 0 },
	{ "format",   FORMAT, "text|json|csv|tap|github", 0, "form of the output", 0 },
	{ "plugin",   PLUGIN, "FILE.so", 0, "engines from outside, by wengert_kit.h; may be given several times", 0 },
	{ "limit",    LIMIT,  "SECONDS", 0, "what one call of a plug-in may take (10)", 0 },
	{ "shard",    SHARD,  "I/N", 0, "check: only the I-th of N parts; wengert merge puts them together", 0 },
	{ "seed-rng", RNG,    "N", 0, "seed of random points", 0 },
	{ "color",    COLOR,  "auto|always|never", 0, "NO_COLOR and TERM=dumb are obeyed", 0 },
	{ "mode",     MODE,   "primal|forward|reverse|static|symbolic", 0, "what trace shows", 0 },
	{ "after",    AFTER,  "PASS,...", 0, "trace: the list after these passes, one after the other", 0 },
	{ "seed",     SEED,   "V,V,...", 0, "tangent or cotangent that trace starts from", 0 },
	{ "steps",    STEPS,  "N", 0, "steps after which a while is taken to run for ever; 10^9", 0 },
	{ "sparse",   SPARSE, NULL, 0, "jacobian and hessian: only what can be other than zero, by colours", 0 },
	{ "smallest", SMALLEST, NULL, 0, "report: the smallest sizes, the fewest samples: a test of the program, no figures", 0 },
	{ "full",     FULL,   NULL, 0, "report: peers at the sizes of published tables, in minutes", 0 },
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

unsigned long wholenumber(const char *s, const char *option)
{
	char *end;
	unsigned long n = strtoul(s, &end, 10);

	if (end == s || *end)
		bad("%s: \"%s\" is not a whole number", option, s);
	return n;
}

static void limit(const char *s)
{
	char *end;

	patience = strtod(s, &end);
	if (end == s || *end || !(patience > 0) || isinf(patience))
		bad("--limit: \"%s\" is not a time in seconds", s);
}

void partof(const char *s)
{
	int end = 0;

	if (sscanf(s, "%zu/%zu%n", &shard.i, &shard.n, &end) != 2 || s[end] || !isdigit((unsigned char)*s) || !shard.i || shard.i > shard.n)
		bad("--shard: \"%s\" is not one of 1/N, 2/N, ... N/N", s);
}

/* all of these are there, in the tree or by --plugin */
void checkengines(const char *list)
{
	char *copy = copytext(list, strlen(list));

	if (!list[strspn(list, ",")])
		bad("--engine: \"%s\" names no engine (wengert list engines)", list);
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
	static const char *const formats[] = { "text", "json", "csv", "tap", "github" }, *const colors[] = { "auto", "always", "never" };
	Options *o = state->input;

	switch (key) {
	case AT:     o->at = arg; break;
	case VARS:   o->vars = arg; break;
	case MODE:   o->mode = arg; break;
	case SEED:   o->seed = arg; break;
	case AFTER:  o->after = arg; break;
	case DOT:    o->dot = true; break;
	case FULL:   o->full = true; break;
	case SMALLEST: o->smallest = true; break;
	case SPARSE: o->sparse = true; break;
	case NUMBER: number(o, arg); break;
	case STEPS:  moststeps = (long)wholenumber(arg, "--steps"); break;
	case RNG:    o->rng = wholenumber(arg, "--seed-rng"); break;
	case FORMAT: o->format = (Format)pick(arg, "--format", 5, formats); break;
	case ENGINE: o->engine = arg; break;
	case PLUGIN: plugin(arg); o->plugins++; break;
	case PLAN:
		if (!planfrom(arg, &wish))
			bad("--plan: \"%s\" is none of store-all, uniform, uniform:STAGES, binomial, binomial:SNAPSHOTS, any", arg);
		o->planned = true;
		break;
	case MEMORY: wish.budget = size(arg), o->planned = true; break;
	case LIMIT:  limit(arg); break;
	case SHARD:  partof(arg); break;
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
	for (const struct argp_option *t = optiontable; t->name; t++)
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

static bool colored(void)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	return isatty(1) && !(no && *no) && term && strcmp(term, "dumb");
}

/* one of the words of list */
static bool among(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = strstr(list, name); p; p = strstr(p + n, name))
		if ((p == list || p[-1] == ' ') && (!p[n] || p[n] == ' '))
			return true;
	return false;
}

/* what only some commands take */
static void fitting(const Options *o, const char *command)
{
	if (o->sparse && !among("jacobian hessian", command))
		bad("--sparse is for jacobian and hessian, not for %s", command);
	if (o->format == TAP && !among("check claims", command))
		bad("--format tap is for check and claims; %s has text, json and csv", command);
	if (o->format == GITHUB && !among("check", command))
		bad("--format github is for check and vjp; %s has text, json and csv", command);
	if (o->plugins && !among("check grad jacobian hessian list", command))
		bad("--plugin is for check, grad, jacobian, hessian, bench and list, not for %s", command);
	if (o->after && !among("trace", command))
		bad("--after is for trace, not for %s", command);
	if (o->full && !among("report", command))
		bad("--full is for report, not for %s", command);
	if (o->smallest && !among("report", command))
		bad("--smallest is for bench and report, not for %s", command);
	if (o->planned && (o->sparse || !among("grad jacobian hessian check", command) || !wanted(o, &checkpointed_engine)))
		bad("--plan and --memory are for the checkpointed engine in grad, jacobian, hessian and check, none of them --sparse");
	if (shard.n && !among("check bench", command))
		bad("--shard is for check and bench, not for %s", command);
	if (o->engine)
		checkengines(o->engine);
}

Options options(int argc, char **argv, const About *about)
{
	Options o = { .rng = 42, .color = colored() };
	char *name = text("wengert %s", about->name), *was = argv[0];
	struct argp a = { optiontable, one, about->operands, about->does, NULL, NULL, NULL };

	argp_err_exit_status = 2;
	argv[0] = name;
	guard(argc, argv);
	argp_parse(&a, argc, argv, 0, NULL, &o);
	argv[0] = was;
	release(name);
	fitting(&o, about->name);
	return o;
}

void freeoptions(Options *o)
{
	release(o->operand);
	release(o->arg);
}

bool onlist(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = list; p; p = strchr(p, ','), p = p ? p + 1 : p)
		if (!strncmp(p, name, n) && (!p[n] || p[n] == ','))
			return true;
	return false;
}

bool wanted(const Options *o, const Engine *e)
{
	return o->engine ? onlist(o->engine, e->name) : !e->peer || o->peers;
}
