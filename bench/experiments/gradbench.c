/* gradbench -- GradBench's modules through its protocol: engines of ours, tools of others as
 * engines, and any command that speaks it.  Each derivative is held against the reference at an
 * input of a few numbers, and timed by the tool itself at a larger one, beside its own primal.
 */
#include "bench/bench.h"
#include "bench/limits.h"
#include "checks/gradbench/certify.h"
#include "checks/suite/check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* evaluations at least; the tool's own clock is of the wall */
enum { EVALUATED = 5, PATIENCE = 60 };

typedef struct {
	const char *name, *command;
	Tool *tool;
	const Module *defined;
	bool able, foreign, spoke; /* a command of the command line; it has answered once */
} Teller;

/* one question: what is right at the small input, and an answer of ours at the large one */
typedef struct {
	const Module *module;
	const Question *question, *primal;
	json_t *small, *large;
	Rights rights;
	char unknown[WHY];
	json_t *ours;
} Subject;

/* ---- who is asked ---------------------------------------------------------------------- */

/* those of others that record scalars; what computes expressions is asked by name */
static bool usual(const Bench *b, const Engine *e)
{
	static const char *const names[] = { "compiled", "static", "reverse", "forward",
		"adolc-replay", "sacado", "cppad", "tmbad", "stan" };
	const Options *o = optionsof(b);

	if (o->engine && !toolof(o)) return wanted(o, e);
	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (!strcmp(e->name, names[k])) return k < 2 || !(toolof(o) || quick(b));
	return false;
}

static void ended(Teller *a)
{
	if (a->tool) endtool(a->tool);
	a->tool = NULL, a->defined = NULL;
}

static void dismissed(Teller *a)
{
	for (Teller *k = a; k->name; k++) ended(k), release((char *)k->command);
	release(a);
}

/* ---- an answer ---------------------------------------------------------------------------- */

/* a tool that did not answer is started anew when it is asked again; one of the command line that
 * cannot be started at all ends the run */
static bool started(Teller *a, char why[WHY])
{
	json_t *answer;

	if (a->tool) return true;
	a->tool = newtool(a->command);
	answer = askedof(a->tool, json_pack("{s:s, s:s}", "kind", "start", "eval", "bench"),
		PATIENCE, why);
	if (!answer) ended(a);
	if (!answer && a->foreign && !a->spoke)
		bad("--engine: \"%s\" does not speak GradBench's protocol: %s", a->command, why);
	a->spoke |= answer != NULL;
	json_decref(answer);
	return a->tool;
}

/* ended by no name, and dismissed */
static Teller *theasked(const Bench *b)
{
	const char *command = toolof(optionsof(b));
	char self[4096], why[WHY];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	Teller *a;
	size_t n = 0;

	for (const Engine *const *e = engines; *e; e++) n++;
	a = alloc(n + 2, sizeof *a);
	n = 0;
	self[length < 0 ? 0 : length] = 0;
	for (const Engine *const *e = engines; *e; e++)
		if (usual(b, *e))
			a[n++] = (Teller){ (*e)->name,
				text("exec '%s' gradbench --engine %s", self, (*e)->name) };
	if (command) {
		a[n] = (Teller){ "tool", text("%s", command), .foreign = true };
		started(&a[n], why); /* before anything is written */
	}
	return a;
}

static json_t *told(Teller *a, json_t *message, double limit, char why[WHY])
{
	json_t *answer;

	if (!started(a, why)) {
		json_decref(message);
		return NULL;
	}
	answer = askedof(a->tool, message, limit, why);
	if (!answer) ended(a);
	return answer;
}

static bool defines(Teller *a, const Module *m, char why[WHY])
{
	if (a->defined != m) {
		json_t *answer =
			told(a, json_pack("{s:s, s:s}", "kind", "define", "module", m->name),
				TODEFINE, why);

		a->able = json_is_true(json_object_get(answer, "success"));
		if (answer) a->defined = m, snprintf(why, WHY, "it does not define %s", m->name);
		json_decref(answer);
	}
	return a->defined == m && a->able;
}

static json_t *evaluated(Teller *a, const Subject *s, const Question *q, json_t *input,
	char why[WHY])
{
	json_t *answer = told(a,
		json_pack("{s:s, s:s, s:s, s:O}", "kind", "evaluate", "module", s->module->name,
			"function", q->name, "input", input),
		PATIENCE, why);

	if (answer && !json_is_true(json_object_get(answer, "success"))) {
		const char *error = json_string_value(json_object_get(answer, "error"));

		snprintf(why, WHY, "%.200s", error ? error : "no reason given");
		json_decref(answer);
		answer = NULL;
	}
	return answer;
}

/* the tool's times, as many as there is room for, from all over the run */
static void timesinto(Lap *l, const json_t *answer)
{
	double *s;
	size_t n = owntimes(answer, "evaluate", &s);

	l->n = n < LAPS ? n : LAPS;
	l->calls = 1, l->threads = true;
	for (size_t k = 0; k < l->n; k++) l->wall[k] = l->cpu[k] = s[k * n / l->n];
	if (n) l->cold = s[0];
	release(s);
}

/* before the first evaluation: input read, recorded, planned; NaN: it does not say */
static double preparing(const json_t *answer)
{
	double *s, sum = 0;
	size_t n = owntimes(answer, "prepare", &s);

	for (size_t k = 0; k < n; k++) sum += s[k];
	release(s);
	return n ? sum : NAN;
}

/* to ours, in the largest of all numbers: of the large input the reference says nothing */
static bool alike(const Subject *s, const json_t *answer, char why[WHY])
{
	size_t n;
	double most = 0, off = 0, *is = leaves(s->ours, s->ours, &n, why),
	       *x = leaves(s->ours, json_object_get(answer, "output"), &n, why);

	for (size_t k = 0; x && k < n; k++)
		most = fmax(most, fabs(is[k])), off = fmax(off, fabs(x[k] - is[k]));
	if (x && !(off <= ALIKE * most))
		snprintf(why, WHY,
			"at the large input off by %.2g of the largest number from static",
			off / most);
	release(is), release(x);
	return x && off <= ALIKE * most;
}

/* whether GradBench's rule takes zeros for the answer at the large input */
static const char *zeros(const Subject *s)
{
	char why[WHY];
	size_t n;
	double *is = s->ours ? leaves(s->ours, s->ours, &n, why) : NULL;
	bool accepted = is;

	for (size_t k = 0; is && k < n; k++) accepted &= acceptable(is[k], 0);
	release(is);
	return accepted ? "accepted" : is ? "refused" : "";
}

/* ---- a row ---------------------------------------------------------------------------------- */

static json_t *timedinput(const Bench *b, const Subject *s)
{
	json_t *input = json_deep_copy(smallest(b) ? s->small : s->large);

	if (!json_is_object(input)) return input; /* hello: it has no more to say */
	json_object_set_new(input, "min_runs", json_integer(EVALUATED));
	json_object_set_new(input, "min_seconds",
		json_real(smallest(b)      ? 0
				: quick(b) ? lapse
					   : 50 * lapse));
	return input;
}

/* whether it is right at the small input */
static bool right(Bench *b, Teller *a, const Subject *s, Held *is, Measured *m)
{
	json_t *answer = NULL;

	m->status = "unable";
	if (defines(a, s->module, m->why)) answer = evaluated(a, s, s->question, s->small, m->why);
	if (!answer) return false;
	if (*s->unknown) {
		snprintf(m->why, WHY, "the reference does not tell: %.200s", s->unknown);
		json_decref(answer);
		return false;
	}
	holdagainst(&s->rights, 1, answer, is);
	json_decref(answer);
	m->status = is->why[0] || is->far ? "wrong" : "ok";
	if (is->why[0]) snprintf(m->why, WHY, "%s", is->why);
	if (is->far)
		snprintf(m->why, WHY, "%zu of %zu numbers are off; number %zu is %.17g, true %.17g",
			is->far, is->n, is->worst, is->given, is->truth);
	return !strcmp(m->status, "ok");
}

static void timedby(Bench *b, Teller *a, const Subject *s, Measured *m)
{
	json_t *input = timedinput(b, s),
	       *primal = s->primal ? evaluated(a, s, s->primal, input, m->why) : NULL,
	       *answer = evaluated(a, s, s->question, input, m->why);

	if (!answer)
		m->status = "unable";
	else if (!smallest(b) && !alike(s, answer, m->why))
		m->status = "wrong";
	else {
		timesinto(&m->self, answer);
		m->prepare = preparing(answer);
		if (primal) timesinto(&m->primal, primal);
		*m->why = 0;
	}
	json_decref(answer), json_decref(primal), json_decref(input);
}

static void toldof(Bench *b, Teller *a, const Subject *s)
{
	Measured m = { .status = "ok", .error = NAN };
	Held is = { .ulps = NAN, .relative = NAN };

	if (right(b, a, s, &is, &m)) timedby(b, a, s, &m);
	if (!strcmp(m.status, "ok"))
		m.error = is.relative,
		snprintf(m.why, WHY, "%zu numbers, worst %.3g ulps; by GradBench's rule %s", is.n,
			is.ulps, is.valid ? "valid" : "invalid");
	for (char *p = m.why; *p; p++)
		if (*p < ' ' || *p > '~') *p = '?'; /* words of others, in a CSV file */
	ends(b, &m, "%zu,%zu,%.6g,%.6g,%s,%s", is.n, is.far, is.ulps, is.relative,
		is.why[0] || !is.n ? ""
			: is.valid ? "true"
				   : "false",
		zeros(s));
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* what is asked of every tool is found once, when the first row of it is measured */
static void found(Subject *s)
{
	char why[WHY] = "";

	if (s->rights.shape || *s->unknown) return;
	if (!rightsof(s->module, s->question, s->small, &s->rights, s->unknown) && !*s->unknown)
		snprintf(s->unknown, WHY, "it has no answer");
	s->ours = answerby(&static_engine, s->module, s->question, s->large, why);
	if (!s->ours) snprintf(s->unknown, WHY, "%.200s", why);
}

void gradbenchrows(Bench *b)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	Teller *all = theasked(b);
	const Module *m;

	gsl_rng_set(g, optionsof(b)->rng);
	for (size_t k = 0; (m = modulenumber(k)); k++) {
		json_t *small = sampleof(m, g, false), *large = sampleof(m, g, true);

		for (const Question *q = m->question; q < m->question + QUESTIONS && q->name; q++) {
			Subject s = { m, q, m->question->asked == VALUES ? m->question : NULL,
				small, large };

			if (q->asked == VALUES) continue;
			for (Teller *a = all; a->name; a++)
				if (begins(b, "%s,%s,%s", m->name, q->name, a->name))
					found(&s), toldof(b, a, &s);
			if (s.rights.shape) freerights(&s.rights);
			json_decref(s.ours);
		}
		json_decref(small), json_decref(large);
	}
	dismissed(all);
	gsl_rng_free(g);
}
