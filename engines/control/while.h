/* while.h -- the attributes of a while, and where its passes stand in its bodies. */
#ifndef WHILE_H
#define WHILE_H
#include "engines/control/control.h"

/* state: carries of each pass; 0: no such pass */
typedef struct { int64_t constants, state[PASSES]; } WhileAttr;
extern const Prim while_prim;

/* body 0 is the test, body j that of pass j */
static inline Bodies all(const void *attr)        { return bodies(&while_prim, attr); }
static inline size_t passes(const void *attr)     { return all(attr).n - 1; }
static inline size_t states(const void *attr, size_t j)
{
	return (size_t)((const WhileAttr *)attr)->state[j - 1];
}
static inline size_t emits(const void *attr, size_t j)
{
	return all(attr).list[j]->nout - states(attr, j);
}
static inline size_t constants(const void *attr)
{
	return (size_t)((const WhileAttr *)attr)->constants;
}

/* where in the inputs of pass j's body stand: the state of pass i < j; its emissions follow */
static inline size_t place(const void *attr, size_t j, size_t i)
{
	size_t at = states(attr, j);

	for (size_t k = 1; k < i; k++) at += states(attr, k) + emits(attr, k);
	return at;
}

static inline size_t results(const void *attr, Shape *s)
{
	size_t n = 0;

	for (size_t j = 1; j <= passes(attr); j++) {
		const List *f = all(attr).list[j];

		for (size_t k = 0; k < states(attr, j); k++, n++)
			if (s) s[n] = *shapeat(f, f->out[k]);
	}
	return n;
}

void pushwhile(V y, const V *x, size_t n, V *const *d, V *const *dy);
void pullwhile(V y, const V *x, const V *g, V *gx);

#endif
