/* headline.c -- the headline problems recorded as anyone would who has arrays; the letters are
 * those of headline.hpp. */
#include "bench/headline.h"
#include "engines/prims/recorders.h"
#include <math.h>

/* ---- sizes and numbers ----------------------------------------------------------------------- */

static size_t inputs(Which w, size_t a, size_t b)
{
	switch (w) {
	case GMM:    return b * (1 + a + a + a * (a - 1) / 2);
	case LSTM:   return a * 8 * b + 3 * b;
	case BUNDLE: return 15 * a;
	case MINORS: return a * a;
	case MLP:    return b + a * (b * b + b);
	default:     return a;
	}
}

static size_t dataof(Which w, size_t a, size_t b, size_t c)
{
	return w == GMM ? c * a : w == LSTM ? (2 * a + c) * b : w == BUNDLE ? 2 * a : 0;
}

/* from 0 to 1, alike on every machine: splitmix64; multiples of one number would make every minor
 * of 3 x 3 zero */
static double drawn(uint64_t i)
{
	uint64_t z = (i + 1) * 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

Problem newproblem(Which w, size_t a, size_t b, size_t c)
{
	Problem p = { w, a, b, c, inputs(w, a, b), w == BUNDLE ? 2 : 1, dataof(w, a, b, c), NULL,
		NULL };
	size_t n = p.ndata;
	double *x = alloc(p.nx, sizeof *x), *data = alloc(n ? n : 1, sizeof *data);
	/* a product of 10^6 stays in range; a layer neither fades nor saturates */
	double spread = w == SPEELPENNING ? 1e-3
		: w == MLP                ? 3 / sqrt((double)b)
					  : 2,
	       centre = w == SPEELPENNING || w == MINORS || w == ODE ? 1 : 0;

	for (size_t i = 0; i < p.nx; i++) x[i] = centre + spread * (drawn(i) - 0.5);
	/* before the camera */
	for (size_t i = 0; w == BUNDLE && i < p.nx; i += 15) x[i + 13] += 5, x[i + 6] += 3;
	for (size_t i = 0; i < n; i++) data[i] = 2 * drawn(p.nx + i) - 1;
	p.x = x, p.data = data;
	return p;
}

void freeproblem(Problem *p)
{
	release((double *)p->x);
	release((double *)p->data);
}

/* ---- pieces -------------------------------------------------------------------------------- */

static V cut(V x, size_t from, size_t n) { return Slice(x, &from, &n, NULL); }
static V times(double c, V x)            { return Mul(Const(x, c), x); }

/* columns [from, from + n) of a matrix */
static V columns(V x, size_t from, size_t n)
{
	Shape s = shapeof(x);

	return Slice(x, (size_t[]){ 0, from }, (size_t[]){ s.dim[0], n }, NULL);
}

static V scalarat(V x, size_t i) { return Reshape(cut(x, i, 1), scalar()); }

/* ---- problems ------------------------------------------------------------------------------ */

static V rosenbrock(V x, const Problem *p)
{
	V u = cut(x, 0, p->a - 1), next = cut(x, 1, p->a - 1);

	return Sum(Add(times(100, Sqr(Sub(next, Sqr(u)))), Sqr(Sub(Const(u, 1), u))), ALL);
}

/* of each Gaussian, the lower triangle whose columns stand one after the other in icf, after its
 * diagonal's logarithm */
static V triangles(V icf, size_t d, size_t K)
{
	size_t tri = d * (d - 1) / 2;
	double *from = alloc(d * d, sizeof *from);
	V all = Concat(3,
		  (V[]){ Exp(columns(icf, 0, d)), columns(icf, d, tri),
			  Zeros(icf.list, matrix(K, 1)) },
		  1),
	  q;

	for (size_t i = 0, k = d; i < d; i++) {
		from[i * d + i] = (double)i;
		for (size_t j = 0; j < i; j++) from[j * d + i] = (double)(d + tri);
		for (size_t j = i + 1; j < d; j++) from[j * d + i] = (double)k++;
	}
	q = Gather(Transpose(all, (int[]){ 1, 0 }), Data(icf.list, vector(d * d), from));
	release(from);
	return Transpose(q, (int[]){ 1, 0 });          /* [K, d d] */
}

static V gmm(V x, const Problem *p)
{
	size_t d = p->a, K = p->b, n = p->c, tri = d * (d - 1) / 2, per = d + tri;
	List *l = x.list;
	V alpha = cut(x, 0, K), mean = cut(x, K, K * d),
	  icf = Reshape(cut(x, K + K * d, K * per), matrix(K, per));
	V Q = triangles(icf, d, K), q = Sum(columns(icf, 0, d), 1),
	  points = Data(l, matrix(n, d), p->data);
	V Qm = Sum(Mul(Reshape(Q, (Shape){ 3, { K, d, d } }),
			   Reshape(mean, (Shape){ 3, { K, 1, d } })),
		2);
	V far = Sub(Matmul(points, Reshape(Q, matrix(K * d, d)), false, true),
		Reshape(Qm, matrix(1, K * d)));
	V square = Sum(Reshape(Sqr(far), (Shape){ 3, { n, K, d } }), 2),
	  term = Sub(Add(alpha, q), times(0.5, square));
	V prior = Sum(Sqr(Q), ALL);

	return Add(Sub(Sum(Logsumexp(term, 1), ALL), times((double)n, Logsumexp(alpha, ALL))),
		times(0.5, prior));
}

/* one item through all layers; x: h and c of each layer, the item, then 8 vectors a layer */
static void cell(const V *x, V *y, const void *what)
{
	const Problem *p = what;
	V in = x[2 * p->a];

	for (size_t l = 0; l < p->a; l++) {
		const V *w = x + 2 * p->a + 1 + 8 * l, *b = w + 4;
		V f = Sigmoid(Add(Mul(in, w[0]), b[0])),
		  g = Sigmoid(Add(Mul(x[2 * l], w[1]), b[1]));
		V o = Sigmoid(Add(Mul(in, w[2]), b[2])),
		  change = Tanh(Add(Mul(x[2 * l], w[3]), b[3]));

		y[2 * l + 1] = Add(Mul(x[2 * l + 1], f), Mul(g, change));
		in = y[2 * l] = Mul(o, Tanh(y[2 * l + 1]));
	}
	y[2 * p->a] = in;
}

static V lstm(V x, const Problem *p)
{
	size_t b = p->b, steps = p->c - 1, n = 2 * p->a, all = n + 1 + 8 * p->a;
	const double *items = p->data + n * b;
	V *arg = alloc(all, sizeof *arg), *y = alloc(n + 1, sizeof *y), extra[3], out, norm, two;
	List *l = x.list;

	for (size_t k = 0; k < 3; k++) extra[k] = cut(x, p->a * 8 * b + k * b, b);
	for (size_t k = 0; k < n; k++) arg[k] = Data(l, vector(b), p->data + k * b);
	arg[n] = Mul(Data(l, matrix(steps, b), items), extra[0]);
	for (size_t k = 0; k < 8 * p->a; k++) arg[n + 1 + k] = cut(x, k * b, b);
	Scan(steps, false, n, 1, all, arg, n + 1, cell, p, y);
	out = Add(Mul(y[n], extra[1]), extra[2]);
	two = Const(columns(out, 0, 1), log(2));
	norm = Reshape(Logsumexp(Concat(2, (V[]){ out, two }, 1), 1), matrix(steps, 1));
	out = Sum(Mul(Data(l, matrix(steps, b), items + b), Sub(out, norm)), ALL);
	release(arg);
	release(y);
	return times(-1 / (double)(steps * b), out);
}

static V inner(const V *a, const V *b)
{
	return Add(Add(Mul(a[0], b[0]), Mul(a[1], b[1])), Mul(a[2], b[2]));
}

/* row k of all observations' data */
static V seen(List *l, const Problem *p, size_t k)
{
	double *x = alloc(p->a, sizeof *x);

	for (size_t o = 0; o < p->a; o++) x[o] = p->data[2 * o + k];
	V y = Data(l, vector(p->a), x);
	release(x);
	return y;
}

static void bundle(V x, const Problem *p)
{
	V all = Transpose(Reshape(x, matrix(p->a, 15)), (int[]){ 1, 0 }), v[15], far[3], w[3],
	  cam[3], one, t, c, s, dot, u, up, r, bend;

	for (size_t k = 0; k < 15; k++)
		v[k] = Reshape(Slice(all, (size_t[]){ k, 0 }, (size_t[]){ 1, p->a }, NULL),
			vector(p->a));
	for (size_t k = 0; k < 3; k++) far[k] = Sub(v[11 + k], v[3 + k]);
	one = Const(v[0], 1);
	t = Sqrt(inner(v, v)), c = Cos(t), s = Sin(t);
	for (size_t k = 0; k < 3; k++) w[k] = Div(v[k], t);
	dot = Mul(inner(w, far), Sub(one, c));
	for (size_t k = 0; k < 3; k++) {
		size_t i = (k + 1) % 3, j = (k + 2) % 3;
		V cross = Sub(Mul(w[i], far[j]), Mul(w[j], far[i]));

		cam[k] = Add(Add(Mul(far[k], c), Mul(cross, s)), Mul(w[k], dot));
	}
	u = Div(cam[0], cam[2]), up = Div(cam[1], cam[2]), r = Add(Sqr(u), Sqr(up));
	bend = Add(Add(one, Mul(v[9], r)), Mul(v[10], Sqr(r)));
	Output(Sum(Mul(v[14], Sub(Add(Mul(Mul(u, bend), v[6]), v[7]), seen(x.list, p, 0))), ALL));
	Output(Sum(Mul(v[14], Sub(Add(Mul(Mul(up, bend), v[6]), v[8]), seen(x.list, p, 1))), ALL));
}

/* x: u, then the problem's x and a 1 */
static V slope(V u, const V *x)
{
	return Mul(x[1], Concat(2, (V[]){ x[2], cut(u, 0, shapeof(u).dim[0] - 1) }, 0));
}

static void step(const V *x, V *y, const void *what)
{
	const Problem *p = what;
	double h = 1 / (double)p->b;
	V u = x[0], a = slope(u, x), b = slope(Add(u, times(h / 2, a)), x),
	  c = slope(Add(u, times(h / 2, b)), x), d = slope(Add(u, times(h, c)), x);

	y[0] = Add(u, times(h / 6, Add(Add(a, d), times(2, Add(b, c)))));
}

static V ode(V x, const Problem *p)
{
	V arg[3] = { Zeros(x.list, vector(p->a)), x, Data(x.list, vector(1), (double[]){ 1 }) }, y;

	Scan(p->b, false, 1, 0, 3, arg, 1, step, p, &y);
	return Sum(y, ALL);
}

static V minor(const V *a, size_t n, size_t i, unsigned set)
{
	V y = { 0 };
	bool minus = false;

	for (size_t j = 0; j < n; j++) {
		V t = a[i * n + j];

		if (!(set >> j & 1))
			continue;
		if (i + 1 < n) t = Mul(t, minor(a, n, i + 1, set & ~(1u << j)));
		y = !y.list ? t : minus ? Sub(y, t) : Add(y, t);
		minus = !minus;
	}
	return y;
}

static V minors(V x, const Problem *p)
{
	V *a = alloc(p->nx, sizeof *a), y;

	for (size_t i = 0; i < p->nx; i++) a[i] = scalarat(x, i);
	y = minor(a, p->a, 0, (1u << p->a) - 1);
	release(a);
	return y;
}

static V mlp(V x, const Problem *p)
{
	size_t n = p->b, at = n;
	V u = Reshape(cut(x, 0, n), matrix(n, 1));

	for (size_t l = 0; l < p->a; l++, at += n * n + n) {
		V W = Reshape(cut(x, at, n * n), matrix(n, n)),
		  b = Reshape(cut(x, at + n * n, n), matrix(n, 1));

		u = Tanh(Add(Matmul(W, u, false, false), b));
	}
	return Sum(Sqr(u), ALL);
}

static void rows(List *l, const Fn *f)
{
	const Problem *p = f->what;
	V x = Input(l, "x", vector(p->nx));

	switch (p->which) {
	case ROSENBROCK:   Output(rosenbrock(x, p)); break;
	case SPEELPENNING: Output(Prod(x, ALL)); break;
	case SINEXP:       Output(Dot(Sin(x), Exp(x))); break;
	case LOGSUMEXP:    Output(Logsumexp(x, ALL)); break;
	case GMM:          Output(gmm(x, p)); break;
	case LSTM:         Output(lstm(x, p)); break;
	case BUNDLE:       bundle(x, p); break;
	case ODE:          Output(ode(x, p)); break;
	case MINORS:       Output(minors(x, p)); break;
	case MLP:          Output(mlp(x, p)); break;
	case PROBLEMS:     break;
	}
}

Fn headlinefn(const Problem *p) { return (Fn){ .name = "headline", .record = rows, .what = p }; }
