/* draw.h -- random formulas and points for the fuzzes of the reference. */
#ifndef DRAW_H
#define DRAW_H
#include "engines/wengert.h"
#include <gsl/gsl_rng.h>

enum { TEXT = 1500 };                      /* of a formula */
typedef struct { char s[2 * TEXT]; size_t n; } Text;
typedef double Draw(bool wide);            /* a constant */

extern gsl_rng *rng;

/* the elementwise primitives of one and two real arguments */
void   roster(void);
bool   asked(const Prim *);                /* is one of them */
double scaled(bool wide);                  /* 0.01 to 100; wide: 1e-30 to 1e30 */
double small(bool);                        /* whole numbers and halves */
void   drawformula(Text *, int depth, bool wide, size_t n, const char *const *names, Draw *);

#endif
