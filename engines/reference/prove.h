/* prove.h -- derivatives that are proved: enclosures of values and derivatives of a scalar list,
 * and no derivative rule.
 *
 * Near t = 0 the function f(x + t v) is a germ, an expression without branches (germ.h), on both
 * sides or on each; its derivatives are enclosed by Cauchy's estimate (cauchy.c).  See
 * docs/reference.md.
 */
#ifndef PROVE_H
#define PROVE_H
#include "engines/numbers/arb.h"
#include "engines/reference/code.h"
#include "engines/reference/reference.h"

/* bits: what is proved below 2^-TINY is zero for binary64, and is called so */
enum { TINY = 1140 };

typedef struct {
	Class class;
	arb_t d, side[2];                  /* left, right; not finite and not infinite: none */
	/* it is exactly 0, or the class holds, by structure alone */
	bool structural;
	slong bits;                        /* the precision it took */
	char why[100];                     /* UNDECIDED: what could not be told */
} Proof;

typedef struct Prover Prover;

Prover *newprover(const List *scalars);    /* reads the list once */
void    freeprover(Prover *);
/* what output o needs, as the prover reads it; yours to free */
Code   *codeof(Prover *, size_t o, bool ends);
void    initproof(Proof *);
void    clearproof(Proof *);

/* output o at x: want bits, or less than 2^-TINY; SMOOTH: known; NOWHERE: outside the domain;
 * UNDECIDED */
void    provevalue(Prover *, size_t o, const double *x, long want, Proof *);
/* along v; second: NULL, or the second derivative along v, that of the first */
void prove(Prover *, size_t o, const double *x, const double *v, long want, Proof *first,
	Proof *second);
/* of a function whose list is another on each side */
void provesides(Prover *at, Prover *left, Prover *right, size_t o, const double *x, const double *v,
	long want, Proof *first, Proof *second);
/* outputs o, o + 1, ..., n truth values, are proved to be so for all small t on that side; side 0:
 * on both and at 0; v NULL: at x itself */
bool holding(Prover *, size_t o, size_t n, const double *x, const double *v, int side,
	const bool *so);
/* entries of a gradient or a Hessian one after another, for which only what their inputs move is
 * run again */
typedef struct Turning Turning;
Turning *newturning(Prover *, size_t o, const double *x, bool second);
void     freeturning(Turning *);
/* by input i, or second: by i and j; false: a branch lies on a border or something else is open:
 * prove it by itself */
bool     turned(Turning *, size_t i, size_t j, long want, Proof *);

/* d^n/prod dx_input^times */
void provepowers(Prover *, size_t o, const double *x, const Powers *, long want, Proof *);
/* d2/dv dw */
void provemixed(Prover *, size_t o, const double *x, const double *v, const double *w, long want,
	Proof *);

#endif
