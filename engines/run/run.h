/* run.h -- a planned run: plan.c decides the order, the storage and what is fused; run.c carries it
 * out. */
#ifndef RUN_H
#define RUN_H
#include "engines/wengert.h"

enum {
	/* elements of a block: a dozen of them stay in the first cache */
	FUSED = 512,
	LAG = 64                           /* of the block before that a register may keep */
};

typedef enum { ONE, TWO, WHERE, CALL, BYHAND, SUM, STRETCH, PLACE, GROUP, PRODUCTS } Kind;

typedef struct {                           /* of each instruction */
	Kind kind;
	/* the instruction whose storage it looks at: its own, unless it is a view */
	Id root;
	size_t off;                        /* where in it, in elements */
	size_t at;                         /* of a root: where its storage lies, in elements */
	/* of a root: the instruction whose storage holds it: its own, or a concat that it is a
	 * piece of */
	Id home;
	size_t into;                       /* where in it */
	/* run together with the instructions of that number: fused, or products of one matrix; 0:
	 * alone */
	uint32_t group;
	/* the group in which elements of it are read before the block it is at; 0: none */
	uint32_t behind;
	bool inner : 1, next : 1;          /* read in its group; it stands in the order */
	/* its storage is one block: a register of its group, or a constant only groups read */
	bool block : 1;
	bool scratch : 1;                  /* that block is a register */
	/* pieces are made where they go in it; it has its storage already */
	bool whole : 1, held : 1;
	bool callers : 1;                   /* an output whose storage is the caller's */
	/* which keeps the end of the block before: it is put into zeros further on */
	bool delayed : 1;
} Place;

typedef struct {
	Place *place;
	/* instructions as they are computed; those of a group stand together */
	Id *order;       size_t n;
	size_t groups, total, scratch;     /* total and scratch in elements */
} Plan;

/* borrowed: nothing is set aside for inputs; landing: nor for outputs from it on */
Plan newplan(const List *, const Num *, bool borrowed, size_t landing);
void freeplan(Plan *);

/* a broadcast: where element i comes from */
typedef struct { int rank; size_t dim[RANK], step[RANK]; } Repeat;
Repeat repeat(const Shape *y, const Shape *x);
/* an unslice or scattersegment: its argument lies in one piece, from start on */
bool contiguous(const List *, size_t i, size_t *start);

#endif
