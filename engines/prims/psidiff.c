/* psidiff -- psi^(n)(a) - psi^(n)(a + b), elementwise, which cancels where b is small beside a
 *
 *	jvp   dy = psidiff(n + 1, a, b) da - psi^(n+1)(a + b) db;   n is a constant
 *	vjp   the same, elementwise
 */
#include "engines/numbers/slots.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->ternary[T_psidiff](c->n, y, x[0], x[1], x[2]);
}

static V rule(int i, V d, V y, const V *x)
{
	V next = Add(x[0], Const(d, 1));

	if (i == 0) return (V){ 0 };
	return Strongmul(d, i == 1 ? Psidiff(next, x[1], x[2])
				   : Neg(Polygamma(next, Add(x[1], x[2]))));
}

const Prim psidiff_prim = { "psidiff", .arity = 3, .traits = POLES | FIXED0,
	.ternary = T_psidiff + 1, .spread = Broadcast, .eval = eval, .jvp = rule, .vjp = rule };

V Psidiff(V n, V a, V b) { return record(a.list, &psidiff_prim, 3, (V[]){ n, a, b }, NULL, NULL); }
