/* tangents.h -- X_jvp: what it takes, and how it is judged by the truth of gradients. */
#ifndef TANGENTS_H
#define TANGENTS_H
#include "checks/vjp/roles.h"

/* forwards with a function that pushes tangents through them; kept in the pool */
Pair *tangentpairs(const File *, size_t *n);
/* roles of a JVP whose kernel is known: a tangent takes the place of a gradient, what comes out
 * that of a cotangent.  Those that no name says are told by use */
void  tangentroles(Kernel *);
/* numbers in, a number out; false: it needs a comment */
bool  fittangents(Kernel *, const char *file, const Pair *);

#endif
