/* schedule.c -- unit tests of checkpointing's schedules: counts as in theory, plans by their names.
 */
#include "engines/checkpoint/schedule.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

enum { MOST = 90 };

/* t(L, s) by dynamic programming */
static size_t (*minimum(void))[MOST + 1]
{
	size_t (*t)[MOST + 1] = alloc(MOST + 1, sizeof *t);

	for (size_t s = 1; s <= MOST; s++)
		for (size_t l = 2; l <= MOST; l++) {
			t[s][l] = l * (l - 1) / 2;
			for (size_t d = 1; s > 1 && d < l; d++)
				if (d + t[s - 1][l - d] + t[s][d] < t[s][l])
					t[s][l] = d + t[s - 1][l - d] + t[s][d];
		}
	return t;
}

static void theory(void **state)
{
	size_t (*t)[MOST + 1] = minimum();

	for (size_t s = 1; s <= MOST; s++)
		for (size_t l = 1; l <= MOST; l++)
			if (revolve(l, s) != t[s][l])
				fail_msg("t(%zu, %zu) is %zu, the least is %zu", l, s,
					revolve(l, s), t[s][l]);
	assert_int_equal(beta(3, 4), 35);
	assert_int_equal(beta(200, 200), SIZE_MAX);
	release(t);
}

typedef struct { size_t at, advanced, taped, snaps, most, reversed, *runs; } Counted;

static void counted(void *to, Action what, size_t k)
{
	Counted *c = to;

	switch (what) {
	case ADVANCE: for (; c->at < k; c->at++, c->advanced++) c->runs[c->at]++; break;
	case TAPE:    c->taped += k - c->at; c->at = k; break;
	case BACK:    assert_int_equal(c->at, c->reversed); c->reversed = k; break;
	case STORE:
		assert_int_equal(c->at, k);
		if (++c->snaps > c->most) c->most = c->snaps;
		break;
	case RESTORE: c->at = k; break;
	case DROP:    c->snaps--;
	}
}

/* every stage is taped once, in turn from the last; no more snapshots than said; nobody is run more
 * than r times */
static void follow(Plan p, size_t length, size_t advanced)
{
	Counted c = { .reversed = length, .runs = alloc(length, sizeof *c.runs) };
	size_t r = 0;

	schedule(p, length, counted, &c);
	assert_int_equal(c.advanced, advanced);
	assert_int_equal(c.advanced, advances(p, length));
	assert_int_equal(c.taped, length);
	assert_int_equal(c.reversed, 0);
	assert_int_equal(c.snaps, 0);
	assert_true(c.most <= p.snaps);
	while (p.group == 1 && beta(p.snaps, r) < length) r++;
	for (size_t k = 0; p.group == 1 && k < length; k++) assert_true(c.runs[k] <= r);
	release(c.runs);
}

static void schedules(void **state)
{
	size_t (*t)[MOST + 1] = minimum();

	for (size_t s = 1; s <= MOST; s++)
		for (size_t l = 1; l <= MOST; l++) follow(binomial(l, s), l, t[s < l ? s : l][l]);
	for (size_t s = 1; s <= 60; s += s < 12 ? 1 : 16) {
		size_t l = s == 1 ? 300 : 5000, r = 0;

		while (beta(s, r) < l) r++;
		follow(binomial(l, s), l, r * l - beta(s + 1, r - 1));
	}
	for (size_t l = 1; l <= 200; l++)
		for (size_t m = 1; m <= l; m += 1 + l / 7) {
			follow(uniform(l, m), l, ((l + m - 1) / m - 1) * m);
			follow(storeall(l), l, 0);
		}
	assert_int_equal(uniform(4096, 0).group, 64);
	assert_int_equal(uniform(4096, 0).snaps, 64);
	assert_int_equal(binomial(4096, 0).snaps, 13);
	release(t);
}

static void as_said(void **state)
{
	static const char *const wrong[] = { "", "revolve", "binomial:", "binomial:0",
		"binomial:-1", "binomial:3x", "store-all:2", "uni" };
	Policy w;

	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
		if (planfrom(wrong[k], &w)) fail_msg("\"%s\" is taken for a plan", wrong[k]);
	assert_true(planfrom("binomial:7", &w));
	assert_int_equal(planof(w, 100).snaps, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(theory),
		cmocka_unit_test(schedules),
		cmocka_unit_test(as_said),
	};

	return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
