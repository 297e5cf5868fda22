/* clock.h -- how long a piece of work takes, beside others that take turns with it. */
#ifndef CLOCK_H
#define CLOCK_H
#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

enum { LAPS = 50 };                        /* samples kept of each, at most */

typedef struct {
	void (*work)(void *);  void *with;
	double cold;                       /* seconds of the first call */
	long calls;                        /* in a batch, which is a sample: 10 ms or more */
	size_t n;
	/* seconds a call: CLOCK_MONOTONIC, CLOCK_THREAD_CPUTIME_ID */
	double wall[LAPS], cpu[LAPS];
	bool threads;                      /* others worked for it: only the wall tells */
} Lap;

/* cpu, for others use this machine too; wall where it has threads */
const double *timesof(const Lap *);
double now(void);                          /* CLOCK_MONOTONIC */
double cputime(void);                      /* of this thread */
void   cold(Lap *);                        /* the first call */
/* in random order, round by round: so many at least, and at most; batch: seconds of a sample */
void race(size_t n, Lap *, double seconds, size_t least, size_t most, double batch, gsl_rng *);
extern const double lapse;                 /* of a sample that is to be published */
extern volatile bool stopped;              /* by SIGINT: a race ends at once */

#endif
