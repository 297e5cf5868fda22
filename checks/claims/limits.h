/* limits.h -- the names of limits.def: whole numbers as enumerators, others as doubles. */
#ifndef CLAIM_LIMITS_H
#define CLAIM_LIMITS_H

enum {
#define COUNT(name, value, what, why, suite, red) name = value,
#define LIMIT(name, value, what, why, suite, red)
#include "checks/claims/limits.def"
};
#define COUNT(name, value, what, why, suite, red)
#define LIMIT(name, value, what, why, suite, red) static const double name = value;
#include "checks/claims/limits.def"

#endif
