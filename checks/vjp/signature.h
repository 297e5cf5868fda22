/* signature.h -- the kernels of a C file. */
#ifndef SIGNATURE_H
#define SIGNATURE_H
#include "checks/vjp/kernel.h"

typedef struct { char *file, *source; Kernel *kernel; size_t n; } Source;

/* all, or those named; a mistake exits 2 */
Source readsource(const char *file, size_t n, const char *const *name);
void   freesource(Source *);

#endif
