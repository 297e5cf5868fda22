/* limits.h -- the names of this folder's limits.def and judgelimits.def. */
#ifndef VJP_LIMITS_H
#define VJP_LIMITS_H
#define LIMITS "checks/vjp/limits.def"
#include "checks/measure/limitnames.h"
#define LIMITS "checks/vjp/judgelimits.def"
#include "checks/measure/limitnames.h"
#endif
