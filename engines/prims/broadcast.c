/* broadcast -- y = x repeated along axes it lacks or has of size 1, as in NumPy
 *
 *	jvp   dy = broadcast d
 *	vjp   gx = g summed over the repeated axes
 */
#include "engines/prims/widen.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	size_t step[RANK] = { 0 }, i[RANK] = { 0 }, from = 0, s = 1, last;
	int r = c->y->rank, gone = r - c->x[0]->rank;

	for (int k = r - 1; k >= gone; s *= c->x[0]->dim[k-- - gone])
		step[k] = c->x[0]->dim[k - gone] == 1 ? 0 : s;
	last = r ? c->y->dim[r - 1] : 1;
	for (size_t o = 0; o < c->n; o += last) {
		T->copy(last, elem(T, y, o), 1, elem(T, x[0], from), r ? step[r - 1] : 0);
		for (int k = r - 2; k >= 0; k--) {
			from += step[k];
			if (++i[k] < c->y->dim[k]) break;
			from -= step[k] * c->y->dim[k];
			i[k] = 0;
		}
	}
}

static V jvp(int i, V d, V y, const V *x) { return Broadcast(d, shapeof(y)); }
static V vjp(int i, V g, V y, const V *x) { return Unbroadcast(g, shapeof(x[0])); }

static bool fits(const void *attr, const Shape *y, const Shape *x)
{
	Shape both;

	return meet(x, y, &both) && same(&both, y);
}

/* axes x lacked stand between the new one and its own */
static V widen(const Widening *r)
{
	Shape y = longer(r, shapeof(r->y)), was = argshape(r, 0), s = y;

	for (int k = 1; k < s.rank; k++)
		s.dim[k] = k < s.rank - was.rank ? 1 : was.dim[k - (s.rank - was.rank)];
	return Broadcast(Reshape(r->x[0], s), y);
}

static bool view(const void *attr, size_t nargs, const Shape *y, const Shape *x, size_t *start)
{
	return count(y) == count(x);
}

const Prim broadcast_prim = {
	"broadcast", .arity = 1, .view = view, .widen = widen, .given = true, .fits = fits,
	.eval = eval, .jvp = jvp, .vjp = vjp
};

V Broadcast(V x, Shape s)
{
	Shape was = shapeof(x);

	if (!fits(NULL, &s, &was))
		refuse(x.list, "broadcast: %s does not stretch to %s", shapetext(&was),
			shapetext(&s));
	return same(&was, &s) ? x : record(x.list, &broadcast_prim, 1, &x, NULL, &s);
}

V Unbroadcast(V g, Shape s)
{
	Shape wide = shapeof(g);
	int gone = wide.rank - s.rank;

	for (int k = wide.rank - 1; k >= 0; k--)
		if (k < gone || (s.dim[k - gone] == 1 && wide.dim[k] != 1))
			g = Sum(g, k);
	return Reshape(g, s);
}
