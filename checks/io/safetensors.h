/* safetensors.h -- the arrays of a .safetensors file. */
#ifndef SAFETENSORS_H
#define SAFETENSORS_H
#include "checks/io/npy.h"

typedef struct { char *name; Npy a; } Tensor;

/* all of them, yours with their names and elements, without those (kind 0) if it is of another type
 * than real and whole numbers; a mistake exits 2 */
Tensor *readtensors(const char *file, size_t *n);

#endif
