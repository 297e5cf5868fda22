/* limits.h -- the names of this folder's limits.def. */
#ifndef LIMITS_H
#define LIMITS_H
#define LIMITS "checks/measure/limits.def"
#include "checks/measure/limitnames.h"
#endif
