/* maker.h -- code in the making: equal instructions have one number. */
#ifndef MAKER_H
#define MAKER_H
#include "engines/reference/code.h"

typedef struct { Code *code; Id *slot; size_t slots; bool ends; } Maker;

Id placestep(Maker *, Step);
Id lowerstep(Maker *, int op, unsigned nargs, Id a, Id b);   /* lower.c */

#endif
