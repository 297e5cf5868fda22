/* reportsweep.c -- every input of a type, by segments: as text, JSON, CSV. */
#include "checks/vjp/reportsweep.h"
#include "checks/io/shard.h"
#include "checks/vjp/narrow.h"
#include <math.h>

static Stretch inall(const Sweep *s)
{
	Stretch all = { 0 };

	for (int k = 0; k < s->n; k++) {
		const Stretch *a = &s->part[k];

		if (a->count && (!all.count || worse(a->worst, a->at, all.worst, all.at)))
			all.worst = a->worst, all.at = a->at;
		all.count += a->count, all.unknown += a->unknown, all.within += a->within;
		all.sum += a->sum;
	}
	return all;
}

static char *range(const Stretch *s)
{
	return s->to == 0 && s->from == 0 ? text("0") : text("%.4g to %.4g", s->from, s->to);
}

static const char *meantext(double v) { return text(v < 1000 ? " %.3f" : " %.1e", v); }

static void segmentline(const Stretch *s, const char *name)
{
	printf("  ");
	padded(name, 24);
	padded(text(" %llu", (unsigned long long)s->count), -11);
	padded(s->count ? text(" %s", ulptext(s->worst)) : "-", -8);
	padded(s->count ? meantext(s->sum / (double)s->count) : "-", -8);
	padded(s->count ? text("%.2f %%", 100 * (double)s->within / (double)s->count) : "-", -9);
	printf("  %s\n", s->count ? text("%a", s->at) : "-");
}

void sweptlines(const Judged *j, bool table)
{
	const Sweep *s = &j->verdict.sweep;
	Precision p = native(j->kernel);
	Stretch all = inall(s);

	if (!s->ran) return;
	wrapped("every", 13,
		text("%llu inputs%s of %s: worst %s ulps at %a, %.4g %% within 1 ulp%s",
			(unsigned long long)s->inputs,
			s->pairs ? ", pairs of a grid and all ties," : "", types[p].says,
			all.count ? ulptext(all.worst) : "-", all.at,
			all.count ? 100 * (double)all.within / (double)all.count : 0,
			all.unknown ? text("; at %llu the truth is not known to so much",
					      (unsigned long long)all.unknown)
				    : ""));
	if (!table) return;
	printf("\n  %-24s%11s%8s%8s%9s  %s\n", "x from", "count", "worst", "mean", "1 ulp",
		"worst at");
	for (int k = 0; k < s->n; k++)
		if (s->part[k].count + s->part[k].unknown)
			segmentline(&s->part[k], range(&s->part[k]));
	segmentline(&all, "all");
}

/* ---- json, csv ------------------------------------------------------------------------------ */

static double share(const Stretch *s) { return (double)s->within / (double)s->count; }

static json_t *jsegment(const Stretch *s)
{
	bool any = s->count > 0;

	return json_pack("{s:o, s:o, s:I, s:I, s:o, s:o, s:o, s:o}", "from", jreal(s->from), "to",
		jreal(s->to), "count", (json_int_t)s->count, "unknown", (json_int_t)s->unknown,
		"worst_ulps", any ? jreal(s->worst) : json_null(), "mean_ulps",
		any ? jreal(s->sum / (double)s->count) : json_null(), "within_1_ulp",
		any ? jreal(share(s)) : json_null(), "at",
		any ? json_string(text("%a", s->at)) : json_null());
}

json_t *jsweep(const Verdict *v)
{
	const Sweep *s = &v->sweep;
	json_t *parts = json_array();

	if (!s->ran) {
		json_decref(parts);
		return json_null();
	}
	for (int k = 0; k < s->n; k++) json_array_append_new(parts, jsegment(&s->part[k]));
	return json_pack("{s:I, s:b, s:I, s:o}", "inputs", (json_int_t)s->inputs, "pairs", s->pairs,
		"suspects", (json_int_t)s->suspects, "segments", parts);
}

static void begun(const Judged *j, const char *argument, const char *verdict)
{
	csvcell(j->kernel->name);
	putchar(',');
	csvcell(argument);
	printf(",%s,%s,", shorttype(native(j->kernel)), verdict);
}

static void segmentrow(const Judged *j, const char *argument, const Stretch *s)
{
	begun(j, argument, rulingname[j->verdict.ruling]);
	printf("%a,%a,%llu,%llu,", s->from, s->to, (unsigned long long)s->count,
		(unsigned long long)s->unknown);
	if (s->count && j->verdict.sweep.sharded)      /* to be added to others */
		printf("%.17g,%.17g,%.17g,%a\n", s->worst, s->sum / (double)s->count, share(s),
			s->at);
	else if (s->count)
		printf("%.6g,%.6g,%.6g,%a\n", s->worst, s->sum / (double)s->count, share(s), s->at);
	else
		puts(",,,");
}

/* what an argument's elements were, then, of a kernel of numbers, the segments of the line; of a
 * part of all inputs the segments alone, which wengert merge adds */
void ascsv(const Judged *j, size_t n, const Printing *p)
{
	bool sharded = false;
	size_t rows = 0;

	for (size_t k = 0; k < n; k++) sharded |= j[k].verdict.sweep.sharded;
	printf("# seed %lu\n", p->seed);
	if (sharded) printf("# shard %zu/%zu\n", shard.i, shard.n);
	printf("# ulps of the kernel's own type; of rows with from and to: every input "
	       "between\nkernel,argument,number,verdict,from,to,compared,unknown,worst_ulps,"
	       "mean_ulps,within_1_ulp,worst_at\n");
	for (size_t k = 0; k < n; k++) {
		const Verdict *v = &j[k].verdict;
		const char *one = "";

		for (int a = 0; a < j[k].kernel->nargs; a++) {
			const Finding *f = &v->arg[a];

			if (!j[k].kernel->arg[a].wanted) continue;
			one = *one ? "all" : f->name;
			if (sharded) continue;
			begun(&j[k], f->name, rulingname[f->ruling]);
			printf(",,%zu,,%.6g,,,", f->elements, f->worst);
			csvcell(f->at);
			putchar('\n');
		}
		for (int i = 0; v->sweep.ran && i < v->sweep.n; i++)
			if (v->sweep.part[i].count + v->sweep.part[i].unknown)
				segmentrow(&j[k], one, &v->sweep.part[i]), rows++;
	}
	if (sharded) printf("# rows %zu\n", rows);
}
