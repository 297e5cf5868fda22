/* schedule.h -- the checkpoint schedule: which states of a chain of stages are kept, and which are
 * computed again. */
#ifndef SCHEDULE_H
#define SCHEDULE_H
#include "engines/wengert.h"

/* stages in groups, the last one shorter; states before snaps groups are held at once, a group's
 * own values while it is reversed. All stages in one group: store-all.  As many snapshots as
 * groups: uniform.  Groups of one: binomial. */
typedef struct { size_t group, snaps; } Plan;

typedef enum { ADVANCE, STORE, RESTORE, DROP, TAPE, BACK } Action;
/* ADVANCE and TAPE: as far as state k; the others: state k */
typedef void Act(void *, Action, size_t k);

void   schedule(Plan, size_t length, Act *, void *);
/* stages that are run without being kept, by theory */
size_t advances(Plan, size_t length);
/* C(s + r, s), or SIZE_MAX: stages that s snapshots reverse in r runs of each */
size_t beta(size_t s, size_t r);
size_t revolve(size_t length, size_t snaps);   /* r L - beta(s + 1, r - 1), the fewest */

Plan   storeall(size_t length);
Plan   uniform(size_t length, size_t group);   /* 0: sqrt(length) */
Plan   binomial(size_t length, size_t snaps);  /* 0: log2(length) + 1 */

/* what the user wants: a plan by name (any: the cheapest within the budget), and how many bytes it
 * may take; 0: any number */
typedef struct { enum { ANYPLAN, STOREALL, UNIFORM, BINOMIAL } how; size_t n, budget; } Policy;

/* store-all, uniform, uniform:STAGES, binomial, binomial:SNAPSHOTS, any */
bool   planfrom(const char *text, Policy *);
Plan   planof(Policy, size_t length);            /* without a budget any is binomial */
/* of every checkpointed engine opened from now on */
extern Policy checkpointpolicy;

#endif
