/* cells.h -- the elements of a kernel's arrays, in their type, and as numbers here. */
#ifndef CELLS_H
#define CELLS_H
#include "checks/vjp/csource.h"

typedef enum { CELLHALF, CELLBRAIN, CELLFLOAT, CELLDOUBLE, CELLQUAD, CELLINTEGER } Cell;

Cell   celltype(Base, const Kernel *, Precision);
size_t cellsize(Cell, int bytes);              /* bytes: of a whole number */
void   storecells(Cell, int bytes, void *to, size_t n, const Quad *x);
void   loadcells(Cell, int bytes, const void *from, size_t n, Quad *x);

#endif
