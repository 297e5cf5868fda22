/* retype.h -- the same source in another precision. */
#ifndef RETYPE_H
#define RETYPE_H
#include "checks/vjp/kernel.h"

/* preprocessed text; yours to release, all of these */
char *retyped(const char *source, Base, Precision);
char *linemark(int line, const char *file);    /* a #line directive */
char *quadnames(bool cplus);               /* declarations of the binary128 functions */
char *prologue(bool cplus);                /* system headers, before a source is preprocessed */

#endif
