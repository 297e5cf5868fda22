/* chain.h -- a list as a chain of stages, and its derivatives by a plan. */
#ifndef CHAIN_H
#define CHAIN_H
#include "engines/checkpoint/schedule.h"

/* Beside the state that goes from stage to stage there are slots: arrays that are there all the time.  The inputs of the
 * list come first; then its outputs, what a scan stacks, and what is used by stages far from the one that makes it. */

typedef struct { size_t slot, start, step, n; } Place;    /* n elements; at step t of a scan from start + t step on */
typedef enum { FORE, REAR, PUSH, SIDES } Side;        /* forward half, reverse half, pushforward */
typedef struct { enum { STATE, READ, AFTER, WRITTEN, KEPT, COTANGENT, SLOPE } from; size_t k, start; } Source;

typedef struct {                           /* a stage template: stages that are the same list */
	List *f;                           /* state, what is read -> state after, what is written */
	size_t nstate, nafter, *at;        /* inputs and outputs that are state; where in it each of them lies */
	List *side[SIDES];                 /* f and what is kept; cotangents to gradients; f with one tangent */
	size_t bytes[SIDES];               /* of a run of it */
	size_t first;                      /* stage of this kind */
	size_t before, after, kept;        /* elements of both states, and of what REAR needs beside them */
	Source *source;                    /* of each input of REAR */
	char *got;                         /* inputs of f that have a gradient, REAR's outputs in turn */
} Kind;

typedef struct {                           /* a stage range: one stage, or the steps of a scan */
	size_t first, n, kind, until;      /* until: stages before it, from here on, are of one kind */
	bool back;
	Place *read, *written;
} Leg;

typedef struct {
	const Num *num;
	size_t unit;                               /* bytes of a number */
	Kind *kind;    size_t nkinds, kindroom;
	Leg *leg;      size_t nlegs, legroom;
	size_t *slot;  size_t nslots, slotroom;    /* elements of each; */
	size_t *start, nx, own;                    /* where it begins: the inputs in x, of nx elements, the others in own ones */
	size_t *out, nin, nout, length;            /* slots of the outputs; stages */
	size_t *times;                             /* how often each stage was run, if somebody wants to know; or NULL */
} Chain;

size_t kindof(Chain *, List *f, size_t nstate, size_t nafter);     /* its number in c->kind; takes f */
void   freekind(Kind *);
size_t weight(const List *, const Num *);      /* bytes that a run of it takes */
Chain *newchain(const List *f, const Num *);
void   freechain(Chain *);
size_t legof(const Chain *, size_t stage);

typedef struct { size_t advanced, taped, reversed, bytes; } Cost;  /* stages run; the most bytes at once beside x, g, y, gx */

/* y may be NULL; gx is written, not added to */
Cost followed(Chain *, const void *x, void *y);
Cost pushed(Chain *, const void *x, const void *d, void *y, void *dy);
Cost pulled(Chain *, Plan, const void *x, const void *g, void *y, void *gx);
Cost foreseen(Chain *, Plan);                  /* the cost of pulled, nothing run */

/* the plan of fewest runs that stays within so many bytes; false: why says what would do */
bool cheapest(Chain *, size_t budget, Plan *, char why[WHY]);

#endif
