/* library.h -- C text as a loaded library, by the compiler of the user; kept under its hash. */
#ifndef LIBRARY_H
#define LIBRARY_H
#include "engines/wengert.h"

/* its dlopen handle; NULL: why.  statements: of scalars, which take the compiler's time; loops:
 * there are some, to be vectorised */
void *library(const char *source, size_t statements, bool loops, char why[WHY]);
/* how often the compiler was asked in this process, by whatever list */
extern size_t compilations;

#endif
