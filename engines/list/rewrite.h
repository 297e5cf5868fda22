/* rewrite.h -- what every pass does with a list: instructions, inputs and whole lists recorded
 * again, and what depends on what.
 *
 * A map gives, for each instruction of the old list, its value in the new one.
 */
#ifndef REWRITE_H
#define REWRITE_H
#include "engines/wengert.h"

/* a replacement: result k of instruction old is result place[k] of instruction by */
struct Replacement { Id old, by; size_t *place; };

enum { FEWARGS = 8 };                      /* arguments for which nothing is allocated */

/* ---- one instruction, one input ------------------------------------------------- */

/* the arguments of instruction i by the map, NULL: f's own; few, or allocated */
V    *mapped(const List *f, size_t i, const V *map, V *few);
void  unmapped(V *x, const V *few);
V     recordlike(List *to, const List *f, size_t i, const V *x);   /* with other arguments */
V     inputlike(List *to, const List *f, size_t k);                /* input k */
void  copyinputs(List *to, const List *f, V *map);
void  copyoutputs(const List *f, const V *map);

/* ---- a list --------------------------------------------------------------------- */

/* what stands for instruction i; no list: nothing */
typedef V Rule(List *to, const List *f, size_t i, const V *map, void *with);
List *rewrite(const List *f, Rule *, void *with);  /* a copy, each instruction by the rule */
/* the marked inputs, instructions, outputs; NULL: all */
List *subset(const List *f, const char *in, const char *live, const char *out);

/* ---- text ----------------------------------------------------------------------- */

/* parse and primnamed, where the primitives there are are an argument, ended by NULL: list/ knows
 * none */
List *listof(const Prim *const *, const char *text, Fail *, void *);
const Prim *among(const Prim *const *, const char *name, size_t length);

/* ---- what depends on what ------------------------------------------------------- */

/* marks what marked instructions need; those marked in stop, or NULL, need nothing */
void  reach(const List *f, char *on, const char *stop);
char *live(const List *f, const char *out);        /* what marked outputs need; NULL: all outputs */
void  dependents(const List *f, char *on);         /* marks what needs a marked instruction */
size_t marks(size_t n, const char *on);            /* how many */
bool  anybodied(const List *f, size_t n);          /* among the first n instructions */

/* ---- after a pass --------------------------------------------------------------- */

extern bool verifying;                     /* set in unit tests and fuzzers, verifying.c */
/* what is wrong with it and its bodies, at which instruction; NULL: nothing */
const char *fault(const List *, size_t *at);
/* the list, which the pass has made; dies if verifying and it is at fault */
List *verified(const char *pass, List *);

#endif
