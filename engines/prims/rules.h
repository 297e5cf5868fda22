/* rules.h -- the derivative formulas of scalar.def, parsed once and recorded where they are needed.
 */
#ifndef RULES_H
#define RULES_H
#include "engines/wengert.h"

/* who reads the formulas stands above: called once, before the first derivative */
typedef List *Formula(const char *text, const char *title, const char *inputs);
void readrules(Formula *);

extern const Prim *const elementary[];     /* the primitives of scalar.def, ended by NULL */

/* d f_i(x): both the jvp and the vjp of an elementwise primitive */
V rule(int i, V d, V y, const V *x);
V lowered(V y, const V *x);                   /* its lowering */

#endif
