/* betainc -- the distribution of Beta(a, b), regularised, elementwise, and betapdf, its density
 *
 *	betapdf(a, b, x) = x^(a-1) (1 - x)^(b-1)/B(a, b)
 *	betainc(a, b, x) = int_0^x betapdf(a, b, t) dt
 *	jvp   by x: d betapdf(a, b, x) and d y ((a - 1)/x - (b - 1)/(1 - x)).  By a and b that of
 *	betainc has no closed form: traits UNRULED0, UNRULED1; nor has betapdf a rule, as gammapdf
 *	vjp   the same, elementwise
 */
#include "engines/numbers/slots.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"
#include <math.h>

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->ternary[c->prim->ternary - 1](c->n, y, x[0], x[1], x[2]);
}

static V ruleinc(int i, V d, V y, const V *x)
{
	return Strongmul(d, i == 2 ? Betapdf(x[0], x[1], x[2]) : Const(y, (double)NAN));
}

/* y ((a - 1)/x - (b - 1)/(1 - x)).  Where one term is twice the other, the density of a - 1 or
 * b - 1 takes its part: y may be 0 there, and its derivative not. */
static V slope(V y, V a, V b, V x)
{
	V one = Const(y, 1), two = Const(y, 2), c = Sub(a, one), d = Sub(b, one), z = Sub(one, x),
	  n = Sub(Add(a, b), two), all = Add(c, b),
	  left = Sub(Mul(all, Betapdf(c, b, x)), Div(Mul(d, y), z)),
	  right = Sub(Div(Mul(c, y), x), Mul(all, Betapdf(a, d, x))),
	  between = Div(Mul(y, Sub(c, Mul(n, x))), Mul(x, z));

	return Where(Le(Mul(Mul(two, n), x), c), left,
		Where(Le(Mul(Mul(two, n), z), d), right, between));
}

static V rulepdf(int i, V d, V y, const V *x)
{
	return Strongmul(d, i == 2 ? slope(y, x[0], x[1], x[2]) : Const(y, (double)NAN));
}

const Prim betainc_prim = { "betainc", .arity = 3, .traits = UNRULED0 | UNRULED1,
	.ternary = T_betainc + 1, .spread = Broadcast, .eval = eval,
	.jvp = ruleinc, .vjp = ruleinc };
const Prim betapdf_prim = { "betapdf", .arity = 3, .traits = POLES | UNRULED0 | UNRULED1,
	.ternary = T_betapdf + 1, .spread = Broadcast, .eval = eval,
	.jvp = rulepdf, .vjp = rulepdf };

V Betainc(V a, V b, V x) { return record(a.list, &betainc_prim, 3, (V[]){ a, b, x }, NULL, NULL); }
V Betapdf(V a, V b, V x) { return record(a.list, &betapdf_prim, 3, (V[]){ a, b, x }, NULL, NULL); }
