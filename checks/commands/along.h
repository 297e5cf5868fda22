/* along.h -- what --tangent and --cotangent ask for: J v, u'J. */
#ifndef ALONG_H
#define ALONG_H
#include "checks/commands/options.h"
#include "engines/reference/reference.h"

/* V,V,... of an option, n numbers of T, one for each input or result: yours to release */
double *vectorof(const char *list, const char *option, size_t n, const char *of, const Num *T);
/* the list of u'f instead of that of f, which is freed */
List   *weightedby(List *, const double *u);
/* --order: N of one input, or the names of those to differentiate by, x,x,y; into as they stand,
 * which returns how many they are, and counted */
int     ordersof(const char *order, const Point *, size_t by[HIGHEST], Powers *);
/* ∂³f/∂x²∂y: yours to release */
char   *ordername(const Point *, int n, const size_t *by);
/* at most one of --tangent, --cotangent and what else there is */
void    onlyone(const Options *, bool other, const char *says);

#endif
