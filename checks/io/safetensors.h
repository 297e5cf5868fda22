/* safetensors.h -- the arrays of a .safetensors file. */
#ifndef SAFETENSORS_H
#define SAFETENSORS_H
#include "checks/io/npy.h"

typedef struct { char *name; Npy a; } Tensor;

/* all that are of real numbers or bool, yours with their names and elements; a mistake exits 2 */
Tensor *readtensors(const char *file, size_t *n);

#endif
