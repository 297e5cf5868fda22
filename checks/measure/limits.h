/* limits.h -- the names of limits.def: whole numbers as enumerators, others as doubles. */
#ifndef LIMITS_H
#define LIMITS_H

enum {
#define COUNT(name, value, what, why, suite, red) name = value,
#define LIMIT(name, value, what, why, suite, red)
#include "checks/measure/limits.def"
};
#define COUNT(name, value, what, why, suite, red)
#define LIMIT(name, value, what, why, suite, red) static const double name = value;
#include "checks/measure/limits.def"

#endif
