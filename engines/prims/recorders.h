/* recorders.h -- what records the elementwise primitives: Sin(x), Mul(a, b) of scalar.def. */
#ifndef RECORDERS_H
#define RECORDERS_H
#include "engines/wengert.h"

#define U(name, Name, ...) V Name(V);
#define B(name, Name, ...) V Name(V, V);
#include "engines/prims/scalar.def"

V Unitmatrix(List *, size_t n);            /* 1 on its diagonal, 0 elsewhere */

#endif
