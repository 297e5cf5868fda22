/* tracerops.h -- what the operations of a traced kernel do: record a Wengert list, or compute in
 * balls. */
#ifndef TRACEROPS_H
#define TRACEROPS_H
#include "engines/numbers/arb.h"
#include "engines/wengert.h"

__extension__ typedef __float128 Quad;

typedef uint64_t Bits;                     /* a number of a traced kernel; 0: zero */
/* the table a traced library calls, as trace.hpp declares it */
typedef struct {
	Bits (*number)(double);
	Bits (*decimal)(const char *);
	Bits (*apply)(int, Bits, Bits);
	int (*compare)(int, Bits, Bits);
	double (*whole)(Bits);
	double (*narrow)(Bits);
	int (*kind)(Bits);
} Operations;
extern Operations operations;
/* what apply and compare are asked for, as trace.hpp and tracesource.c number it */
enum {
#define T0(c, p, P) K_##p,
#define T1(c, p, P) K_##p,
#define T2(c, p, P) K_##p,
#define TW(c) K_##c,
#include "checks/vjp/trace.def"
};
enum { LT, LE, GT, GE, EQ, NE };

enum { NEVER_WRITTEN = 0x5a };             /* every byte of what is not to be read */

/* on a list of the engines; or in balls of p bits */
void  recordon(List *);
void  computein(slong p);
void  endtrace(void);
/* instructions so far; why it cannot be told what the kernel does: not known which branch it
 * takes, a number that was never written; NULL: all is well */
size_t      tracedrows(void);
const char *untold(void);
/* runs it; false: it was given up, untold() says why */
bool  attempted(void (*run)(void *), void *own);
Bits  inputword(const char *name, double); /* recording: an input of the list */
Bits  exactword(Quad);
Bits  plusword(Bits, Bits);
Bits  timesword(Bits, Bits);
V     valueword(Bits);                      /* of a list */
void  ballfor(arb_t, Bits);                /* in balls */

#endif
