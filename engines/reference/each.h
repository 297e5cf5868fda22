/* each.h -- what elementary.c and special.c say of each primitive: its value at a point or over a
 * disc. */
#ifndef EACH_H
#define EACH_H
#include "engines/reference/values.h"

#define VALUE(name) bool v_##name(acb_t y, const Cell *c)
#define ENTIRE(name, fn) VALUE(name) { fn(y, c->a, c->p); return true; }
#define REAL(name, real, complex) \
	VALUE(name) \
	{ \
		if (!c->wide) \
			real(RE(y), RE(c->a), c->p); \
		else \
			complex; \
		return true; \
	}

#define K(name, ...) VALUE(name);
#include "engines/reference/kinds.def"

bool off(const acb_t z, double lo, double hi);     /* of the cuts below lo and above hi */
bool offaxis(const acb_t z);                       /* of those of atan and asinh: +-i [1, inf) */

#endif
