/* primal.h -- gradients that a program prints, held against differences of that program.
 *
 * In the folder as for --formula (dumps.h): NAME.npy for each input, cotangent.npy where there is
 * more than one result, grad_NAME.npy for each gradient to be judged.  The program reads a line of
 * numbers, those of all inputs in the order of their names or of --vars, and writes a line: its
 * results.  It may answer one line and end, or go on.
 */
#ifndef PRIMAL_H
#define PRIMAL_H
#include "checks/commands/options.h"

/* prints the verdict, as text or JSON; returns the exit status, 0 where nothing is refused and
 * enough could be told */
int vjpprimal(const char *dir, const char *command, const Options *);

/* ---- slopes.c: the slope of a noisy function at 0 ------------------------------------------ */

/* f(t); NaN: there is none */
typedef double Noisy(double t, void *what);

/* rms of what a value is moved by for no reason, at points so far apart */
enum { SPACINGS = 7 };
typedef struct { size_t n; double apart[SPACINGS], sigma[SPACINGS], least; } Noise;
/* scale: by which t moves f's argument much */
Noise noisenear(Noisy *, void *what, double scale);

typedef struct {
	double value, noise;               /* f(0); at the step */
	double slope, error;               /* of a central difference, and what bounds it */
	double left, right;                /* differ: there is a kink */
	double step;
	bool known, kink;
} Estimate;

Estimate estimateof(Noisy *, void *what, double scale, const Noise *);

#endif
