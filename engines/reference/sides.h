/* sides.h -- what each side of t = 0 says: its germ, whether it meets the value, its derivatives;
 * inside the prover alone. */
#ifndef SIDES_H
#define SIDES_H
#include "engines/reference/prove.h"
#include "engines/reference/germ.h"

/* the second with the ends of domains lowered, once asked for */
struct Prover { const List *list; Code *code[2]; };

typedef enum { ABSENT, THERE, LOST } Presence;     /* outside the domain; a germ; not known */

typedef struct {                           /* what one side says */
	Germ *g;
	Presence there;
	/* its limit is certainly not the value at 0; certainly is */
	bool apart, through;
	bool known[2];                     /* of the first and second derivative */
	arb_t d[2];                        /* infinite: steep */
} Side;

void blank(Proof *, Class);
void openly(Proof *, const Germ *);        /* undecided, and why */
const Code *ended(Prover *);
/* done, and no other code would tell more */
bool answered(Prover *, bool done, const Proof *);

Side sided(Germ *middle, int side);
void freeside(Side *);
/* whether its limit is the value, that of the germ middle */
void met(Side *, Germ *middle);
/* side: +1 too where there is one germ around 0 */
void derivatives(Side *, int side, long want, bool second);
/* of a germ without ties; second: NULL, or the second derivative */
void smoothly(Germ *, long want, Proof *first, Proof *second);
void mixedly(Germ *, long want, Proof *);  /* of two directions */
/* both met the value, or do not */
void twosided(Side s[2], long want, Proof *first, Proof *second);
/* n = 0: the first derivative, 1: the second; false: as close as was asked, and closer must be
 * asked */
bool combined(const Side s[2], int n, bool close, Proof *);

#endif
