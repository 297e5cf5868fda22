/* gradcheckers.h -- three known gradient checkers at their defaults, on any rule that is given as
 * functions of flat arrays. */
#ifndef GRADCHECKERS_H
#define GRADCHECKERS_H
#include <gsl/gsl_rng.h>
#include <stdbool.h>

/* a function of x[nx] with results y[ny], and its backward rule, at a point */
typedef struct Trial Trial;
struct Trial {
	void (*primal)(const Trial *, const double *x, double *y);
	/* dx is zero before */
	void (*pull)(const Trial *, const double *g, double *dx);
	/* the k-th point: sets nx, ny, x and y = f(x); false: there is none */
	bool (*draw)(Trial *, int k);
	void *of; /* what they compute */
	int nx, ny;
	double *x, *y;
	gsl_rng *rng; /* directions and cotangents come from it */
};

enum { GRADCHECKERS = 3 };
typedef struct {
	const char *name;
	bool (*passes)(const Trial *);
} GradChecker;
extern const GradChecker gradcheckers[GRADCHECKERS];

/* whether the rule passes at each of n points */
bool passesall(const GradChecker *, Trial *, int n, unsigned long seed);

#endif
