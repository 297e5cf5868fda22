/* limits.h -- the names of this folder's limits.def. */
#ifndef TIMING_LIMITS_H
#define TIMING_LIMITS_H
#define LIMITS "bench/limits.def"
#include "checks/measure/limitnames.h"
#endif
