/* limits.h -- the names of this folder's limits.def. */
#ifndef GRADBENCH_LIMITS_H
#define GRADBENCH_LIMITS_H
#define LIMITS "checks/gradbench/limits.def"
#include "checks/measure/limitnames.h"
#endif
