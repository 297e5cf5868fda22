/* branch.h -- what the branches of a germ are told by, for branch.c and roots.c. */
#ifndef BRANCH_H
#define BRANCH_H
#include "engines/reference/germ.h"

static inline acb_srcptr here(const Germ *g, Id a) { return g->val[HERE] + a; }
static inline bool moves(const Germ *g, Id a) { return g->fact[a].deg != 0; }

/* what lies on a border: at t = 0 itself a value is all that is asked */
bool tied(Germ *, Id a);
/* the sign of u - u(0), u = a - b or a, just beside 0 */
int  beside(Germ *, Id a, Id b, bool two);

/* the branch of a root at 0, of a quotient of two zeros, of atan2 where both arguments are 0 */
int  rooted(Germ *, size_t i);
int  ratio(Germ *, size_t i, slong p);
int  corner(Germ *, size_t i, slong p);

#endif
