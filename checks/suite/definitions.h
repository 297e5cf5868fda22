/* pages.h -- an example of every primitive that has a definition of its own. */
#ifndef PAGES_H
#define PAGES_H
#include "engines/wengert.h"

List *definitionlist(const char *name);          /* of its case, or NULL */
/* of the largest entry, of a derivative of first or second order */
bool  definitionwithin(double ulps, int order);

#endif
