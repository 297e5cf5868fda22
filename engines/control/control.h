/* control.h -- what instructions with bodies share: their results, their bodies' derivatives,
 * replacements. */
#ifndef CONTROL_H
#define CONTROL_H
#include "engines/transform/bodies.h"
#include "engines/transform/replace.h"

/* an instruction of p: fixed attributes, bodies (given away), arguments; y: its results, or NULL */
V control(List *, const Prim *p, const Word *fixed, size_t nbodies, List **body, size_t nargs,
	const V *x, V *y);

/* f recorded in place, without outputs */
void   inlined(List *, const List *f, const V *x, V *y);

typedef Body Step;
void unrolled(size_t n, bool back, size_t carries, size_t items, size_t nx, const V *x, size_t ny,
	Step *, const void *what, V *y);
/* refuses a while that runs on, or whose steps have filled the memory since */
void   endless(List *, long steps, size_t before);
V      stack(size_t n, const V *x);        /* along a new axis 0 */

/* running bodies: inputs where they lie; outputs [from, to) copied to y, returns how many elements
 */
void   runbody(Run *, size_t nx, const void *const *x);
size_t copyout(const Num *, Run *, size_t from, size_t to, void *y);

#endif
