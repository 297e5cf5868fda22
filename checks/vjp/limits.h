/* limits.h -- the names of this limits.def: whole numbers as enumerators, others as doubles. */
#ifndef VJP_LIMITS_H
#define VJP_LIMITS_H

enum {
#define COUNT(name, value, what, why, suite, red) name = value,
#define LIMIT(name, value, what, why, suite, red)
#include "checks/vjp/limits.def"
};
#define COUNT(name, value, what, why, suite, red)
#define LIMIT(name, value, what, why, suite, red) static const double name = value;
#include "checks/vjp/limits.def"

#endif
