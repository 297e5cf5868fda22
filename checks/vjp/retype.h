/* retype.h -- the same source in another precision. */
#ifndef RETYPE_H
#define RETYPE_H
#include "checks/vjp/kernel.h"

/* yours to release; *why: what cannot be retyped, or NULL.  Headers beside the file are taken in */
char *retyped(const char *source, const char *file, Base, Precision, char **why);
char *linemark(int line, const char *file);    /* a #line directive; yours to release */
char *quadnames(void);                     /* declarations of the binary128 functions */
char *systemheaders(const char *source);

#endif
