/* dive -- the m-th derivative of exp(-|x|) I_n(x), elementwise, and dkve, that of exp(x) K_n(x),
 * which cancel as sums of Bessel functions far to the right
 *
 *	jvp   dy = dive(m + 1, n, x) dx;   m and n are constants
 *	vjp   the same, elementwise
 */
#include "engines/numbers/slots.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->ternary[c->prim->ternary - 1](c->n, y, x[0], x[1], x[2]);
}

static V next(int i, V d, const V *x, V again(V, V, V))
{
	return i == 2 ? Strongmul(d, again(Add(x[0], Const(d, 1)), x[1], x[2])) : (V){ 0 };
}

static V rulei(int i, V d, V y, const V *x) { return next(i, d, x, Dive); }
static V rulek(int i, V d, V y, const V *x) { return next(i, d, x, Dkve); }

const Prim dive_prim = { "dive", .arity = 3, .traits = KINKED | FIXED0 | FIXED1,
	.ternary = T_dive + 1, .spread = Broadcast, .eval = eval, .jvp = rulei, .vjp = rulei };
const Prim dkve_prim = { "dkve", .arity = 3, .traits = POLES | FIXED0 | FIXED1,
	.ternary = T_dkve + 1, .spread = Broadcast, .eval = eval, .jvp = rulek, .vjp = rulek };

V Dive(V m, V n, V x) { return record(x.list, &dive_prim, 3, (V[]){ m, n, x }, NULL, NULL); }
V Dkve(V m, V n, V x) { return record(x.list, &dkve_prim, 3, (V[]){ m, n, x }, NULL, NULL); }
