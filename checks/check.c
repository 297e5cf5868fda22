/* check.c -- `wengert check`: engines x functions x numbers x points, each error against its bound. */
#include "checks/check.h"
#include "checks/commands.h"
#include "checks/explain.h"
#include "checks/functions.h"
#include "checks/out.h"
#include <gsl/gsl_rng.h>
#include <gsl/gsl_version.h>
#include <math.h>
#include <string.h>
#include <time.h>

enum { RANDOM = 2 };                       /* points drawn for each function, beside its own and the hard ones */
enum { UPHILL = 8, FEW = 6 };              /* steps of a climb; inputs from which it would take too long */

double bound(const Engine *e, const Num *T)
{
	static const struct { const char *name; double f64, f32; } bounds[] = {
#define B(name, f64, f32, why) { #name, f64, f32 },
#include "checks/bounds.def"
	};

	for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++)
		if (!strcmp(bounds[k].name, e->name))
			return T == &f32 ? bounds[k].f32 : bounds[k].f64;
	die("engine %s promises nothing: add it to checks/bounds.def", e->name);
}

double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- what is kept of each engine in each number type ---------------------------- */

typedef struct {
	double *ulps;  size_t n, room;
	size_t ok, unable, undefined, failed;
	double worst;
	char *where;
	size_t verdicts[VERDICTS], unbounded;  /* entries by what explains them; points at which nothing was asked */
} Record;

typedef struct {                           /* entries of one function at one point that no bound explains, by all engines */
	Verdict verdict;
	const Num *num;
	char *where, *worst;
	double ulps;
	size_t n;
	const char *why;
} Finding;

typedef struct {
	Options o; Tally *t; Record *r; size_t ne; const Num *types[2]; int ntypes;
	Explain *explain;
	Finding *found;  size_t nfound, foundroom;
} Check;

static Record *recordof(const Check *c, size_t e, int n) { return &c->r[(size_t)n * c->ne + e]; }

static void keep(Record *r, const Answer *a, const Facts *f, const char *where)
{
	for (size_t i = 0; i < f->ny * f->nx; i++) {
		if (f->t[i].class == ZERO || !known(&f->t[i]) || isnan(a->norm[i]))
			continue;                  /* structural zeros are right everywhere and say nothing */
		r->ulps = grow(r->ulps, &r->room, r->n + 1, sizeof *r->ulps);
		r->ulps[r->n++] = a->norm[i];
		if (!r->where || a->norm[i] > r->worst) {
			r->worst = a->norm[i];
			release(r->where);
			r->where = text("%s", where);
		}
	}
}

static double most(const Answer *a, const Facts *f)
{
	double w = 0;

	for (size_t i = 0; i < f->ny * f->nx; i++)
		if (known(&f->t[i]) && !(a->norm[i] <= w)) w = a->norm[i];
	return w;
}

/* ---- what a difference may be off: its truncation, by the same formula and step in MPFR, and round-off ---- */

enum { LONG = 400, OPS = 64 };             /* bits that leave truncation alone; roundings in an evaluation of f */

static double absolute(const mpfr_t v) { return fabs(mpfr_get_d(v, MPFR_RNDN)); }

/* round-off of f and of x + h, each OPS units, over h; in ulps of the largest derivative */
static double roundoff(const Engine *e, const Facts *f, const Num *T, size_t k, double ulp)
{
	size_t o = k / f->nx, i = k % f->nx;
	double u = ldexp(1, -digits(T)), h = ldexp(1, (int)stepexponent(digits(T), e->root, f->x[i], 1));

	return OPS * u * (absolute(f->y[o]) + fabs(f->x[i]) * absolute(f->t[k].d)) / h / ulp;
}

/* the largest error of a over what truncation and round-off explain: at most 1; words: entries by what explains them */
static double unexplained(const Answer *a, const Facts *f, const Num *T, double b, size_t words[VERDICTS])
{
	double w = 0;
	Answer t;

	precision(LONG);
	stepdigits = digits(T);
	t = measured(a->engine, f, &mpfr, T);
	stepdigits = 0;
	for (size_t k = 0; k < f->ny * f->nx; k++) {
		double ulp, allowed;

		if (!known(&f->t[k]) || isnan(a->norm[k]))
			continue;
		ulp = ldexp(fabs(mpfr_get_d(f->t[k].d, MPFR_RNDN)), -digits(T)) * (a->ulps[k] > 0 && a->norm[k] > 0 ? a->ulps[k] / a->norm[k] : 1);
		allowed = b + (t.norm ? 1.01 * t.norm[k] : 0) + (ulp > 0 ? roundoff(a->engine, f, T, k, ulp) : 0);
		if (!(a->norm[k] / allowed <= w)) w = a->norm[k] / allowed;
		words[a->ulps[k] <= .5 ? HALF : a->ulps[k] <= 1 ? ONE : a->norm[k] <= allowed ? EXPLAINED : UNEXPLAINED]++;
	}
	freeanswer(&t);
	return w;
}

/* ---- the walk: every function, point, number type and engine --------------------------- */

typedef struct { const Options *o; const Num *const *types; int ntypes; Visit *visit; void *to; bool hard; } Walk;

static void visitall(const Walk *w, const Function *function, const Fn *fn, const double *x, const char *where)
{
	Facts f = facts(fn, x, 53);

	for (int n = 0; n < w->ntypes; n++)
		for (const Engine *const *e = engines; *e; e++) {
			Visited v = { .function = function, .num = w->types[n], .facts = &f, .where = where, .hard = w->hard };

			if (!wanted(w->o, *e) || (w->hard && !explainable(*e)))
				continue;
			v.answer = answer(*e, &f, v.num);
			v.bound = bound(*e, v.num);
			v.worst = v.answer.status == UNABLE ? NAN : most(&v.answer, &f);
			v.within = v.worst <= v.bound;
			if ((*e)->root && v.answer.status != UNABLE)
				v.within |= unexplained(&v.answer, &f, v.num, v.bound, v.words) <= 1;
			w->visit(w->to, &v);
			freeanswer(&v.answer);
		}
	freefacts(&f);
}

static void visit(Walk *w, const Function *f, const Fn *fn, const double *x, const char *what, size_t k)
{
	char *where = text("%s %s %zu", f->name, what, k);

	visitall(w, f, fn, x, where);
	release(where);
}

/* points as text, ';' between them */
static size_t written(Walk *w, const Function *f, const Fn *fn, const char *p, double *x)
{
	size_t n = inputsof(fn), k = 0;

	for (; p && *p; p += strcspn(p, ";"), p += *p == ';') {
		Shape s = vector(n);
		char *at = copytext(p, strcspn(p, ";")), *all = "x";
		Point q = pointof(1, &all, &s, at, f->name);

		for (size_t i = 0; i < n; i++) x[i] = (double)(float)q.x[i];
		visit(w, f, fn, x, "point", ++k);
		release(at);
		freepoint(&q);
	}
	return k;
}

/* the error of the forward engine in binary64 at x, or -1 */
static double errorat(const Fn *fn, const double *x)
{
	Facts f = facts(fn, x, 53);
	Answer a = answer(&forward_engine, &f, &f64);
	double u = a.status == OK ? most(&a, &f) : -1;

	freeanswer(&a);
	freefacts(&f);
	return isfinite(u) ? u : -1;
}

/* from x to the worst error nearby: 1/4, 1/16 ... of each input, each way */
static void climb(const Function *f, const Fn *fn, size_t n, double *x)
{
	double top = errorat(fn, x), step = 0.25;

	for (int s = 0; s < UPHILL; s++, step /= 4)
		for (size_t k = 0; k < 2 * n; k++) {
			double was = x[k / 2], u;

			x[k / 2] = (double)(float)(was + (k % 2 ? -step : step) * (was != 0 ? was : 1));
			u = x[k / 2] < f->lo || x[k / 2] > f->hi ? -1 : errorat(fn, x);
			if (u > top) top = u;
			else         x[k / 2] = was;
		}
}

/* its own points and random ones; then those that hurt, and from the last random one uphill: all numbers of
 * binary32, so that both types see the same */
static void walkone(Walk *w, const Function *f)
{
	Fn fn = fnof(f, 0, 0);
	size_t n = inputsof(&fn), k;
	double *x = alloc(n, sizeof *x), *hard = hardpoints(f, n, w->o->rng, &k);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, w->o->rng);
	w->hard = false;
	if (w->o->at)
		written(w, f, &fn, w->o->at, x);
	else {
		written(w, f, &fn, f->at, x);
		for (size_t r = 0; r < RANDOM; r++) {
			for (size_t i = 0; i < n; i++) x[i] = (double)(float)(f->lo + (f->hi - f->lo) * gsl_rng_uniform(g));
			visit(w, f, &fn, x, "random", r + 1);
		}
		w->hard = true;
		for (size_t j = 0; j < k; j++) visit(w, f, &fn, &hard[j * n], "hard", j + 1);
		if (n <= FEW) {
			climb(f, &fn, n, x);
			visit(w, f, &fn, x, "peak", 1);
		}
	}
	gsl_rng_free(g);
	release(hard);
	release(x);
}

static bool chosen(const Options *o, const Function *f)
{
	for (size_t k = 0; k < o->noperands; k++)
		if (!strcmp(o->operand[k], f->name))
			return true;
	return !o->noperands;
}

void walk(const Options *o, const Num *const *types, int ntypes, Visit *visit, void *to)
{
	Walk w = { o, types, ntypes, visit, to };

	for (const Function *const *f = functions; *f; f++)
		if (chosen(o, *f)) walkone(&w, *f);
}

/* ---- what roundings explain ------------------------------------------------------------- */

/* the sentence for an entry that no bound explains; NULL: none */
static const char *sentence(const char *function, const char *engine, Verdict v)
{
	static const struct { const char *function, *engine; Verdict verdict; const char *why; } known[] = {
#define X(function, engine, verdict, why) { #function, #engine, verdict, why },
#include "checks/unexplained.def"
		{ NULL, NULL, HALF, NULL }
	};

	for (size_t k = 0; known[k].function; k++)
		if (!strcmp(known[k].function, function) && known[k].verdict == v && (!strcmp(known[k].engine, "all") || !strcmp(known[k].engine, engine)))
			return known[k].why;
	return NULL;
}

static Finding *findingof(Check *c, const Visited *v, Verdict verdict, const char *why)
{
	for (size_t k = 0; k < c->nfound; k++) {
		Finding *f = &c->found[k];

		if (f->verdict == verdict && f->num == v->num && f->why == why && !strcmp(f->where, v->where))
			return f;
	}
	c->found = grow(c->found, &c->foundroom, c->nfound + 1, sizeof *c->found);
	c->found[c->nfound] = (Finding){ .verdict = verdict, .num = v->num, .where = text("%s", v->where), .why = why, .ulps = -1 };
	return &c->found[c->nfound++];
}

static void found(Check *c, const Visited *v, const Explained *x, size_t k, const char *why)
{
	size_t nx = v->facts->nx;
	Finding *f = findingof(c, v, x->verdict, why);

	f->n++;
	if (x->ulps <= f->ulps)
		return;
	f->ulps = x->ulps;
	release(f->worst);
	f->worst = text("%s dy%zu/dx%zu  %s ulps, bound %s, %.1f bits", v->answer.engine->name, k / nx, k % nx, ulptext(x->ulps),
	                ulptext(x->bound), x->power);
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
		skipped(c->t, why, "%s %s %s against its roundings", v->answer.engine->name, v->num->name, v->where);
		return true;
	}
	for (size_t k = 0; k < v->facts->ny * v->facts->nx; k++) {
		const char *because;

		if (!x[k].known)
			continue;
		r->verdicts[x[k].verdict]++;
		if (x[k].verdict <= EXPLAINED)
			continue;
		because = sentence(v->function->name, v->answer.engine->name, x[k].verdict);
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

	if (v->facts->nx > TYPED)
		return;
	fprintf(f, "       again: wengert check %s --engine %s --number %s --at ", v->function->name, v->answer.engine->name, v->num->name);
	for (size_t i = 0; i < v->facts->nx; i++) fprintf(f, "%s%a", i ? "," : "", v->facts->x[i]);
	fputc('\n', f);
}

static void one(void *check_, const Visited *v)
{
	Check *c = check_;
	const Answer *a = &v->answer;
	size_t e = 0;
	bool explained;
	Record *r;

	while (engines[e] != a->engine) e++;
	r = recordof(c, e, v->num == c->types[0] ? 0 : 1);
	if (a->status == UNABLE) {
		r->unable++;
		skipped(c->t, a->j.why, "%s %s %s", a->engine->name, v->num->name, v->where);
		return;
	}
	r->ok += a->status == OK;
	r->undefined += a->status == UNDEFINED;
	explained = roundings(c, v, r);
	r->failed += !(v->within || v->hard) || !explained;
	if (!v->hard) keep(r, a, v->facts, v->where);
	for (int k = 0; k < VERDICTS; k++) r->verdicts[k] += v->words[k];
	check(c->t, (v->within || v->hard) && explained, "%-19s %s  %-28s %s ulps, bound %g%s%s", a->engine->name, v->num->name, v->where,
	      ulptext(v->worst), v->bound, a->engine->root ? " beside truncation and round-off" : "",
	      explained ? "" : ", more than its roundings explain");
	if (!(v->within || v->hard) || !explained)
		again(c, v);
}

/* ---- output ------------------------------------------------------------------------- */

static void line(const char *what, const char *how, const Tally *t, double since)
{
	printf("  %-10s %-44s %6zu ok", what, how, t->passed);
	if (t->failed) printf(", %zu FAIL", t->failed);
	if (t->skipped) printf(", %zu unable", t->skipped);
	printf("%*s%.1f s\n", 3, "", seconds() - since);
	fflush(stdout);
}

static void table(const Check *c)
{
	printf("\n  %-20s %-4s %5s %7s %9s %9s %9s  worst at\n", "engine", "", "ok", "unable", "median", "90 %", "worst");
	for (size_t e = 0; e < c->ne; e++)
		for (int n = 0; n < c->ntypes; n++) {
			Record *r = recordof(c, e, n);

			if (!wanted(&c->o, engines[e]))
				continue;
			printf("  %-20s %-4s %5zu %7zu %9s %9s %9s  %s\n", engines[e]->name, c->types[n]->name, r->ok, r->unable,
			       ulptext(median(r->n, r->ulps, .5)), ulptext(median(r->n, r->ulps, .9)), ulptext(r->n ? r->worst : NAN),
			       r->where ? r->where : "");
		}
	puts("\n  Errors in ulps of the largest derivative of each result, against MPFR.");
}

/* its errors are explained entry by entry: by its roundings, or by truncation and round-off */
static bool worded(const Engine *e) { return explainable(e) || e->root; }

static void explanations(const Check *c)
{
	printf("\n  %-20s %-4s", "entries", "");
	for (int k = 0; k < VERDICTS; k++) printf(" %11s", verdictname[k]);
	puts("     skipped");
	for (size_t e = 0; e < c->ne; e++)
		for (int n = 0; n < c->ntypes && worded(engines[e]) && wanted(&c->o, engines[e]); n++) {
			Record *r = recordof(c, e, n);

			printf("  %-20s %-4s", engines[e]->name, c->types[n]->name);
			for (int k = 0; k < VERDICTS; k++) printf(" %11zu", r->verdicts[k]);
			printf(" %11zu\n", r->unbounded);
		}
	puts("\n  half, one: within 1/2, within 1 ulp.  explained: within the running-error bound of the list that was run,\n"
	     "  or of a difference within truncation and round-off.\n"
	     "  lossy: not with rules good to 4 ulps.  vacuous: the bound leaves fewer than 8 bits.  branch: another path than exact arithmetic.");
	if (c->nfound)
		printf("\n  %-11s %-4s %-22s %7s  worst\n", "not proved", "", "where", "entries");
	for (size_t k = 0; k < c->nfound; k++) {
		const Finding *f = &c->found[k];

		printf("  %-11s %-4s %-22s %7zu  %s\n", verdictname[f->verdict], f->num->name, f->where, f->n, f->worst);
		if (k + 1 == c->nfound || c->found[k + 1].why != f->why)
			wrapped("", 8, f->why ? f->why : "nobody knows why: a finding (checks/unexplained.def)");
	}
}

static void csvrow(const Check *c, size_t e, int n, const Record *r)
{
	printf("%s,%s,%zu,%zu,%zu,%zu,", engines[e]->name, c->types[n]->name, r->ok, r->unable, r->undefined, r->failed);
	if (r->n) printf("%.4g,%.4g,%.4g", median(r->n, r->ulps, .5), median(r->n, r->ulps, .9), r->worst);
	else      fputs(",,", stdout);
	printf(",%g,%s", bound(engines[e], c->types[n]), r->where ? r->where : "");
	for (int k = 0; k < VERDICTS; k++)
		worded(engines[e]) ? printf(",%zu", r->verdicts[k]) : printf(",");
	putchar('\n');
}

static void csvtable(const Check *c)
{
	puts("engine,number,ok,unable,undefined,failed,median,p90,worst,bound,where,half,one,explained,lossy,unexplained,vacuous,branch");
	for (size_t e = 0; e < c->ne; e++)
		for (int n = 0; n < c->ntypes; n++) {
			Record *r = recordof(c, e, n);

			if (wanted(&c->o, engines[e]))
				csvrow(c, e, n, r);
		}
}

static json_t *jverdicts(const Record *r)
{
	json_t *o = json_object();

	for (int k = 0; k < VERDICTS; k++) json_object_set_new(o, verdictname[k], json_integer((json_int_t)r->verdicts[k]));
	return o;
}

static void jsontable(const Check *c, const Tally *all)
{
	json_t *rows = json_array();

	for (size_t e = 0; e < c->ne; e++)
		for (int n = 0; n < c->ntypes; n++) {
			Record *r = recordof(c, e, n);

			if (!wanted(&c->o, engines[e]))
				continue;
			json_array_append_new(rows, json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:o, s:o, s:o, s:o, s:s, s:o*}", "engine", engines[e]->name,
				"number", c->types[n]->name, "ok", (int)r->ok, "unable", (int)r->unable, "undefined", (int)r->undefined,
				"failed", (int)r->failed, "median", jreal(median(r->n, r->ulps, .5)), "p90", jreal(median(r->n, r->ulps, .9)),
				"worst", jreal(r->n ? r->worst : NAN), "bound", jreal(bound(engines[e], c->types[n])), "where", r->where ? r->where : "",
				"entries", worded(engines[e]) ? jverdicts(r) : NULL));
		}
	jprint(json_pack("{s:i, s:i, s:i, s:i, s:o}", "passed", (int)all->passed, "failed", (int)all->failed, "skipped", (int)all->skipped,
	                 "seed", (int)c->o.rng, "engines", rows));
}

/* ---- the command ----------------------------------------------------------------------- */

static void header(const Options *o)
{
	printf("wengert %s · %s %s · MPFR %s · GSL %s · seed %lu\n\n", WENGERT_VERSION,
#ifdef __clang__
	       "clang", __clang_version__,
#else
	       "gcc", __VERSION__,
#endif
	       mpfr_get_version(), gsl_version, o->rng);
}

static void selected(const Options *o)
{
	for (size_t k = 0; k < o->noperands; k++)
		if (!functionnamed(o->operand[k]))
			bad("check: there is no function \"%s\" (wengert list functions)", o->operand[k]);
}

static void sum(Tally *all, const Tally *t)
{
	all->passed += t->passed;
	all->failed += t->failed;
	all->skipped += t->skipped;
}

static const About about = {
	"check", "[FUNCTION ...]", "Every engine on every function under test, in binary32 and binary64; without a name also every rule of every "
	"primitive, and every rule broken on purpose."
};

int cmd_check(int argc, char **argv)
{
	Check c = { .o = options(argc, argv, &about), .types = { &f64, &f32 }, .ntypes = 2 };
	bool people = c.o.format == TEXT;
	Tally rules = { .lines = c.o.format == TAP, .aside = c.o.format != TEXT }, mutants = rules, pages = rules, functions_ = rules, all = rules;
	double t0 = seconds();

	c.o.peers = true;
	selected(&c.o);
	if (c.o.at && c.o.noperands != 1)
		bad("check: --at is a point of one function: name it");
	if (c.o.num == &mpfr)
		bad("check runs in f32 and f64; mpfr:BITS is for grad, jacobian, hessian, trace");
	if (c.o.num) c.types[0] = c.o.num, c.ntypes = 1;
	while (engines[c.ne]) c.ne++;
	c.r = alloc(2 * c.ne, sizeof *c.r);
	c.t = &functions_;
	if (people) header(&c.o);
	if (c.o.format == TAP) puts("TAP version 13");
	if (!c.o.noperands) {
		checkrules(&c.o, &rules, &mutants);
		if (people) line("rules", "elementwise, by 3 engines in 2 number types", &rules, t0);
		sum(&all, &rules);
		t0 = seconds();
		checkpages(&c.o, &pages, &mutants);
		if (people) line("pages", "array primitives, to second order", &pages, t0);
		if (people) line("mutants", "each rule broken; ok: the break was noticed", &mutants, t0);
		sum(&all, &pages);
		sum(&all, &mutants);
	}
	t0 = seconds();
	walk(&c.o, c.types, c.ntypes, one, &c);
	sum(&all, &functions_);
	if (people) {
		line("functions", "every engine on every function", &functions_, t0);
		table(&c);
		explanations(&c);
		printf("\n%s %zu   fail %zu   unable %zu\n", all.failed ? "FAIL" : "PASS", all.passed, all.failed, all.skipped);
	} else if (c.o.format == TAP)
		printf("1..%zu\n", all.passed + all.failed + all.skipped);
	else if (c.o.format == CSV)
		csvtable(&c);
	else
		jsontable(&c, &all);
	for (size_t k = 0; k < 2 * c.ne; k++) {
		release(c.r[k].ulps);
		release(c.r[k].where);
	}
	release(c.r);
	for (size_t k = 0; k < c.nfound; k++) release(c.found[k].where), release(c.found[k].worst);
	release(c.found);
	freeexplain(c.explain);
	freeoptions(&c.o);
	return all.failed ? 1 : 0;
}
