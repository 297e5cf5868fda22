/* boundlists.h -- the lists that tell what roundings do: of a derivative as an engine runs it, and
 * by exact partials. */
#ifndef BOUNDLISTS_H
#define BOUNDLISTS_H
#include "checks/measure/explain.h"

enum {
#define T(name) TYPE_##name,
#include "engines/numbers/numbers.def"
	TYPES
};

/* the operation, or whose partial; NULL: not rounded */
typedef struct { const Prim *of; bool partial; } Blame;

/* a derivative and what its rows do to it; the derivatives are the last nout - first outputs */
typedef struct {
	List *d;                           /* x, seed -> ..., derivatives; of scalars */
	size_t first, nseed;
	/* x, seed, h -> value and d(h . derivatives)/d row of each row told of */
	List *s;   Run *run;
	size_t *told, n;
	double *cost[TYPES];               /* of the rows told of */
	Blame *blame;                      /* of the ideal: by row */
	List *decide, *exact;  Run *truth; /* rows that choose a path, as T and as MPFR run them */
	long double *bound[TYPES];         /* ny x nx, at the point */
	bool strays[TYPES], decided[TYPES];    /* decided: strays is known */
	bool large;                        /* more rows than ROWS */
	/* at which the bounds are those of the point; 0: they are not */
	long bits;
} Half;

/* forward; reverse as recorded; reverse after simplifying; by exact partials */
enum { TANGENTS, TAPE, PLANNED, IDEAL, HALVES };

struct Explain {
	Fn fn;
	const Num *only;                   /* recorded at one point for one type; NULL: for all */
	List *f;
	bool other;                        /* exact arithmetic would record another list */
	double *x;   size_t nx, ny;
	Half half[HALVES];
};

/* rows that are 0 or a power of 2 whatever is rounded, and products and sums with them */
typedef enum { ANY, NIL, TWOS, SAME } Plain;   /* SAME: not rounded, but any number */

static inline bool forwards(int kind) { return kind == TANGENTS || kind == IDEAL; }
/* the half of that kind, not yet at a point */
void makehalf(Explain *, int kind);
void freehalf(Half *);

#endif
