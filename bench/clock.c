/* clock.c -- batches of 10 ms and more, in random order. */
#include "bench/clock.h"
#include <gsl/gsl_randist.h>
#include <time.h>

enum { MOST = 8 };                         /* that take turns */
static const double batch = 0.010;         /* s: the clock's own cost and its grain are far below a thousandth of it */

volatile bool stopped;

static double read_(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double now(void)     { return read_(CLOCK_MONOTONIC); }
double cputime(void) { return read_(CLOCK_THREAD_CPUTIME_ID); }

void cold(Lap *l)
{
	double t = now();

	l->work(l->with);
	l->cold = now() - t;
}

static void lap(Lap *l, double *wall, double *cpu)
{
	double t = now(), c = cputime();

	for (long k = 0; k < l->calls; k++) l->work(l->with);
	*wall = (now() - t) / (double)l->calls;
	*cpu = (cputime() - c) / (double)l->calls;
}

/* so many calls that a batch lasts; this also warms caches and branch predictors */
static void calibrate(Lap *l)
{
	double wall, cpu;

	for (l->calls = 1; !stopped; ) {
		lap(l, &wall, &cpu);
		if (wall * (double)l->calls >= batch)
			return;
		l->calls = wall * (double)l->calls < batch / 10 ? 8 * l->calls : (long)(1.2 * batch / wall) + 1;
	}
}

void race(size_t n, Lap *l, double seconds, size_t least, gsl_rng *g)
{
	size_t order[MOST];
	double start = now();

	for (size_t k = 0; k < n; k++) {
		calibrate(&l[k]);
		l[k].n = 0;
		order[k] = k;
	}
	for (size_t round = 0; round < LAPS && !stopped && (round < least || now() - start < seconds); round++) {
		gsl_ran_shuffle(g, order, n, sizeof *order);
		for (size_t k = 0; k < n && !stopped; k++) {
			Lap *t = &l[order[k]];

			lap(t, &t->wall[t->n], &t->cpu[t->n]);
			t->n++;
		}
	}
}
