/* roster.h -- every primitive there is, for engines.c to hand down. */
#ifndef ROSTER_H
#define ROSTER_H
#include "engines/wengert.h"

extern const Prim *const primroster[];     /* ended by NULL */

#endif
