/* seeded -- J(x) d1, ..., J(x) dk for directions that never change: what hangs on them alone is
 * computed once
 *
 * The tangents of a linear part are constants then, and what is left for each point is the curved
 * part.  Every row is computed as the forward engine would, so the bits are its bits.
 */
#include "engines/list/rewrite.h"
#include "engines/sparse/colour.h"

struct Seeded { List *list; Run *run; size_t nout; };

/* ---- rows that hang on no input ------------------------------------------------- */

static char *fixedrows(const List *l)
{
	char *fixed = alloc(l->n, 1);

	for (size_t k = 0; k < l->nin; k++) fixed[l->in[k]] = 1;
	dependents(l, fixed);
	for (size_t i = 0; i < l->n; i++) fixed[i] = !fixed[i];
	return fixed;
}

/* of those, the computed ones that a row with inputs reads, or that are results */
static bool *edge(const List *l, const char *fixed)
{
	bool *e = alloc(l->n, sizeof *e);

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; !fixed[i] && k < l->ins[i].nargs; k++)
			e[args(l, &l->ins[i])[k]] = true;
	for (size_t o = 0; o < l->nout; o++) e[l->out[o]] = true;
	for (size_t i = 0; i < l->n; i++) e[i] = e[i] && fixed[i] && l->ins[i].nargs;
	return e;
}

/* the fixed rows as a list without inputs; its outputs are the edge */
static List *fixedpart(const List *l, const char *fixed, const bool *e)
{
	List *c = newlist();
	V *map = alloc(l->n, sizeof *map);

	for (size_t i = 0; i < l->n; i++) {
		if (fixed[i]) map[i] = rerecord(c, l, i, map);
		if (e[i]) Output(map[i]);
	}
	release(map);
	return dead(c);
}

static V number(List *to, Shape s, const Num *T, const void *x)
{
	double *d = alloc(count(&s), sizeof *d);
	V v;

	T->get(count(&s), d, x);
	v = Data(to, s, d);
	release(d);
	return v;
}

/* l with its edge computed; frees it */
static List *settled(List *l, const Num *T)
{
	char *fixed = fixedrows(l);
	bool *e = edge(l, fixed);
	List *part = fixedpart(l, fixed, e), *m = newlist();
	V *map = alloc(l->n, sizeof *map);
	Run *r = newrun(part, T);

	run(r);
	for (size_t i = 0, k = 0, o = 0; i < l->n; i++) {
		if (isinput(&l->ins[i]))
			map[i] = Input(m, l->name[k++], *shapeat(l, i));
		else if (e[i])
			map[i] = number(m, *shapeat(l, i), T, slot(r, part->out[o++]));
		else if (!fixed[i] || !l->ins[i].nargs) map[i] = rerecord(m, l, i, map);
	}
	copyoutputs(l, map);
	freerun(r);
	freelist(part);
	freelist(l);
	release(map);
	release(fixed);
	release(e);
	return dead(m);
}

/* ---- a list with its seeds in it --------------------------------------------------- */

Seeded *newseeded(const List *f, const Num *T, size_t k, const void *d)
{
	Seeded *s = alloc(1, sizeof *s);
	List *p = pushforward(f, k), *l = newlist();
	V *x = alloc(p->nin, sizeof *x);

	for (size_t i = 0; i < p->nin; i++) {
		Shape shape = *shapeat(p, p->in[i]);

		x[i] = i < f->nin ? Input(l, f->name[i], shape) : number(l, shape, T, d);
		if (i >= f->nin) d = elem(T, d, count(&shape));
	}
	splice(l, p, x);
	s->list = settled(simplify(expand(l, runs, T), T), T);
	s->run = newrun(s->list, T);
	s->nout = f->nout;
	release(x);
	freelist(p);
	freelist(l);
	return s;
}

/* a single output's tangents stay where they are computed; several are put together in dy */
void products(Seeded *s, const void *x, void *y, void *dy, const void **at)
{
	const List *l = s->list;

	for (size_t i = 0; i < l->nin; i++) x = put(s->run, i, x);
	run(s->run);
	for (size_t o = 0; y && o < s->nout; o++) y = get(s->run, o, y);
	for (size_t o = s->nout; o < l->nout; o++) {
		if ((o - s->nout) % s->nout == 0)
			*at++ = s->nout == 1 ? slot(s->run, l->out[o]) : dy;
		if (s->nout > 1)
			dy = get(s->run, o, dy);
	}
}

void freeseeded(Seeded *s)
{
	if (!s)
		return;
	freerun(s->run);
	freelist(s->list);
	release(s);
}
