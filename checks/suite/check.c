/* check.c -- `wengert check`: engines x functions x numbers x points, each error against its bound.
 */
#include "checks/suite/check.h"
#include "checks/gradbench/certify.h"
#include "checks/commands/commands.h"
#include "checks/measure/explain.h"
#include "checks/suite/functions.h"
#include "checks/io/out.h"
#include "checks/suite/results.h"
#include "checks/io/ranks.h"
#include "checks/io/shard.h"
#include "engines/outside/plugin.h"
#include "checks/io/progress.h"
#include <gsl/gsl_version.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct { Options o; Results x; Explain *explain; } Check;

static Record *recordby(Check *c, const Visited *v)
{
	return recordof(&c->x, v->answer.engine->name, v->num->name);
}

static void keep(Record *r, const Answer *a, const Facts *f, const char *where)
{
	for (size_t i = 0; i < f->ny * f->nx; i++)
		/* structural zeros are right everywhere and say nothing */
		if (f->t[i].class != ZERO && known(&f->t[i]))
			tallied(r, shard.item, a->norm[i], where);
}

/* ---- what roundings explain ------------------------------------------------------------- */

static bool either(const char *pattern, const char *name)
{
	return !strcmp(pattern, "all") || !strcmp(pattern, name);
}

/* the sentence for an entry that no bound explains; NULL: none */
static const char *sentence(const Visited *v, Verdict verdict)
{
	static const struct {
		const char *function, *engine, *number;
		Verdict verdict;
		const char *why;
	} known[] = {
#define X(function, engine, number, verdict, why) { #function, #engine, #number, verdict, why },
#include "checks/suite/unexplained.def"
		{ NULL, NULL, NULL, HALF, NULL }
	};

	for (size_t k = 0; known[k].function; k++)
		if (known[k].verdict == verdict && either(known[k].function, v->function->name) &&
			either(known[k].engine, v->answer.engine->name) &&
			(either(known[k].number, v->num->name) ||
				(v->num->wider && !strcmp(known[k].number, "short"))))
			return known[k].why;
	return NULL;
}

static void found(Check *c, const Visited *v, const Explained *x, size_t k, const char *why)
{
	size_t nx = v->facts->nx;
	Finding *f = findingof(&c->x, x->verdict, v->num->name, v->where, why ? why : "");

	f->n++;
	f->item = shard.item;
	if (x->ulps <= f->ulps)
		return;
	f->ulps = x->ulps;
	release(f->worst);
	f->worst = text("%s dy%zu/dx%zu  %s ulps, bound %s, %.1f bits", v->answer.engine->name,
		k / nx, k % nx, ulptext(x->ulps), ulptext(x->bound), x->power);
}

/* every entry is within its bound, or there is a sentence why not */
static bool roundings(Check *c, const Visited *v, Record *r)
{
	char why[WHY];
	Explained *x;
	bool all = true;

	if (!explainable(v->answer.engine) || !v->answer.ulps)
		return true;
	if (!(x = explain(&c->explain, &v->answer, v->facts, why))) {
		r->unbounded++;
		skipped(&c->x.part[FUNCTIONS], why, "%s %s %s against its roundings",
			v->answer.engine->name, v->num->name, v->where);
		return true;
	}
	for (size_t k = 0; k < v->facts->ny * v->facts->nx; k++) {
		const char *because;

		if (!x[k].known)
			continue;
		r->verdicts[x[k].verdict]++;
		if (x[k].verdict <= EXPLAINED)
			continue;
		because = sentence(v, x[k].verdict);
		found(c, v, &x[k], k, because);
		all &= because != NULL;
	}
	release(x);
	return all;
}

/* ---- what check itself keeps of a visit --------------------------------------------------- */

enum { TYPED = 32 };                       /* inputs that fit a line to be typed again */

/* the command that repeats this visit */
static void again(const Check *c, const Visited *v)
{
	FILE *f = c->o.format == TEXT ? stdout : stderr;

	if (v->facts->nx > TYPED || c->o.format == GITHUB)
		return;
	fprintf(f, "       again: wengert check %s --engine %s --number %s --at ",
		v->function->name, v->answer.engine->name, v->num->name);
	for (size_t i = 0; i < v->facts->nx; i++) fprintf(f, "%s%a", i ? "," : "", v->facts->x[i]);
	if (pluginof(v->answer.engine))
		fprintf(f, " --plugin %s", pluginof(v->answer.engine)->file);
	fputc('\n', f);
}

static void unanswered(Check *c, const Visited *v, Record *r)
{
	const Answer *a = &v->answer;
	Tally *t = &c->x.part[FUNCTIONS];

	if (a->j.status != CRASHED) {
		r->unable++;
		skipped(t, a->j.why, "%s %s %s", a->engine->name, v->num->name, v->where);
		return;
	}
	r->crashed++;
	r->failed++;
	check(t, false, "%-19s %s  %-28s crashed: %s", a->engine->name, v->num->name, v->where,
		a->j.why);
	again(c, v);
}

static void one(void *to, const Visited *v)
{
	Check *c = to;
	const Answer *a = &v->answer;
	Tally *t = &c->x.part[FUNCTIONS];
	Record *r = recordby(c, v);
	bool explained;

	engineplace(t, a->engine);
	if (a->status == UNABLE) {
		unanswered(c, v, r);
		return;
	}
	r->ok += a->status == OK;
	r->undefined += a->status == UNDEFINED;
	explained = roundings(c, v, r);
	r->failed += !(v->within || v->hard) || !explained;
	if (!v->hard) keep(r, a, v->facts, v->where);
	for (int k = 0; k < VERDICTS; k++) r->verdicts[k] += v->words[k];
	check(t, (v->within || v->hard) && explained, "%-19s %s  %-28s %s ulps, bound %g%s%s",
		a->engine->name, v->num->name, v->where, ulptext(v->worst), v->bound,
		a->engine->root ? " beside truncation and round-off" : "",
		explained ? "" : ", more than its roundings explain");
	if (!(v->within || v->hard) || !explained)
		again(c, v);
}

/* ---- the command ----------------------------------------------------------------------- */

static void header(const Options *o)
{
	char *s = text("wengert %s · %s %s · MPFR %s · GSL %s · seed %lu", WENGERT_VERSION,
#ifdef __clang__
		"clang", __clang_version__,
#else
		"gcc", __VERSION__,
#endif
		mpfr_get_version(), gsl_version, o->rng);

	folded(0, 2, s);
	putchar('\n');
	release(s);
}

static void selected(const Options *o)
{
	for (size_t k = 0; k < o->noperands; k++)
		if (!functionnamed(o->operand[k]))
			bad("check: there is no function \"%s\" (wengert list functions)",
				o->operand[k]);
}

static char *also(char *s, const char *option, const char *what)
{
	char *longer = text("%s %s%s", s, option, what);

	release(s);
	return longer;
}

/* what repeats all of it, whatever shard this is */
static char *command(const Options *o)
{
	char *s = text("wengert check"), *all;

	for (size_t k = 0; k < o->noperands; k++) s = also(s, "", o->operand[k]);
	if (o->engine) s = also(s, "--engine ", o->engine);
	if (o->num)    s = also(s, "--number ", o->num->name);
	if (o->at)     s = also(s, "--at ", o->at);
	for (const Engine *const *e = engines; *e; e++)
		if (pluginof(*e) && !pluginof(*e)->place)
			s = also(s, "--plugin ", pluginof(*e)->file);
	all = text("%s --seed-rng %lu", s, o->rng);
	release(s);
	return all;
}

/* a record for all that may be visited, so that every shard has the same */
static void records(Check *c, const Types *types)
{
	for (const Engine *const *e = engines; *e; e++)
		for (int n = 0; n < types->n && wanted(&c->o, *e); n++) {
			Record *r = recordof(&c->x, (*e)->name, types->type[n]->name);

			r->bound = bound(*e, types->type[n]);
			/* by its roundings, or by truncation and round-off */
			r->worded = explainable(*e) || (*e)->root;
		}
}

/* a crash that no answer could tell of */
static void lost(Check *c)
{
	for (const Engine *const *e = engines; *e; e++) {
		const Plugin *p = pluginof(*e);

		if (!p || !p->lost)
			continue;
		engineplace(&c->x.part[FUNCTIONS], *e);
		check(&c->x.part[FUNCTIONS], false, "%-19s f64  after %zu functions crashed: %s",
			(*e)->name, p->lost, p->why);
	}
}

/* a part is done: its time, and its line where people read along */
static void done(Check *c, int p, double *since, bool show)
{
	double now = seconds();

	c->x.seconds[p] = now - *since;
	c->x.partial[p] = true;
	*since = now;
	progressaway();
	if (show && !c->o.quiet) partline(&c->x, p);
}

/* how many items there are, for who watches: dealt to a shard that none is */
static size_t items(const Check *c, const Types *types)
{
	const Shard was = shard;
	Tally none = { 0 }, nomutants = { 0 };
	size_t n;

	shard = (Shard){ .i = 2, .n = 1 };
	if (!c->o.noperands) {
		checkrules(&c->o, types, &none, &nomutants);
		checkpages(&c->o, types, &none, &nomutants);
	}
	walk(&c->o, types, one, NULL);
	n = shard.item;
	shard = was;
	return n;
}

static void work(Check *c, const Types *types, bool show)
{
	double since;

	if (onterminal()) shard.all = items(c, types);
	since = seconds();

	if (!c->o.noperands) {
		checkrules(&c->o, types, &c->x.part[RULES], &c->x.part[MUTANTS]);
		done(c, RULES, &since, show);
		checkpages(&c->o, types, &c->x.part[PAGES], &c->x.part[MUTANTS]);
		done(c, PAGES, &since, show);
		done(c, MUTANTS, &since, show);
	}
	walk(&c->o, types, one, c);
	lost(c);
	done(c, FUNCTIONS, &since, show);
	shard.all = 0;
	progressended();
}

static void handedover(const Results *x)
{
	json_t *j = jresults(x, true);
	char *s = jtext(j, JSON_REAL_PRECISION(17));

	deliver(s);
	release(s);
	json_decref(j);
}

/* what others have done is added */
static void gathered(Results *x, size_t n)
{
	for (size_t i = 1; i <= n; i++) {
		char *s = received(i, retold);
		json_t *j = json_loads(s, 0, NULL);
		const char *wrong = j ? absorb(x, j) : "is not JSON";

		if (wrong) bad("the result of part %zu of %zu %s", i, n, wrong);
		json_decref(j);
		release(s);
	}
	settle(x);
}

static void printed(const Check *c, bool sharded, bool parts)
{
	Tally all = total(&c->x);

	if (c->o.format == TAP)       printf("1..%zu\n", all.passed + all.failed + all.skipped);
	else if (c->o.format == CSV)  csvtable(&c->x, sharded);
	else if (c->o.format == JSON) jprint(jresults(&c->x, sharded));
	else if (c->o.format == TEXT) {
		for (int p = 0; parts && p < PARTS && !c->o.quiet; p++)
			if (c->x.partial[p]) partline(&c->x, p);
		if (!c->o.quiet) tables(&c->x, c->o.verbose), putchar('\n');
		printf("%s %zu   fail %zu   unable %zu\n", all.failed ? "FAIL" : "PASS",
			all.passed, all.failed, all.skipped);
	}
}

/* an engine that was asked for by name or comes from outside, and answered nothing, was not checked
 */
static void answered(Check *c)
{
	bool all = false;

	for (const Engine *const *e = engines; *e; e++) {
		bool some = false;
		size_t unable = 0;

		if (!wanted(&c->o, *e))
			continue;
		for (size_t k = 0; k < c->x.nr; k++)
			if (!strcmp(c->x.r[k].engine, (*e)->name)) {
				some |= c->x.r[k].ok || c->x.r[k].failed || c->x.r[k].undefined;
				unable += c->x.r[k].unable;
			}
		all |= some;
		engineplace(&c->x.part[FUNCTIONS], *e);
		if (!some && (c->o.engine || pluginof(*e)))
			check(&c->x.part[FUNCTIONS], false,
				"%-19s answered nothing: unable %zu times of %zu, so nothing was "
				"compared",
				(*e)->name, unable, unable);
	}
	if (!all && !c->o.engine)
		check(&c->x.part[FUNCTIONS], false, "no engine answered: nothing was compared");
}

int cmd_check(int argc, char **argv)
{
	Check c = { .o = options(argc, argv) };
	Types types = { { &f64, &f32 }, 2 };
	size_t failed;
	bool first;
	Ranks r;

	if (toolof(&c.o)) {
		int status = certifytool(&c.o);

		freeoptions(&c.o);
		return status;
	}
	r = ranks(NULL);
	first = r.role != PARTLY;
	c.o.peers = true;
	selected(&c.o);
	if (c.o.at && c.o.noperands != 1)
		bad("check: --at is a point of one function: name it");
	if (c.o.num) types = (Types){ { c.o.num }, 1 };
	c.x.seed = c.o.rng;
	c.x.command = command(&c.o);
	for (int p = 0; p < PARTS; p++)
		c.x.part[p] = (Tally){ .lines = c.o.format == TAP,
			.aside = c.o.format != TEXT,
			.all = c.o.format == TEXT && c.o.verbose,
			.github = c.o.format == GITHUB,
			.kept = &c.x.failures };
	records(&c, &types);
	if (c.o.format == TEXT && first && !c.o.quiet) header(&c.o);
	if (c.o.format == TAP && first) puts("TAP version 13");
	if (r.role != GATHERER) work(&c, &types, c.o.format == TEXT && r.n == 1);
	if (r.role == PARTLY)
		handedover(&c.x);
	else {
		if (r.n > 1) gathered(&c.x, r.n);
		if (r.n > 1 || !shard.n) answered(&c);
		printed(&c, r.n == 1 && shard.n, r.n > 1);
		partsdone();
	}
	failed = first ? total(&c.x).failed : 0;   /* mpirun would stop the others */
	freeresults(&c.x);
	freeexplain(c.explain);
	freeoptions(&c.o);
	return failed ? 1 : 0;
}
