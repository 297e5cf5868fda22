/* certify.h -- a tool of others that speaks GradBench's protocol, held against the reference. */
#ifndef CERTIFY_H
#define CERTIFY_H
#include "checks/commands/options.h"
#include "checks/gradbench/gradbench.h"
#include "checks/io/tool.h"
#include <gsl/gsl_rng.h>
#include <mpfr.h>

/* of --engine gradbench:COMMAND */
int certifytool(const Options *); /* the exit status of check */

enum { TODEFINE = 600 }; /* seconds: many compile when they are asked for a module */

/* ---- what is right (samples.c, truths.c) ---------------------------------------- */

/* an input of a few numbers, or one whose time is worth measuring */
json_t *sampleof(const Module *, gsl_rng *, bool large);

/* a number of an answer: a value, a derivative, or a whole number that must be just that */
typedef struct {
	enum { NUMBER, DERIVED, COUNTED } kind;
	mpfr_t truth;
	char why[WHY]; /* the reference does not know it */
} Right;

typedef struct {
	json_t *shape; /* an answer by an engine of ours, for its form */
	size_t n;
	Right *right; /* of its numbers, in order */
} Rights;
/* false: it cannot be told, and why */
bool rightsof(const Module *, const Question *, const json_t *input, Rights *, char why[WHY]);
void freerights(Rights *);

/* ---- an answer (answers.c) -------------------------------------------------------- */

typedef struct {
	size_t n, far, unknown; /* numbers; further off than AGREED; truth not known */
	double ulps, relative; /* the worst */
	size_t worst;
	double given, truth;
	bool valid; /* by GradBench's rule */
	char why[WHY]; /* no answer, or of another form; "": it is judged */
} Held;
void holdagainst(const Rights *, size_t runs, const json_t *answer, Held *);
/* the tool's own times of that name, seconds; yours to release */
size_t owntimes(const json_t *answer, const char *name, double **);
/* how far x is from the truth, relative to it, or where that is 0 whole; and whether GradBench's
 * rule accepts it */
double offby(const mpfr_t truth, double x);
bool acceptable(double truth, double x);
/* numbers in order, keys as the shape has them; x and nx; NULL: of another form, and where */
double *leaves(const json_t *shape, const json_t *answer, size_t *n, char why[WHY]);
/* NULL: it cannot, and why */
json_t *answerby(const Engine *, const Module *, const Question *, const json_t *input,
	char why[WHY]);
/* the nested ones, in binary128, by differences (nested.c) */
void particletruth(double w, mpfr_t *found);
void saddletruth(const double start[2], mpfr_t *found);

#endif
