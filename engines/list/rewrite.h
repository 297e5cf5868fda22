/* rewrite.h -- what every pass does with a list: instructions, inputs and whole lists recorded again, and what depends on what.
 *
 * A map gives, for each instruction of the old list, its value in the new one.
 */
#ifndef REWRITE_H
#define REWRITE_H
#include "engines/wengert.h"

struct Twin { Id old, row; size_t *place; };   /* a replacement: result k of instruction old is result place[k] of row */

enum { FEWARGS = 8 };                          /* arguments for which nothing is allocated */

/* ---- one instruction, one input ------------------------------------------------- */

V    *mapped(const List *f, size_t i, const V *map, V *few);   /* the arguments of instruction i by the map, NULL: f's own; few, or allocated */
void  unmapped(V *x, const V *few);
V     recordlike(List *to, const List *f, size_t i, const V *x);       /* instruction i of f with other arguments */
V     inputlike(List *to, const List *f, size_t k);            /* input k of f */
void  copyinputs(List *to, const List *f, V *map);
void  copyoutputs(const List *f, const V *map);

/* ---- a list --------------------------------------------------------------------- */

typedef V Rule(List *to, const List *f, size_t i, const V *map, void *with);   /* what stands for instruction i; no list: nothing */
List *rewrite(const List *f, Rule *, void *with);              /* a copy, each instruction by the rule */
List *subset(const List *f, const char *in, const char *live, const char *out);    /* the marked inputs, instructions, outputs; NULL: all */

/* ---- what depends on what ------------------------------------------------------- */

void  reach(const List *f, char *on, const char *stop);        /* marks what marked instructions need; those of stop, or NULL, need nothing */
char *live(const List *f, const char *out);                    /* what the marked outputs need; NULL: all outputs */
size_t marks(size_t n, const char *on);                        /* how many */
bool  anybodied(const List *f, size_t n);                      /* among the first n instructions */
void  dependents(const List *f, char *on);                     /* marks what needs a marked instruction */

/* ---- after a pass --------------------------------------------------------------- */

extern bool verifying;                     /* set in unit tests and fuzzers, verifying.c */
const char *fault(const List *, size_t *at);                   /* what is wrong with it and its bodies, at which instruction; NULL: nothing */
List *verified(const char *pass, List *);                      /* the list, which the pass has made; dies if verifying and it is at fault */

#endif
