/* layers.c -- functions of arrays: statistics, and layers of networks. */
#include "engines/formula/arrays.h"
#include "engines/prims/recorders.h"
#include <math.h>

static V centred(V x, int axis) { return Sub(x, Along(Mean(x, axis), axis, x)); }

static double over(V x, int axis)
{
	Shape s = shapeof(x);

	return (double)(axis == ALL ? count(&s) : s.dim[axis]);
}

/* of all there are: divided by their number */
V array_var(const Asked *a) { return Mean(Sqr(centred(a->x[0], a->along)), a->along); }

/* by norm, which neither overflows nor is steep where all are equal */
V array_std(const Asked *a)
{
	V y = Norm(centred(a->x[0], a->along), a->along);

	return Div(y, Sqrt(Const(y, over(a->x[0], a->along))));
}

enum { PAIRS = 64 };                       /* elements whose differences are all taken */

/* x less its logsumexp: where one is far above all others that cancels, and so does its derivative.
 * Up to PAIRS elements it is -logsumexp of all differences x[j] - x[i], that of i itself a constant
 * 0, which cancels nowhere. */
static V logsoftmax(V x, int axis)
{
	Shape s = shapeof(x), row = s, column = s, square;
	size_t n = s.dim[axis];
	V own, pairs;

	if (n > PAIRS || s.rank == RANK) return Sub(x, Along(Logsumexp(x, axis), axis, x));
	for (int k = s.rank++; k > axis; k--) row.dim[k] = column.dim[k] = s.dim[k - 1];
	row.rank = column.rank = s.rank;
	row.dim[axis] = 1, row.dim[axis + 1] = n;
	column.dim[axis] = n, column.dim[axis + 1] = 1;
	square = ones(s.rank);
	square.dim[axis] = square.dim[axis + 1] = n;
	own = Reshape(Unitmatrix(x.list, n), square);
	pairs = Sub(Reshape(x, row), Reshape(x, column));
	own = Broadcast(own, shapeof(pairs));
	return Neg(Logsumexp(Where(own, Const(pairs, 0), pairs), axis + 1));
}

V array_log_softmax(const Asked *a) { return logsoftmax(a->x[0], a->along); }

/* the mean over all rows of -log softmax at the class of each, or weighed by probabilities */
V array_cross_entropy(const Asked *a)
{
	Shape s = shapeof(a->x[0]), t = shapeof(a->x[1]), rows = without(s, s.rank - 1);
	V logs, own, last = a->x[1], is = { 0 };
	double *c;

	if (!s.rank || !(same(&s, &t) || same(&rows, &t)))
		wrongtext(a->p, a->p->spot,
			"expected logits of shape [...,n] and classes of shape "
			"[...] or probabilities of shape [...,n]: the shapes are \"%s\" and \"%s\"",
			shapetext(&s), shapetext(&t));
	logs = logsoftmax(a->x[0], s.rank - 1);
	if (same(&s, &t))
		own = Mul(last, logs);
	else {
		size_t n = s.dim[s.rank - 1];

		c = alloc(n, sizeof *c);
		for (size_t k = 0; k < n; k++) c[k] = (double)k;
		rows.dim[rows.rank++] = 1;
		is = Eq(Broadcast(Reshape(last, rows), s), Data(logs.list, vector(n), c));
		own = Where(is, logs, Const(logs, 0));
		release(c);
	}
	own = Sum(own, s.rank - 1);
	/* what is no class has no entropy, and not that of a certainty */
	if (is.list) own = Where(Sum(is, s.rank - 1), own, Const(own, NAN));
	return Neg(Mean(own, ALL));
}

static double epsilon(const Asked *a, size_t k, double usual)
{
	return a->n > k ? writtennumber(a->p, a->x[k], "eps") : usual;
}

/* Ioffe, Szegedy: Batch normalization, 2015, algorithm 1 */
V array_batchnorm(const Asked *a)
{
	Shape s = needrank(a, 0, 2, "x of shape [n,c]");
	V x = a->x[0], c = centred(x, 0), v = Mean(Sqr(c), 0), y;

	y = Div(c, Along(Sqrt(Add(v, Const(v, epsilon(a, 3, 1e-5)))), 0, x));
	for (size_t k = 1; k < a->n && k < 3; k++) {
		Shape t = shapeof(a->x[k]), one = vector(s.dim[1]);

		if (!same(&t, &one))
			wrongtext(a->p, a->p->spot, "expected w and b of shape [%zu]", s.dim[1]);
		y = k == 1 ? Mul(y, a->x[1]) : Add(y, a->x[2]);
	}
	return y;
}

/* Zhang, Sennrich: Root mean square layer normalization, 2019, equation 4 */
V array_rmsnorm(const Asked *a)
{
	V x = a->x[0], v, y;
	int last = shapeof(x).rank - 1;

	if (last < 0) wrongtext(a->p, a->p->spot, "expected an array: a number has no axis");
	v = Mean(Sqr(x), last);
	y = Div(x, Along(Sqrt(Add(v, Const(v, epsilon(a, 2, 1e-5)))), last, x));
	return a->n > 1 ? Mul(y, a->x[1]) : y;
}

/* softmax(q k'/sqrt(d)) v (Vaswani et al.: Attention is all you need, 2017, equation 1) */
V array_attention(const Asked *a)
{
	const char *what = "queries, keys and values of shapes [n,d], [m,d], [m,e]";
	Shape q = needrank(a, 0, 2, what), k = needrank(a, 1, 2, what), v = needrank(a, 2, 2, what);
	V s;

	if (q.dim[1] != k.dim[1] || k.dim[0] != v.dim[0])
		wrongtext(a->p, a->p->spot, "expected %s", what);
	s = Matmul(a->x[0], a->x[1], false, true);
	s = Div(s, Sqrt(Number(s.list, (double)q.dim[1])));
	return Matmul(Softmax(s, 1), a->x[2], false, false);
}

/* ---- windows: `axes` axes of space at the end, before them channels, before them a batch ---- */

typedef struct {
	Shape x, w, y; /* y: of space alone */
	int axes, from; /* from: the first axis of space in x */
	size_t step;
} Windows;

static void __attribute__((noreturn)) unfit(const Asked *a, int axes)
{
	const char *one = "x[n], w[k]; or x[c,n], w[o,c,k]; or x[b,c,n], w[o,c,k]";
	const char *two = "x[h,w], w[k,l]; or x[c,h,w], w[o,c,k,l]; or x[b,c,h,w], w[o,c,k,l]";
	Shape s = shapeof(a->x[0]), t = shapeof(a->x[1]);

	wrongtext(a->p, a->p->spot,
		"expected shapes %s, x no smaller than w; they are \"%s\" "
		"and \"%s\"",
		axes == 1 ? one : two, shapetext(&s), shapetext(&t));
}

static Windows windows(const Asked *a, int axes)
{
	Windows c = { shapeof(a->x[0]), shapeof(a->x[1]), { axes, { 0 } }, axes, 0, 1 };
	int more = c.x.rank - axes;

	c.from = more;
	if (a->n > 2) {
		double s = writtenwhole(a->p, a->x[2], "the stride");

		if (s < 1) wrongtext(a->p, a->p->spot, "expected a stride above 0");
		c.step = (size_t)s;
	}
	if (more < 0 || more > 2 || c.w.rank != axes + (more ? 2 : 0) ||
		(more && c.x.dim[more - 1] != c.w.dim[1]))
		unfit(a, axes);
	for (int k = 0; k < axes; k++) {
		size_t n = c.x.dim[c.from + k], m = c.w.dim[c.w.rank - axes + k];

		if (n < m) unfit(a, axes);
		c.y.dim[k] = (n - m) / c.step + 1;
	}
	return c;
}

/* what tap t of each window sees, as [b,c,m], [c,m] or [m] */
static V seen(const Windows *c, V x, const size_t *t)
{
	Shape flat = { 0 };

	for (int k = 0; k < c->axes; k++) x = range(x, c->from + k, t[k], c->y.dim[k], c->step);
	for (int k = 0; k < c->from; k++) flat.dim[flat.rank++] = c->x.dim[k];
	flat.dim[flat.rank++] = count(&c->y);
	return Reshape(x, flat);
}

/* the weights of tap t, as [b,o,c], [o,c] or a number */
static V weights(const Windows *c, V w, const size_t *t)
{
	int first = c->w.rank - c->axes;
	Shape s = matrix(c->w.dim[0], c->w.dim[1]);

	for (int k = 0; k < c->axes; k++) w = plane(w, first + k, t[k]);
	if (!c->from) return Reshape(w, scalar());
	w = Reshape(w, s);
	if (c->from == 1) return w;
	return Broadcast(w, (Shape){ 3, { c->x.dim[0], s.dim[0], s.dim[1] } });
}

/* y[o] = sum over c and taps of w[o,c,t] x[c, step i + t]: no flip of w, no padding */
static V convolution(const Asked *a, int axes)
{
	Windows c = windows(a, axes);
	size_t t[2], across = axes == 2 ? c.w.dim[c.w.rank - 1] : 1,
		     taps = c.w.dim[c.w.rank - axes] * across;
	Shape y = { 0 };
	V sum = { 0 };

	for (size_t k = 0; k < taps; k++) {
		V w, x, term;

		t[0] = k / across, t[1] = k % across;
		w = weights(&c, a->x[1], t), x = seen(&c, a->x[0], t);
		term = c.from ? Matmul(w, x, false, false) : Mul(w, x);
		sum = k ? Add(sum, term) : term;
	}
	for (int k = 0; k < c.from; k++)
		y.dim[y.rank++] = k == c.from - 1 ? c.w.dim[0] : c.x.dim[k];
	for (int k = 0; k < axes; k++) y.dim[y.rank++] = c.y.dim[k];
	return Reshape(sum, y);
}

V array_conv1d(const Asked *a) { return convolution(a, 1); }
V array_conv2d(const Asked *a) { return convolution(a, 2); }

/* windows of this width that do not overlap; what is left over at the end is not seen */
static V pooled(const Asked *a, int axes, V reduce(V, int))
{
	double width = writtenwhole(a->p, a->x[1], "the width of the window");
	size_t k = (size_t)width;
	V x = a->x[0];

	for (int i = 1; i <= axes; i++) {
		Shape s = shapeof(x), cut;
		int at = s.rank - i;

		if (s.rank < axes || s.rank == RANK || width < 1 || s.dim[at] < k)
			wrongtext(a->p, a->p->spot,
				"expected an array of at least %d ax%s, and a "
				"window above 0 that fits in it",
				axes, axes > 1 ? "es" : "is");
		x = range(x, at, 0, s.dim[at] / k * k, 1);
		cut = s;
		for (int j = s.rank; j > at; j--) cut.dim[j] = s.dim[j - 1];
		cut.rank++, cut.dim[at] = s.dim[at] / k, cut.dim[at + 1] = k;
		x = reduce(Reshape(x, cut), at + 1);
	}
	return x;
}

V array_maxpool1d(const Asked *a) { return pooled(a, 1, Reducemax); }
V array_maxpool2d(const Asked *a) { return pooled(a, 2, Reducemax); }
V array_avgpool1d(const Asked *a) { return pooled(a, 1, Mean); }
V array_avgpool2d(const Asked *a) { return pooled(a, 2, Mean); }
