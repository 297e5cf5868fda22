/* retype.h -- the same source in another precision. */
#ifndef RETYPE_H
#define RETYPE_H
#include "checks/vjp/kernel.h"
#include "checks/vjp/shadow.h"
#include "checks/vjp/tokens.h"

/* preprocessed text; yours to release, all of these */
char *retyped(const char *source, Base, Precision, const Shadows *own);
/* of C's mathematics, in one of its three types */
bool  libraryfunction(const char *name, size_t n);
char *linemark(int line, const char *file);    /* a #line directive */
/* the digits of M_PI and its like; NULL: it is none */
const char *constantof(const Token *);
char *quadnames(bool cplus);               /* declarations of the binary128 functions */
char *prologue(bool cplus);                /* system headers, before a source is preprocessed */

#endif
