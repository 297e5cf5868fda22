/* axis.h -- an array seen along one axis: outer x len x inner, row major. */
#ifndef AXIS_H
#define AXIS_H
#include "engines/wengert.h"

typedef struct { int64_t axis; } Axis;     /* ALL: every element in one lane */
typedef struct { size_t outer, len, inner; } Lanes;

extern const Field axis_field[];

Lanes lanes(const Shape *, int64_t axis);
/* the shape with the axis gone */
Shape reduced(List *, const void *attr, size_t n, const Shape *x);
/* the shape as it is; checks the axis */
Shape kept(List *, const void *attr, size_t n, const Shape *x);
V     reduction(const Prim *, V x, int axis);
/* y = x1 op x2 op ... along the axis, in an order of its own */
void  fold(const Num *, const Call *, int op, void *y, const void *x);

/* e[i] <- e[i] op s */
void  eachby(const Num *, int op, size_t n, void *e, const void *s);
/* most <- the largest of e, e <- exp(e - most) */
void  exponentials(const Num *, size_t n, void *e, void *most);

static inline int axisof(V y) { return (int)((const Axis *)attr(y.list, at(y)))->axis; }

/* for (each lane): its first element is at lane, the next ones inner further */
#define eachlane(s, lane)                                                              \
	for (size_t outerlane = 0, lane = 0; outerlane < (s).outer * (s).inner; outerlane++,       \
	     lane = outerlane / (s).inner * (s).len * (s).inner + outerlane % (s).inner)

#endif
