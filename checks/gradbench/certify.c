/* certify.c -- `wengert check --engine gradbench:COMMAND`: a tool of others asked all of
 * GradBench's questions at small inputs, each number of its answers held against the reference. */
#include "checks/gradbench/certify.h"
#include "checks/gradbench/limits.h"
#include "checks/io/out.h"
#include "checks/suite/check.h"
#include <math.h>
#include <string.h>

enum { RUNS = 5, TODEFINE = 600 }; /* seconds: many compile when they are asked for a module */

typedef struct {
	const Module *module;
	const Question *question;
	size_t n, far, unknown; /* numbers; further off than AGREED; truth not known */
	double ulps, relative; /* the worst */
	size_t worst;
	double given, truth;
	bool valid; /* by GradBench's rule */
	bool unable; /* it says that it has not got the module */
	double seconds; /* median of its own timings; NaN: it reports none */
	char why[WHY]; /* no answer, or of another form */
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

/* ---- one answer --------------------------------------------------------------------- */

double offby(const mpfr_t truth, double x)
{
	mpfr_t d;
	double r;

	if (!isfinite(x)) return INFINITY;
	mpfr_init2(d, 120);
	mpfr_sub_d(d, truth, x, MPFR_RNDN);
	if (!mpfr_zero_p(d) && !mpfr_zero_p(truth)) mpfr_div(d, d, truth, MPFR_RNDN);
	r = fabs(mpfr_get_d(d, MPFR_RNDN));
	mpfr_clear(d);
	return r;
}

bool acceptable(double truth, double x)
{
	return fabs(x - truth) <= ACCEPTED * fmax(1, fabs(x) + fabs(truth));
}

static double inulps(const mpfr_t truth, double x)
{
	Truth t = { .class = mpfr_zero_p(truth) ? ZERO : SMOOTH };
	mpfr_t y;
	double u;

	mpfr_init2(y, 53);
	mpfr_set_d(y, x, MPFR_RNDN);
	t.d[0] = truth[0];
	u = ulps(y, &t, &f64);
	mpfr_clear(y);
	return u;
}

/* where the truth is 0: what cancelling terms as large as the largest number may leave */
static double cancelled(const Rights *is)
{
	double most = 0;

	for (size_t k = 0; k < is->n; k++)
		if (is->right[k].kind != COUNTED && !is->right[k].why[0])
			most = fmax(most, fabs(mpfr_get_d(is->right[k].truth, MPFR_RNDN)));
	return ROUNDINGS * unitroundoff(&f64) * most;
}

static void compared(Row *r, const Rights *is, const double *x)
{
	double least = cancelled(is);

	r->valid = true;
	for (size_t k = 0; k < is->n; k++) {
		const Right *right = is->right + k;
		double truth = mpfr_get_d(right->truth, MPFR_RNDN), relative, u;

		if (right->why[0]) {
			r->unknown++;
			continue;
		}
		relative = offby(right->truth, x[k]);
		u = inulps(right->truth, x[k]);
		if (right->kind != COUNTED && mpfr_zero_p(right->truth) && relative > 0)
			relative = relative <= least ? 0 : INFINITY;
		if (!(relative <= (right->kind == COUNTED ? 0 : AGREED))) r->far++;
		if (!acceptable(truth, x[k])) r->valid = false;
		if (k && !(relative > r->relative)) continue;
		r->relative = relative, r->ulps = u, r->worst = k, r->given = x[k],
		r->truth = truth;
	}
}

static double ownseconds(const json_t *answer)
{
	json_t *timings = json_object_get(answer, "timings"), *t;
	size_t k, n = 0;
	double *s = alloc(json_array_size(timings) + 1, sizeof *s), m;

	json_array_foreach(timings, k, t)
	{
		const char *name = json_string_value(json_object_get(t, "name"));

		if (name && !strcmp(name, "evaluate"))
			s[n++] = json_number_value(json_object_get(t, "nanoseconds")) * 1e-9;
	}
	m = median(n, s, .5);
	release(s);
	return m;
}

/* they may be missing; what is wrong with them, or NULL */
static const char *mistimed(const json_t *answer, size_t runs)
{
	json_t *timings = json_object_get(answer, "timings"), *t;
	size_t k, n = 0;

	if (!timings) return NULL;
	if (!json_is_array(timings)) return "its timings are no array";
	json_array_foreach(timings, k, t)
	{
		const char *name = json_string_value(json_object_get(t, "name"));
		const json_t *ns = json_object_get(t, "nanoseconds");

		if (!name || !json_is_integer(ns) || json_integer_value(ns) < 0)
			return "a timing is no name with nanoseconds, a whole number";
		n += !strcmp(name, "evaluate");
	}
	return n < runs ? "it reports fewer runs than were asked for" : NULL;
}

static void judged(Row *r, const json_t *input, const json_t *answer)
{
	const char *flawed;
	Rights is;
	double *x = NULL;
	size_t n;

	if (!json_is_true(json_object_get(answer, "success"))) {
		const char *error = json_string_value(json_object_get(answer, "error"));

		snprintf(r->why, WHY, "no success: %.200s", error ? error : "no reason given");
		return;
	}
	if (json_object_get(answer, "error"))
		flawed = "a success with an error beside it";
	else
		flawed = mistimed(answer, json_is_object(input) ? RUNS : 1);
	if (flawed) {
		snprintf(r->why, WHY, "%s", flawed);
		return;
	}
	if (!rightsof(r->module, r->question, input, &is, r->why)) return;
	x = leaves(is.shape, json_object_get(answer, "output"), &n, r->why);
	r->n = is.n;
	r->seconds = ownseconds(answer);
	if (x) compared(r, &is, x);
	release(x);
	freerights(&is);
}

/* ---- all of them ----------------------------------------------------------------------- */

static Row *newrow(Certified *c, const Module *m, const Question *q)
{
	c->row = grow(c->row, &c->room, c->n + 1, sizeof *c->row);
	c->row[c->n] = (Row){ .module = m, .question = q, .seconds = NAN };
	return &c->row[c->n++];
}

static bool passes(const Row *r) { return !r->why[0] && !r->far && r->unknown < r->n; }

static const char *verdictof(const Row *r)
{
	return r->unable             ? "UNABLE"
		: r->why[0]          ? "NONE"
		: r->far             ? "FAIL"
		: r->unknown == r->n ? "UNDECIDED"
				     : "PASS";
}

static void printedrow(Certified *c, const Row *r)
{
	const char *e = r->valid ? "valid" : "invalid";

	if (c->o->format == TEXT) {
		printf("%-9s %-10s %7zu", r->module->name, r->question->name, r->n);
		if (r->why[0])
			printf("  %-10s %-9s %-8s", "-", verdictof(r), "-");
		else
			printf("  %-10s %-9s %-8s", ulptext(r->ulps), verdictof(r), e);
		if (isnan(r->seconds))
			puts(" -");
		else
			printf(" %.2g s\n", r->seconds);
		if (r->why[0])
			wrapped("", 2, r->why);
		else if (r->far)
			printf("  %zu of %zu are off by more than %g; number %zu:\n"
			       "  %.17g, true %.17g\n",
				r->far, r->n, AGREED, r->worst, r->given, r->truth);
		fflush(stdout);
	}
	if (r->unable)
		skipped(&c->tally, r->why, "gradbench %s %s", r->module->name, r->question->name);
	else if (r->why[0])
		check(&c->tally, false, "gradbench %s %s: %s", r->module->name, r->question->name,
			r->why);
	else if (r->unknown == r->n)
		skipped(&c->tally, "the reference cannot tell", "gradbench %s %s", r->module->name,
			r->question->name);
	else
		check(&c->tally, passes(r),
			"gradbench %s %s: %zu numbers, worst %s ulps (number %zu: "
			"%.17g, true %.17g), by GradBench's rule %s",
			r->module->name, r->question->name, r->n, ulptext(r->ulps), r->worst,
			r->given, r->truth, e);
}

static void asked(Certified *c, Tool *t, const Module *m, gsl_rng *g)
{
	json_t *input = sampleof(m, g), *answer;
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

		snprintf(r->why, WHY, "%s", why);
		r->unable = unable;
		if (!why[0])
			a = askedof(t,
				json_pack("{s:s, s:s, s:s, s:O}", "kind", "evaluate", "module",
					m->name, "function", q->name, "input", input),
				c->o->limit, r->why);
		if (a) judged(r, input, a);
		cleaned(r->why);
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
		r->question->name, "numbers", (json_int_t)r->n, "verdict", verdictof(r));

	if (r->why[0])
		json_object_set_new(j, "why", json_string(r->why));
	else {
		json_object_set_new(j, "far", json_integer((json_int_t)r->far));
		json_object_set_new(j, "undecided", json_integer((json_int_t)r->unknown));
		json_object_set_new(j, "ulps", jreal(r->ulps));
		json_object_set_new(j, "relative", jreal(r->relative));
		json_object_set_new(j, "worst", json_integer((json_int_t)r->worst));
		json_object_set_new(j, "given", jreal(r->given));
		json_object_set_new(j, "true", jreal(r->truth));
		json_object_set_new(j, "valid", json_boolean(r->valid));
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
		printf("%s,%s,%zu,%zu", r->module->name, r->question->name, r->n, r->far);
		csvreal(r->why[0] ? NAN : r->ulps), csvreal(r->why[0] ? NAN : r->relative);
		printf(",%s,%s", r->why[0] ? "" : r->valid ? "true" : "false", verdictof(r));
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
	if (o->format == TEXT)
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
