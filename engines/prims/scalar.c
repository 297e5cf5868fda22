/* scalar.c -- turns each line of scalar.def into a primitive; y = name(x), y = name(a, b)
 *
 *	jvp   dy = d f'(x)
 *	vjp   gx = g f'(x)       the same, elementwise
 */
#include "engines/wengert.h"
#include "engines/prims/rules.h"
#include "engines/prims/traits.h"
#include "engines/numbers/slots.h"

static void one(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->unary[c->prim->slot](c->n, y, x[0]);
}

static void two(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->binary[c->prim->slot](c->n, y, x[0], x[1]);
}

#define RULES .spread = Broadcast, .jvp = rule, .vjp = rule
#define U(name, Name, lowered_text, dx, lower, upper, flags) \
	const Prim name##_prim = { #name, .arity = 1, .nargs = 1, .slot = U_##name, \
		.traits = flags, .eval = one, RULES, .d = { #dx }, .lo = lower, .hi = upper }; \
	V Name(V x) { return record(x.list, &name##_prim, 1, &x, NULL, NULL); }
#define B(name, Name, lowered_text, da, db, lower, upper, flags) \
	const Prim name##_prim = { #name, .arity = 2, .nargs = 2, .slot = B_##name, \
		.traits = flags, .eval = two, RULES, .d = { #da, #db }, .lo = lower, \
		.hi = upper }; \
	V Name(V a, V b) { return record(a.list, &name##_prim, 2, (V[]){ a, b }, NULL, NULL); }
#define UM(name, Name, lowered_text, dx, lower, upper, flags) \
	const Prim name##_prim = { #name, .arity = 1, .nargs = 1, .slot = U_##name, \
		.traits = flags, .eval = one, RULES, .lowering = lowered, \
		.loweredas = #lowered_text, \
		.d = { #dx }, .lo = lower, .hi = upper }; \
	V Name(V x) { return record(x.list, &name##_prim, 1, &x, NULL, NULL); }
#define BM(name, Name, lowered_text, da, db, lower, upper, flags) \
	const Prim name##_prim = { #name, .arity = 2, .nargs = 2, .slot = B_##name, \
		.traits = flags, .eval = two, RULES, .lowering = lowered, \
		.loweredas = #lowered_text, \
		.d = { #da, #db }, .lo = lower, .hi = upper }; \
	V Name(V a, V b) { return record(a.list, &name##_prim, 2, (V[]){ a, b }, NULL, NULL); }
#define UL(name, Name, lowered_text, dx, lower, upper, flags) \
	UM(name, Name, lowered_text, dx, lower, upper, (flags) | LIBRARY)
#define BL(name, Name, lowered_text, da, db, lower, upper, flags) \
	BM(name, Name, lowered_text, da, db, lower, upper, (flags) | LIBRARY)
#define UF UM
#define BF BM
#include "engines/prims/scalar.def"

const Prim *const elementary[] = {
#define U(name, ...) &name##_prim,
#define B(name, ...) &name##_prim,
#include "engines/prims/scalar.def"
	NULL
};
