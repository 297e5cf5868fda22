/* certify.c -- `wengert check --engine gradbench:COMMAND`: a tool of others asked all of
 * GradBench's questions at small inputs, each number of its answers held against the reference. */
#include "checks/gradbench/certify.h"
#include "checks/gradbench/limits.h"
#include "checks/io/out.h"
#include "checks/suite/check.h"
#include <math.h>
#include <string.h>

const char *toolof(const Options *o)
{
	static const char prefix[] = "gradbench:";
	size_t n = sizeof prefix - 1;
	bool is = (!strcmp(o->command, "check") || !strcmp(o->command, "bench")) && o->engine &&
		!strncmp(o->engine, prefix, n);

	return is && o->engine[n] ? o->engine + n : NULL;
}

enum { RUNS = 5 };

typedef struct {
	const Module *module;
	const Question *question;
	Held is;
	bool unable; /* it says that it has not got the module */
	double seconds; /* median of its own timings; NaN: it reports none */
} Row;

typedef struct {
	const Options *o;
	char *command; /* as it is shown */
	Row *row;
	size_t n, room;
	Tally tally;
} Certified;

/* words of others: on one line, in ASCII, whatever reads them */
static void cleaned(char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 127)
			*s = ' ';
		else if ((unsigned char)*s > 127)
			*s = '?';
}

/* ---- all of them ----------------------------------------------------------------------- */

static void judged(Row *r, const json_t *input, const json_t *answer)
{
	Rights is;

	if (!rightsof(r->module, r->question, input, &is, r->is.why)) return;
	holdagainst(&is, json_is_object(input) ? RUNS : 1, answer, &r->is);
	freerights(&is);
	if (!r->is.why[0]) {
		double *s = NULL;
		size_t n = owntimes(answer, "evaluate", &s);

		r->seconds = median(n, s, .5);
		release(s);
	}
}

static Row *newrow(Certified *c, const Module *m, const Question *q)
{
	c->row = grow(c->row, &c->room, c->n + 1, sizeof *c->row);
	c->row[c->n] = (Row){ .module = m, .question = q, .seconds = NAN };
	return &c->row[c->n++];
}

static bool passes(const Row *r) { return !r->is.why[0] && !r->is.far && r->is.unknown < r->is.n; }

static bool failing(const Row *r) { return !r->unable && (r->is.why[0] || r->is.far); }

static const char *verdictof(const Row *r)
{
	return r->unable                   ? "UNABLE"
		: r->is.why[0]             ? "NONE"
		: r->is.far                ? "FAIL"
		: r->is.unknown == r->is.n ? "UNDECIDED"
					   : "PASS";
}

static void printedrow(Certified *c, const Row *r)
{
	const char *e = r->is.valid ? "valid" : "invalid";

	if (c->o->format == TEXT && (!c->o->quiet || failing(r))) {
		printf("%-9s %-10s %7zu", r->module->name, r->question->name, r->is.n);
		if (r->is.why[0])
			printf("  %-10s %-9s %-8s", "-", verdictof(r), "-");
		else
			printf("  %-10s %-9s %-8s", ulptext(r->is.ulps), verdictof(r), e);
		if (isnan(r->seconds))
			puts(" -");
		else
			printf(" %.2g s\n", r->seconds);
		if (r->is.why[0])
			wrapped("", 2, r->is.why);
		else if (r->is.far)
			printf("  %zu of %zu are off by more than %g; number %zu:\n"
			       "  %.17g, true %.17g\n",
				r->is.far, r->is.n, AGREED, r->is.worst, r->is.given, r->is.truth);
		fflush(stdout);
	}
	if (r->unable)
		skipped(&c->tally, r->is.why, "gradbench %s %s", r->module->name,
			r->question->name);
	else if (r->is.why[0])
		check(&c->tally, false, "gradbench %s %s: %s", r->module->name, r->question->name,
			r->is.why);
	else if (r->is.unknown == r->is.n)
		skipped(&c->tally, "the reference cannot tell", "gradbench %s %s", r->module->name,
			r->question->name);
	else
		check(&c->tally, passes(r),
			"gradbench %s %s: %zu numbers, worst %s ulps (number %zu: "
			"%.17g, true %.17g), by GradBench's rule %s",
			r->module->name, r->question->name, r->is.n, ulptext(r->is.ulps),
			r->is.worst, r->is.given, r->is.truth, e);
}

static void asked(Certified *c, Tool *t, const Module *m, gsl_rng *g)
{
	json_t *input = sampleof(m, g, false), *answer;
	char why[WHY] = "";
	bool unable = false;

	if (json_is_object(input)) json_object_set_new(input, "min_runs", json_integer(RUNS));
	answer = askedof(t, json_pack("{s:s, s:s}", "kind", "define", "module", m->name), TODEFINE,
		why);
	if (answer && (unable = !json_is_true(json_object_get(answer, "success"))))
		snprintf(why, WHY, "the tool does not define it");
	for (const Question *q = m->question; q < m->question + QUESTIONS && q->name; q++) {
		Row *r = newrow(c, m, q);
		json_t *a = NULL;

		snprintf(r->is.why, WHY, "%s", why);
		r->unable = unable;
		if (!why[0])
			a = askedof(t,
				json_pack("{s:s, s:s, s:s, s:O}", "kind", "evaluate", "module",
					m->name, "function", q->name, "input", input),
				c->o->limit, r->is.why);
		if (a) judged(r, input, a);
		cleaned(r->is.why);
		json_decref(a);
		printedrow(c, r);
	}
	json_decref(answer);
	json_decref(input);
}

/* ---- output ------------------------------------------------------------------------------ */

static json_t *jrow(const Row *r)
{
	json_t *j = json_pack("{s:s, s:s, s:I, s:s}", "module", r->module->name, "function",
		r->question->name, "numbers", (json_int_t)r->is.n, "verdict", verdictof(r));

	if (r->is.why[0])
		json_object_set_new(j, "why", json_string(r->is.why));
	else {
		json_object_set_new(j, "far", json_integer((json_int_t)r->is.far));
		json_object_set_new(j, "undecided", json_integer((json_int_t)r->is.unknown));
		json_object_set_new(j, "ulps", jreal(r->is.ulps));
		json_object_set_new(j, "relative", jreal(r->is.relative));
		json_object_set_new(j, "worst", json_integer((json_int_t)r->is.worst));
		json_object_set_new(j, "given", jreal(r->is.given));
		json_object_set_new(j, "true", jreal(r->is.truth));
		json_object_set_new(j, "valid", json_boolean(r->is.valid));
	}
	if (!isnan(r->seconds)) json_object_set_new(j, "seconds", json_real(r->seconds));
	return j;
}

static void wholly(Certified *c)
{
	json_t *rows = json_array();

	if (c->o->format == CSV)
		puts("module,function,numbers,far,ulps,relative,valid,verdict,seconds");
	for (size_t k = 0; k < c->n; k++) {
		const Row *r = c->row + k;

		if (c->o->format == JSON) json_array_append_new(rows, jrow(r));
		if (c->o->format != CSV) continue;
		printf("%s,%s,%zu,%zu", r->module->name, r->question->name, r->is.n, r->is.far);
		csvreal(r->is.why[0] ? NAN : r->is.ulps),
			csvreal(r->is.why[0] ? NAN : r->is.relative);
		printf(",%s,%s", r->is.why[0] ? "" : r->is.valid ? "true" : "false", verdictof(r));
		csvreal(r->seconds);
		putchar('\n');
	}
	if (c->o->format == JSON)
		jprint(json_pack("{s:s, s:O, s:I, s:I, s:I}", "tool", c->command, "rows", rows,
			"passed", (json_int_t)c->tally.passed, "failed",
			(json_int_t)c->tally.failed, "skipped", (json_int_t)c->tally.skipped));
	if (c->o->format == TAP) printf("1..%zu\n", c->n);
	if (c->o->format == TEXT)
		printf("%zu passed, %zu failed, %zu skipped\n", c->tally.passed, c->tally.failed,
			c->tally.skipped);
	json_decref(rows);
}

int certifytool(const Options *o)
{
	Certified c = {
		.o = o,
		.command = copytext(toolof(o), strlen(toolof(o))),
		.tally = { .lines = o->format == TAP, .aside = true, .github = o->format == GITHUB }
	};
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	const Module *m;
	char why[WHY];
	json_t *started;
	Tool *t;

	if (o->num || o->at || o->shard || o->planned)
		bad("check: --number, --at, --shard and --plan are not for a tool of GradBench");
	for (size_t k = 0; k < o->noperands; k++)
		if (!modulenamed(o->operand[k]))
			bad("check: there is no module \"%s\" of GradBench", o->operand[k]);
	gsl_rng_set(g, o->rng);
	t = newtool(toolof(o));
	cleaned(c.command);
	started = askedof(t, json_pack("{s:s, s:s}", "kind", "start", "eval", "wengert"), o->limit,
		why);
	if (!started) {
		endtool(t);
		cleaned(why);
		bad("--engine: \"%s\" does not speak GradBench's protocol: %s", c.command, why);
	}
	json_decref(started);
	if (o->format == TEXT && !o->quiet)
		printf("gradbench: %s\nmodule    function   numbers  worst, ulp verdict   "
		       "GradBench its time\n",
			c.command);
	if (o->format == TAP) puts("TAP version 13");
	for (size_t k = 0; (m = modulenumber(k)); k++) {
		bool named = !o->noperands;

		for (size_t i = 0; i < o->noperands; i++) named |= m == modulenamed(o->operand[i]);
		if (named) asked(&c, t, m, g);
	}
	endtool(t);
	gsl_rng_free(g);
	wholly(&c);
	release(c.row);
	release(c.command);
	return c.tally.failed || !c.tally.passed;
}
