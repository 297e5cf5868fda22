/* mutate.h -- random mutants of this project's own sources: where a text may be changed, and into what. */
#ifndef MUTATE_H
#define MUTATE_H
#include "checks/vjp/tokens.h"

typedef struct {                           /* a source file */
	char *name, *text;                 /* the name from the root of the tree */
	int class;
	Token *t;                          /* without blanks, comments, directives; ends with END */
	size_t n;
	size_t *mate;                      /* of a bracket: the index of the one that closes or opens it */
	size_t *start, *stop;              /* the statement a token is in: its first token, the one behind its last */
	bool *live;                        /* computes: in a body, an initial value or a table, in no declarator */
	bool *first;                       /* begins a statement */
} Source;

typedef struct { int op; size_t at, n, token; char *after; } Mutant;   /* text[at .. at+n) becomes after */
typedef struct { Mutant *m; size_t n, room; } Mutants;

Source *readsource(const char *root, const char *name);
void    freesource(Source *);
bool    declares(const Source *, size_t i);                       /* does a declaration begin here? */
size_t  statementend(const Source *, size_t i);                  /* the token that ends the statement or the bracket i is in */
bool    among(const Token *, const char *words);                /* one of words, apart by blanks */

Mutants sites(const Source *);             /* every mutant, in the order of its place; one site is one place and operator */
void    freemutants(Mutants);
extern const char *const operators[];      /* their names; NULL ends them */

int     classof(const char *name);         /* -1: not drawn from */
extern const struct Class { const char *name, *says; } classes[];

#endif
