/* along.h -- what --tangent and --cotangent ask for: J v, u'J. */
#ifndef ALONG_H
#define ALONG_H
#include "checks/commands/options.h"

/* V,V,... of an option, n numbers of T, one for each input or result: yours to release */
double *vectorof(const char *list, const char *option, size_t n, const char *of, const Num *T);
/* the list of u'f instead of that of f, which is freed */
List   *weightedby(List *, const double *u);
/* at most one of --tangent, --cotangent and what else there is */
void    onlyone(const Options *, bool other, const char *says);

#endif
