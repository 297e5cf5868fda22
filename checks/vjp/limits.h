/* limits.h -- the names of this folder's limits.def. */
#ifndef VJP_LIMITS_H
#define VJP_LIMITS_H
#define LIMITS "checks/vjp/limits.def"
#include "checks/measure/limitnames.h"
#endif
