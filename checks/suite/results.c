/* results.c -- what `wengert check` has found: counted, put together, printed. */
#include "checks/suite/results.h"
#include "checks/io/out.h"
#include "checks/io/shard.h"
#include "checks/io/sheet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const SuitePart suiteparts[PARTS] = {
	{ "rules", "elementwise, by 3 engines" },
	{ "pages", "arrays, to second order" },
	{ "mutants", "ok: the break was noticed" },
	{ "functions", "each, by every engine" },
};
/* ---- kept --------------------------------------------------------------------------- */

Record *recordof(Results *x, const char *engine, const char *number)
{
	for (size_t k = 0; k < x->nr; k++)
		if (!strcmp(x->r[k].engine, engine) && !strcmp(x->r[k].number, number))
			return &x->r[k];
	x->r = grow(x->r, &x->room, x->nr + 1, sizeof *x->r);
	x->r[x->nr] = (Record){ .engine = copied(engine), .number = copied(number) };
	return &x->r[x->nr++];
}

Finding *findingof(Results *x, Verdict verdict, const char *number, const char *where,
	const char *why)
{
	for (size_t k = 0; k < x->nfound; k++) {
		Finding *f = &x->found[k];

		if (f->verdict == verdict && !strcmp(f->number, number) && !strcmp(f->why, why) &&
			!strcmp(f->where, where))
			return f;
	}
	x->found = grow(x->found, &x->foundroom, x->nfound + 1, sizeof *x->found);
	x->found[x->nfound] = (Finding){ .verdict = verdict,
		.number = copied(number),
		.where = copied(where),
		.why = copied(why),
		.worst = copied(""),
		.ulps = -1 };
	return &x->found[x->nfound++];
}

bool beats(const Record *r, size_t item, double ulps)
{
	return !r->where || ulps > r->worst || (ulps == r->worst && item < r->item);
}

void crown(Record *r, size_t item, double ulps, const char *where)
{
	r->worst = ulps;
	r->item = item;
	release(r->where);
	r->where = copied(where);
}

void tallied(Record *r, size_t item, double ulps, const char *where)
{
	r->ulps = grow(r->ulps, &r->room, r->n + 1, sizeof *r->ulps);
	r->ulps[r->n++] = ulps;
	if (beats(r, item, ulps)) crown(r, item, ulps, where);
}

Tally total(const Results *x)
{
	Tally t = { 0 };

	for (int p = 0; p < PARTS; p++) {
		t.passed += x->part[p].passed;
		t.failed += x->part[p].failed;
		t.skipped += x->part[p].skipped;
	}
	return t;
}

void freeresults(Results *x)
{
	for (size_t k = 0; k < x->nr; k++) {
		Record *r = &x->r[k];

		release(r->engine), release(r->number), release(r->ulps), release(r->where);
	}
	for (size_t k = 0; k < x->nfound; k++) {
		Finding *f = &x->found[k];

		release(f->number), release(f->where), release(f->worst), release(f->why);
	}
	for (size_t k = 0; k < x->failures.n; k++) release(x->failures.f[k].says);
	release(x->r), release(x->found), release(x->failures.f), release(x->command);
	*x = (Results){ 0 };
}

/* ---- for people ----------------------------------------------------------------------- */

void partline(const Results *x, int p)
{
	const Tally *t = &x->part[p];
	char *fail = t->failed ? text(", %zu FAIL", t->failed) : text("%s", ""),
	     *unable = t->skipped ? text(", %zu unable", t->skipped) : text("%s", ""),
	     *says = text("%-25s %6zu ok%s%s   %.1f" NOBREAK "s", suiteparts[p].how, t->passed,
		     fail, unable, x->seconds[p]);

	wrapped(suiteparts[p].name, 13, says);
	fflush(stdout);
	release(fail), release(unable), release(says);
}

/* where the largest error is, and what answered nothing */
static char *remark(const Record *r)
{
	return r->crashed ? text("%s%scrashed at %zu of %zu", r->where ? r->where : "",
				    r->where ? "; " : "", r->crashed,
				    r->ok + r->unable + r->undefined + r->crashed)
			  : text("%s", r->where ? r->where : "");
}

static void enginetable(const Results *x)
{
	printf("\n  %-19s %-4s %5s %6s %8s %8s  worst at\n", "engine", "", "ok", "unable", "median",
		"worst");
	for (size_t k = 0; k < x->nr; k++) {
		const Record *r = &x->r[k];
		char *name = lead(r->engine, 19), *at = remark(r),
		     *row = text("  %-19s %-4s %5zu %6zu %8s %8s  ", name, r->number, r->ok,
			     r->unable, ulptext(median(r->n, r->ulps, .5)),
			     ulptext(r->n ? r->worst : NAN));

		fputs(row, stdout);
		folded(characters(row), 8, at);
		release(name), release(at), release(row);
	}
	puts("\n  Errors in ulps of the largest derivative of each result, against MPFR.");
}

/* what stands in one column of text: words of JSON's and CSV's that take an entry aside */
static size_t aside(const Record *r)
{
	return r->verdicts[VACUOUS] + r->verdicts[BRANCH] + r->unbounded;
}

static void entrytable(const Results *x)
{
	printf("\n  %-19s %-4s %7s %6s %9s %6s %11s %8s\n", "entries", "", "half", "one",
		"explained", "lossy", "unexplained", "aside");
	for (size_t k = 0; k < x->nr; k++) {
		const Record *r = &x->r[k];
		char *name;

		if (!r->worded) continue;
		name = lead(r->engine, 19);
		printf("  %-19s %-4s %7zu %6zu %9zu %6zu %11zu %8zu\n", name, r->number,
			r->verdicts[HALF], r->verdicts[ONE], r->verdicts[EXPLAINED],
			r->verdicts[LOSSY], r->verdicts[UNEXPLAINED], aside(r));
		release(name);
	}
	putchar('\n');
	wrapped("", 2,
		"half, one: within 1/2, within 1 ulp.  explained: within the running-error bound "
		"of the list that was run, or of a difference within truncation and round-off.  "
		"lossy: not with rules good to 4 ulps.  aside: the bound leaves fewer than 8 "
		"bits, or than a third of a shorter type; another path than exact arithmetic; or "
		"there is no bound.");
}

/* the long table has what the two above leave out */
static void longtable(const Results *x)
{
	printf("\n  %-19s %-4s %9s %6s %8s %7s %6s %8s\n", "also", "", "undefined", "failed",
		"90 %", "vacuous", "branch", "no bound");
	for (size_t k = 0; k < x->nr; k++) {
		const Record *r = &x->r[k];
		char *name = lead(r->engine, 19);

		printf("  %-19s %-4s %9zu %6zu %8s %7zu %6zu %8zu\n", name, r->number,
			r->undefined, r->failed, ulptext(median(r->n, r->ulps, .9)),
			r->verdicts[VACUOUS], r->verdicts[BRANCH], r->unbounded);
		release(name);
	}
}

/* each reason once, below those that it is for */
static void unproved(const Results *x)
{
	if (x->nfound) printf("\n  %-11s %-4s %-30s %7s\n", "not proved", "", "where", "entries");
	for (size_t k = 0; k < x->nfound; k++) {
		const Finding *f = &x->found[k];

		printf("  %-11s %-4s %-30s %7zu\n", verdictname[f->verdict], f->number, f->where,
			f->n);
		wrapped("", 8, f->worst);
		if (k + 1 == x->nfound || strcmp(x->found[k + 1].why, f->why))
			wrapped("", 8,
				*f->why ? f->why
					: "nobody knows why: a finding "
					  "(checks/suite/unexplained.def)");
	}
}

void tables(const Results *x, bool all)
{
	enginetable(x);
	entrytable(x);
	if (all) longtable(x);
	unproved(x);
}

/* ---- for programs ------------------------------------------------------------------------ */

void csvtable(const Results *x, bool samples)
{
	if (samples)
		printf("# shard %zu/%zu\n# seed %lu\n# command %s\n", shard.i, shard.n, x->seed,
			x->command);
	fputs("engine,number,ok,unable,undefined,failed,median,p90,worst,bound,where,half,one,"
	      "explained,lossy,unexplained,vacuous,branch,crashed",
		stdout);
	puts(samples ? ",item,samples" : "");
	for (size_t k = 0; k < x->nr; k++) {
		const Record *r = &x->r[k];

		printf("%s,%s,%zu,%zu,%zu,%zu,", r->engine, r->number, r->ok, r->unable,
			r->undefined, r->failed);
		if (r->n)
			printf("%.4g,%.4g,%.4g", median(r->n, r->ulps, .5),
				median(r->n, r->ulps, .9), r->worst);
		else      fputs(",,", stdout);
		printf(",%g,%s", r->bound, r->where ? r->where : "");
		for (int v = 0; v < VERDICTS; v++)
			r->worded ? printf(",%zu", r->verdicts[v]) : printf(",");
		printf(",%zu", r->crashed);
		if (samples) printf(",%zu,", r->item);
		for (size_t i = 0; samples && i < r->n; i++)
			printf("%s%.17g", i ? " " : "", r->ulps[i]);
		putchar('\n');
	}
	if (samples) printf("# rows %zu\n", x->nr);
}

static json_t *jcount(size_t n) { return json_integer((json_int_t)n); }

static json_t *jverdicts(const Record *r)
{
	json_t *o = json_object();

	for (int k = 0; k < VERDICTS; k++)
		json_object_set_new(o, verdictname[k], jcount(r->verdicts[k]));
	json_object_set_new(o, "skipped", jcount(r->unbounded));
	return o;
}

static json_t *jrecord(const Record *r, bool samples)
{
	json_t *all = json_array(),
	       *j = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o*, "
			      "s:o}",
		       "engine", r->engine, "number", r->number, "ok", jcount(r->ok), "unable",
		       jcount(r->unable), "undefined", jcount(r->undefined), "failed",
		       jcount(r->failed), "crashed", jcount(r->crashed), "median",
		       jreal(median(r->n, r->ulps, .5)), "p90", jreal(median(r->n, r->ulps, .9)),
		       "worst", jreal(r->n ? r->worst : NAN), "bound", jreal(r->bound), "where",
		       r->where ? r->where : "", "entries", r->worded ? jverdicts(r) : NULL, "item",
		       jcount(r->item));

	for (size_t i = 0; i < r->n; i++) json_array_append_new(all, jreal(r->ulps[i]));
	if (samples) json_object_set(j, "samples", all);
	json_decref(all);
	return j;
}

static json_t *jparts(const Results *x, bool samples)
{
	json_t *all = json_array(), *j;

	for (int p = 0; p < PARTS; p++)
		if (x->partial[p]) {
			j = json_pack("{s:s, s:o, s:o, s:o}", "part", suiteparts[p].name, "passed",
				jcount(x->part[p].passed), "failed", jcount(x->part[p].failed),
				"skipped", jcount(x->part[p].skipped));
			if (samples) json_object_set_new(j, "seconds", json_real(x->seconds[p]));
			json_array_append_new(all, j);
		}
	return all;
}

static json_t *jfindings(const Results *x)
{
	json_t *all = json_array();

	for (size_t k = 0; k < x->nfound; k++) {
		const Finding *f = &x->found[k];

		json_array_append_new(all,
			json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:s, s:o}", "verdict",
				verdictname[f->verdict], "number", f->number, "where", f->where,
				"entries", jcount(f->n), "ulps", jreal(f->ulps), "worst", f->worst,
				"why", f->why, "item", jcount(f->item)));
	}
	return all;
}

json_t *jresults(const Results *x, bool samples)
{
	json_t *rows = json_array(), *failures = json_array(), *j;
	Tally all = total(x);

	for (size_t k = 0; k < x->nr; k++) json_array_append_new(rows, jrecord(&x->r[k], samples));
	for (size_t k = 0; k < x->failures.n; k++)
		json_array_append_new(failures,
			json_pack("{s:s, s:o}", "says", x->failures.f[k].says, "item",
				jcount(x->failures.f[k].item)));
	j = json_pack("{s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "wengert",
		WENGERT_VERSION, "command", x->command, "seed", (json_int_t)x->seed, "passed",
		jcount(all.passed), "failed", jcount(all.failed), "skipped", jcount(all.skipped),
		"parts", jparts(x, samples), "engines", rows, "findings", jfindings(x), "failures",
		failures);
	if (samples) json_object_set_new(j, "shard", json_sprintf("%zu/%zu", shard.i, shard.n));
	return j;
}
