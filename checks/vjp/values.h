/* values.h -- the numbers that arguments take, for whoever makes a case. */
#ifndef VALUES_H
#define VALUES_H
#include "checks/vjp/points.h"

enum { HARD = 129, PAIR = 25 };             /* hard values of one argument, of each of two */
enum { MOSTELEMENTS = 16384 };              /* of a case, in all; but for huge ones */
extern const double hard[HARD];

/* an argument's domain, infinite where the comment names no end */
double lowest(const Array *, const Kernel *, const long *size);
double highest(const Array *, const Kernel *, const long *size);
/* the first and the last whole number of one */
double leastwhole(const Array *, double lo);
double mostwhole(const Array *, double hi);
bool   inside(double v, double lo, bool openlo, double hi, bool openhi);
double tonumber(double v, Precision);      /* to the number type */
double within(Dice *, double lo, double hi);
/* argument i of a plain kernel at that point of the plan */
double scalarin(const Kernel *, const Array *, int i, long run, Dice *);

/* ---- plan.c ---- */
/* shapes of its sizes; false: there are none, or more than so many elements in all */
bool shapesin(Case *, size_t most);
void fillcase(Case *, long run, Dice *);   /* as that run of the plan; it has its shapes */

#endif
