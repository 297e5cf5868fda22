/* scan.h -- the attributes of a scan, and what its two rules share. */
#ifndef SCAN_H
#define SCAN_H
#include "engines/control/control.h"

typedef struct { int64_t n, back, carries, items; } ScanAttr;

extern const Prim scan_prim;

static inline const List *bodyof(const void *attr) { return bodies(&scan_prim, attr).list[0]; }

/* a scan like y, other body, carries and items */
V likescan(V y, bool turned, size_t carries, size_t items, List *f, size_t nargs, const V *x,
	V *out);
void pullscan(V y, const V *x, const V *g, V *gx);

#endif
