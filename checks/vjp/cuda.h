/* cuda.h -- a CUDA source as C++. */
#ifndef CUDA_H
#define CUDA_H
#include "checks/vjp/prototypes.h"

bool  iscuda(const char *file);            /* by its name */
char *ascpp(const char *source, const char *file);         /* yours to release */

/* marks the functions of a CUDA source that are launched */
void launchedonly(File *, const char *source);

#endif
