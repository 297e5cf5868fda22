/* report.c -- verdicts as text, json, tap, annotations of a code host, JUnit XML. */
#include "checks/vjp/report.h"
#include "checks/vjp/reportsweep.h"
#include "checks/vjp/narrow.h"
#include "checks/io/out.h"
#include "checks/io/tap.h"
#include <errno.h>
#include <math.h>
#include <string.h>

bool reported(const Judged *j, int a) { return j->kernel->arg[a].wanted; }

bool turneddown(const Verdict *v, const Printing *p)
{
	return v->ruling >= INCONCLUSIVE ||
		(p->strict && (v->ruling == IMPRECISE || uncovered(v)));
}

/* all of it is proved, some, or none */
static char *proofof(const Verdict *v)
{
	return !v->proved                  ? text("%s", "")
		: v->proved == v->asked ? text("tracing and proof")
					: text("tracing and proof (%zu of %zu gradients), else ",
						  v->proved, v->asked);
}

static const char *differencesof(const Judged *j)
{
	return !j->verdict.one ? "binary128 differences"
				: text("%s differences", types[native(j->kernel)].says);
}

const char *basisof(const Judged *j)
{
	const Verdict *v = &j->verdict;

	return text("%s%s", proofof(v), v->proved && v->proved == v->asked ? "" : differencesof(j));
}

/* ---- json ------------------------------------------------------------------------------------ */

static json_t *orstring(const char *s) { return *s ? json_string(s) : json_null(); }

static json_t *jargument(const Judged *j, int a)
{
	const Finding *f = &j->verdict.arg[a];
	json_t *errors = json_object();

	for (int p = native(j->kernel); p < PRECISIONS; p = after(p))
		json_object_set_new(errors, types[p].name, jreal(f->error[p]));
	return json_pack("{s:s, s:s, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
			 "s:o, s:o, s:o, s:s}",
		"name", f->name, "verdict", rulingname[f->ruling], "elements", (int)f->elements,
		"median", f->elements ? jreal(f->median) : json_null(), "worst_ulps",
		f->elements ? jreal(f->worst) : json_null(), "error_over_bound",
		f->elements ? jreal(f->overbound) : json_null(), "errors", errors, "floor",
		f->floor > 0 ? jreal(f->floor) : json_null(), "floor_worst",
		f->coarsest > 0 ? jreal(f->coarsest) : json_null(), "at", orstring(f->at), "index",
		orstring(f->index), "sizes", orstring(f->sizes), "given", orstring(f->given),
		"true", orstring(f->truth), "evidence", orstring(f->evidence), "likely",
		orstring(f->likely), "again", orstring(f->again), "mode",
		f->mode == ACCUMULATES          ? "accumulates"
			: f->mode == OVERWRITES ? "overwrites"
						: "either");
}

const char *shorttype(Precision p)
{
	return p == BF16 ? "bf16" : p == F16 ? "f16" : p == F32 ? "f32" : "f64";
}

static json_t *jkernel(const Judged *j)
{
	const Verdict *v = &j->verdict;
	json_t *rows = json_array();

	for (int a = 0; a < j->kernel->nargs; a++)
		if (reported(j, a)) json_array_append_new(rows, jargument(j, a));
	return json_pack("{s:s, s:s, s:s, s:i, s:s, s:o, s:o, s:i, s:i, s:o, s:o, s:i, s:i, s:o, "
			 "s:o, s:s, s:i, s:i, s:o, s:o, s:o, s:b}",
		"name",
		j->kernel->name, "verdict", rulingname[v->ruling], "file", j->kernel->file, "line",
		j->kernel->backward.line, "number", shorttype(native(j->kernel)), "why",
		orstring(v->why), "note", orstring(v->note), "cases", (int)v->cases, "evaluations",
		(int)v->evaluations, "seconds", jreal(v->seconds), "sizes_tried",
		orstring(v->tried), "comparisons", (int)v->compared, "both_ways", (int)v->taken,
		"untaken", orstring(v->untaken), "unseen", orstring(v->blind), "truth", basisof(j),
		"compared", (int)v->asked, "proved", (int)v->proved, "unproved",
		orstring(v->untraced), "arguments", rows, "every", jsweep(v), "complete", !v->late);
}

static void asjson(const Judged *j, size_t n, const Printing *p)
{
	json_t *all = json_array();
	int tally[4] = { 0 };
	Ruling worst = RIGHT;

	for (size_t k = 0; k < n; k++) {
		json_array_append_new(all, jkernel(&j[k]));
		tally[j[k].verdict.ruling]++;
		if (j[k].verdict.ruling > worst) worst = j[k].verdict.ruling;
	}
	jprint(json_pack("{s:s, s:I, s:i, s:i, s:i, s:i, s:o}", "verdict", rulingname[worst],
		"seed", (json_int_t)p->seed, "ok", tally[RIGHT], "lossy", tally[IMPRECISE], "wrong",
		tally[WRONG], "inconclusive", tally[INCONCLUSIVE], "kernels", all));
}

/* ---- one line a kernel --------------------------------------------------------------------- */

static char *summary(const Judged *j)
{
	const Verdict *v = &j->verdict;

	if (*v->why) return text("%s", v->why);
	for (int a = 0; a < j->kernel->nargs; a++)
		if (reported(j, a) && v->arg[a].ruling == v->ruling && v->ruling != RIGHT)
			return text("%s%s%s: %s%s%s", v->arg[a].name, *v->arg[a].at ? " at " : "",
				v->arg[a].at, v->arg[a].evidence,
				*v->arg[a].likely ? "; likely: " : "", v->arg[a].likely);
	/* --strict: what it does not let pass */
	return *v->untaken ? text("not seen both ways: %s", v->untaken)
		: *v->blind ? text("no comparison was seen: %s", v->blind)
			    : text("not all cases: the budget ended");
}

/* whether there is anything to be said of it */
static bool told(const Judged *j, const Printing *p)
{
	return j->verdict.ruling != RIGHT || turneddown(&j->verdict, p);
}

static void astap(const Judged *j, size_t n, const Printing *p)
{
	puts("TAP version 13");
	for (size_t k = 0; k < n; k++)
		printf("%sok %zu - %s: %s%s%s\n", turneddown(&j[k].verdict, p) ? "not " : "", k + 1,
			j[k].kernel->name, rulingname[j[k].verdict.ruling],
			told(&j[k], p) ? ": " : "", told(&j[k], p) ? summary(&j[k]) : "");
	printf("1..%zu\n", n);
}

static void asgithub(const Judged *j, size_t n, const Printing *p)
{
	for (size_t k = 0; k < n; k++) {
		const Verdict *v = &j[k].verdict;

		if (!told(&j[k], p)) continue;
		annotate(turneddown(v, p) ? "error" : "warning", j[k].kernel->file,
			j[k].kernel->backward.line,
			text("%s %s", rulingname[v->ruling], j[k].kernel->name), summary(&j[k]));
	}
}

static void escaped(FILE *f, const char *s)
{
	for (; *s; s++)
		if (*s == '&')      fputs("&amp;", f);
		else if (*s == '<') fputs("&lt;", f);
		else if (*s == '>') fputs("&gt;", f);
		else if (*s == '"') fputs("&quot;", f);
		else                fputc(*s, f);
}

static void junit(const Judged *j, size_t n, const Printing *p)
{
	FILE *f = fopen(p->junit, "w");
	size_t failed = 0;

	if (!f)
		bad("%s: %s", p->junit, strerror(errno));
	for (size_t k = 0; k < n; k++) failed += turneddown(&j[k].verdict, p);
	fprintf(f,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite "
		"name=\"wengert vjp\" tests=\"%zu\" failures=\"%zu\">\n",
		n, failed);
	for (size_t k = 0; k < n; k++) {
		fprintf(f, "<testcase classname=\"");
		escaped(f, j[k].kernel->file);
		fprintf(f, "\" name=\"%s\" time=\"%.3f\"", j[k].kernel->name, j[k].verdict.seconds);
		if (!turneddown(&j[k].verdict, p)) { fputs("/>\n", f); continue; }
		fprintf(f, "><failure message=\"%s\">", rulingname[j[k].verdict.ruling]);
		escaped(f, summary(&j[k]));
		fputs("</failure></testcase>\n", f);
	}
	fputs("</testsuite>\n</testsuites>\n", f);
	if (fclose(f))
		bad("%s: %s", p->junit, strerror(errno));
}

void printed(const Judged *j, size_t n, const Printing *p)
{
	if (p->form == JSON)        asjson(j, n, p);
	else if (p->form == TAP)    astap(j, n, p);
	else if (p->form == GITHUB) asgithub(j, n, p);
	else if (p->form == CSV)    ascsv(j, n, p);
	else                        texted(j, n, p);
	if (p->junit) junit(j, n, p);
}
