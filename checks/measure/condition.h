/* condition.h -- how much of an error of an input there is in a result, to first order. */
#ifndef CONDITION_H
#define CONDITION_H
#include "checks/measure/assess.h"

/* |x_i f_i'/f| of result o, from the values of the reference: a relative error e of x_i becomes one
 * of this times e.  NaN: there is none; infinite: f is 0, or vertical */
double conditionof(const Facts *, size_t o, size_t i);
/* what rounding every input to the nearest number of T can do to f, relative and to first order:
 * their sum times the unit roundoff, 2^-53 of binary64.  NaN where one of them is */
double roundingbound(const Facts *, size_t o, const Num *);

#endif
