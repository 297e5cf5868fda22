/* points.h -- where a rule is tried. */
#ifndef POINTS_H
#define POINTS_H
#include "checks/vjp/kernel.h"

typedef struct { uint64_t state; } Dice;
Dice     dice(unsigned long seed, unsigned long which);
uint64_t roll(Dice *);
double   unit(Dice *);                     /* in [0, 1) */
double   ordinary(Dice *);                 /* sign and magnitude 1/4 to 2 */

long  planned(const Kernel *);                /* cases of the plan */
/* small: 0, or how much smaller; NULL: no such sizes */
Case *newcase(const Kernel *, long run, unsigned long seed, int small);
/* size i is n, the others are small; NULL: no such sizes */
Case *sizedcase(const Kernel *, int i, long n, unsigned long seed);
/* all sizes at random, their product about that; NULL: no such sizes */
Case *mixedcase(const Kernel *, double product, unsigned long which, unsigned long seed);
/* size i as large as that product of all allows, the others alike; NULL: no such sizes */
Case *flatcase(const Kernel *, int i, double product, unsigned long seed);
/* sizes i and j at n and a little more, the others small; i == j: all of them */
Case *tilecase(const Kernel *, int i, int j, long n, unsigned long seed);
/* an array of so many elements, of several sizes none larger than that; NULL: no such sizes */
Case *hugecase(const Kernel *, size_t elements, long largest, unsigned long seed);
size_t elementsof(const Case *);           /* of its largest array */
/* the same sizes; other values, but for what is kept: all, the ends of each array, or nothing */
typedef enum { WHOLLY, ENDS, NOTHINGSAME } Same;
Case *redrawn(const Case *, Dice *, Same);
/* of an elementwise kernel: one element of it as a scalar kernel; NULL: there is none */
Kernel *oneelement(const Kernel *);
bool  thinned(const Kernel *one, long run);    /* a point of it that is left out */
bool  indoubles(const Case *);             /* every argument is a binary64 number */
void  freecase(Case *);
char *sizestext(const Case *);             /* B = 2, C = 3 */
bool  elementwise(const Kernel *);         /* by its shapes: all are alike */
bool  islarge(const Kernel *, long run);   /* too many elements for a difference in each */
bool  ishard(long run);                     /* an array of hard scalar values */
bool  extreme(const Kernel *, long run);   /* a hard point: the cotangent keeps to ordinary sizes */

#endif
