/* scalars.c -- a C program as it runs: engines/tape/scalars.h by its public names. */
#include "engines/tape/scalars.h"
#include "library/wengert.h"

static wengert_scalar out(Scalar s)      { return (wengert_scalar){ s.v, s.id }; }
static Scalar         in(wengert_scalar s) { return (Scalar){ s.value, s.id }; }

wengert_scalar wengert_variable(double v) { return out(variable(v)); }
wengert_scalar wengert_constant(double v) { return out(constant(v)); }
void   wengert_seed(wengert_scalar y, double g) { seed(in(y), g); }
void   wengert_sweep(void)                      { backwardtape(); }
double wengert_adjoint(wengert_scalar x)        { return adjoint(in(x)); }
void   wengert_zero_adjoints(void)              { zeroadjoints(); }
void   wengert_reset(void)                      { resettape(); }
void   wengert_release(void)                    { freescalars(); }

#define U(name, Name, ...) \
	wengert_scalar wengert_##name(wengert_scalar x) { return out(Name##s(in(x))); }
#define B(name, Name, ...) \
	wengert_scalar wengert_##name(wengert_scalar a, wengert_scalar b) \
	{ \
		return out(Name##s(in(a), in(b))); \
	}
#include "engines/prims/scalar.def"
