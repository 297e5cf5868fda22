/* steps.h -- a run: the steps that steps.c makes of a plan and run.c takes. */
#ifndef STEPS_H
#define STEPS_H
#include "engines/run/run.h"

typedef struct {                           /* what a step needs beside its pointers */
	Call call;
	Repeat repeat;                     /* STRETCH */
	size_t start, few;                 /* PLACE: its argument's place and length */
	void *lane;                        /* SUM: what the blocks have added up */
	const void *x[];
} Instruction;

typedef struct {
	union {
		void (*one)(size_t n, void *y, const void *x);
		void (*two)(size_t n, void *y, const void *a, const void *b);
		void (*call)(const Num *, const Call *, void *y, const void *const *x);
		void (*hand)(const Call *, void *y, const void *const *x);
	} f;
	void *y;
	const void *x[3];
	size_t n;                          /* elements; GROUP: of each of its steps */
	Instruction *ins;                  /* NULL: elementwise */
	uint32_t members;                  /* GROUP, PRODUCTS: the steps that follow */
	/* moves: bit k: x[k] is a stream, goes on with the block; bit 3: y; bit 4: y keeps what was
	 */
	uint8_t kind, moves;
} Step;

/* a pointer into an input, off bytes from its start */
typedef struct { const void **where; size_t off; } Reader;
typedef struct { Reader *at; size_t n, room; void *own; } In;

struct Run {
	const List *list;
	const Num *num;
	void *mem, *scratch, *lanes;
	/* numbers in mem, of these planned; in scratch; in lanes */
	size_t room, total, blockbuffers, nlanes;
	void **at;                         /* of each row */
	Step *step;      size_t nsteps;
	/* of each input: who reads it; of each output: who uses it, where its storage is the
	 * caller's */
	In *in, *out;
	/* of each instruction with bodies: those; NULL: none has any */
	Run ***body;
};

#endif
