/* engines -- random lists with control flow: do forward, eager, static and checkpointed agree with
 * the reference?
 *
 * usage: fuzz-engines N [SEED]
 *
 * A list of three scalar inputs and a vector, of smooth elementwise rows, reductions, and rows with
 * bodies in each other up to three deep: cond, while (by a counter and by its numbers), scan (with
 * items, stacks, both ways), checkpoint, subroutine.  Each entry of the gradient by each engine
 * must be within a few ulps of the reference, or within what its roundings explain; the Hessians
 * they make of the gradient must agree. Prints counts; exit 1 if one does not.
 */
#include "checks/measure/explain.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* of the largest entry: Hessians by two engines; ten times what conditioning has cost so far */
static const double ALIKE = 1e-9;
/* ulps of the largest entry; nesting; values at hand; elements of the vector */
enum { NEAR = 64, DEEP = 3, POOL = 24, WIDE = 3 };

/* what a body is made from: the same seed records the same rows, as often as a tape asks */
typedef struct { unsigned long seed; int depth; size_t nx, ny; } Plan;

typedef struct { V v[POOL]; size_t n; gsl_rng *g; int depth; } Pool;

static unsigned long below(Pool *p, unsigned long n) { return gsl_rng_uniform_int(p->g, n); }
static V any(Pool *p)                                { return p->v[below(p, p->n)]; }
static void add(Pool *p, V v)
{
	if (p->n < POOL)
		p->v[p->n++] = v;
	else
		p->v[below(p, p->n)] = v;
}
static V flat(V x)                                   { return shapeof(x).rank ? Mean(x, ALL) : x; }

static V one(Pool *p, V x)
{
	static V (*const f[])(V) = { Sin, Cos, Tanh, Sigmoid, Softplus, Atan, Erf, Sinc, Gauss };

	return f[below(p, sizeof f / sizeof *f)](x);
}

static V two(Pool *p, V a, V b)
{
	switch (below(p, 5)) {
	case 0:  return Add(a, b);
	case 1:  return Sub(a, b);
	case 2:  return Mul(a, b);
	case 3:  return Hypot(a, Add(Sqr(b), Const(b, 0.5)));
	default: return Where(Lt(a, b), Mul(a, Const(a, 0.5)), b);
	}
}

static void rows(Pool *p, size_t n);

/* a body: its arguments are at hand, its results are scalars like the first arguments, or new */
static void body(const V *x, V *y, const void *plan)
{
	const Plan *q = plan;
	Pool p = { .g = gsl_rng_alloc(gsl_rng_mt19937), .depth = q->depth };

	gsl_rng_set(p.g, q->seed);
	for (size_t k = 0; k < q->nx; k++) add(&p, x[k]);
	rows(&p, 2 + below(&p, 3));
	for (size_t k = 0; k < q->ny; k++) y[k] = Tanh(two(&p, flat(any(&p)), flat(p.v[p.n - 1])));
	gsl_rng_free(p.g);
}

static void other(const V *x, V *y, const void *plan)
{
	Plan q = *(const Plan *)plan;

	q.seed ^= 0x5bd1e995;
	body(x, y, &q);
}

/* carries: a value, a counter; the value shrinks unless its body says otherwise, and the counter
 * ends it */
static void goeson(const V *x, V *y, const void *plan)
{
	V few = Lt(x[1], Const(x[1], 7));

	y[0] = ((const Plan *)plan)->seed % 2 ? few : Mul(few, Gt(Abs(x[0]), Const(x[0], 0.3)));
}

static void shrinks(const V *x, V *y, const void *plan)
{
	V z;

	body((V[]){ x[0], x[2] }, &z, plan);
	y[0] = Add(Mul(x[0], Const(x[0], 0.75)), Mul(z, Const(z, 0.125)));
	y[1] = Add(x[1], Const(x[1], 1));
}

static void higherorder(Pool *p)
{
	Plan q = { .seed = gsl_rng_get(p->g), .depth = p->depth + 1, .nx = 2, .ny = 2 };
	V a = flat(any(p)), b = flat(any(p)), y[2];

	switch (below(p, 5)) {
	case 0:
		Cond(Lt(a, b), 2, (V[]){ a, b }, 2, body, other, &q, y);
		break;
	case 1:
		q.ny = 1;
		While(2, 3, (V[]){ a, Const(a, 0), b }, goeson, shrinks, &q, y);
		y[1] = y[0];
		break;
	case 2: {
		V items = Mul(Data(a.list, vector(4), (const double[]){ 0.5, -0.25, 1, 0.75 }), a);

		q.nx = 3;
		Scan(4, below(p, 2), 1, 1, 3, (V[]){ b, items, a }, 2, body, &q, y);
		y[1] = Sum(y[1], ALL);
		break;
	}
	case 3:
		Checkpoint(2, (V[]){ a, b }, 2, body, &q, y);
		break;
	default:
		Subroutine(2, (V[]){ a, b }, 2, body, &q, y);
	}
	add(p, y[0]);
	add(p, y[1]);
}

static void rows(Pool *p, size_t n)
{
	for (size_t k = 0; k < n; k++)
		switch (below(p, p->depth < DEEP ? 4 : 3)) {
		case 0:  add(p, one(p, any(p))); break;
		case 1:  add(p, two(p, any(p), any(p))); break;
		case 2:
			add(p, Mul(any(p), Const(flat(any(p)), 0.5 + gsl_rng_uniform(p->g))));
			break;
		default: higherorder(p);
		}
}

static void grown(List *l, const Fn *f)
{
	const Plan *q = f->what;
	Pool p = { .g = gsl_rng_alloc(gsl_rng_mt19937) };

	gsl_rng_set(p.g, q->seed);
	add(&p, Input(l, "a", scalar()));
	add(&p, Input(l, "b", scalar()));
	add(&p, Input(l, "v", vector(WIDE)));
	rows(&p, 4);
	higherorder(&p);
	Output(Add(flat(any(&p)), flat(p.v[p.n - 1])));
	gsl_rng_free(p.g);
}

/* ---- judging --------------------------------------------------------------------------- */

typedef struct {
	size_t lists, entries, near, explained, vacuous, unbounded, unknown, wrong, apart,
		higherorder[5];
} Counts;

static const Engine *const who[] = { &forward_engine, &reverse_engine, &static_engine,
	&checkpointed_engine };
enum { WHO = sizeof who / sizeof *who };

static void judge(const Fn *fn, const Facts *f, const Engine *e, Counts *c)
{
	char why[WHY];
	Answer a = answer(e, f, &f64);
	Explain *x = NULL;
	Explained *bound = NULL;

	for (size_t k = 0; k < f->nx * f->ny; k++) {
		c->entries++;
		if (a.status == UNABLE || !known(&f->t[k])) {
			c->unknown++;
			continue;
		}
		if (a.norm[k] <= NEAR) {
			c->near++;
			continue;
		}
		if (!bound && !(bound = explain(&x, &a, f, why))) {
			c->unbounded++;
			continue;
		}
		if (bound[k].verdict <= LOSSY)        c->explained++;
		else if (bound[k].verdict >= VACUOUS) c->vacuous++;
		else {
			c->wrong++;
			printf("# WRONG %s on list %lu: entry %zu is %.17g, %g ulps off %.17g, "
			       "bound %g\n",
				e->name, ((const Plan *)fn->what)->seed, k, ((double *)a.j.J)[k],
				a.norm[k], mpfr_get_d(f->t[k].d, MPFR_RNDN), bound[k].bound);
		}
	}
	release(bound);
	if (x) freeexplain(x);
	freeanswer(&a);
}

static void tally(const Fn *fn, Counts *c)
{
	extern const Prim cond_prim, while_prim, scan_prim, checkpoint_prim, subroutine_prim;
	const Prim *const of[] = { &cond_prim, &while_prim, &scan_prim, &checkpoint_prim,
		&subroutine_prim };
	char why[WHY];
	List *l = trace(fn, NULL, NULL, why);

	for (int k = 0; k < 5; k++) c->higherorder[k] += has(l, of[k]);
	freelist(l);
}

/* the Hessian by four ways of differentiating the gradient, one of them on a tape that knows no
 * loops */
static void second(const Fn *fn, const double *x, Counts *c)
{
	Fn grad = gradientfn(fn);
	Jacobian H[WHO];
	double most = 0, off = 0;

	for (int e = 0; e < WHO; e++) H[e] = jacobian(who[e], &grad, &f64, x);
	for (size_t k = 0; k < H[0].nx * H[0].ny; k++) {
		most = fmax(most, fabs(((double *)H[1].J)[k]));
		for (int e = 0; e < WHO; e++)
			off = fmax(off, fabs(((double *)H[e].J)[k] - ((double *)H[1].J)[k]));
	}
	if (!(off <= ALIKE * (1 + most))) {
		c->apart++;
		printf("# APART list %lu: Hessians differ by %g of %g\n",
			((const Plan *)fn->what)->seed, off, most);
	}
	for (int e = 0; e < WHO; e++) freejacobian(&H[e]);
}

static void draw(gsl_rng *g, Counts *c)
{
	Plan q = { .seed = gsl_rng_get(g) };
	Fn fn = { .name = "random", .record = grown, .what = &q };
	double x[2 + WIDE];
	Facts f;

	for (int i = 0; i < 2 + WIDE; i++) x[i] = 2 * gsl_rng_uniform(g) - 1;
	f = facts(&fn, x, 53);
	tally(&fn, c);
	c->lists++;
	for (int e = 0; e < WHO; e++) judge(&fn, &f, who[e], c);
	second(&fn, x, c);
	freefacts(&f);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 42;
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	Counts c = { 0 };

	if (!n || argc > 3) {
		fputs("usage: fuzz-engines N [SEED]\n", stderr);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	gsl_rng_set(g, seed);
	while (c.lists < n) draw(g, &c);
	printf("# command make fuzz-engines N=%zu\n# wengert %s\n# engines forward, reverse, "
	       "static, checkpointed against the reference, binary64\n",
		n, WENGERT_VERSION);
	puts("lists,with cond,with while,with scan,with checkpoint,with subroutine,entries,within "
	     "64 ulps,explained,vacuous,no bound,no reference,wrong,Hessians apart,seed");
	printf("%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%lu\n", c.lists,
		c.higherorder[0], c.higherorder[1], c.higherorder[2], c.higherorder[3],
		c.higherorder[4], c.entries, c.near, c.explained, c.vacuous, c.unbounded, c.unknown,
		c.wrong, c.apart, seed);
	gsl_rng_free(g);
	return c.wrong || c.apart;
}
