/* csource.h -- a kernel built from C source, as a Subject; and the child process it runs in. */
#ifndef CSOURCE_H
#define CSOURCE_H
#include "checks/vjp/build.h"
#include "checks/vjp/verdict.h"

/* in a child: a crash is an answer */
Verdict tried(const Kernel *, const Built *, const Asked *);

#endif
