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
#include "checks/io/npy.h"
#include "checks/io/tool.h"
#include "checks/vjp/verdict.h"
#include <gsl/gsl_rng.h>

/* prints the verdict, as text or JSON; returns the exit status, 0 where nothing is refused and
 * enough could be told */
int vjpprimal(const char *dir, const char *command, const Options *);

/* ---- slopes.c: the slope of a noisy function at 0 ------------------------------------------ */

/* f(t); NaN: there is none */
typedef double Noisy(double t, void *what);

/* rms of what a value is moved by for no reason, at points so far apart */
enum { SPACINGS = 7 };
typedef struct {
	size_t n;
	double apart[SPACINGS], sigma[SPACINGS], least;
	bool flat[SPACINGS];
	double place; /* the last place of what moves: steps are rounded to it */
} Noise;
/* scale: by which t moves f's argument much */
Noise noisenear(Noisy *, void *what, double scale);

typedef struct {
	double value, noise; /* f(0); at the step */
	double slope, error; /* of a central difference, and what bounds it */
	double left, right; /* differ: there is a kink */
	double most; /* the steepest it was on the way */
	double step;
	bool known, kink;
} Estimate;

Estimate estimateof(Noisy *, void *what, double scale, const Noise *);
/* whether the slopes at the smallest step that tells two slopes apart speak against the first */
bool refutes(Noisy *, void *what, const Estimate *, double slope, const Noise *);

/* ---- primalprogram.c: the folder, and the program ------------------------------------------- */

typedef struct {
	const char *name;
	Npy given; /* no x: not dumped */
	size_t from, n, compared, faint, kinks; /* faint: too small beside the others to be told */
	Ruling grade;
	size_t worst; /* element; n and beyond: a direction */
	double over, digits; /* the largest error over what is open; fewest digits known */
	Estimate truth;
	double gave;
	char why[WHY];
} Part;

/* place: the last decimal place that any line had of it */
typedef struct {
	double first;
	int place;
	bool varied, printed;
} Result;

typedef struct {
	const char *dir, *command;
	double limit;
	Tool *tool;
	bool once; /* it answers when its input ends */
	Point at;
	Part *part; /* of each of its inputs */
	double *v; /* the direction of a difference */
	double *g;
	size_t ny; /* the cotangent; NULL: one result */
	double half; /* half the digits of the gradients: sqrt of their unit roundoff */
	Result *result;
	size_t runs, deaths;
	double noise; /* over the value, the largest */
	gsl_rng *rng;
} Primal;

/* vars: the inputs and their order; NULL: all there are, by name */
void readfolder(Primal *, const char *vars);
void freefolder(Primal *);
/* sum g f(x + t v); NaN: there is none.  what: the Primal */
double moved(double t, void *what);
/* half a unit of the last place that any of its lines had, of results that moved; constants:
 * of all */
double unprinted(const Primal *, bool constants);

#endif
