/* cumsum -- y[i] = x[1] + ... + x[i];  back: y[i] = x[i] + ... + x[n]
 *
 *	jvp   dy = cumsum d
 *	vjp   gx = cumsum g, the other way
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/numbers/slots.h"

typedef struct { int64_t axis, back; } Attr;
static const Field fields[] = { { "axis", 1, false }, { "back", 1, false }, { 0 } };

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	const Attr *a = c->attr;
	Lanes s = lanes(c->x[0], a->axis);
	size_t step = a->back ? -s.inner : s.inner;

	eachlane(s, lane) {
		size_t p = a->back ? lane + (s.len - 1) * s.inner : lane;

		T->copy(1, elem(T, y, p), 1, elem(T, x[0], p), 1);
		for (size_t k = 1; k < s.len; k++, p += step)
			T->binary[B_add](1, elem(T, y, p + step), elem(T, y, p),
				elem(T, x[0], p + step));
	}
}

static V jvp(int i, V d, V y, const V *x)
{
	Attr a = *(const Attr *)attr(y.list, at(y));

	return Cumsum(d, (int)a.axis, a.back);
}

static V vjp(int i, V g, V y, const V *x)
{
	Attr a = *(const Attr *)attr(y.list, at(y));

	return Cumsum(g, (int)a.axis, !a.back);
}

const Prim cumsum_prim = {
	"cumsum", fields, kept, .arity = 1, .widen = alongaxis, .eval = eval, .jvp = jvp,
	.vjp = vjp
};

V Cumsum(V x, int axis, bool back)
{
	return record(x.list, &cumsum_prim, 1, &x, &(Attr){ axis, back }, NULL);
}
