/* options.c -- the command line: options.def, read by argp. */
#include "checks/commands/options.h"
#include "checks/commands/commands.h"
#include "checks/io/progress.h"
#include "checks/io/shard.h"
#include "engines/checkpoint/schedule.h"
#include "engines/outside/plugin.h"
#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* bits of mpfr: below, no double fits; above, the reference would have to be longer */
enum { LEAST = 24, MOST = 4096 };
enum { LARGEST = 1 << 20 };                /* depth and width of a network */

/* ---- words: a|b|c as options.def has them, "a b c" for commands ------------------------------ */

/* one of the words of list */
static bool oneof(const char *list, char between, const char *s)
{
	size_t n = strlen(s);

	for (const char *p = list; p; p = strchr(p, between), p = p ? p + 1 : p)
		if (!strncmp(p, s, n) && (!p[n] || p[n] == between))
			return true;
	return false;
}

bool takenby(const Option *t, const char *command) { return oneof(t->commands, ' ', command); }

bool onlist(const char *list, const char *name) { return oneof(list, ',', name); }

static const Option *nextnamed(const Option *t, const char *name)
{
	while (t->name && strcmp(t->name, name)) t++;
	return t;
}

/* whether the command has the option; with a value, whether that is one of its words there */
static bool takes(const char *command, const char *name, const char *value)
{
	for (const Option *t = nextnamed(optiontable, name); t->name; t = nextnamed(t + 1, name))
		if (takenby(t, command) && (!value || (t->takes && oneof(t->takes, '|', value))))
			return true;
	return false;
}

/* the commands that take it, as in "check, claims and vjp"; NULL: none.  Yours to release */
static char *takers(const char *name, const char *value)
{
	const char *last = NULL;
	char *t = text("%s", ""), *more;

	for (const Command *c = commandtable; c->name; c++) {
		if (!takes(c->name, name, value))
			continue;
		more = text("%s%s%s", t, *t ? ", " : "", last ? last : "");
		release(t);
		t = more;
		last = c->name;
	}
	more = last ? text("%s%s%s", t, *t ? " and " : "", last) : NULL;
	release(t);
	return more;
}

/* a|b|c as "a, b, c"; yours to release */
static char *commas(const char *list)
{
	char *t = text("%s", ""), *more;

	for (; *list; list++) {
		more = *list == '|' ? text("%s, ", t) : text("%s%c", t, *list);
		release(t);
		t = more;
	}
	return t;
}

/* s, which stands for what was typed, is one of the words it takes */
static void chosen(const Option *t, const char *s, const char *typed)
{
	char *list, *elsewhere;

	if (oneof(t->takes, '|', s))
		return;
	list = commas(t->takes);
	elsewhere = takers(t->name, s);
	if (elsewhere)
		bad("--%s: \"%s\" is none of %s; %s is for %s", t->name, typed, list, s, elsewhere);
	bad("--%s: \"%s\" is none of %s", t->name, typed, list);
}

/* ---- how an option is read, into the field that its line names --------------------------- */

static void *place(const Option *t, Options *o) { return (char *)o + t->field; }

static void word(const Option *t, const char *s, Options *o) { *(const char **)place(t, o) = s; }
static void flag(const Option *t, const char *s, Options *o) { *(bool *)place(t, o) = true; }

static void words(const Option *t, const char *s, Options *o)
{
	Words *w = place(t, o);

	w->word = grow(w->word, &w->room, w->n + 1, sizeof *w->word);
	w->word[w->n++] = s;
}

static void choice(const Option *t, const char *s, Options *o)
{
	chosen(t, s, s);
	word(t, s, o);
}

static void form(const Option *t, const char *s, Options *o)
{
	static const char *const formats[] = {
		[TEXT] = "text", [JSON] = "json", [CSV] = "csv", [TAP] = "tap", [GITHUB] = "github"
	};

	chosen(t, s, s);
	for (o->format = TEXT; strcmp(formats[o->format], s); o->format++)
		;
}

static void number(const Option *t, const char *s, Options *o)
{
	const char *is = strncmp(s, "mpfr:", 5) ? s : "mpfr:BITS";
	char *end;

	chosen(t, is, s);
	if ((o->num = numbernamed(is)))
		return;
	o->num = &mpfr;
	o->bits = strtol(s + 5, &end, 10);
	if (end == s + 5 || *end || o->bits < LEAST || o->bits > MOST)
		bad("--number: \"%s\": mpfr takes %d to %d bits, as in mpfr:200", s, LEAST, MOST);
	precision(o->bits);
}

static long wholefrom(const Option *t, const char *s, long least)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(s, &end, 10);
	if (end == s || *end || errno || n < least)
		bad("--%s: \"%s\" is not a whole number from %ld to %ld",
		    t->name, s, least, LONG_MAX);
	return n;
}

static void whole(const Option *t, const char *s, Options *o)
{ *(long *)place(t, o) = wholefrom(t, s, 0); }

static void counted(const Option *t, const char *s, Options *o)
{ *(long *)place(t, o) = wholefrom(t, s, 1); }

static void seconds(const Option *t, const char *s, Options *o)
{
	double *x = place(t, o);
	char *end;

	*x = strtod(s, &end);
	if (end == s || *end || !(*x > 0) || isinf(*x))
		bad("--%s: \"%s\" is not a time in seconds", t->name, s);
}

static void duration(const Option *t, const char *s, Options *o)
{
	char *end;
	double x = strtod(s, &end);

	if (!strcmp(end, "m"))                x *= 60;
	else if (!strcmp(end, "h"))           x *= 3600;
	else if (*end && strcmp(end, "s"))    x = NAN;
	if (end == s || !(x > 0 && x < 1e9))
		bad("--%s: \"%s\" is no time: expected seconds, or 20s, 5m, 1h", t->name, s);
	*(double *)place(t, o) = x;
}

static void ratio(const Option *t, const char *s, Options *o)
{
	double *x = place(t, o);
	char *end;

	*x = strtod(s, &end);
	if (end == s || *end || !(*x > 0))
		bad("--%s: \"%s\" is no ratio: expected a number above 0, as in 1.10", t->name, s);
}

static void range(const Option *t, const char *s, Options *o)
{
	int *r = place(t, o);
	char *end;
	long a = strtol(s, &end, 10), z = end > s && *end == ':' ? strtol(end + 1, &end, 10) : a;

	if (end == s || *end || a < 1 || z < a || z > LARGEST)
		bad("--%s: \"%s\" is no range: expected A:B with 1 <= A <= B <= %d, as in 1:1024",
		    t->name, s, LARGEST);
	r[0] = (int)a, r[1] = (int)z;
}

static void part(const Option *t, const char *s, Options *o)
{
	int end = 0;

	if (sscanf(s, "%zu/%zu%n", &shard.i, &shard.n, &end) != 2 || s[end]
	    || !isdigit((unsigned char)*s) || !shard.i || shard.i > shard.n)
		bad("--%s: \"%s\" is not one of 1/N, 2/N, ... N/N", t->name, s);
	word(t, s, o);
}

static void plan(const Option *t, const char *s, Options *o)
{
	if (!planfrom(s, &checkpointpolicy))
		bad("--%s: \"%s\" is none of store-all, uniform, uniform:STAGES, binomial, "
		    "binomial:SNAPSHOTS, any", t->name, s);
	flag(t, s, o);
}

static void memory(const Option *t, const char *s, Options *o)
{
	static const struct { const char *unit; double bytes; } units[] = {
		{ "", 1 }, { "B", 1 }, { "kB", 1e3 }, { "MB", 1e6 }, { "GB", 1e9 },
		{ "KiB", 0x1p10 }, { "MiB", 0x1p20 }, { "GiB", 0x1p30 },
	};
	char *end;
	double n = strtod(s, &end);
	size_t k = 0;

	while (k < sizeof units / sizeof *units && strcmp(end, units[k].unit)) k++;
	n *= k < sizeof units / sizeof *units ? units[k].bytes : NAN;
	if (end == s || !(n >= 1) || !(n < 0x1p62))
		bad("--%s: \"%s\" is no size: a number of B, kB, MB, GB, KiB, MiB or GiB, "
		    "as in 64MiB", t->name, s);
	checkpointpolicy.budget = (size_t)n;
	flag(t, s, o);
}

static void color(const Option *t, const char *s, Options *o)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
	bool could = isatty(1) && !(no && *no) && term && strcmp(term, "dumb");

	chosen(t, s, s);
	o->color = !strcmp(s, "always") || (!strcmp(s, "auto") && could);
}

/* ---- the table --------------------------------------------------------------------------- */

static const char every[] =
#define C(name, takes, does, says, examples) #name " "
#include "checks/commands/commands.def"
	;

#define DERIVED  "grad jacobian hessian"
/* the names of number types, each after a | */
#define T(name) "|" #name
static const char fixednames[] =
#include "engines/numbers/numbers.def"
	"", numbernames[] =
#define T(name) "|" #name
#include "engines/numbers/numbers.def"
	"|mpfr:BITS";
#define CHECKED  DERIVED " check"
#define FORMULAS DERIVED " trace"
#define EVERY    every
const Option optiontable[] = {
#define O(name, read, field, takes, standard, commands, says) \
	{ name, read, offsetof(Options, field), takes, standard, commands, says },
#include "checks/commands/options.def"
	{ NULL, NULL, 0, NULL, NULL, NULL, NULL }
};
enum { OPTIONS = sizeof optiontable / sizeof *optiontable - 1 };

void listoptions(void)
{
	for (const Option *t = optiontable; t->name; t++)
		printf("%s %s %s\n", t->name, t->takes ? t->takes : "-", t->commands);
}

/* ---- argp --------------------------------------------------------------------------------- */

enum { FIRST = 256, HELP = '?', VERSION = 'V', USAGE = FIRST + OPTIONS };

/* what argp reads: each name once, by the line that is for the command, else by any */
static void offered(const char *command, struct argp_option *a)
{
	for (const Option *t = optiontable; t->name; t++) {
		bool first = nextnamed(optiontable, t->name) == t;

		if (takenby(t, command) || (first && !takes(command, t->name, NULL)))
			*a++ = (struct argp_option){
				.name = t->name, .arg = t->takes,
				.key = FIRST + (int)(t - optiontable),
			};
	}
	*a++ = (struct argp_option){ .name = "help", .key = HELP };
	*a++ = (struct argp_option){ .name = "usage", .key = USAGE };
	*a = (struct argp_option){ .name = "version", .key = VERSION };
}

static void set(const Option *t, const char *s, Options *o)
{
	char *all;

	if (!takenby(t, o->command)) {
		all = takers(t->name, NULL);
		bad("--%s is for %s, not for %s", t->name, all, o->command);
	}
	t->read(t, s, o);
}

static error_t one(int key, char *arg, struct argp_state *state)
{
	Options *o = state->input;

	if (key >= FIRST && key < USAGE) {
		set(&optiontable[key - FIRST], arg, o);
		return 0;
	}
	switch (key) {
	case HELP:    helpof(commandnamed(o->command)); exit(0);
	case USAGE:   usageof(commandnamed(o->command), stdout); exit(0);
	case VERSION: puts("wengert " WENGERT_VERSION); exit(0);
	case ARGP_KEY_ARG:
		o->operand = grow(o->operand, &o->operandroom, o->noperands + 1, sizeof arg);
		o->operand[o->noperands++] = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static bool takesvalue(const char *s)
{
	const Option *t = nextnamed(optiontable, strncmp(s, "--", 2) ? "" : s + 2);

	return t->name && t->takes;
}

/* -IDIR, -DNAME and -include FILE, as a compiler takes them; NULL: something else */
static char *ascompiler(const char *command, const char *s)
{
	if (!takes(command, "include", NULL) || *s != '-') return NULL;
	if (!strcmp(s, "-include")) return text("--include");
	if (s[1] != 'I' && s[1] != 'D') return NULL;
	return s[2] ? text("--%c=%s", s[1], s + 2) : text("--%c", s[1]);
}

/* a formula may begin with a minus: a blank before it keeps it from being read as an option */
static void guard(int argc, char **argv, const char *command)
{
	for (int k = 1; k < argc; k++) {
		char *words = takesvalue(argv[k - 1]) ? NULL : ascompiler(command, argv[k]);
		const char *s = argv[k], *may = "?V";

		if (words) argv[k] = words;
		if (words || *s != '-' || !s[1])
			continue;
		if (*++s == '-') s++, may = "abcdefghijklmnopqrstuvwxyzID";
		if (!strchr(may, *s) && !takesvalue(argv[k - 1])) argv[k] = text(" %s", argv[k]);
	}
}

/* all of these are there, in the tree or by --plugin */
static void checkengines(const char *list, bool reference)
{
	char *copy = copytext(list, strlen(list));

	if (!list[strspn(list, ",")])
		bad("--engine: \"%s\" names no engine (wengert list engines)", list);
	for (char *t = strtok(copy, ","); t; t = strtok(NULL, ",")) {
		const Engine *const *e = engines;

		while (*e && strcmp((*e)->name, t)) e++;
		if (*e || (reference && !strcmp(t, "reference")))
			continue;
		fprintf(stderr, "wengert: --engine: there is no \"%s\"; there are", t);
		for (e = engines; *e; e++)
			fprintf(stderr, "%s %s", e == engines ? "" : ",", (*e)->name);
		fputs(reference ? ", reference\n" : "\n", stderr);
		exit(2);
	}
	release(copy);
}

/* options that need or exclude each other */
static void fitting(const Options *o)
{
	if (o->engine && !toolof(o)) checkengines(o->engine, oneof(DERIVED, ' ', o->command));
	if (o->quiet && o->verbose) bad("--quiet shows less, --verbose more: not both at once");
	if (o->planned && (o->sparse || !wanted(o, &checkpointed_engine)))
		bad("--plan and --memory are for the checkpointed engine, and not with --sparse");
}

static void standards(Options *o)
{
	for (const Option *t = optiontable; t->name; t++)
		if (t->standard && takenby(t, o->command)) t->read(t, t->standard, o);
}

Options options(int argc, char **argv)
{
	Options o = { .command = argv[0], .run = -1 };
	struct argp_option offer[OPTIONS + 4] = { 0 };
	struct argp a = { offer, one, NULL, NULL, NULL, NULL, NULL };
	char *name = text("wengert %s", argv[0]), *was = argv[0];
	int failed;

	standards(&o);
	offered(o.command, offer);
	argp_err_exit_status = 2;
	argv[0] = name;
	guard(argc, argv, o.command);
	failed = argp_parse(&a, argc, argv, ARGP_NO_HELP, NULL, &o);
	if (failed) bad("the command line cannot be read: %s", strerror(failed));
	argv[0] = was, release(name);
	if (o.limit > 0) patience = o.limit;
	if (o.quiet)     noprogress();
	if (o.steps)     moststeps = o.steps;
	for (size_t k = 0; k < o.plugin.n; k++) plugin(o.plugin.word[k], enlist);
	fitting(&o);
	return o;
}

void freeoptions(Options *o)
{
	release(o->operand);
	release(o->arg.word);
	release(o->plugin.word);
	release(o->includes.word);
	release(o->defines.word);
	release(o->files.word);
}

bool wanted(const Options *o, const Engine *e)
{
	return o->engine ? onlist(o->engine, e->name) : !e->whennamed && (!e->peer || o->peers);
}
