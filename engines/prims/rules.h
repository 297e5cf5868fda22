/* rules.h -- the derivative formulas of scalar.def, parsed once and recorded where they are needed.
 */
#ifndef RULES_H
#define RULES_H
#include "engines/wengert.h"

/* d f_i(x): both the jvp and the vjp of an elementwise primitive */
V rule(int i, V d, V y, const V *x);
V said(V y, const V *x);                   /* its meaning */

#endif
