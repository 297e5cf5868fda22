/* child.h -- the process that a kernel runs in. */
#ifndef CHILD_H
#define CHILD_H
#include "checks/vjp/build.h"
#include "checks/vjp/verdict.h"

/* a crash is an answer; what cannot be loaded or run is none, and exits 2 */
Verdict tried(const Kernel *, const Built *, const Asked *);

#endif
