/* chain.h -- a list as a chain of stages, and its derivatives by a plan. */
#ifndef CHAIN_H
#define CHAIN_H
#include "engines/checkpoint/schedule.h"

/* Beside the state that goes from stage to stage there are slots: arrays that are there all the
 * time.  The inputs of the list come first; then its outputs, what a scan stacks, and what is used
 * by stages far from the one that makes it. */

/* n elements; at step t of a scan from start + t step on */
typedef struct { size_t slot, start, step, n; } Place;
/* forward half, reverse half, pushforward */
typedef enum { FORWARDHALF, REVERSEHALF, PUSH, SIDES } Side;
typedef struct {
	enum { STATE, READ, AFTER, WRITTEN, KEPT, COTANGENT, SLOPE } from;
	size_t k, start;
} Source;

typedef struct {                           /* a stage template: stages that are the same list */
	List *f;                           /* state, what is read -> state after, what is written */
	/* inputs and outputs that are state; where in it each of them lies */
	size_t nstate, nafter, *at;
	/* f and what is kept; cotangents to gradients; f with one tangent */
	List *side[SIDES];
	size_t bytes[SIDES];               /* of a run of it */
	size_t first;                      /* stage of this kind */
	/* elements of both states, and of what REAR needs beside them */
	size_t before, after, kept;
	Source *source;                    /* of each input of REAR */
	/* inputs of f that have a gradient, REAR's outputs in turn */
	char *hasgradient;
} StageTemplate;

typedef struct {                           /* a stage range: one stage, or the steps of a scan */
	/* until: stages before it, from here on, are of one kind */
	size_t first, n, template, until;
	bool back;
	Place *read, *written;
} StageRange;

typedef struct {
	const Num *num;
	size_t unit;                               /* bytes of a number */
	StageTemplate *template;    size_t ntemplates, templateroom;
	StageRange *range;      size_t nranges, rangeroom;
	size_t *slot;  size_t nslots, slotroom;    /* elements of each; */
	/* where it begins: the inputs in x, of nx elements, the others in own ones */
	size_t *start, nx, own;
	size_t *out, nin, nout, length;            /* slots of the outputs; stages */
	/* how often each stage was run, if somebody wants to know; or NULL */
	size_t *times;
} Chain;

/* its number in c->kind; takes f */
size_t templateof(Chain *, List *f, size_t nstate, size_t nafter);
void   freetemplate(StageTemplate *);
size_t weight(const List *, const Num *);      /* bytes that a run of it takes */
Chain *newchain(const List *f, const Num *);
void   freechain(Chain *);
size_t rangeof(const Chain *, size_t stage);

/* stages run; the most bytes at once beside x, g, y, gx */
typedef struct { size_t advanced, taped, reversed, bytes; } Cost;

/* y may be NULL; gx is written, not added to */
Cost followed(Chain *, const void *x, void *y);
Cost pushed(Chain *, const void *x, const void *d, void *y, void *dy);
Cost pulled(Chain *, Plan, const void *x, const void *g, void *y, void *gx);
Cost foreseen(Chain *, Plan);                  /* the cost of pulled, nothing run */

/* the plan of fewest runs that stays within so many bytes; false: why says what would do */
bool cheapest(Chain *, size_t budget, Plan *, char why[WHY]);

#endif
