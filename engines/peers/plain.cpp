/* plain.cpp -- the headline problems on doubles: the primal, in an object of its own that no tape's
 * text can slow. */
#include "engines/peers/headline.hpp"

void plainheadline(const Problem *p, double *y) { headline(*p, p->x, y); }
