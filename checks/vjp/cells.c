/* cells.c -- numbers into the elements of a kernel's arrays, and out of them. */
#include "checks/vjp/cells.h"
#include "checks/vjp/entries.h"
#include "checks/vjp/narrow.h"
#include <string.h>

Cell celltype(Base b, const Kernel *k, Precision p)
{
	const char *c = b == WHOLE ? "" : ctype(b, k, p);

	if (narrowbase(b) && narrowtype(p)) return b == REAL16 ? CELLHALF : CELLBRAIN;
	return b == WHOLE ? CELLINTEGER : *c == 'w' ? CELLQUAD : *c == 'd' ? CELLDOUBLE : CELLFLOAT;
}

size_t cellsize(Cell c, int bytes)
{
	return c <= CELLBRAIN     ? 2
		: c == CELLFLOAT  ? 4
		: c == CELLDOUBLE ? 8
		: c == CELLQUAD   ? 16
				  : (size_t)bytes;
}

void storecells(Cell c, int bytes, void *to, size_t n, const Quad *x)
{
	for (size_t k = 0; k < n; k++) {
		long long w = c == CELLINTEGER ? (long long)x[k] : 0;

		if (c <= CELLBRAIN)
			((uint16_t *)to)[k] = bitsof(x[k], c == CELLHALF ? F16 : BF16);
		else if (c == CELLFLOAT)
			((float *)to)[k] = (float)x[k];
		else if (c == CELLDOUBLE)
			((double *)to)[k] = (double)x[k];
		else if (c == CELLQUAD)
			((Quad *)to)[k] = x[k];
		else
			memcpy((char *)to + k * (size_t)bytes, &w, (size_t)bytes);
	}
}

void loadcells(Cell c, int bytes, const void *from, size_t n, Quad *x)
{
	for (size_t k = 0; k < n; k++) {
		long long w = 0;

		if (c <= CELLBRAIN)
			x[k] = ofbits(((const uint16_t *)from)[k], c == CELLHALF ? F16 : BF16);
		else if (c == CELLFLOAT)
			x[k] = ((const float *)from)[k];
		else if (c == CELLDOUBLE)
			x[k] = ((const double *)from)[k];
		else if (c == CELLQUAD)
			x[k] = ((const Quad *)from)[k];
		else {
			memcpy(&w, (const char *)from + k * (size_t)bytes, (size_t)bytes);
			x[k] = bytes == 4 ? (int)w : w;
		}
	}
}

void cellstore(const Kernel *k, Base b, Precision p, void *to, Quad v)
{
	storecells(celltype(b, k, p), 8, to, 1, &v);
}

Quad cellload(const Kernel *k, Base b, Precision p, const void *from)
{
	Quad v;

	loadcells(celltype(b, k, p), 8, from, 1, &v);
	return v;
}
