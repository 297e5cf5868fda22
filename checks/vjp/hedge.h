/* hedge.h -- a fault that one more clause would explain is no proof. */
#ifndef HEDGE_H
#define HEDGE_H
#include "checks/vjp/child.h"

/* the verdict on kernel k of a source; WRONG becomes INCONCLUSIVE where a clause would make it
 * right, and the clause is offered */
Verdict hedged(const Source *, size_t k, const Built *, const Asked *, Verdict);

#endif
