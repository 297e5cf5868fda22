/* protocol.c -- `wengert gradbench`: GradBench's protocol, a JSON object a line in and out.
 *
 * Source: gradbench/gradbench, CONTRIBUTING.md, Protocol (commit f26651a).  Every message is
 * answered, with its id; what cannot be computed is an answer too, with the reason.
 */
#include "checks/commands/commands.h"
#include "checks/commands/options.h"
#include "checks/gradbench/gradbench.h"
#include "checks/suite/check.h"
#include <stdlib.h>
#include <errno.h>
#include <string.h>

/* ---- one evaluation ---------------------------------------------------------------- */

typedef struct {
	json_t *timings;
	json_int_t total; /* nanoseconds of the runs, as they are reported */
	long runs;
} Times;

static json_int_t timing(Times *t, const char *name, double seconds)
{
	json_int_t ns = (json_int_t)(seconds * 1e9);

	json_array_append_new(t->timings, json_pack("{s:s, s:I}", "name", name, "nanoseconds", ns));
	return ns;
}

/* until there are so many runs, and they took so long */
static bool evaluated(const Method *m, void *work, double runs, double least, Times *t,
	char why[WHY])
{
	while (t->runs < runs || (double)t->total < least * 1e9) {
		double start = seconds();

		if (!m->solve(work, why)) return false;
		t->total += timing(t, "evaluate", seconds() - start);
		t->runs++;
	}
	return true;
}

/* by the first engine that can, which is said where it is not the first; the first run is not timed
 * as one: what an engine leaves to it, such as a pullback, is made before */
static void *prepared(Problem *p, const Question *q, const Engine *const *e, char why[WHY])
{
	void *work = NULL;

	for (size_t k = 0; e[k] && !work; k++) {
		if (k)
			fprintf(stderr,
				"wengert: gradbench: %s, %s: engine %s cannot (%s), %s does\n",
				p->fn.name, q->name, e[k - 1]->name, why, e[k]->name);
		work = q->method->open(p, e[k], q->variant, why);
		if (!work || q->method->solve(work, why)) continue;
		q->method->close(work);
		work = NULL;
	}
	return work;
}

static bool complete(const json_t *j) /* no null in it */
{
	const char *key;
	json_t *v;
	size_t k;

	if (json_is_null(j)) return false;
	json_array_foreach((json_t *)j, k, v) if (!complete(v)) return false;
	json_object_foreach((json_t *)j, key, v) if (!complete(v)) return false;
	return true;
}

/* p has been read, with a flaw or without */
static void evaluation(Problem *p, const Question *q, const Engine *const *e, double start,
	json_t *answer)
{
	Times t = { json_array(), 0, 0 };
	double runs = 1, least = 0;
	json_t *output = NULL;
	char why[WHY] = "";
	void *work = NULL;

	if (json_object_get(p->in.j, "min_runs"))
		runs = (double)wholein(&p->in, "min_runs", 1, 1e9);
	if (json_object_get(p->in.j, "min_seconds")) least = numberin(&p->in, "min_seconds");
	if (!p->in.why[0] && (work = prepared(p, q, e, why))) {
		timing(&t, "prepare", seconds() - start);
		if (evaluated(q->method, work, runs, least, &t, why))
			output = q->answer(p, q->method->result(work));
		q->method->close(work);
	}
	if (output && !complete(output)) {
		json_decref(output);
		output = NULL;
		snprintf(why, WHY,
			"a number of the answer is infinite or not a number, which JSON cannot "
			"say");
	}
	json_object_set_new(answer, "success", json_boolean(output != NULL));
	if (output)
		json_object_set_new(answer, "output", output);
	else
		json_object_set_new(answer, "error", json_string(p->in.why[0] ? p->in.why : why));
	if (output) json_object_set(answer, "timings", t.timings);
	json_decref(t.timings);
}

/* ---- messages --------------------------------------------------------------------------- */

static void fails(json_t *answer, char *sentence)
{
	json_object_set_new(answer, "success", json_false());
	json_object_set_new(answer, "error", json_string(sentence));
	release(sentence);
}

static const char *wordof(const json_t *message, const char *key)
{
	const char *word = json_string_value(json_object_get(message, key));

	return word ? word : "";
}

static void define(const json_t *message, json_t *answer)
{
	const char *name = wordof(message, "module");

	if (modulenamed(name))
		json_object_set_new(answer, "success", json_true());
	else
		fails(answer, text("there is no module \"%s\" here", name));
}

static void evaluate(const json_t *message, const Engine *const *e, json_t *answer)
{
	const Module *m = modulenamed(wordof(message, "module"));
	const Question *q = m ? questionof(m, wordof(message, "function")) : NULL;
	const json_t *input = json_object_get(message, "input");
	double start = seconds();
	Problem p;

	if (!m)
		fails(answer, text("there is no module \"%s\" here", wordof(message, "module")));
	else if (!q)
		fails(answer,
			text("module %s has no function \"%s\"", m->name,
				wordof(message, "function")));
	else if (!input)
		fails(answer, text("the message lacks \"input\""));
	else {
		readproblem(&p, m, input);
		evaluation(&p, q, e, start, answer);
		dismiss(&p.in);
	}
}

static void answered(const json_t *message, const Engine *const *e)
{
	const char *kind = wordof(message, "kind");
	json_t *answer = json_object();

	json_object_set(answer, "id", json_object_get(message, "id"));
	if (!strcmp(kind, "start")) {
		json_object_set_new(answer, "tool", json_string("wengert"));
		json_object_set_new(answer, "config",
			json_pack("{s:s, s:s}", "engine", e[0]->name, "version", WENGERT_VERSION));
	} else if (!strcmp(kind, "define"))
		define(message, answer);
	else if (!strcmp(kind, "evaluate"))
		evaluate(message, e, answer);
	json_dumpf(answer, stdout, JSON_COMPACT);
	putchar('\n');
	fflush(stdout);
	json_decref(answer);
}

int cmd_gradbench(int argc, char **argv)
{
	Options o = options(argc, argv);
	const Engine *e[] = { &compiled_engine, &static_engine, NULL };
	char *line = NULL;
	size_t room = 0;

	if (o.noperands) bad("gradbench takes no operand, its messages come from standard input");
	for (const Engine *const *k = engines; o.engine && *k; k++)
		if (!strcmp((*k)->name, o.engine)) e[0] = *k, e[1] = NULL;
	for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;) {
		json_error_t flaw;
		json_t *message;

		if (strspn(line, " \t\r\n") == (size_t)n) continue;
		message = json_loadb(line, (size_t)n, 0, &flaw);
		if (!json_is_object(message) || !json_is_number(json_object_get(message, "id")))
			bad("gradbench: a line of standard input is not a message: %s",
				!message ? flaw.text
					 : "expected a JSON object with a number \"id\"");
		answered(message, e);
		json_decref(message);
	}
	if (!feof(stdin)) bad("gradbench: standard input cannot be read: %s", strerror(errno));
	free(line);
	freeoptions(&o);
	return 0;
}
