/* report.c -- verdicts as text, json, tap, annotations of a code host, JUnit XML. */
#include "checks/vjp/report.h"
#include "checks/vjp/reportsweep.h"
#include "checks/vjp/narrow.h"
#include "checks/io/out.h"
#include "checks/io/tap.h"
#include <errno.h>
#include <math.h>
#include <string.h>

static const char *painted(const Printing *p, Ruling a)
{
	return !p->color ? "" : a == RIGHT ? "\033[32m" : a == IMPRECISE ? "\033[33m" : "\033[31m";
}

static const char *unpainted(const Printing *p) { return p->color ? "\033[0m" : ""; }

static char *dims(const Array *a)
{
	char *s = text("%s%s", a->name, a->rank ? "[" : "");

	for (int d = 0; d < a->rank; d++) s = text("%s%s%s", s, d ? "," : "", a->dim[d]);
	return text("%s%s", s, a->rank ? "]" : "");
}

static char *signature(const Kernel *k)
{
	char *s = text("%s(", k->name);

	for (int i = 0; i < k->nargs; i++) s = text("%s%s%s", s, i ? ", " : "", dims(&k->arg[i]));
	s = text("%s) →", s);
	for (int i = 0; i < k->nres; i++) s = text("%s %s", s, dims(&k->res[i]));
	return s;
}

static bool reported(const Judged *j, int a) { return j->kernel->arg[a].wanted; }

static bool turneddown(const Verdict *v, const Printing *p)
{
	return v->ruling >= INCONCLUSIVE ||
		(p->strict && (v->ruling == IMPRECISE || uncovered(v)));
}

/* ---- text -------------------------------------------------------------------------------- */

static const char *width(Precision p) { return types[p].name; }

static char *shrink(const Kernel *k, const Finding *f, bool one)
{
	char *s = text("%s", "");

	for (int p = native(k); p < (one ? (int)native(k) + 1 : PRECISIONS); p = after(p))
		s = text("%s%s%.1e", s, p == (int)native(k) ? "" : " → ", f->error[p]);
	return s;
}

static void argumentline(const Judged *j, int a, const Printing *p)
{
	const Finding *f = &j->verdict.arg[a];

	printf("  ");
	padded(f->name, 10);
	padded(text("%zu", f->elements), -9);
	padded(f->elements ? ulptext(f->median) : "-", -9);
	padded(f->elements ? ulptext(f->worst) : "-", -9);
	padded(f->elements ? text("%.2g", f->overbound) : "-", -10);
	fputs("  ", stdout);
	padded(f->elements ? shrink(j->kernel, f, j->verdict.one) : "",
		native(j->kernel) != F64 ? 30 : 19);
	/* nothing was compared */
	if (f->ruling == RIGHT && !f->elements) { puts(" -"); return; }
	printf(" %s%s%s\n", painted(p, f->ruling),
		f->ruling == RIGHT ? "ok" : rulingname[f->ruling], unpainted(p));
}

static void detail(const Judged *j, int a, const Printing *p)
{
	const Finding *f = &j->verdict.arg[a];

	printf("\n%s%s%s %s: ", painted(p, f->ruling), rulingname[f->ruling], unpainted(p),
		j->kernel->name);
	printf(f->ruling == RIGHT            ? "the rule for %s is right here\n"
			: f->ruling == WRONG ? "the rule for %s is wrong (this is not rounding)\n"
			: f->ruling == IMPRECISE ? "the rule for %s is right, but imprecise\n"
						 : "nothing can be said of %s\n",
		f->name);
	if (*f->at)
		wrapped("worst", 13,
			text("%s%s%s   yours %s   true %s", f->at,
				*f->sizes && !j->kernel->plain ? " with " : "",
				j->kernel->plain ? "" : f->sizes, f->given, f->truth));
	if (*f->evidence) wrapped("evidence", 13, f->evidence);
	if (*f->likely) wrapped("likely", 13, f->likely);
	if (*f->again)  printf("  %-11s%s\n", "again", f->again);
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

static const char *truthof(const Judged *j)
{
	const Verdict *v = &j->verdict;

	return text("%s%s", proofof(v), v->proved && v->proved == v->asked ? "" : differencesof(j));
}

/* OK sq   40 cases: N 1-8, 137; 2 of 2 comparisons both ways; truth by binary128 differences */
static void lastline(const Judged *j, const Printing *p)
{
	const Verdict *v = &j->verdict;

	if (*v->untaken) wrapped("untaken", 13, v->untaken);
	if (*v->blind) wrapped("untaken", 13, text("no comparison was seen: %s", v->blind));
	sweptlines(j, p->every);
	if (*v->untraced && (v->proved < v->asked || !v->asked))
		wrapped("unproved", 13, v->untraced);
	printf("\n%s%s%s %s   %zu case%s", painted(p, v->ruling), rulingname[v->ruling],
		unpainted(p), j->kernel->name, v->cases, v->cases == 1 ? "" : "s");
	if (v->late) printf(" (not all: the budget ended)");
	if (*v->tried) printf(": %s", v->tried);
	if (v->compared)
		printf("; %zu of %zu comparisons both ways", v->taken, v->compared);
	printf("; truth by %s; %zu calls, %.1f s\n", truthof(j), v->evaluations, v->seconds);
}

static void astext(const Judged *j, const Printing *p)
{
	const Kernel *k = j->kernel;
	const Verdict *v = &j->verdict;
	double least = 0;

	printf("\n  %s\n\n  %-10s%9s%9s%9s%10s  ", signature(k), "", "elements", "median", "worst",
		"of bound");
	puts(v->one ? width(native(k))
		    : text("%s%s → float128", width(native(k)),
			      native(k) == F64 ? "" : " → float64"));
	for (int a = 0; a < k->nargs; a++)
		if (reported(j, a)) argumentline(j, a, p);
	if (*v->why) {
		printf("\n%s%s%s %s: ", painted(p, v->ruling), rulingname[v->ruling], unpainted(p),
			k->name);
		printf("%s\n", v->why);
	}
	for (int a = 0; a < k->nargs; a++)
		if (reported(j, a) && (v->arg[a].ruling != RIGHT || *v->arg[a].at)) detail(j, a, p);
	if (*v->note) wrapped("note", 13, v->note);
	for (int a = 0; a < k->nargs; a++)
		if (reported(j, a) && v->arg[a].floor > least) least = v->arg[a].floor;
	if (v->ruling <= IMPRECISE && least > 0) {
		fputs("\n  would have refused a relative fault of", stdout);
		for (int a = 0; a < k->nargs; a++)
			if (reported(j, a) && v->arg[a].floor > 0)
				printf(" %s %.1g", v->arg[a].name, v->arg[a].floor);
		puts("  (at half of the elements that are not small beside the others)");
	}
	lastline(j, p);
}

/* ---- json ------------------------------------------------------------------------------------ */

static json_t *orstring(const char *s) { return *s ? json_string(s) : json_null(); }

static json_t *jargument(const Judged *j, int a)
{
	const Finding *f = &j->verdict.arg[a];
	json_t *errors = json_object();

	for (int p = native(j->kernel); p < PRECISIONS; p = after(p))
		json_object_set_new(errors, width((Precision)p), jreal(f->error[p]));
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
		"untaken", orstring(v->untaken), "unseen", orstring(v->blind), "truth", truthof(j),
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
	return text("all gradients within");
}

static void astap(const Judged *j, size_t n, const Printing *p)
{
	puts("TAP version 13");
	for (size_t k = 0; k < n; k++)
		printf("%sok %zu - %s: %s%s%s\n", turneddown(&j[k].verdict, p) ? "not " : "", k + 1,
			j[k].kernel->name, rulingname[j[k].verdict.ruling],
			j[k].verdict.ruling ? ": " : "", j[k].verdict.ruling ? summary(&j[k]) : "");
	printf("1..%zu\n", n);
}

static void asgithub(const Judged *j, size_t n, const Printing *p)
{
	for (size_t k = 0; k < n; k++) {
		const Verdict *v = &j[k].verdict;

		if (v->ruling == RIGHT) continue;
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

/* of all kernels of the file: all is proved, some, or nothing */
static char *foundation(const Judged *j, size_t n)
{
	size_t asked = 0, proved = 0;
	bool one = n == 1 && j[0].verdict.one;

	for (size_t k = 0; k < n; k++)
		asked += j[k].verdict.asked, proved += j[k].verdict.proved;
	if (proved && proved == asked) return text("traced and proved");
	return text("%sby %s differences", proved ? "traced and proved, else " : "",
		one ? types[native(j[0].kernel)].says : "binary128");
}

/* which precisions ran, and what stood for the truth */
static void heading(const Judged *j, size_t n, const Printing *p)
{
	bool some[PRECISIONS] = { false }, one = n == 1 && j[0].verdict.one;
	Precision own = n ? native(j[0].kernel) : F32;
	char *in = text("%s", "");

	for (size_t k = 0; k < n; k++) some[native(j[k].kernel)] = true;
	for (int t = BF16; t < F64; t++)
		if (some[t]) in = text("%s%s, ", in, width((Precision)t));
	if (*in) in[strlen(in) - 2] = 0;
	printf("truth %s of the unmodified source · your rule in %s%s · seed %lu\n",
		foundation(j, n),
		one ? text("%s only", width(own))
			: *in ? text("%s, float64 and float128", in) : "float64 and float128",
		*in && some[F64] ? text(" (double kernels: not %s)", in) : "", p->seed);
}

/* : layernorm/inp, matmul/a */
static void culprits(const Judged *j, size_t n, Ruling r)
{
	size_t some = 0;

	for (size_t k = 0; k < n; k++) {
		size_t named = 0;

		if (j[k].verdict.ruling != r) continue;
		for (int a = 0; a < j[k].kernel->nargs; a++)
			if (reported(&j[k], a) && j[k].verdict.arg[a].ruling == r) {
				printf("%s%s/%s", some++ ? ", " : ": ", j[k].kernel->name,
					j[k].verdict.arg[a].name);
				named++;
			}
		if (!named) printf("%s%s", some++ ? ", " : ": ", j[k].kernel->name);
	}
}

/* 1 of 2 primitives refuted: layernorm/inp */
static void closing(const Judged *j, size_t n)
{
	size_t failed = 0, unsure = 0, calls = 0;
	double s = 0;

	for (size_t k = 0; k < n; k++) {
		failed += j[k].verdict.ruling == WRONG;
		unsure += j[k].verdict.ruling == INCONCLUSIVE;
		calls += j[k].verdict.evaluations;
		s += j[k].verdict.seconds;
	}
	printf("\n%zu of %zu primitive%s refuted", failed, n, n == 1 ? "" : "s");
	culprits(j, n, WRONG);
	if (unsure) printf(", %zu without a verdict", unsure);
	culprits(j, n, INCONCLUSIVE);
	printf("   %zu evaluations, %.1f s\n", calls, s);
}

void printed(const Judged *j, size_t n, const Printing *p)
{
	if (p->form == JSON)        asjson(j, n, p);
	else if (p->form == TAP)    astap(j, n, p);
	else if (p->form == GITHUB) asgithub(j, n, p);
	else if (p->form == CSV)    ascsv(j, n, p);
	else {
		heading(j, n, p);
		for (size_t k = 0; k < n; k++) astext(&j[k], p);
		closing(j, n);
	}
	if (p->junit) junit(j, n, p);
}
