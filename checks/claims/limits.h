/* limits.h -- the names of this folder's limits.def. */
#ifndef CLAIM_LIMITS_H
#define CLAIM_LIMITS_H
#define LIMITS "checks/claims/limits.def"
#include "checks/measure/limitnames.h"
#endif
