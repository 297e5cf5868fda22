/* entries.h -- calls of a kernel that all look alike: arrays in p[], whole numbers in n[]. */
#ifndef ENTRIES_H
#define ENTRIES_H
#include "checks/vjp/kernel.h"

/* where an array, a size, a given number stands in what an entry is passed: p[], n[] */
int   place(const Kernel *, Role, int which);
/* of an argument, a result, a cotangent or a gradient */
Base cellbase(const Kernel *, Role, int which);
const char *ctype(Base, const Kernel *, Precision);
/* s with t behind it; both are released */
char *appended(char *s, char *t);
/* wengert_forward_NAME and wengert_backward_NAME as source; yours */
char *entrycode(const Kernel *, Precision, bool cplus);

#endif
