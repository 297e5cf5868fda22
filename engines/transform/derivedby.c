/* derivedby.c -- the derivative by one element of the inputs, as a list of the same inputs.
 *
 * Requires: any list. Leaves: the same inputs, the derivatives of the outputs in their place, by
 * tangents (jvp.c), simplified; again and again it gives derivatives of higher order.
 */
#include "engines/transform/replace.h"
#include "engines/wengert.h"

/* 1 at that element of the input, 0 elsewhere */
static V unit(List *l, Shape s, size_t element)
{
	size_t n = count(&s);
	double *d;
	V v;

	if (!s.rank)
		return Number(l, 1);
	d = alloc(n, sizeof *d);
	d[element] = 1;
	v = Data(l, s, d);
	release(d);
	return v;
}

List *derivedby(const List *f, size_t element, const Num *T)
{
	List *l = copylist(f);
	size_t n = l->n, nout = l->nout;
	V *d = alloc(n, sizeof *d);

	for (size_t k = 0; k < l->nin; k++) {
		Shape s = *shapeat(l, l->in[k]);

		if (element < count(&s)) {
			d[l->in[k]] = unit(l, s, element);
			break;
		}
		element -= count(&s);
	}
	tangents(l, n, d);
	l->nout = 0;
	for (size_t o = 0; o < nout; o++) {
		Id y = l->out[o];

		Output(d[y].list ? d[y] : Const(instruction(l, y), 0));
	}
	release(d);
	return simplify(applyreplacements(l), T);
}
