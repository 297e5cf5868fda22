/* infix.h -- an instruction written as the formula a person would type. */
#ifndef INFIX_H
#define INFIX_H
#include "engines/wengert.h"

/* yours to release; longer than most: cut with its size */
char *infix(const List *, Id, size_t most);

#endif
