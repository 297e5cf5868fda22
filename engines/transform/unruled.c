/* unruled.c -- primitives with a derivative that no rule gives, in the way of an input
 *
 * Such are the incomplete gamma and beta functions by their parameters, where no closed form is
 * known.  Their rule is 0/0 there: whoever differentiates asks first, and is unable.
 */
#include "engines/prims/traits.h"

/* the instructions that a derivative by an input reaches; inputs of a body all count */
static char *reached(const List *f)
{
	char *y = alloc(f->n, 1);

	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];

		y[i] = isinput(in);
		if (isthe(in->prim, STEPPING)) continue;
		for (size_t k = 0; k < in->nargs; k++)
			if (!(k == 0 && isthe(in->prim, FIXED0)) &&
				!(k == 1 && isthe(in->prim, FIXED1)))
				y[i] |= y[args(f, in)[k]];
	}
	return y;
}

bool unruled(const List *f, char *why)
{
	static const struct { uint64_t trait; const char *place; } how[] = {
		{ UNRULED0, "first" }, { UNRULED1, "second" } };
	char *moves = reached(f);
	bool found = false;

	for (size_t i = 0; i < f->n && !found; i++) {
		const Ins *in = &f->ins[i];
		Bodies b = bodies(in->prim, attr(f, in));

		for (size_t k = 0; k < 2 && !found; k++)
			if (isthe(in->prim, how[k].trait) && moves[args(f, in)[k]]) {
				snprintf(why, WHY, "no rule gives the derivative of %s by its %s "
					"argument, which is no constant here", in->prim->name,
					how[k].place);
				found = true;
			}
		for (size_t k = 0; k < b.n && !found; k++) found = unruled(b.list[k], why);
	}
	release(moves);
	return found;
}
