/* reporttext.c -- verdicts for people, within 80 columns. */
#include "checks/vjp/report.h"
#include "checks/vjp/reportsweep.h"
#include "checks/vjp/narrow.h"
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include <string.h>

enum { NAME = 9, ERRORS = 21, CLOSE = 48 };   /* columns: of a name, of errors, of a last line */

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

static const char *width(Precision p) { return types[p].name; }

/* 5e-08 → 2e-16 → 0: whether it shrinks is what matters */
static char *shrink(const Kernel *k, const Finding *f, bool one, int digits)
{
	char *s = text("%s", "");

	for (int p = native(k); p < (one ? (int)native(k) + 1 : PRECISIONS); p = after(p))
		s = text(f->error[p] == 0 ? "%s%s0" : "%s%s%.*e", s,
			p == (int)native(k) ? "" : " → ", digits - 1, f->error[p]);
	return s;
}

static void argumentline(const Judged *j, int a, const Printing *p)
{
	const Finding *f = &j->verdict.arg[a];
	bool some = f->elements > 0;
	char *name = lead(f->name, NAME);

	printf("  ");
	padded(name, NAME);
	padded(text("%zu", f->elements), -8);
	padded(some ? text(" %s", ulptext(f->median)) : "-", -8);
	padded(some ? text(" %s", ulptext(f->worst)) : "-", -8);
	padded(some ? text(" %.2g", f->overbound) : "-", -9);
	fputs("  ", stdout);
	padded(some ? shrink(j->kernel, f, j->verdict.one, 1) : "",
		native(j->kernel) != F64 ? ERRORS : ERRORS - 8);
	release(name);
	/* nothing was compared */
	if (f->ruling == RIGHT && !some) { puts(" -"); return; }
	printf(" %s%s%s\n", painted(p, f->ruling),
		f->ruling == RIGHT ? "ok" : rulingname[f->ruling], unpainted(p));
}

/* --verbose: what the row of the table leaves out */
static void more(const Judged *j, int a)
{
	const Finding *f = &j->verdict.arg[a];
	const char *mode = f->mode == ACCUMULATES ? "accumulates"
		: f->mode == OVERWRITES           ? "overwrites"
						  : "accumulates or overwrites";
	char *floor = f->floor > 0 ? text("; a relative fault of %.1g would have been refused at "
					  "half of its elements, of %.1g at each",
					     f->floor, f->coarsest)
				   : "";

	wrapped(f->name, 13,
		f->elements ? text("%s; errors %s%s", mode,
				      shrink(j->kernel, f, j->verdict.one, 3), floor)
			    : text("%s; nothing was compared", mode));
}

/* WRONG below: and what is said of it */
static void verdictline(Ruling r, const char *name, const char *says, const Printing *p)
{
	printf("%s%s%s ", painted(p, r), rulingname[r], unpainted(p));
	folded((int)strlen(rulingname[r]) + 1, 2, text("%s%s", name, says));
}

static void detail(const Judged *j, int a, const Printing *p)
{
	const Finding *f = &j->verdict.arg[a];
	const char *head = f->ruling == INCONCLUSIVE ? "nothing can be said of " : "the rule for ",
		   *tail = f->ruling == RIGHT        ? " is right here"
			: f->ruling == WRONG         ? " is wrong (this is not rounding)"
			: f->ruling == IMPRECISE     ? " is right, but imprecise"
						     : "";

	verdictline(f->ruling, j->kernel->name, text(": %s%s%s", head, f->name, tail), p);
	if (*f->at)
		wrapped("worst", 13,
			text("%s%s%s   yours %s   true %s", f->at,
				*f->sizes && !j->kernel->plain ? " with " : "",
				j->kernel->plain ? "" : f->sizes, f->given, f->truth));
	if (*f->evidence) wrapped("evidence", 13, f->evidence);
	if (*f->likely) wrapped("likely", 13, f->likely);
	if (*f->again)  printf("  %-11s%s\n", "again", f->again);
}

/* why some comparison or proof is not there */
static void missing(const Verdict *v)
{
	if (*v->untaken) wrapped("untaken", 13, v->untaken);
	if (*v->blind) wrapped("untaken", 13, text("no comparison was seen: %s", v->blind));
}

/* OK sq   40 cases: N 1-8, 137; 2 of 2 comparisons both ways
 *   truth by binary128 differences; 480 calls, 1.2 s */
static void lastline(const Judged *j, const Printing *p)
{
	const Verdict *v = &j->verdict;
	char *s = text("   %zu case%s%s%s%s", v->cases, v->cases == 1 ? "" : "s",
		v->late ? " (not all: the budget ended)" : "", *v->tried ? ": " : "", v->tried);

	if (v->compared)
		s = text("%s; %zu of %zu comparisons both ways", s, v->taken, v->compared);
	verdictline(v->ruling, j->kernel->name, s, p);
	wrapped("", 2,
		text("truth by %s; %zu" NOBREAK "calls," NOBREAK "%.1f" NOBREAK "s", basisof(j),
			v->evaluations, v->seconds));
}

static void tablehead(const Kernel *k, bool one)
{
	printf("\n  ");
	folded(2, 6, signature(k));
	printf("\n  %-*s%8s%8s%8s%9s  %s\n", NAME, "", "elements", "median", "worst", "of bound",
		one ? width(native(k))
		    : text("%s%s → float128", width(native(k)),
			      native(k) == F64 ? "" : " → float64"));
}

/* what would have been seen in a rule that is accepted */
static void floors(const Judged *j)
{
	const Verdict *v = &j->verdict;
	char *s = NULL;

	for (int a = 0; a < j->kernel->nargs; a++)
		if (reported(j, a) && v->arg[a].floor > 0)
			s = text("%s %s" NOBREAK "%.1g",
				s ? s : "would have refused a relative fault of", v->arg[a].name,
				v->arg[a].floor);
	if (!s || v->ruling > IMPRECISE) return;
	putchar('\n');
	wrapped("", 2,
		text("%s  (at half of the elements that are not small beside the others)", s));
}

/* why, and the arguments that are not right */
static void details(const Judged *j, const Printing *p)
{
	const Verdict *v = &j->verdict;

	if (*v->why) {
		if (!p->quiet) putchar('\n');
		verdictline(v->ruling, j->kernel->name, text(": %s", v->why), p);
	}
	for (int a = 0; a < j->kernel->nargs; a++)
		if (reported(j, a) && (v->arg[a].ruling != RIGHT || (*v->arg[a].at && !p->quiet))) {
			if (!p->quiet) putchar('\n');
			detail(j, a, p);
		}
	if (*v->note) wrapped("note", 13, v->note);
}

static void astext(const Judged *j, const Printing *p)
{
	const Kernel *k = j->kernel;
	const Verdict *v = &j->verdict;

	tablehead(k, v->one);
	for (int a = 0; a < k->nargs; a++)
		if (reported(j, a)) argumentline(j, a, p);
	if (p->verbose) putchar('\n');
	for (int a = 0; a < k->nargs; a++)
		if (reported(j, a) && p->verbose) more(j, a);
	details(j, p);
	floors(j);
	missing(v);
	sweptlines(j, p->every);
	if (*v->untraced && (v->proved < v->asked || !v->asked))
		wrapped("unproved", 13, v->untraced);
	putchar('\n');
	lastline(j, p);
}

/* --quiet: of one that is refused, why and how it is seen again */
static void refusal(const Judged *j, const Printing *p)
{
	if (!turneddown(&j->verdict, p)) return;
	details(j, p);
	if (j->verdict.ruling != RIGHT) return;
	/* --strict: a comparison that was not seen both ways */
	missing(&j->verdict);
	lastline(j, p);
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
	folded(0, 2, text("truth %s of the unmodified source · your rule in %s%s · seed %lu",
		foundation(j, n),
		one ? text("%s only", width(own))
			: *in ? text("%s, float64 and float128", in) : "float64 and float128",
		*in && some[F64] ? text(" (double kernels: not %s)", in) : "", p->seed));
}

/* : layernorm/inp, matmul/a */
static char *culprits(const Judged *j, size_t n, Ruling r)
{
	char *s = text("%s", "");

	for (size_t k = 0; k < n; k++) {
		size_t named = 0;

		if (j[k].verdict.ruling != r) continue;
		for (int a = 0; a < j[k].kernel->nargs; a++)
			if (reported(&j[k], a) && j[k].verdict.arg[a].ruling == r) {
				s = text("%s%s%s/%s", s, *s ? ", " : ": ", j[k].kernel->name,
					j[k].verdict.arg[a].name);
				named++;
			}
		if (!named) s = text("%s%s%s", s, *s ? ", " : ": ", j[k].kernel->name);
	}
	return s;
}

/* 1 of 2 primitives refuted: layernorm/inp; where that is long its figures have a line of theirs */
static void closing(const Judged *j, size_t n, const Printing *p)
{
	size_t failed = 0, unsure = 0, calls = 0;
	double s = 0;
	char *says;

	for (size_t k = 0; k < n; k++) {
		failed += j[k].verdict.ruling == WRONG;
		unsure += j[k].verdict.ruling == INCONCLUSIVE;
		calls += j[k].verdict.evaluations;
		s += j[k].verdict.seconds;
	}
	if (!p->quiet) putchar('\n');
	says = text("%zu of %zu primitive%s refuted%s%s%s", failed, n, n == 1 ? "" : "s",
		culprits(j, n, WRONG), unsure ? text(", %zu without a verdict", unsure) : "",
		culprits(j, n, INCONCLUSIVE));
	if (characters(says) > CLOSE) folded(0, 2, says);
	else                          fputs(says, stdout);
	printf("%s%zu evaluations, %.1f s\n", characters(says) > CLOSE ? "  " : "   ", calls, s);
}

void texted(const Judged *j, size_t n, const Printing *p)
{
	if (!p->quiet) heading(j, n, p);
	for (size_t k = 0; k < n; k++) {
		if (p->quiet) refusal(&j[k], p);
		else          astext(&j[k], p);
	}
	closing(j, n, p);
}
