/* germ.h -- a function near t = 0 with every branch settled: an expression without branches, and
 * what is known of it. */
#ifndef GERM_H
#define GERM_H
#include "engines/reference/values.h"

/* a ball around t = 0; t = 0 itself; one point beside it */
enum { DISC, HERE, POINT, PLACES };
/* not proved finite; finite; proved to be outside the domain; finite and beyond balls (far.c) */
typedef enum { VAGUE, KNOWN, OUTSIDE, FAR } State;
enum { FIRSTPREC = 128, MOSTPREC = 1 << 15, MOSTDISC = 1 << 13 };
enum { MANY = 1000, MOSTORDER = 24 };      /* no degree; the deepest order that is tried */

typedef struct {                           /* what is known of one instruction's germ g */
	signed char br;                    /* its branch; UNKNOWN: not decided yet */
	bool close;                        /* told from a whole number only by near.c */
	bool tied;                         /* what it looks at lies on a border of two branches */
	/* g(0) is the value at 0, and not only its limit from this side */
	bool through;
	/* VMOVES, WMOVES, and BOTHMOVE: d2 g/dv dw can be other than 0 */
	char touch;
	short deg, ord; /* a polynomial in t of at most this degree, or MANY; g - g(0) vanishes at
			   least to this order, exactly; MANY: constant */
	fmpz k;
	/* arguments vanish at 0 and are seen without their common power of s */
	bool reduced;
	/* of a root or of what is reduced: coefficients of both arguments */
	arb_ptr lead;
	short common;                      /* and the power taken out of them */
	slong leadprec;
} Fact;
enum { VMOVES = 1, WMOVES = 2, BOTHMOVE = 4 };

typedef struct Germ Germ;
struct Germ {
	const Code *code;
	const double *x, *v, *w;           /* w: NULL, or the second direction */
	/* -1, +1: for t on that side, t = side s^N, s > 0; 0: at t = 0 itself */
	int side;
	int N;
	/* of two directions: v and w are taken 2^shift times as long */
	slong shift[2];
	const Germ *middle;                /* of a side: the germ of side 0 */
	acb_ptr val[PLACES];
	char *state[PLACES];
	Fact *fact;
	Id *moved; size_t nmoved;          /* instructions that move, */
	/* what they cost: arithmetic and elementary functions, and series */
	double light, heavy;
	/* POINT is at[0] 2^e v + at[1] 2^e w, in s where there are sides */
	int at[2];
	/* something at t = 0 lies on the border of two branches */
	bool ties;
	/* on the end of asin, acos, acosh: code with ends would do */
	bool ends;
	int roots;                         /* N that makes all roots at 0 analytic; 0: N does */
	bool settling;                     /* branches may be decided */
	bool bitie;                        /* a tie that w moves too */
	size_t top;                        /* the output */
	/* the precision that settled it; that of the values HERE */
	slong lastp, herep;
	int tries;                         /* sums that were tried for 0 in this run */
	/* work, of one instruction at 64 bits each: beyond most it gives up */
	double spent, most;
	char why[80];                      /* gave up: what it would have taken */
};

Germ *newgerm(const Code *, const double *x, const double *v, const double *w, const Germ *middle,
	int side, int N);
void  freegerm(Germ *);
/* a radius, or a step, of 2^e */
void  rungerm(Germ *, int place, size_t upto, slong e, slong p);
/* v or w is another now: the marked steps are run again, HERE */
void  turngerm(Germ *, const char *mark);
void  listmoved(Germ *, size_t upto);
bool  affordable(Germ *, slong p);
/* decides the branches; false: the value stays vague */
bool  branches(Germ *, Id out);
acb_ptr valueat(const Germ *, int place, Id);
State stateat(const Germ *, int place, Id);

/* branch.c; the state of the worst of its arguments */
void  decide(Germ *, size_t i, State, slong p);
/* a strong product that is 0 at t = 0 for its first factor is, whatever the other one is */
bool  zeroalone(Germ *, size_t i, int place);
bool  special(Germ *, size_t i, int place, slong e, slong p);
void  structure(Germ *, size_t i);                         /* structure.c */
Id    chosen(const Germ *, size_t i);                      /* the argument a selection takes */
/* near.c: the value of a, or of a - b, less c, where balls do not tell it from 0 */
/* gamma and its kin, whose argument is that close to a pole */
bool  polar(acb_t y, const Germ *, size_t i, int place, slong p);
bool  nearby(acb_t y, const Germ *, int place, Id a, Id b, bool two, double c, slong p);
/* far.c: a value that is beyond balls, of known arguments, */
State overflowed(Germ *, size_t i, int place, slong p);
State faraway(Germ *, size_t i, int place, slong p);                /* of arguments that are, */
/* POS or NEG where balls do not tell, but how it is made; UNKNOWN */
int   positive(const Germ *, Id a);
State rootofsmall(Germ *, size_t i);
/* a constant, whatever the branch that its constant arguments take */
bool  anyway(const Germ *, size_t i);
int   farchoice(const Germ *, size_t i);                   /* and the branch they take */

/* of instruction a, or of a - b where two, d^n g/ds^n at 0, or d2/dv dw where n = 0: want bits, or
 * less than 2^-tiny */
/* estimate: n! M/R^n alone; degree: no error */
typedef enum { BYDISC, BYESTIMATE, BYDEGREE, BYSTRUCTURE, BYDOMAIN } Means;
/* the disc 2^e, |g - c| <= M on it, the step 2^(e - m), |D - derivative| <= r */
typedef struct {
	Means by;
	slong e, m, p;
	mag_t M, r;
	arf_t c;
} Evidence;
bool  enclose(Germ *, Id a, Id b, bool two, int n, long want, long tiny, arb_t D, Evidence *);
bool  disc(Germ *, Id a, Id b, bool two, slong *e, mag_t M);
slong scaleof(const Germ *);
/* the first n for which it is not exactly 0: POS, NEG its sign; NIL: a constant; UNKNOWN */
int   leading(Germ *, Id a, Id b, bool two, long want, int *n, arb_t D);

#endif
