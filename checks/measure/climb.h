/* climb.h -- from a point to the largest error nearby. */
#ifndef CLIMB_H
#define CLIMB_H
#include <stddef.h>

typedef struct {
	double (*error)(void *, const double *x);      /* -1: nothing is known there */
	double (*round)(void *, double);               /* to a number that may be asked for */
	void *with;
} Hill;

/* moves x, n numbers with the error top there, to where it is larger; returns the error there */
double climb(const Hill *, int steps, size_t n, double *x, double top);

#endif
