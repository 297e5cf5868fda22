/* cuts.h -- a list on its way to a chain: what each instruction is, and where stages end. */
#ifndef CUTS_H
#define CUTS_H
#include "engines/checkpoint/chain.h"

typedef enum { INPUT, NULLARY, PLAIN, SCANNED, CARRY, STACK } Role;

typedef struct {
	const List *l;
	Chain *c;
	Role *role;
	size_t *section;                   /* of each instruction: scans before it */
	size_t *last;                      /* the last instruction of its section that reads it */
	size_t *slot;                      /* its number + 1; 0: none */
	char *needed;                      /* by the reverse sweep */
	/* instructions in the stage that is being made: those whose number is its */
	V *map;  size_t *made, stage;
	List *s;  Place *read;  size_t nread, room;
} Cut;

typedef struct { Id *id; size_t n, room; } Ids;

/* of the instructions between two scans: after which of them a stage ends; carried: alive before */
char *wheretocut(const Cut *, const Ids *rows, const Ids *carried);

#endif
