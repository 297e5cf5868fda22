/* checkpoint -- y = f(x), of which the reverse sweep keeps x alone;   subroutine: one body called
 * from many instructions
 *
 *	jvp   checkpoint of the pushforward, which gives y too
 *	vjp   checkpoint of the pullback: f is run again
 *
 * A subroutine is what its body is: wherever a derivative is taken it is written out.
 * Checkpointing: Griewank & Walther, Evaluating Derivatives, 2nd ed. (2008), chapter 12.
 */
#include "engines/control/control.h"
#include <string.h>

extern const Prim checkpoint_prim, subroutine_prim;

/* the one body stands behind no fixed words, in both */
static const List *bodyof(const void *attr) { return bodies(&checkpoint_prim, attr).list[0]; }

static size_t results(const void *attr, Shape *s)
{
	const List *f = bodyof(attr);

	for (size_t k = 0; s && k < f->nout; k++) s[k] = *shapeat(f, f->out[k]);
	return f->nout;
}

static Shape shape(List *l, const void *attr, size_t nargs, const Shape *x)
{
	const List *f = bodyof(attr);

	if (f->nin != nargs)
		refuse(l, "a body takes %zu values, %zu are given", f->nin, nargs);
	for (size_t k = 0; k < nargs; k++) fits(l, "a body", k, &x[k], shapeat(f, f->in[k]));
	return packedshape(&checkpoint_prim, attr);
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	runbody(c->body[0], c->nargs, x);
	copyout(T, c->body[0], 0, results(c->attr, NULL), y);
}

static V written(List *l, const List *f, const V *x)
{
	V *y = alloc(f->nout, sizeof *y), all;

	inlined(l, f, x, y);
	all = packing(l, f->nout, y);
	release(y);
	return all;
}

static V spelled(List *l, const void *attr, size_t nargs, const V *x)
{
	return written(l, bodyof(attr), x);
}
static V lowering(V y, const V *x) { return written(x[0].list, bodyof(attr(y.list, at(y))), x); }

static V writeout(List *l, const void *attr, size_t nargs, const V *x)
{
	List *f = unroll(bodyof(attr));
	V y = written(l, f, x);

	freelist(f);
	return y;
}

static void push(V y, const V *x, size_t n, V *const *d, V *const *dy)
{
	const List *f = bodyof(attr(y.list, at(y)));
	size_t nx = f->nin, nargs = nx, k = f->nout;
	char *moves = alloc(nx, 1), *moved = alloc(f->nout, 1);
	V *arg = alloc(nx * (n + 1), sizeof *arg), *out, by;
	List *body;

	memcpy(arg, x, nx * sizeof *arg);
	for (size_t j = 0; j < n; j++)
		for (size_t i = 0; i < nx; i++) moves[i] |= d[j][i].list != NULL;
	for (size_t j = 0; j < n; j++)
		for (size_t i = 0; i < nx; i++)
			if (moves[i]) arg[nargs++] = d[j][i].list ? d[j][i] : Const(x[i], 0);
	body = pushsome(f, moves, n, moved);
	out = alloc(body->nout, sizeof *out);
	by = control(y.list, &checkpoint_prim, NULL, 1, &body, nargs, arg, out);
	replaceby(y, by, NULL);
	for (size_t j = 0; j < n; j++)
		for (size_t r = 0; r < f->nout; r++)
			if (moved[r]) dy[j][r] = out[k++];
	release(moves);
	release(moved);
	release(arg);
	release(out);
}

static void pull(V y, const V *x, const V *g, V *gx)
{
	const List *f = bodyof(attr(y.list, at(y)));
	size_t nx = f->nin, ny = f->nout, nargs = nx, k = 0;
	char *manyresults = alloc(ny, 1), *hasgradient = alloc(nx, 1);
	V *arg = alloc(nx + ny, sizeof *arg), *out;
	List *body;

	memcpy(arg, x, nx * sizeof *arg);
	for (size_t r = 0; r < ny; r++)
		if ((manyresults[r] = g[r].list != NULL)) arg[nargs++] = g[r];
	body = pullsome(f, manyresults, hasgradient);
	body->nout -= ny;                          /* the results are not asked for again */
	memmove(body->out, body->out + ny, body->nout * sizeof *body->out);
	body = dead(body);
	if (body->nout) {
		out = alloc(body->nout, sizeof *out);
		control(y.list, &checkpoint_prim, NULL, 1, &body, nargs, arg, out);
		for (size_t i = 0; i < nx; i++)
			if (hasgradient[i]) gx[i] = out[k++];
		release(out);
	} else
		freelist(body);
	release(manyresults);
	release(hasgradient);
	release(arg);
}

const Prim checkpoint_prim = { "checkpoint", .shape = shape, .recomputed = true, .eval = eval,
	.higherorder = true, .results = results, .unroll = spelled, .writeout = writeout,
	.push = push, .pull = pull };
const Prim subroutine_prim = { "subroutine", .shape = shape, .eval = eval, .lowering = lowering,
	.higherorder = true, .results = results, .unroll = spelled, .writeout = writeout };
