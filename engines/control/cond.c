/* cond -- y = f(x) where c is not 0, else y = g(x)
 *
 *	jvp   cond of the two bodies' pushforwards, which gives y too
 *	vjp   cond of their pullbacks: the branch taken is run again
 *
 * Only the branch taken runs: nothing leaks from the other.  A number type that cannot tell whether
 * c is 0 runs both and chooses element by element.
 */
#include "engines/control/control.h"
#include "engines/prims/traits.h"
#include <math.h>
#include <string.h>

extern const Prim cond_prim;

static size_t results(const void *attr, Shape *s)
{
	const List *f = bodies(&cond_prim, attr).list[0];

	for (size_t k = 0; s && k < f->nout; k++) s[k] = *shapeat(f, f->out[k]);
	return f->nout;
}

static Shape shape(List *l, const void *attr, size_t nargs, const Shape *x)
{
	Bodies b = bodies(&cond_prim, attr);

	if (!nargs)
		refuse(l, "cond: a condition is needed");
	if (count(&x[0]) != 1)
		refuse(l,
			"cond: the condition has shape \"%s\"; a scalar is needed: where chooses "
			"element by element",
			shapetext(&x[0]));
	for (size_t side = 0; side < 2; side++) {
		if (b.list[side]->nin != nargs - 1)
			refuse(l, "cond: its bodies take %zu values, %zu are given",
				b.list[side]->nin, nargs - 1);
		for (size_t k = 1; k < nargs; k++)
			fits(l, "cond", k - 1, &x[k],
				shapeat(b.list[side], b.list[side]->in[k - 1]));
	}
	if (b.list[0]->nout != b.list[1]->nout)
		refuse(l, "cond: one branch gives %zu results, the other %zu", b.list[0]->nout,
			b.list[1]->nout);
	for (size_t k = 0; k < b.list[0]->nout; k++) {
		const Shape *p = shapeat(b.list[0], b.list[0]->out[k]),
			    *q = shapeat(b.list[1], b.list[1]->out[k]);

		if (!same(p, q))
			refuse(l,
				"cond: result %zu has shape \"%s\" in one branch and \"%s\" in the "
				"other",
				k + 1, shapetext(p), shapetext(q));
	}
	return packedshape(&cond_prim, attr);
}

static void either(const Num *T, const Call *c, void *y, const void *const *x)
{
	void *a = array(T, c->n), *b = array(T, c->n), *w = array(T, c->n);

	runbody(c->body[0], c->nargs - 1, x + 1);
	copyout(T, c->body[0], 0, results(c->attr, NULL), a);
	runbody(c->body[1], c->nargs - 1, x + 1);
	copyout(T, c->body[1], 0, results(c->attr, NULL), b);
	for (size_t i = 0; i < c->n; i++) T->copy(1, elem(T, w, i), 1, x[0], 1);
	T->where(c->n, y, w, a, b);
	freearray(T, c->n, a);
	freearray(T, c->n, b);
	freearray(T, c->n, w);
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	double is;
	Run *r;

	T->get(1, &is, x[0]);
	if (isnan(is)) {
		either(T, c, y, x);
		return;
	}
	r = c->body[is == 0];
	runbody(r, c->nargs - 1, x + 1);
	copyout(T, r, 0, results(c->attr, NULL), y);
}

static V pack(List *l, const List *f, const V *x)
{
	V *y = alloc(f->nout, sizeof *y), all;

	inlined(l, f, x, y);
	all = packing(l, f->nout, y);
	release(y);
	return all;
}

static V spelled(List *l, const void *attr, size_t nargs, const V *x)
{
	return pack(l, bodies(&cond_prim, attr).list[!truth(x[0])], x + 1);
}

static V writeout(List *l, const void *attr, size_t nargs, const V *x)
{
	Bodies b = bodies(&cond_prim, attr);
	List *side[2] = { unroll(b.list[0]), unroll(b.list[1]) };
	/* one by one: C orders no arguments */
	V otherwise = pack(l, side[1], x + 1), then = pack(l, side[0], x + 1);
	V y = Where(x[0], then, otherwise);

	freelist(side[0]);
	freelist(side[1]);
	return y;
}

/* ---- derivatives ------------------------------------------------------------------- */

static void push(V y, const V *x, size_t n, V *const *d, V *const *dy)
{
	void *a = attrof(y);
	Bodies b = bodies(&cond_prim, a);
	size_t nx = at(y)->nargs - 1, ny = b.list[0]->nout, nargs = 1 + nx, k = ny;
	char *moves = alloc(nx, 1), *moved = alloc(ny, 1);
	List *body[2];
	V *arg = alloc(1 + nx * (n + 1), sizeof *arg), *out, by;

	memcpy(arg, x, nargs * sizeof *arg);
	for (size_t j = 0; j < n; j++)
		for (size_t i = 0; i < nx; i++) moves[i] |= d[j][1 + i].list != NULL;
	for (size_t j = 0; j < n; j++)
		for (size_t i = 0; i < nx; i++)
			if (moves[i])
				arg[nargs++] = d[j][1 + i].list ? d[j][1 + i] : Const(x[1 + i], 0);
	/* what either moves */
	for (int side = 0; side < 2; side++) freelist(pushsome(b.list[side], moves, n, moved));
	for (int side = 0; side < 2; side++) body[side] = pushsome(b.list[side], moves, n, moved);
	out = alloc(body[0]->nout, sizeof *out);
	by = control(y.list, &cond_prim, NULL, 2, body, nargs, arg, out);
	replaceby(y, by, NULL);
	for (size_t j = 0; j < n; j++)
		for (size_t r = 0; r < ny; r++)
			if (moved[r]) dy[j][r] = out[k++];
	release(a);
	release(moves);
	release(moved);
	release(arg);
	release(out);
}

/* the pullback of one branch as gradients of all arguments in want */
static List *pulled(const List *f, const char *manyresults, const char *wanted)
{
	char *hasgradient = alloc(f->nin, 1);
	List *p = pullsome(f, manyresults, hasgradient);
	size_t k = f->nout, nout = p->nout;
	Id *out = alloc(nout, sizeof *out);

	memcpy(out, p->out, nout * sizeof *out);
	p->nout = 0;
	for (size_t i = 0; i < f->nin; i++) {
		V g = hasgradient[i] ? instruction(p, out[k++]) : (V){ 0 };

		if (wanted[i]) Output(g.list ? g : Zeros(p, *shapeat(f, f->in[i])));
	}
	release(out);
	release(hasgradient);
	return dead(p);
}

static void pull(V y, const V *x, const V *g, V *gx)
{
	void *a = attrof(y);
	Bodies b = bodies(&cond_prim, a);
	size_t nx = at(y)->nargs - 1, ny = b.list[0]->nout, nargs = 1 + nx, k = 0;
	char *manyresults = alloc(ny, 1), *hasgradient = alloc(nx, 1), *wanted = alloc(nx, 1);
	List *body[2];
	V *arg = alloc(1 + nx + ny, sizeof *arg), *out;

	memcpy(arg, x, nargs * sizeof *arg);
	for (size_t r = 0; r < ny; r++)
		if ((manyresults[r] = g[r].list != NULL)) arg[nargs++] = g[r];
	for (int side = 0; side < 2; side++) {
		freelist(pullsome(b.list[side], manyresults, hasgradient));
		for (size_t i = 0; i < nx; i++) wanted[i] |= hasgradient[i];
	}
	for (int side = 0; side < 2; side++) body[side] = pulled(b.list[side], manyresults, wanted);
	if (body[0]->nout) {
		out = alloc(body[0]->nout, sizeof *out);
		control(y.list, &cond_prim, NULL, 2, body, nargs, arg, out);
		for (size_t i = 0; i < nx; i++)
			if (wanted[i]) gx[1 + i] = out[k++];
		release(out);
	} else
		freelist(body[0]), freelist(body[1]);
	release(a);
	release(manyresults);
	release(hasgradient);
	release(wanted);
	release(arg);
}

const Prim cond_prim = { "cond", .shape = shape, .flow = BRANCHES, .traits = FIXED0, .eval = eval,
	.higherorder = true, .results = results, .unroll = spelled, .writeout = writeout,
	.push = push, .pull = pull };
