/* scalar.c -- turns each line of scalar.def into a primitive; y = name(x), y = name(a, b)
 *
 *	jvp   dy = d f'(x)
 *	vjp   gx = g f'(x)       the same, elementwise
 */
#include "engines/wengert.h"
#include "engines/prims/rules.h"
#include "engines/prims/traits.h"
#include "engines/prims/slots.h"

static void one(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->unary[c->prim->slot](c->n, y, x[0]);
}

static void two(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->binary[c->prim->slot](c->n, y, x[0], x[1]);
}

#define RULES .jvp = rule, .vjp = rule
#define U(name, Name, meaning_, dx, lo_, hi_, traits_)                         \
	const Prim name##_prim = { #name, .arity = 1, .nargs = 1, .slot = U_##name, .traits = traits_, .eval = one, RULES, \
	                           .d = { #dx }, .lo = lo_, .hi = hi_ };                       \
	V Name(V x) { return record(x.list, &name##_prim, 1, &x, NULL, NULL); }
#define B(name, Name, meaning_, da, db, lo_, hi_, traits_)                     \
	const Prim name##_prim = { #name, .arity = 2, .nargs = 2, .slot = B_##name, .traits = traits_, .eval = two, RULES, \
	                           .d = { #da, #db }, .lo = lo_, .hi = hi_ };                  \
	V Name(V a, V b) { return record(a.list, &name##_prim, 2, (V[]){a, b}, NULL, NULL); }
#define UM(name, Name, meaning_, dx, lo_, hi_, traits_)                        \
	const Prim name##_prim = { #name, .arity = 1, .nargs = 1, .slot = U_##name, .traits = traits_, .eval = one, RULES, \
	                           .meaning = said, .means = #meaning_, .d = { #dx }, .lo = lo_, .hi = hi_ }; \
	V Name(V x) { return record(x.list, &name##_prim, 1, &x, NULL, NULL); }
#define BM(name, Name, meaning_, da, db, lo_, hi_, traits_)                    \
	const Prim name##_prim = { #name, .arity = 2, .nargs = 2, .slot = B_##name, .traits = traits_, .eval = two, RULES, \
	                           .meaning = said, .means = #meaning_, .d = { #da, #db }, .lo = lo_, .hi = hi_ }; \
	V Name(V a, V b) { return record(a.list, &name##_prim, 2, (V[]){a, b}, NULL, NULL); }
#define UL(name, Name, meaning_, dx, lo_, hi_, traits_)     UM(name, Name, meaning_, dx, lo_, hi_, (traits_) | LIBRARY)
#define BL(name, Name, meaning_, da, db, lo_, hi_, traits_) BM(name, Name, meaning_, da, db, lo_, hi_, (traits_) | LIBRARY)
#define UF UM
#define BF BM
#include "engines/prims/scalar.def"
