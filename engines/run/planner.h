/* planner.h -- a plan in the making: plan.c decides the order and the groups, storage.c the places.
 */
#ifndef PLANNER_H
#define PLANNER_H
#include "engines/run/run.h"

enum {
	MEMBERS = 256,                     /* of a group */
	LONG = 4096,                       /* elements: less stays in cache whole */
};

typedef struct {
	const List *l;
	const Num *num;
	bool plain, borrowed;                  /* plain: a number is its bytes */
	Plan p;
	/* the group being filled */
	struct { uint32_t number; size_t n, members, room; Id *member; } open;
} Planner;

static inline size_t length(const List *l, size_t i) { return count(shapeat(l, i)); }
static inline bool elementwise(Kind k) { return k == ONE || k == TWO || k == WHERE; }

/* where each instruction's storage lies; the order is decided */
void storage(Planner *);

#endif
