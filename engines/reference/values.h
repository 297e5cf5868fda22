/* values.h -- every elementwise primitive at a point or over a disc, in complex balls; no
 * derivative is known here. */
#ifndef VALUES_H
#define VALUES_H
#include "engines/numbers/arb.h"
#include "engines/reference/code.h"
#include "engines/reference/fault.h"

typedef enum { SURE, SIGN, ORDER, WHOLE, ROOT, POWER, RATIO, END, SINE, ANGLE } Choice;
typedef enum { ANY, LINEAR, SUM, SQUARE, PRODUCT, QUOTIENT, RAISED, SAME, CHOSEN, STEP } Rule;
typedef enum { NEVER, ATORIGIN, WHOLES, HALVES } Even;
typedef enum { EVERYWHERE, CLOSED, OPEN, NONZERO, NOPOLE, NOTAT } Ends;

/* branches: of what it looks at the sign, or NIL where that is 0; ABOVE, BELOW: half planes of
 * atan2; SPECIAL, -SPECIAL: a root or a ratio at 0, with the sign of what is rooted; BLURRED: a
 * constant's whole number */
enum { UNKNOWN = 0, NEG = -1, POS = 1, NIL = 2, ABOVE = 3, BELOW = -3, SPECIAL = 7, BLURRED = 9 };

typedef struct {
	acb_srcptr a, b;
	int br;
	const fmpz *k;                     /* the whole number of floor, round, trunc */
	bool wide;                         /* over a disc, and analytic there */
	slong p;
	acb_srcptr mid;                    /* of three arguments that between a and b; NULL: two */
} Cell;

typedef struct {
	bool (*value)(acb_t y, const Cell *);      /* false: cannot tell */
	Choice choice;
	Rule rule;
	int argument;
	Ends ends;
	double lo, hi;
	Even even;
	double cost;
} Kind;

extern const Kind *const kinds[OPS];
/* the argument that has the domain: the first one, or the last */
static inline Id domained(const Step *s) { return s->x[kinds[s->op]->argument ? s->nargs - 1 : 0]; }

/* a finite y is proved to contain it, and it to be real at a point */
bool ballof(acb_t y, int op, const Cell *);
/* proved to be out of the domain; open: all that is near, too */
bool outside(int op, const acb_t a, const acb_t b, bool open);
bool isexactly(const acb_t, double);
double log2of(const mag_t);                        /* of an upper bound, whatever its exponent */
double log2mag(const arb_t);
double leastlog2(const acb_t);                      /* of a lower bound */

#endif
