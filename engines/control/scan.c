/* scan -- c[t+1], y[t] = f(c[t], x[t], k) for n steps; its results are the last c and the stack of
 * all y
 *
 *	jvp   the scan of f's pushforward: carries (c, dc), items (x, dx), constants (k, dk); gives
 * c and y too vjp   f keeps what its adjoint needs of each step, and a scan the other way round
 * carries gc and sums gk: gc[t], gx[t], gk += pullback of f at step t, on (gc[t+1], gy[t])
 *
 * What is kept is stacked, one item a step.  Where gk is a sum of outer products u v', the u and v
 * are stacked instead and one matrix product after the scan sums them.
 */
#include "engines/control/scan.h"
#include "engines/prims/recorders.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

static const Field fields[] = { { "n", 1, false }, { "back", 1, false }, { "carries", 1, false },
	{ "items", 1, false }, { 0 } };

/* a stack of n, or what is in it */
static Shape stacked(List *l, Shape s, size_t n)
{
	if (s.rank == RANK)
		refuse(l, "scan: a stack of shape %s would have more than %d axes", shapetext(&s),
			RANK);
	memmove(s.dim + 1, s.dim, (size_t)s.rank * sizeof *s.dim);
	s.dim[0] = n;
	s.rank++;
	return s;
}

static size_t results(const void *attr, Shape *s)
{
	const ScanAttr *a = attr;
	const List *f = bodyof(attr);

	for (size_t k = 0; s && k < f->nout; k++) {
		s[k] = *shapeat(f, f->out[k]);
		if (k >= (size_t)a->carries) s[k] = stacked(NULL, s[k], (size_t)a->n);
	}
	return f->nout;
}

/* of all loops in a list, one in another, the steps of the innermost one that takes most */
static double stepsof(const List *l)
{
	double most = 1;

	for (size_t i = 0; i < l->n; i++) {
		const void *a = attr(l, &l->ins[i]);
		Bodies b = bodies(l->ins[i].prim, a);
		double n = l->ins[i].prim == &scan_prim ? (double)((const ScanAttr *)a)->n : 1;

		for (size_t k = 0; k < b.n; k++) most = fmax(most, n * stepsof(b.list[k]));
	}
	return most;
}

static void bounded(List *l, double steps)
{
	if (steps > (double)moststeps)
		refuse(l, "%.0f steps, and at most %ld are taken%s", steps, moststeps,
			escape ? "" : ": --steps allows more");
}

static Shape shape(List *l, const void *attr, size_t nargs, const Shape *x)
{
	const ScanAttr *a = attr;
	const List *f = bodyof(attr);
	size_t m = (size_t)a->carries, most = m + (size_t)a->items;

	if (a->n < 1 || a->carries < 0 || a->items < 0 || m > nargs || most > nargs)
		refuse(l, "scan: n=%" PRId64 " carries=%" PRId64 " items=%" PRId64
			  " do not fit %zu values",
			a->n, a->carries, a->items, nargs);
	if (f->nin != nargs || f->nout < m)
		refuse(l,
			"scan: its body takes %zu values and gives %zu; %zu are given, %zu are "
			"carried",
			f->nin, f->nout, nargs, m);
	bounded(l, (double)a->n * stepsof(f));
	for (size_t k = 0; k < nargs; k++) {
		Shape s = *shapeat(f, f->in[k]);

		if (k >= m && k < most) s = stacked(l, s, (size_t)a->n);
		fits(l, "scan", k, &x[k], &s);
	}
	for (size_t k = 0; k < m; k++) {
		const Shape *is = shapeat(f, f->out[k]), *was = shapeat(f, f->in[k]);

		if (!same(is, was))
			refuse(l, "scan: its body changes carry %zu from shape \"%s\" to \"%s\"",
				k + 1, shapetext(was), shapetext(is));
	}
	for (size_t k = m; k < f->nout; k++) stacked(l, *shapeat(f, f->out[k]), (size_t)a->n);
	return packedshape(&scan_prim, attr);
}

/* ---- running ---------------------------------------------------------------------- */

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	const ScanAttr *a = c->attr;
	const List *f = bodyof(a);
	size_t m = (size_t)a->carries, p = (size_t)a->items, width = 0, n,
	       *size = alloc(f->nin, sizeof *size);
	const void **in = alloc(c->nargs, sizeof *in);
	void *carry[2];
	Run *r = c->body[0];

	for (size_t k = 0; k < c->nargs; k++) size[k] = count(shapeat(f, f->in[k]));
	for (size_t k = 0; k < m; k++) width += size[k];
	for (int s = 0; s < 2; s++) carry[s] = array(T, width);
	for (size_t k = 0, at = 0; k < m; at += size[k++])
		T->copy(size[k], elem(T, carry[0], at), 1, x[k], 1);
	for (size_t j = 0; j < (size_t)a->n; j++) {
		size_t t = a->back ? (size_t)a->n - 1 - j : j, at = 0;
		void *to = elem(T, y, width);

		for (size_t k = 0; k < c->nargs; k++) {
			in[k] = k < m       ? elem(T, carry[j % 2], at)
				: k < m + p ? elem(T, x[k], t * size[k])
					    : x[k];
			if (k < m) at += size[k];
		}
		runbody(r, c->nargs, in);
		copyout(T, r, 0, m, carry[1 - j % 2]);
		for (size_t k = m; k < f->nout; k++, to = elem(T, to, n * (size_t)a->n)) {
			const void *v = output(r, k, &n);

			T->copy(n, elem(T, to, t * n), 1, v, 1);
		}
	}
	T->copy(width, y, 1, carry[a->n % 2], 1);
	for (int s = 0; s < 2; s++) freearray(T, width, carry[s]);
	release(in);
	release(size);
}

static void inlinestep(const V *x, V *y, const void *f) { inlined(x[0].list, f, x, y); }

static V spelled(List *l, const void *attr, size_t nargs, const V *x)
{
	const ScanAttr *a = attr;
	const List *f = bodyof(attr);
	V *y = alloc(f->nout, sizeof *y), all;

	unrolled((size_t)a->n, a->back, (size_t)a->carries, (size_t)a->items, nargs, x, f->nout,
		inlinestep, f, y);
	all = packing(l, f->nout, y);
	release(y);
	return all;
}

static V writeout(List *l, const void *attr, size_t nargs, const V *x)
{
	const ScanAttr *a = attr;
	List *f = unroll(bodyof(attr));
	V *y = alloc(f->nout, sizeof *y), all;

	unrolled((size_t)a->n, a->back, (size_t)a->carries, (size_t)a->items, nargs, x, f->nout,
		inlinestep, f, y);
	all = packing(l, f->nout, y);
	release(y);
	freelist(f);
	return all;
}

V likescan(V y, bool turned, size_t carries, size_t items, List *f, size_t nargs, const V *x,
	V *out)
{
	const ScanAttr *a = attr(y.list, at(y));
	Word w[] = { { .i = a->n }, { .i = turned ? !a->back : a->back }, { .i = (int64_t)carries },
		{ .i = (int64_t)items } };

	return control(y.list, &scan_prim, w, 1, &f, nargs, x, out);
}
/* ---- forward ----------------------------------------------------------------------- */

/* a body's inputs or outputs in groups (carries, items, constants), each first x, then the tangents
 */
typedef struct { size_t *order, n; } Order;

static void group(Order *o, size_t from, size_t to, size_t all, size_t tangents, const char *moves)
{
	size_t movers = 0;

	for (size_t k = 0; k < all; k++) movers += moves[k] != 0;
	for (size_t k = from; k < to; k++) o->order[o->n++] = k;
	for (size_t t = 0; t < tangents; t++) {
		size_t at = all + t * movers;

		for (size_t k = 0; k < to; at += moves[k++] != 0)
			if (k >= from && moves[k]) o->order[o->n++] = at;
	}
}

static void push(V y, const V *x, size_t n, V *const *d, V *const *dy)
{
	ScanAttr a = *(const ScanAttr *)attr(y.list, at(y));
	const List *f = bodyof(attr(y.list, at(y)));
	size_t m = (size_t)a.carries, p = (size_t)a.items, nx = f->nin, ny = f->nout, carried = 0,
	       handed = 0, k = nx, *place;
	char *moves = alloc(nx, 1), *moved = alloc(ny, 1);
	V *all = alloc(nx * (n + 1), sizeof *all), *arg = alloc(nx * (n + 1), sizeof *arg), *out;
	Order in = { alloc(nx * (n + 1), sizeof *in.order), 0 },
	      to = { alloc(ny * (n + 1), sizeof *to.order), 0 };
	bool more = true;
	List *body;

	for (size_t j = 0; j < n; j++)
		for (size_t i = 0; i < nx; i++) moves[i] |= d[j][i].list != NULL;
	while (more) {                             /* a carry moves if it starts to, or ever does */
		more = false;
		for (size_t i = 0; i < m; i++) moved[i] = moves[i];
		freelist(pushsome(f, moves, n, moved));
		for (size_t i = 0; i < m; i++)
			if (moved[i] && !moves[i]) moves[i] = more = true;
	}
	body = pushsome(f, moves, n, moved);
	memcpy(all, x, nx * sizeof *x);
	for (size_t j = 0; j < n; j++)
		for (size_t i = 0; i < nx; i++)
			if (moves[i]) all[k++] = d[j][i].list ? d[j][i] : Const(x[i], 0);
	group(&in, 0, m, nx, n, moves);
	carried = in.n;
	group(&in, m, m + p, nx, n, moves);
	handed = in.n - carried;
	group(&in, m + p, nx, nx, n, moves);
	group(&to, 0, m, ny, n, moved);
	group(&to, m, ny, ny, n, moved);
	for (size_t i = 0; i < in.n; i++) arg[i] = all[in.order[i]];
	body = permuted(body, in.order, to.order);
	out = alloc(to.n, sizeof *out);
	place = alloc(to.n, sizeof *place);
	{
		V by = likescan(y, false, carried, handed, body, in.n, arg, out);

		/* where pushsome's output went */
		for (size_t i = 0; i < to.n; i++) place[to.order[i]] = i;
		replaceby(y, by, place);
	}
	k = ny;
	for (size_t j = 0; j < n; j++)
		for (size_t r = 0; r < ny; r++)
			if (moved[r]) dy[j][r] = out[place[k++]];
	release(moves), release(moved), release(all), release(arg), release(out), release(place);
	release(in.order), release(to.order);
}

const Prim scan_prim = { "scan", fields, shape, .flow = SCANS, .eval = eval, .higherorder = true,
	.results = results, .unroll = spelled, .writeout = writeout, .push = push,
	.pull = pullscan };
