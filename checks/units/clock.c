/* clock.c -- unit tests of the bench's clock, by a clock of the system that goes on only while work
 * is done: how often work is called, and what is made of its times. */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

static struct timespec stands[8];

static int standing(clockid_t clock, struct timespec *t) { return *t = stands[clock & 7], 0; }

/* the bench has these already */
#define clock_gettime standing
#define cold          coldhere
#define cputime       cputimehere
#define lapse         lapsehere
#define now           nowhere
#define race          racehere
#define stopped       stoppedhere
#define timesof       timesofhere
#include "bench/clock.c"

/* nanoseconds of a call on each clock, more of them each time; the calls that were made, and that
 * in which an interrupt comes */
typedef struct { long wall, process, thread, more, calls, stopat; char name; } Work;

static char said[1000];                    /* whose call it was */
static size_t nsaid;

static void pass(clockid_t clock, long ns)
{
	struct timespec *t = &stands[clock & 7];

	ns += t->tv_nsec;
	t->tv_sec += ns / 1000000000, t->tv_nsec = ns % 1000000000;
}

static void work(void *with)
{
	Work *w = with;

	pass(CLOCK_MONOTONIC, w->wall + w->calls * w->more);
	pass(CLOCK_PROCESS_CPUTIME_ID, w->process + w->calls * w->more);
	pass(CLOCK_THREAD_CPUTIME_ID, w->thread + w->calls * w->more);
	said[nsaid++ % sizeof said] = w->name;
	if (++w->calls == w->stopat) stopped = true;
}

#define near(a, b) assert_true(fabs((a) - (b)) <= 1e-12 + 1e-9 * fabs(b))

static void raced(size_t n, Lap *l, double seconds, size_t least, double batch)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	race(n, l, seconds, least, LAPS, batch, g);
	gsl_rng_free(g);
}

static void three_clocks(void **state)
{
	double wall = now(), cpu = cputime();

	pass(CLOCK_MONOTONIC, 1750000000), pass(CLOCK_THREAD_CPUTIME_ID, 1250000000);
	near(now() - wall, 1.75);
	near(cputime() - cpu, 1.25);
	assert_true(lapse == 0.010);
}

static void the_first_call_alone(void **state)
{
	Work w = { 4000, 3000, 3000, .more = 1000 };
	Lap l = { work, &w };

	cold(&l);
	near(l.cold, 3e-6);
	assert_int_equal(w.calls, 1);
	assert_int_equal(l.n, 0);
}

/* a batch lasts: 1, 8, 64 calls of 1 ms, then a fifth more than enough: 1.2 of 0.1 s and one;
 * other work goes on beside it, so that the wall says twice the time */
static void a_batch_lasts(void **state)
{
	Work w = { 2000000, 1000000, 1000000 };
	Lap l = { work, &w };

	raced(1, &l, 0, 5, 0.1);
	assert_int_equal(l.calls, 121);
	assert_int_equal(l.n, 5);
	assert_int_equal(w.calls, 1 + 8 + 64 + 121 + 5 * 121);
	assert_false(l.threads);
	for (size_t k = 0; k < 5; k++) {
		near(l.wall[k], 2e-3);
		near(l.cpu[k], 1e-3);
	}
	assert_ptr_equal(timesof(&l), l.cpu);
	/* no time at all is wanted: one call */
	w.calls = 0, l.calls = 77;
	raced(1, &l, 0, 7, 0);
	assert_int_equal(l.calls, 1);
	assert_int_equal(l.n, 7);
	assert_int_equal(w.calls, 1 + 7);
	/* what lasts a tenth of a batch is scaled; below it is eight times as often */
	w.thread = w.process = 10100000;
	raced(1, &l, 0, 1, 0.1);
	assert_int_equal(l.calls, 12);
	w.thread = w.process = 9900000;
	raced(1, &l, 0, 1, 0.1);
	assert_int_equal(l.calls, 13);
}

/* what stands still on its own clock is not called for ever: a hundred batches by the wall */
static void the_wall_ends_it(void **state)
{
	Work w = { 1000000, 0, 0 };
	Lap l = { work, &w };

	raced(1, &l, 0, 1, 0.001);
	assert_int_equal(l.calls, 512);
	assert_int_equal(w.calls, 1 + 8 + 64 + 512 + 512);
}

/* others work for it: more than one and a half of its own time passes for the process */
static void threads_are_told_by_the_process(void **state)
{
	Work w = { 1000000, 1500000, 1000000 };
	Lap l = { work, &w };

	w.process = 1490000;
	raced(1, &l, 0, 3, 0.01);
	assert_false(l.threads);
	assert_ptr_equal(timesof(&l), l.cpu);
	w.process = 1510000;
	raced(1, &l, 0, 3, 0.01);
	assert_true(l.threads);
	assert_ptr_equal(timesof(&l), l.wall);
	/* then the wall says how long a batch is: 4.1 ms a call, eight of which are scaled */
	w = (Work){ 4100000, 4100000, 1000000 };
	l = (Lap){ work, &w };
	raced(1, &l, 0, 3, 0.1);
	assert_int_equal(l.calls, 30);
}

/* two, of 1 and of 2 ms: 3 ms a round; until the time is over, at least so many, at most LAPS */
static void rounds(void **state)
{
	Work one = { 1000000, 500000, 500000 }, two = { 2000000, 500000, 500000 };
	Lap l[2] = { { work, &one, .n = 9 }, { work, &two, .n = 9 } };

	raced(2, l, 0.0299, 2, 0);                             /* 3 ms before they race */
	for (int k = 0; k < 2; k++) {
		assert_int_equal(l[k].n, 9);
		assert_int_equal(l[k].calls, 1);
		for (size_t r = 0; r < 9; r++) {
			near(l[k].wall[r], 1e-3 * (k + 1));
			near(l[k].cpu[r], 5e-4);
		}
	}
	assert_int_equal(one.calls, 10);
	assert_int_equal(two.calls, 10);
	raced(2, l, 0, 4, 0);
	assert_int_equal(l[1].n, 4);
	raced(2, l, 1e9, 4, 0);
	assert_int_equal(l[0].n, LAPS);
	assert_int_equal(l[1].n, LAPS);
}

/* each once a round, in an order that changes */
static void orders(void **state)
{
	Work w[MOST] = { 0 };
	Lap l[MOST] = { 0 };
	int first[MOST] = { 0 };

	for (int k = 0; k < MOST; k++) {
		w[k] = (Work){ 1000, 1000, 1000, .name = (char)('a' + k) };
		l[k] = (Lap){ work, &w[k] };
	}
	nsaid = 0;
	raced(MOST, l, 0, LAPS, 0);
	assert_int_equal(nsaid, MOST * (LAPS + 1));
	assert_memory_equal(said, "abcdefgh", MOST);           /* each by itself, first */
	for (size_t r = 1; r <= LAPS; r++) {
		const char *round = said + r * MOST;

		for (int k = 0; k < MOST; k++) assert_non_null(memchr(round, 'a' + k, MOST));
		first[*round - 'a']++;
	}
	for (int k = 0; k < MOST; k++) assert_in_range(first[k], 1, 18);
	for (int k = 0; k < MOST; k++) assert_int_equal(l[k].n, LAPS);
}

/* an interrupt ends a race at once: in a round, and before it */
static void stopped_at_once(void **state)
{
	Work one = { 1000, 1000, 1000, .stopat = 4 }, two = { 1000, 1000, 1000 };
	Lap l[2] = { { work, &one }, { work, &two } };

	raced(2, l, 0, 20, 0);
	assert_int_equal(one.calls, 4);
	assert_int_equal(l[0].n, 3);
	assert_in_range(two.calls, 3, 4);
	one.calls = two.calls = 0;
	raced(2, l, 0, 20, 1);
	assert_int_equal(one.calls + two.calls, 0);
	assert_int_equal(l[0].n + l[1].n, 0);
	stopped = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_clocks),
		cmocka_unit_test(the_first_call_alone),
		cmocka_unit_test(a_batch_lasts),
		cmocka_unit_test(the_wall_ends_it),
		cmocka_unit_test(threads_are_told_by_the_process),
		cmocka_unit_test(rounds),
		cmocka_unit_test(orders),
		cmocka_unit_test(stopped_at_once),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
