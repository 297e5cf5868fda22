/* trust.h -- the proved derivative beside the exact value of the rule. */
#ifndef TRUST_H
#define TRUST_H
#include "checks/vjp/compare.h"
#include "checks/vjp/tracer.h"

/* of one case and cotangent: what is proved of each element */
typedef struct Trusted Trusted;

/* d: by differences, of each argument; NULL: nothing */
Trusted *trusted(Bench *, Quad *const *g, const Slope *const *d);
void     freetrusted(Trusted *);
/* the proved truth in the place of a difference; whether the rule is right there */
Standing believed(const Trusted *, int arg, size_t e, Slope *);
/* the function has no gradient here, though each derivative exists: what a rule may say is between
 * those nearby */
bool     ambiguous(const Trusted *, int arg, size_t e);
/* the rule itself, as near as binary128 comes */
Quad     exactrule(const Trusted *, int arg, size_t e);
void     freetrust(Bench *);
#endif
