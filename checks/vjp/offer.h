/* offer.h -- a comment line that would do. */
#ifndef OFFER_H
#define OFFER_H
#include "checks/vjp/roles.h"

/* each is tried before it is offered; NULL: none was found.  Kept in the pool */
char *offered(const File *, const Comment *, const Pair *);
char *guessed(const File *, const Pair *);

#endif
