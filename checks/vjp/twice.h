/* twice.h -- --twice: the backward is itself a kernel. */
#ifndef TWICE_H
#define TWICE_H
#include "checks/vjp/roles.h"

/* the kernel whose forward is the backward of k; without a function for its own backward, or where
 * that does not fit, k itself, whose Hessian is looked at, with the reason; kept in the pool */
Kernel secondorder(const File *, const Kernel *k);

#endif
