/* control.h -- what instructions with bodies share: their results, their bodies' derivatives, replacements. */
#ifndef CONTROL_H
#define CONTROL_H
#include "engines/list/rewrite.h"

/* an instruction of p: fixed attributes, bodies (given away), arguments; y: its results, or NULL */
V      control(List *, const Prim *p, const Word *fixed, size_t nbodies, List **body, size_t nargs, const V *x, V *y);
size_t resultsof(V y, Shape *);            /* how many, and their shapes; NULL: only how many */
void   resultrows(V packed, V *y);              /* all results */
void  *attrof(V);                          /* a copy of its attributes, bodies with them: the list's own move as it grows; yours to release */
V      packing(List *, size_t n, const V *y);          /* Pack, also of none */
void   supersede(V old, V by, const size_t *place);    /* place NULL: the first ones */
Shape  packedshape(const Prim *, const void *attr);    /* of all results */
size_t sizes(size_t n, const Shape *);                 /* elements of all */
void   fits(List *, const char *who, size_t k, const Shape *is, const Shape *wants);   /* argument k; refuses */

/* inputs x, then for each tangent those of the inputs that move; outputs y, then for each tangent those that are moved:
 * moved goes in as what must be there and comes out as what is */
List  *pushsome(const List *f, const char *moves, size_t tangents, char *moved);
/* inputs x, then cotangents of the outputs f has them of; outputs y, then gradients of the inputs got */
List  *pullsome(const List *f, const char *has, char *got);
V      withbodies(List *to, const List *f, size_t i, const V *x, List *turned(List *, void *), void *how);  /* instruction i of f, its bodies turned */
List  *permuted(List *, const size_t *in, const size_t *out);      /* inputs and outputs in another order; NULL: as they are; frees its argument */
void   inlined(List *, const List *f, const V *x, V *y);           /* f recorded in place, without outputs */

typedef Body Step;
void   unrolled(size_t n, bool back, size_t carries, size_t items, size_t nx, const V *x, size_t ny, Step *, const void *what, V *y);
void   endless(List *, long steps, size_t before);     /* refuses a while that runs on, or whose steps have filled the memory since */
V      stack(size_t n, const V *x);        /* along a new axis 0 */
enum { PASSES = 16 };                      /* of a while: 2^4 is four times reverse */

/* running bodies: inputs where they lie; outputs [from, to) copied to y, returns how many elements */
void   runbody(Run *, size_t nx, const void *const *x);
size_t copyout(const Num *, Run *, size_t from, size_t to, void *y);

#endif
