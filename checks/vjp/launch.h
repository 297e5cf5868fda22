/* launch.h -- a CUDA kernel's threads, each from what was there before the launch (cuda.hpp). */
#ifndef LAUNCH_H
#define LAUNCH_H
#include <stdbool.h>
#include <stddef.h>

/* laid out as wengert_apart of cuda.hpp: the arrays of a call, what they were before the launch,
 * what all threads have made of them */
typedef struct {
	char **at, **was, **all;
	unsigned long *bytes;
	int arrays, apart, backwards;
} Apart;

/* in the next call, whose arrays these are; until threadstogether */
void threadsapart(Apart *, char *const *at, const size_t *bytes, int n);
void threadsbackwards(Apart *);
void threadstogether(Apart *);

#endif
