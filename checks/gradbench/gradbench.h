/* gradbench.h -- GradBench's problems: what a message asks for, as a function of ours to
 * differentiate.
 *
 * Each module reads its input, records its function as one list, and says what of it each question
 * wants; a method computes that by an engine.  No derivative is written here.
 */
#ifndef GRADBENCH_H
#define GRADBENCH_H
#include "engines/wengert.h"
#include <jansson.h>

/* ---- what came in (input.c) ----------------------------------------------- */

typedef struct {
	const json_t *j;
	char why[WHY]; /* the first thing that is wrong; "": nothing so far */
	void **own;
	size_t n, room; /* released with it */
} Received;

/* from the first flaw on, all of these give 0, or room for what was asked that holds zeros */
void flaw(Received *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void *heldby(Received *, size_t n, size_t size);
double numberin(Received *, const char *key); /* key NULL: the input itself */
size_t wholein(Received *, const char *key, size_t least, size_t most);
bool boolin(Received *, const char *key);
/* as many numbers as *n says, or as there are, where that is 0; at least one */
double *numbersin(Received *, const char *key, size_t *n);
/* m rows of n, the same for both; row major */
double *tablein(Received *, const char *key, size_t *m, size_t *n);
/* whole numbers below most, or -1 */
double *placesin(Received *, const char *key, size_t *n, size_t most);
/* the same inside of the object that key names: a view, which owns nothing */
const json_t *memberof(Received *, const json_t *, const char *key);
void dismiss(Received *);

/* ---- a function made ready (ready.c) --------------------------------------- */

typedef struct Ready Ready;
/* NULL: it cannot, and why */
Ready *ready(const Fn *, const Engine *, char why[WHY]);
void unready(Ready *);
size_t nxof(const Ready *), nyof(const Ready *);
bool readyvalue(Ready *, const double *x, double *y);
/* one cotangent for each output; y may be NULL */
bool readypull(Ready *, const double *x, const double *g, double *y, double *gx);
/* k tangents, each of all inputs; y may be NULL */
bool readypush(Ready *, const double *x, size_t k, const double *d, double *y, double *dy);
const char *whynot(const Ready *);

/* ---- problems ------------------------------------------------------------- */

typedef struct Problem Problem;
typedef struct Module Module;
struct Problem {
	const Module *module;
	Received in;
	Fn fn; /* record, and what it reads */
	double *x; /* its inputs, one after the other */
	size_t nx;
	const void *what; /* the module's own */
};

/* how an answer is computed: everything that may be done before the clock starts, then as often as
 * it is asked for */
typedef struct {
	void *(*open)(Problem *, const Engine *, int variant, char why[WHY]);
	bool (*solve)(void *, char why[WHY]);
	const double *(*result)(void *);
	void (*close)(void *);
} Method;
extern const Method byvalue, bygradient; /* of one output, or of the last */
/* the tangents that the module's seeds say: directions one after the other */
typedef size_t Seeds(const Problem *, double *d); /* d NULL: how many */
extern const Method bytangents;

/* what the numbers of an answer are: values, derivatives, first over second ones, where a descent
 * ends */
typedef enum { VALUES, DERIVATIVES, QUOTIENTS, DESCENT } Asked;

typedef struct {
	const char *name;
	Asked asked;
	const Method *method;
	json_t *(*answer)(const Problem *, const double *result);
	int variant;
} Question;

enum { QUESTIONS = 5 };
/* variants of a question with one derivative inside another: which goes in reverse */
enum { OUTER = 1, INNER = 2 };

/* output and input of the derivative that is number k of an answer */
typedef struct {
	size_t output, input;
	bool counted;
} Origin;
typedef Origin Entries(const Problem *, size_t k);

struct Module {
	const char *name;
	void (*read)(Problem *);
	Seeds *seeds;
	Entries *values,
		*derivatives; /* NULL: number k is value k, or of the last value by input k */
	Question question[QUESTIONS]; /* ended by no name */
};

#define M(name) extern const Module name##_module;
#include "checks/gradbench/modules.def"
const Module *modulenamed(const char *); /* NULL: there is none */
/* in order; NULL: after the last */
const Module *modulenumber(size_t k);
const Question *questionof(const Module *, const char *name);
/* false: the input is not what the module takes, p->in.why says why; dismiss p->in either way */
bool readproblem(Problem *p, const Module *, const json_t *input);

/* what several modules do */
json_t *numeral(double); /* null where JSON has no number */
json_t *onenumber(const Problem *, const double *);
json_t *allinputs(const Problem *, const double *); /* a number for each input */
json_t *rowsof(size_t m, size_t n, const double *); /* m arrays of n numbers */
json_t *rowof(size_t n, const double *);
V piece(V x, size_t from, size_t n); /* of its axis 0 */
V columnat(V x, size_t j); /* of a matrix: [m,1] */
V Indices(V like, size_t n, const double *); /* n whole numbers, for Gather */
/* log sum exp along an axis, by its elements */
V Shifted(V x, int axis);

/* ---- minimising (descent.c) ------------------------------------------------ */

/* x, n of them, is moved to where f is least by gradient descent; sign -1: greatest.  rest follow x
 * in f's inputs and stay.  forward: the gradient by tangents */
bool descend(Ready *f, bool forward, double sign, size_t n, double *x, size_t nrest,
	const double *rest, char why[WHY]);

#endif
