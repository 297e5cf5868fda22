/* infix.h -- an instruction written as the formula a person would type. */
#ifndef INFIX_H
#define INFIX_H
#include "engines/wengert.h"

char *infix(const List *, Id, size_t most);    /* yours to release; longer than most: cut with its size */

#endif
