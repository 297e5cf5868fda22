/* grown -- random lists with control flow.
 *
 * Two scalar inputs and a vector; smooth elementwise rows, reductions, and rows with bodies in each
 * other up to three deep: cond, while (by a counter and by its numbers), scan (with items, stacks,
 * both ways), checkpoint, subroutine.
 */
#include "checks/fuzz/grown.h"
#include "engines/prims/recorders.h"

/* nesting; values at hand; elements of the vector */
enum { DEEP = 3, POOL = 24, WIDE = GROWNINPUTS - 2 };

/* what a body is made from: the same seed records the same rows, as often as a tape asks */
typedef struct {
	unsigned long seed;
	int depth;
	size_t nx, ny;
} Plan;

typedef struct {
	V v[POOL];
	size_t n;
	gsl_rng *g;
	int depth;
} Pool;

static unsigned long below(Pool *p, unsigned long n) { return gsl_rng_uniform_int(p->g, n); }
static V any(Pool *p) { return p->v[below(p, p->n)]; }
static void add(Pool *p, V v)
{
	if (p->n < POOL)
		p->v[p->n++] = v;
	else
		p->v[below(p, p->n)] = v;
}
static V flat(V x) { return shapeof(x).rank ? Mean(x, ALL) : x; }

static V one(Pool *p, V x)
{
	static V (*const f[])(V) = { Sin, Cos, Tanh, Sigmoid, Softplus, Atan, Erf, Sinc, Gauss };

	return f[below(p, sizeof f / sizeof *f)](x);
}

static V two(Pool *p, V a, V b)
{
	switch (below(p, 5)) {
	case 0:
		return Add(a, b);
	case 1:
		return Sub(a, b);
	case 2:
		return Mul(a, b);
	case 3:
		return Hypot(a, Add(Sqr(b), Const(b, 0.5)));
	default:
		return Where(Lt(a, b), Mul(a, Const(a, 0.5)), b);
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
	for (size_t k = 0; k < n; k++) switch (below(p, p->depth < DEEP ? 4 : 3)) {
		case 0:
			add(p, one(p, any(p)));
			break;
		case 1:
			add(p, two(p, any(p), any(p)));
			break;
		case 2:
			add(p, Mul(any(p), Const(flat(any(p)), 0.5 + gsl_rng_uniform(p->g))));
			break;
		default:
			higherorder(p);
		}
}

void grown(List *l, const Fn *f)
{
	const Grown *q = f->what;
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

void grownpoint(gsl_rng *g, double *x)
{
	for (int i = 0; i < GROWNINPUTS; i++) x[i] = 2 * gsl_rng_uniform(g) - 1;
}
