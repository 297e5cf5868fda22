/* hardest -- the numbers that are kept are the worst, and a tool is asked at them and at others. */
#include "bench/hardest.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

static bool dies;
static const double bad_at = 1.5, kink = 0.25; /* the tool is wrong there; there is no derivative */
/* in memory that a child shares: a tool is asked in one */
static struct { size_t calls, thebad, thekink, low; } *seen;

static void *opened(const Fn *f, const Num *T, char why[WHY]) { return seen; }
static void closed(void *state) {}

static Status pulled(void *state, const void *x, const void *g, void *y, void *gx)
{
	double at = *(const double *)x;

	seen->calls++;
	seen->thebad += at == bad_at, seen->thekink += at == kink, seen->low += at < 1;
	if (dies && at == bad_at) abort();
	*(double *)gx = at == bad_at ? at + ldexp(1, -50) : at == kink ? 7 : at;
	return OK;
}

static const Engine fake = { .name = "sacado",
	.what = "a tool that is wrong at one number",
	.open = opened,
	.vjp = pulled,
	.close = closed,
	.peer = true };

static void itself(void *with, size_t n, const double *x, double *d)
{
	memcpy(d, x, n * sizeof *d);
}

static double ulps(void *with, const Num *T, double x, double got)
{
	int e;

	if (x == kink) return NAN;
	frexp(x, &e);
	return ldexp(fabs(got - x), (int)-lastplace(T, x == 0 ? LONG_MIN : e));
}

/* 4 million numbers in [1, 2), the worst half of a million of them in [1.5, 2); two more */
static Hardest *filled(void)
{
	Hardest *h = newhardest();

	for (int k = 0; k < 1 << 22; k++) {
		double x = 1 + ldexp(k, -22);

		keephardest(h, x, x >= bad_at ? 3 - x : 0.1);
	}
	keephardest(h, kink, INFINITY);
	return h;
}

static void asked(void **state)
{
	static const Engine *const only[] = { &fake, NULL };
	const Engine *const *ours = engines;
	Fn f = { .name = "x" };
	Hardest *h = filled();
	char *is, *said;

	seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(seen != MAP_FAILED);
	engines = only;
	is = toolrates(h, &f, itself, ulps, NULL);
	/* of 2^-52 ulps there are four; at the number without a derivative it is not judged */
	said = text("4,0x1.8p+0,%zu", seen->calls - seen->thekink);
	assert_non_null(strstr(is, said));
	/* a commas a column, others than the fake are not there */
	assert_int_equal(strspn(is, ","), 4);
	assert_true(seen->thebad >= 1 && seen->thekink == 2);
	/* all the worst, and in equal steps at least as many numbers below 1 as there are above */
	assert_true(seen->calls > 2000000 && seen->calls < 2097152 && seen->low > 600000);
	release(is);
	dies = true;
	is = toolrates(h, &f, itself, ulps, NULL);
	dies = false, engines = ours;
	assert_int_equal(strspn(is, ","), strlen(is));
	release(is), release(said);
	freehardest(h);
}

static void kept(void **state)
{
	char *none = notools();
	Hardest *h = newhardest();

	assert_int_equal(strlen(none) % 3, 0);
	assert_int_equal(strspn(none, ","), strlen(none));
	release(none);
	freehardest(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(asked), cmocka_unit_test(kept) };

	return cmocka_run_group_tests_name("hardest", tests, NULL, NULL);
}
