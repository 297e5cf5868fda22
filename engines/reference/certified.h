/* certified.h -- what proves a derivative, for another to check: the germ of each side, and the
 * evidence of its coefficient.
 *
 * See docs/certificate.md.
 */
#ifndef CERTIFIED_H
#define CERTIFIED_H
#include "engines/reference/germ.h"
#include "engines/reference/prove.h"

typedef struct {                       /* an instruction that has branches, and the one it takes */
	Id step;
	const char *takes;             /* +, -, 0, ...; NULL: the whole number in whole */
	char *whole;
	bool beside;                   /* it is exactly on a border: as it goes beside it */
} Settled;

typedef struct {
	/* 0: both sides; t = side s^N; the n-th derivative in s is what is proved */
	int side, N, n;
	Evidence why;                      /* of it; by domain: there is no germ */
	Id outside;                        /* the instruction that has no value */
	arb_t limit, d;                    /* of the germ at 0; d/dt, infinite where n < N */
	Settled *settled;
	size_t nsettled, room;
} Account;

typedef struct {
	Code *code;                        /* what the output needs, equal instructions once */
	Class class;
	arb_t value;                       /* not finite: none */
	/* of two directions: for the disc and the step they are taken 2^shift times as long */
	slong shift[2];
	Account *account;
	size_t n;                          /* 1: both sides at once, or no value; 2: left, right */
	char why[100];                     /* n = 0: what could not be told */
} Certified;

extern const char *const meansname[];

void certifiedof(Prover *, size_t o, const double *x, const double *v, long want, Certified *);
/* d2/dv dw, where nothing lies on a border */
void certifiedsecond(Prover *, size_t o, const double *x, const double *v, const double *w,
	long want, Certified *);
/* of a truth value that stays what it is near x: how it is settled; n = 0: not proved */
void certifiedguard(Prover *, size_t o, const double *x, const double *v, const double *w,
	Certified *);
void freecertified(Certified *);

/* of all outputs along v, w: NULL, or the second direction, and of the comparisons that C made on
 * the way */
typedef struct {
	Certified *output, *guard;
	bool *taken;                       /* what each comparison said */
	size_t nout, nguards;
} Proofs;

Proofs proofsof(Reference *, const double *x, const double *v, const double *w);
void   freeproofs(Proofs *);

#endif
