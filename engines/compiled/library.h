/* library.h -- C text as a loaded library, by the compiler of the user; kept under its hash. */
#ifndef LIBRARY_H
#define LIBRARY_H
#include "engines/wengert.h"

/* its dlopen handle; NULL: why.  heavy: statements, which take the compiler's time */
void *library(const char *source, size_t statements, char why[WHY]);

#endif
