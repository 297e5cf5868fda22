/* pages.h -- an example of every primitive that has a page. */
#ifndef PAGES_H
#define PAGES_H
#include "engines/wengert.h"

List *pagelist(const char *name);          /* of that page's case, or NULL */
/* of the largest entry, of a derivative of first or second order */
bool  pagewithin(double ulps, int order);

#endif
