/* check.h -- the parts of `wengert check`. */
#ifndef CHECK_H
#define CHECK_H
#include "checks/assess.h"
#include "checks/options.h"
#include "checks/tap.h"

double bound(const Engine *, const Num *);                 /* of checks/bounds.def */
double seconds(void);

void checkrules(const Options *, Tally *, Tally *mutants);     /* every elementwise derivative, at hard points too */
void checkpages(const Options *, Tally *, Tally *mutants);     /* every primitive with a page, both its rules, to second order */

typedef enum { NEGATED, SCALED, ADDED, DROPPED } Mutation;
extern const char *const mutation[];
void breakrule(const Prim *, int i, Mutation);             /* from now on; NULL: whole again */

#endif
