/* norm -- y = sqrt(x[1]^2 + ... + x[n]^2), scaled by the largest so that nothing overflows
 *
 *	lowering  sqrt(sum(sqr(x)))
 *	jvp       dy = sum(d u)      u = unit(x)
 *	vjp       gx = g u
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"
#include <math.h>

static V lowering(V y, const V *x) { return Sqrt(Sum(Sqr(x[0]), axisof(y))); }

static V jvp(int i, V d, V y, const V *x)
{
	return Sum(Strongmul(d, Unit(x[0], axisof(y))), axisof(y));
}

static V vjp(int i, V g, V y, const V *x)
{
	return Strongmul(Along(g, axisof(y), x[0]), Unit(x[0], axisof(y)));
}

#define KERNEL(real, T) \
	static void T(const Call *c, real *y, const real *const *x) \
	{ \
		Lanes s = lanes(c->x[0], ((const Axis *)c->attr)->axis); \
		eachlane(s, lane) \
		{ \
			const real *p = x[0] + lane; \
			double most = 0, sum = 0; \
			int e; \
			for (size_t k = 0; k < s.len; k++) \
				if (!(fabs((double)p[k * s.inner]) <= most)) \
					most = fabs((double)p[k * s.inner]); \
			frexp(most, &e); \
			for (size_t k = 0; isfinite(most) && k < s.len; k++) { \
				double v = ldexp((double)p[k * s.inner], -e); \
				sum += v * v; \
			} \
			*y++ = (real)(isfinite(most) ? ldexp(sqrt(sum), e) : most); \
		} \
	}
KERNEL(double, by64)
KERNEL(float,  by32)

const Prim norm_prim = {
	"norm", axis_field, reduced, .arity = 1, .widen = alongaxis, .lowering = lowering,
	.jvp = jvp, .vjp = vjp, .f64 = by64, .f32 = by32
};

V Norm(V x, int axis) { return reduction(&norm_prim, x, axis); }
