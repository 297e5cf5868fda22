/* contract.h -- what a rule promises beside its numbers, part by part. */
#ifndef CONTRACT_H
#define CONTRACT_H
#include "checks/vjp/judge.h"

/* ---- cotangent.c: linear in the cotangent ---- */
void homogeneous(Bench *, Quad *const *y, Quad *const *g, Quad *const *fresh);
void additive(Bench *);
void additiveatspecial(Bench *);               /* all 1, all alike, some far below the others */

/* ---- kept.c ---- */
/* calls with other values between two that are the same */
void keepsnothing(Bench *, Quad *const *g);

bool samebits(Quad, Quad);                     /* NaN is NaN */

#endif
