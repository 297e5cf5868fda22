/* shards.c -- unit tests of suite/shardresults.c: results of two shards put together from JSON and
 * from CSV, compared whole with those of one process. */
#include "checks/io/shard.h"
#include "checks/suite/results.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* what a shard has found; which 2: all that both have, in the order of one process */
static Results found(int which)
{
	Results x = { .seed = 7, .command = copied("check eq6") };
	Record *r = recordof(&x, "forward", "f64");
	bool a = which != 1, b = which != 0;

	if (a) tallied(r, 3, 0.25, "three"), tallied(r, 5, 2, "five");
	if (b) tallied(r, 4, 2, "four"), tallied(r, 6, 1.5, "six");
	r->ok = 10 * a + 3 * b, r->unable = 2 * a + 4 * b, r->undefined = a + 6 * b;
	r->failed = 5 * a + b, r->crashed = 7 * a + 2 * b, r->bound = 8;
	r->worded = true, r->unbounded = 3 * a + 9 * b;
	for (int v = 0; v < VERDICTS; v++)
		r->verdicts[v] = (size_t)(a * (v + 1) + 20 * b * (v + 2));
	if (b) {
		r = recordof(&x, "reverse", "f32");
		r->ok = 1, r->bound = 4;
		tallied(r, 9, 0.5, "nine");
	}
	for (int p = 0; p < PARTS; p++) {
		x.partial[p] = p != MUTANTS;
		if (p != MUTANTS)
			x.part[p] = (Tally){ .passed = (size_t)(a * (p + 1) + 30 * b),
				.failed = (size_t)(2 * a + b * p), .skipped = (size_t)(a + 5 * b) };
	}
	for (size_t item = 1; item <= 6; item++)
		if (item % 2 ? a : b) {
			Finding *f = findingof(&x, item % 2 ? UNEXPLAINED : ONE, "f64",
				item < 4 ? "early" : "late", item % 3 ? "" : "known");

			f->n = 10 * item, f->item = item, f->ulps = 0.5 * (double)item;
			release(f->worst);
			f->worst = text("entry %zu", item);
			x.failures.f = grow(x.failures.f, &x.failures.room, x.failures.n + 1,
				sizeof *x.failures.f);
			x.failures.f[x.failures.n++] = (Failure){ item, text("FAIL %zu", item) };
		}
	return x;
}

static char *injson(const Results *x)
{
	json_t *j = jresults(x, true);
	char *s = json_dumps(j, JSON_COMPACT | JSON_SORT_KEYS);

	json_decref(j);
	return s;
}

static char *incsv(const Results *x)
{
	char *s = NULL;
	size_t n = 0;
	FILE *was = stdout;

	stdout = open_memstream(&s, &n);
	csvtable(x, true);
	fclose(stdout);
	stdout = was;
	return s;
}

/* samples stand in the order of the shards, those of one process in another: they are told apart */
static void unordered(Results *x)
{
	for (size_t k = 0; k < x->nr; k++)
		for (size_t i = 1; i < x->r[k].n; i++)
			for (size_t j = i; j && x->r[k].ulps[j - 1] > x->r[k].ulps[j]; j--) {
				double u = x->r[k].ulps[j];

				x->r[k].ulps[j] = x->r[k].ulps[j - 1], x->r[k].ulps[j - 1] = u;
			}
}

static void from_json(void **state)
{
	Results all = { 0 }, one = found(2);
	char *got, *want;

	for (int k = 1; k >= 0; k--) {                         /* the second first */
		Results x = found(k);
		json_t *j = jresults(&x, true);

		assert_null(absorb(&all, j));
		json_decref(j);
		freeresults(&x);
	}
	settle(&all);
	unordered(&all), unordered(&one);
	got = injson(&all), want = injson(&one);
	assert_string_equal(got, want);
	free(got), free(want);
	freeresults(&all), freeresults(&one);
}

/* a table has no parts, findings and failures, but all of the engines */
static void from_csv(void **state)
{
	Results all = { 0 }, one = found(2);
	char *got, *want;

	for (int k = 0; k < 2; k++) {
		Results x = found(k);
		char *s = incsv(&x);
		json_t *j = csvresults(s);

		assert_non_null(j);
		assert_null(absorb(&all, j));
		json_decref(j);
		free(s);
		freeresults(&x);
	}
	/* the CSV does not say how many were skipped for want of a bound */
	unordered(&all), unordered(&one);
	got = incsv(&all), want = incsv(&one);
	assert_string_equal(got, want);
	free(got), free(want);
	freeresults(&all), freeresults(&one);
}

static void what_is_none(void **state)
{
	Results all = { 0 }, x = found(0);
	json_t *j = jresults(&x, true), *no = json_object();
	char s[] = "engine,number\nforward,f64\n", empty[] = "";

	assert_string_equal(absorb(&all, no), "is no result of wengert check --shard");
	assert_null(all.command);
	json_object_set_new(no, "engines", json_array());
	assert_string_equal(absorb(&all, no), "is no result of wengert check --shard");
	assert_null(absorb(&all, j));
	assert_string_equal(all.command, "check eq6");
	assert_int_equal(all.seed, 7);
	json_object_set_new(no, "command", json_string("check brown"));
	assert_string_equal(absorb(&all, no), "is of another command");
	assert_null(csvresults(s));
	assert_null(csvresults(empty));
	json_decref(j), json_decref(no);
	freeresults(&all), freeresults(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_json),
		cmocka_unit_test(from_csv),
		cmocka_unit_test(what_is_none),
	};

	return cmocka_run_group_tests_name("shards", tests, NULL, NULL);
}
