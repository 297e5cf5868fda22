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
void   dropformula(void);                  /* one whose mistake was told to an escape */

/* shared by the grammar (grammar.y) and the rest (formula.c) */
typedef struct { const char *name; size_t length; V v; } Bound;
/* from to, in steps; NaN: to the end; one: an element, the axis goes */
typedef struct { size_t at; double from, to, step; bool one; } Index;
typedef struct { size_t at; const char *name; size_t length; V v; } Keyword;   /* axis = 0 */
typedef struct Scope Scope;                /* a body that is being read */
typedef struct Parser Parser;
struct Parser {
	List *list;
	const char *text, *p;              /* p: what is read next */
	Bound *bound;  size_t nbound, boundroom;
	V *arg;        size_t narg, argroom;       /* of the calls not yet closed */
	Keyword *key;  size_t nkey, keyroom;
	Index *index;  size_t nindex, indexroom;
	int depth;                         /* of brackets */
	bool operand;                      /* what was read last ends a value */
	size_t spot;                       /* where a shape that does not fit is to be blamed */
	V result;
	Scope *scope;                      /* the innermost; NULL: none */
	Parser *around;                    /* a formula within which this one is read */
};

typedef union {
	double number;
	V v;
	struct {
		const char *at;
		size_t length;
	} name;
	size_t n;
	struct { size_t n, keys; } call;
} Token;

/* that no input is called: and, if ..., ended by NULL; whether one stands at p */
extern const char *const formulawords[];
bool reserved(const char *p);
const char *quoted(const char *text, const char *p);
const char *blanks(const char *p, bool *line);
/* functions that are formulas, ended by a NULL name; other names; see functions.def */
typedef struct { const char *name, *parameters, *formula, *hard; double lo, hi; } Composed;
typedef struct { const char *name, *ours; } Alias;
extern const Composed composed[];
extern const Alias aliases[];
const char *composedname(size_t k);
size_t parameters(const Composed *);
V    composition(Parser *, const Composed *, const V *x);
#define FORMULASIGNS "+-*/^()[],;=<>@':?!|&"
const char *callable(size_t k);
void instead(const Parser *, size_t at);              /* the same, where it knows */
void nofunction(const Parser *, const char *name, size_t n) __attribute__((noreturn));
void noinput(const Parser *, const char *name, size_t n) __attribute__((noreturn));

void wrongtext(const Parser *, size_t at, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 3, 4)));
size_t wholeof(const Parser *, size_t at, double);     /* what stands there as an index or a size */
V    valueof(Parser *, const char *name, size_t length);
void bind(Parser *, const char *name, size_t length, V);
V    call(Parser *, const char *name, size_t length, size_t nargs, const V *x, size_t nkeys,
	const Keyword *);
void argument(Parser *, V);                            /* of a call that is not yet closed */
void keyword(Parser *, size_t at, const char *name, size_t length, V);
Index *nextindex(Parser *);
/* conditions: numbers, 0 is false */
V    condition(V);
V    either(V a, V b);
V    negation(V);
/* what is written in another language: says how it is written here */
void foreign(const Parser *, size_t at) __attribute__((noreturn));
void neighbours(const Parser *, size_t before, size_t at) __attribute__((noreturn));
void afternumber(const Parser *, size_t from, size_t end) __attribute__((noreturn));
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
/* a constant argument */
double writtennumber(Parser *, V, const char *what);
double writtenwhole(Parser *, V, const char *what);    /* of either sign */
/* functions of arrays: arrays.def; no list: there is none of this name */
V    arrayfunction(Parser *, const char *name, size_t length, size_t nargs, const V *x, int along);
/* whether it takes axis =; more: of a result that has one more axis */
bool arrayaxis(const char *name, size_t length, bool *more);
/* einsum("ij,jk->ik", a, b) */
V    einsum(Parser *, const char *text, size_t length, size_t n, const V *x);
const char *arrayname(size_t k);                       /* NULL: there are no more */

#endif
