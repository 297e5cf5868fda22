/* formula.h -- text to list. */
#ifndef FORMULA_H
#define FORMULA_H
#include "engines/wengert.h"

enum { LONGEST = 1 << 17 };                /* characters of a formula */

/* the names no statement sets, in order of first appearance; names that differ only in a trailing
 * number sort by it */
size_t freenames(size_t n, const char *const *text, char ***names);
/* the formula's value, recorded; a mistake in the text is shown with a caret and exits 2 */
V      recordformula(List *, const char *text, size_t n, const char *const *names, const V *x);

/* shared by the grammar (grammar.y) and the rest (formula.c) */
typedef struct { const char *name; size_t length; V v; } Bound;
typedef struct { size_t from, to; bool all, one; } Index;
typedef struct Scope Scope;                /* a body that is being read */
typedef struct {
	List *list;
	const char *text, *p;              /* p: what is read next */
	Bound *bound;  size_t nbound, boundroom;
	V *arg;        size_t narg, argroom;       /* of the calls not yet closed */
	Index *index;  size_t nindex, indexroom;
	size_t spot;                       /* where a shape that does not fit is to be blamed */
	V result;
	Scope *scope;                      /* the innermost; NULL: none */
} Parser;

typedef union {
	double number;
	V v;
	struct {
		const char *at;
		size_t length;
	} name;
	size_t n;
} Token;

void wrongtext(const Parser *, size_t at, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 3, 4)));
size_t wholeof(const Parser *, size_t at, double);     /* what stands there as an index or a size */
V    valueof(Parser *, const char *name, size_t length);
void bind(Parser *, const char *name, size_t length, V);
V    call(Parser *, const char *name, size_t length, size_t nargs, const V *x);
V    bracket(Parser *, size_t n, const V *x);          /* [a, b, c] */
V    at_index(Parser *, V x, size_t n, const Index *);
/* loops and branches; see loops.c */
/* a body begins: names bound from here on are its own */
void openloop(Parser *);
void carry(Parser *, const char *name, size_t length, V from);
void eachitem(Parser *, const char *name, size_t length, V of);
/* all carries are there: read the body, or the next one */
void enter(Parser *);
void leave(Parser *, size_t n, const V *y);            /* the body gives these */
V    iterated(Parser *, V times);                      /* no list: as many as there are items */
V    whiled(Parser *);
V    branched(Parser *, V c);
V    checkpointed(Parser *);
V    captured(Parser *, V);                            /* a value of an outer list, in this one */
void closeall(Parser *);                               /* of a formula that is given up */
V    power(V a, V b);
V    product(Parser *, V a, V b);                      /* a @ b, as in NumPy */

#endif
