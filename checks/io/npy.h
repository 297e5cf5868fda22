/* npy.h -- an array as NumPy keeps it on disk. */
#ifndef NPY_H
#define NPY_H
#include "engines/wengert.h"

typedef struct {
	Shape shape;
	char kind;                         /* f: floating, i: whole */
	size_t size;                       /* bytes of an element as it was stored */
	bool brain;                        /* bfloat16: two bytes, stored as uint16 or V2 */
	double *x;                         /* in C order, yours to release */
} Npy;

/* a mistake exits 2, with the byte it is at and what was expected there */
Npy readnpy(const char *file);

#endif
