/* cuda.h -- a CUDA source as C++. */
#ifndef CUDA_H
#define CUDA_H
#include <stdbool.h>

bool  iscuda(const char *file);            /* by its name */
char *ascpp(const char *source, const char *file);         /* yours to release */

#endif
