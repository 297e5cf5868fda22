/* kernelgrow.c -- random functions of numbers: a list of a few primitives, and its pullback. */
#include "checks/fuzz/kernelread.h"
#include "engines/prims/recorders.h"
#include <math.h>

enum { POOL = 16 };
typedef struct { V v[POOL]; int n, nx; double lo, hi; } Pool;

/* whole sixteenths, or a decimal as people write it */
static double constant(void)
{
	double v = below(3) ? (1 + below(40)) / 16.0 : (1 + below(25)) / 10.0;

	return below(3) ? v : -v;
}

static V some(double c, V like) { return Const(like, c); }
static V oneplus(V x)           { return Add(Sqr(x), some(below(2) ? 1 : 0.5, x)); }

static V kinked(Pool *p, V x)
{
	double t = p->lo + (p->hi - p->lo) * (1 + below(15)) / 16;

	switch (below(5)) {
	case 0:  return Abs(x);
	case 1:  return Relu(x);
	case 2:  return Max(x, some(t, x));
	case 3:  return Min(x, some(t, x));
	default: return Min(Max(x, some(p->lo / 2, x)), some(p->hi / 2 + 0.25, x));
	}
}

static V smooth(V x)
{
	switch (below(18)) {
	case 0:  return Sin(x);
	case 1:  return Cos(x);
	case 2:  return Tanh(x);
	case 3:  return Atan(x);
	case 4:  return Exp(Mul(x, some(below(2) ? 0.5 : -0.25, x)));
	case 5:  return Sqrt(oneplus(x));
	case 6:  return Log1p(Sqr(x));
	case 7:  return Sigmoid(x);
	case 8:  return Softplus(x);
	case 9:  return Sqr(x);
	case 10: return Div(x, oneplus(x));
	case 11: return Gauss(x);
	case 12: return Erf(x);
	case 13: return Recip(oneplus(x));
	case 14: return Expm1(Mul(x, some(0.25, x)));
	case 15: return Mul(x, Sqr(x));
	case 16: return Mul(x, Sigmoid(x));
	default: return Mul(x, some(constant(), x));
	}
}

static V joined(V a, V b, bool kinks)
{
	if (a.id == b.id) return smooth(a);
	switch (below(kinks ? 8 : 6)) {
	case 0:  return Add(a, b);
	case 1:  return Sub(a, b);
	case 2:  case 3: return Mul(a, b);
	case 4:  return Div(a, oneplus(b));
	case 5:  return Add(Mul(a, b), Mul(a, some(constant(), a)));
	case 6:  return Max(a, b);
	default: return Min(a, b);
	}
}

static V any(Pool *p)         { return p->v[below(p->n)]; }
static void add(Pool *p, V v) { if (p->n < POOL) p->v[p->n++] = v; }

/* of every argument; kinks at plain arguments alone, where points can be put on them */
static V grown(const V *x, int nx, int nfixed, double lo, double hi, bool kinks)
{
	Pool p = { .nx = nx, .lo = lo, .hi = hi };
	int n = 1 + below(4);
	V y, a;

	for (int k = 0; k < nx + nfixed; k++) add(&p, x[k]);
	for (int k = 0; k < n; k++)
		switch (below(kinks ? 5 : 4)) {
		case 0:
			a = any(&p);
			add(&p, joined(a, any(&p), false));
			break;
		case 4:  add(&p, kinked(&p, x[below(nx)])); break;
		default: add(&p, smooth(any(&p)));
		}
	y = p.v[p.n - 1];
	for (int k = 0; k < nx + nfixed; k++)
		y = nx > 1 && k == 1 && !below(4)
			? Add(y, joined(x[0], x[1], kinks))
			: joined(y, below(2) ? x[k] : smooth(x[k]), false);
	return below(3) ? y : Mul(y, some(constant(), y));
}

/* 0 at 0 */
static V rising(int which, double c, V u, V other)
{
	switch (which) {
	case 0:  return Mul(u, some(c, u));
	case 1:  return Mul(u, u);
	case 2:  return Tanh(u);
	case 3:  return Sin(Mul(u, some(c, u)));
	case 4:  return Mul(u, Atan(other));
	case 5:  return some(0, u);
	default: return Log1p(Mul(u, u));
	}
}

static List *reversed(List *l)
{
	List *p = simplify(pullback(l), &f64);

	freelist(l);
	return p;
}

static List *recorded(const Function *f, double lo, double hi, int which, double c)
{
	List *l = newlist();
	V x[ARGUMENTS + 1], y;

	for (int k = 0; k < f->nx + f->nfixed; k++) x[k] = Input(l, "x", scalar());
	y = grown(x, f->nx, f->nfixed, lo, hi, f->pieces == 1);
	if (f->pieces > 1) {
		V u = f->absolute ? Abs(x[f->kink]) : x[f->kink];

		y = Add(y, rising(which, c, Sub(u, some(f->at, u)), x[f->nx - 1]));
	}
	Output(y);
	return reversed(l);
}

Function *drawfunction(int nx, int nfixed, double lo, double hi, bool isfloat)
{
	Function *f = alloc(1, sizeof *f);
	int which[PIECES] = { below(7), below(7) };
	double c = constant();
	gsl_rng *was;

	*f = (Function){ .pieces = 1 + !below(3), .nx = nx, .nfixed = nfixed, .kink = below(nx),
		.absolute = !below(3), .ternary = below(2), .cosh = below(2), .strict = below(2),
		.flipped = !below(4), .saved = -1, .fixed = { constant() } };
	f->at = f->absolute ? (1 + below(12)) * fmax(fabs(lo), fabs(hi)) / 16
			    : lo + (hi - lo) * (1 + below(15)) / 16;
	if (!below(3)) f->at = round(10 * f->at) / 10;
	if (isfloat) f->at = (float)f->at;
	/* what both pieces share is drawn twice alike */
	was = gsl_rng_clone(luck);
	for (int p = 0; p < f->pieces; p++) {
		gsl_rng_memcpy(luck, was);
		f->list[p] = recorded(f, lo, hi, which[p], p ? c : 0.5);
	}
	gsl_rng_free(was);
	return f;
}

void freefunction(Function *f)
{
	for (int p = 0; p < f->pieces; p++) freelist(f->list[p]);
	release(f);
}
