/* clock.c -- batches of 10 ms and more, in random order. */
#include "bench/clock.h"
#include <gsl/gsl_randist.h>
#include <time.h>

enum { MOST = 8 };                         /* that take turns */
/* s: the clock's own cost and its grain are far below a thousandth of it */
const double lapse = 0.010;

volatile bool stopped;

static double lapses(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double now(void)     { return lapses(CLOCK_MONOTONIC); }
double cputime(void) { return lapses(CLOCK_THREAD_CPUTIME_ID); }

void cold(Lap *l)
{
	double t = cputime();

	l->work(l->with);
	l->cold = cputime() - t;
}

const double *timesof(const Lap *l) { return l->threads ? l->wall : l->cpu; }

static void lap(Lap *l, double *wall, double *cpu)
{
	double t = now(), c = cputime(), all = lapses(CLOCK_PROCESS_CPUTIME_ID);

	for (long k = 0; k < l->calls; k++) l->work(l->with);
	*wall = (now() - t) / (double)l->calls;
	*cpu = (cputime() - c) / (double)l->calls;
	all = (lapses(CLOCK_PROCESS_CPUTIME_ID) - all) / (double)l->calls;
	l->threads |= all > 1.5 * *cpu;
}

/* so many calls that a batch lasts; this also warms caches and branch predictors */
static void calibrate(Lap *l, double batch)
{
	double wall, cpu;

	for (l->calls = 1; !stopped; ) {
		double t;

		lap(l, &wall, &cpu);
		t = (l->threads ? wall : cpu) * (double)l->calls;
		if (t >= batch || wall * (double)l->calls > 100 * batch)
			return;
		l->calls = t < batch / 10 ? 8 * l->calls
					  : (long)(1.2 * batch / t * (double)l->calls) + 1;
	}
}

void race(size_t n, Lap *l, double seconds, size_t least, size_t most, double batch, gsl_rng *g)
{
	size_t order[MOST];
	double start = now();

	for (size_t k = 0; k < n; k++) {
		calibrate(&l[k], batch);
		l[k].n = 0;
		order[k] = k;
	}
	for (size_t round = 0;
		round < most && !stopped && (round < least || now() - start < seconds); round++) {
		gsl_ran_shuffle(g, order, n, sizeof *order);
		for (size_t k = 0; k < n && !stopped; k++) {
			Lap *t = &l[order[k]];

			lap(t, &t->wall[t->n], &t->cpu[t->n]);
			t->n++;
		}
	}
}
