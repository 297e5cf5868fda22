/* bodies.h -- derivatives of the lists that an instruction holds as its bodies (jvp.c, vjp.c), and
 * bodies turned (copy.c). */
#ifndef BODIES_H
#define BODIES_H
#include "engines/wengert.h"

/* inputs x, then for each tangent those of the inputs that move; outputs y, then for each tangent
 * those that are moved: moved goes in as what must be there and comes out as what is */
List  *pushsome(const List *f, const char *moves, size_t tangents, char *moved);
/* inputs x, then cotangents of the outputs f has them of; outputs y, then gradients of the inputs
 * got */
List  *pullsome(const List *f, const char *has, char *hasgradient);
/* instruction i of f, its bodies turned */
V withbodies(List *to, const List *f, size_t i, const V *x, List *turned(List *, void *),
	void *how);

#endif
