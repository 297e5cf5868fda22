/* mutate.h -- random mutants of our own sources: where a text may be changed, and into what. */
#ifndef MUTATE_H
#define MUTATE_H
#include "checks/vjp/tokens.h"

typedef struct {                           /* a source file */
	char *name, *text;                 /* the name from the root of the tree */
	int class;
	Token *t;                          /* no blanks, comments, directives; END ends them */
	size_t n;
	size_t *mate;                      /* of a bracket: the one that closes or opens it */
	size_t *start, *stop;              /* of its statement: the first token, the one behind */
	bool *live;                        /* in a body, a value or a table; in no declarator */
	bool *first;                       /* begins a statement */
} Source;

typedef struct { int op; size_t at, n, token; char *after; } Mutant;    /* for text[at .. at+n) */
typedef struct { Mutant *m; size_t n, room; } Mutants;

Source *readsource(const char *root, const char *name);
void    freesource(Source *);
bool    declares(const Source *, size_t i);                     /* does a declaration begin at i? */
size_t  statementend(const Source *, size_t i);                 /* where the statement of i ends */
bool    among(const Token *, const char *words);                /* is it one of the words? */

Mutants sites(const Source *);             /* every mutant; a site is one place and one operator */
void    freemutants(Mutants);
extern const char *const operators[];      /* their names; NULL ends them */

int     classof(const char *name);         /* -1: not drawn from */
extern const struct Class { const char *name, *says; } classes[];

#endif
