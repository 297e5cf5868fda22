/* definitions.c -- every array primitive: its jvp, its vjp, and both of those once more.
 *
 * Each case records the primitive on inputs of its own; the Jacobian and the
 * Jacobian of the gradient of a weighted sum are held against the reference.
 */
#include "checks/suite/check.h"
#include "checks/measure/limits.h"
#include "checks/io/out.h"
#include "checks/suite/definitions.h"
#include "checks/io/shard.h"
#include "engines/prims/traits.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

static V in(List *l, Shape s)      { return Input(l, NULL, s); }
static V x23(List *l)              { return in(l, matrix(2, 3)); }
static V places(List *l)           { return Data(l, vector(4), (const double[]){ 2, 0, 2, 1 }); }

static V f_sum(List *l)            { V x = x23(l); return Add(Sum(x, 1), Sum(Sum(x, 0), ALL)); }
static V f_mean(List *l)           { return Mean(x23(l), 0); }
static V f_prod(List *l)           { return Prod(x23(l), 1); }
static V f_reducemax(List *l)           { return Reducemax(x23(l), 0); }
static V f_reducemin(List *l)           { return Reducemin(x23(l), 1); }
static V f_norm(List *l)           { return Norm(x23(l), 1); }
static V f_unit(List *l)           { return Unit(x23(l), 1); }
static V f_logsumexp(List *l)      { return Logsumexp(x23(l), 0); }
static V f_softmax(List *l)        { return Softmax(x23(l), 1); }
static V f_cumsum(List *l)
{
	V x = x23(l);
	return Add(Cumsum(x, 1, false), Cumsum(x, 0, true));
}
static V f_leaveoneout(List *l)         { return Leaveoneout(x23(l), 1); }
/* between 0 and 1, and off both */
static V between(List *l)          { return Sigmoid(Sin(in(l, vector(3)))); }
static V f_betainc(List *l)
{
	return Betainc(Number(l, 2), Data(l, vector(3), (const double[]){ 1, 3, 20 }), between(l));
}
static V f_betapdf(List *l)
{
	return Betapdf(Data(l, vector(3), (const double[]){ 1, 3, 20 }), Number(l, 3), between(l));
}
static V f_psidiff(List *l)
{
	return Psidiff(Number(l, 1), Exp(Sin(in(l, vector(3)))), Exp(Sin(in(l, scalar()))));
}
static V right(List *l)            { return Exp(Sin(in(l, vector(3)))); }
static V f_dive(List *l)           { return Dive(Number(l, 1), Number(l, 2), right(l)); }
/* order 1: with 2 the second derivative of what is tested nearly vanishes at its input */
static V f_dkve(List *l)           { return Dkve(Number(l, 1), Number(l, 1), right(l)); }
static V f_dot(List *l)
{
	V a = in(l, vector(3)), b = in(l, vector(3));
	return Dot(a, b);
}
static V f_transpose(List *l)
{
	return Transpose(in(l, (Shape){ 3, { 2, 1, 3 } }), (const int[]){ 2, 0, 1 });
}
static V f_reshape(List *l)        { return Reshape(x23(l), vector(6)); }
static V f_broadcast(List *l)
{
	V x = in(l, matrix(2, 1));
	return Broadcast(x, (Shape){ 3, { 2, 2, 3 } });
}
static V f_slice(List *l)
{
	return Slice(x23(l), (const size_t[]){ 0, 0 }, (const size_t[]){ 2, 2 },
		(const size_t[]){ 1, 2 });
}
static V f_unslice(List *l)
{
	return Unslice(in(l, vector(2)), vector(5), (const size_t[]){ 1 }, (const size_t[]){ 3 });
}
static V f_concat(List *l)
{
	V a = x23(l), b = in(l, matrix(2, 1));
	return Concat(3, (V[]){ a, b, a }, 1);
}
static V f_gather(List *l)         { return Gather(in(l, matrix(3, 2)), places(l)); }
static V f_scatter(List *l)        { return Scatter(in(l, matrix(4, 2)), places(l), 3); }
static V f_where(List *l)
{
	V a = in(l, vector(3)), b = in(l, vector(3));
	return Where(Data(l, vector(3), (const double[]){ 1, 0, 1 }), a, b);
}
static V f_segment(List *l)
{
	V x = in(l, vector(7));
	return Add(Segment(x, 1, matrix(2, 3)), Segment(x, 0, matrix(2, 3)));
}
static V f_scattersegment(List *l)         { return Scattersegment(x23(l), 2, 9); }
static V f_flatten(List *l)
{
	V a = in(l, vector(2)), b = x23(l);
	return Flatten(3, (V[]){ a, b, a });
}

/* far from singular, and positive definite where only its lower triangle is read */
static V regular(List *l, size_t n)
{
	double one[9] = { 0 };

	for (size_t k = 0; k < n; k++) one[k * n + k] = 40;
	return Add(in(l, matrix(n, n)), Data(l, matrix(n, n), one));
}
static V f_solve(List *l)
{
	V a = regular(l, 3), b = in(l, matrix(3, 2));
	return Solve(a, b);
}
static V f_det(List *l) { return Det(in(l, matrix(3, 3))); }
static V f_cholesky(List *l) { return Cholesky(regular(l, 3)); }

/* two results each, added */
static V both(const V *y)          { return Add(y[0], Sum(y[1], ALL)); }
static void b_mix(const V *x, V *y, const void *what)
{
	y[0] = Mul(x[0], Sin(x[1]));
	y[1] = Add(Sqr(x[1]), x[0]);
}
static void b_mix2(const V *x, V *y, const void *what) { y[0] = Exp(x[0]); y[1] = Mul(x[1], x[0]); }
static void b_step(const V *x, V *y, const void *what)
{
	y[0] = Add(Mul(x[0], x[2]), Sin(x[1]));
	y[1] = Mul(y[0], x[1]);
}
static void b_grow(const V *x, V *y, const void *what)
{
	y[0] = Mul(x[0], Add(x[2], Const(x[2], 1)));
	y[1] = Add(x[1], Sin(x[0]));
}
static void b_far(const V *x, V *y, const void *what)  { y[0] = Lt(x[0], Const(x[0], 9)); }

static V f_cond(List *l)
{
	V a = in(l, scalar()), b = in(l, scalar()), y[2], z[2];

	Cond(Lt(a, b), 2, (V[]){ a, b }, 2, b_mix, b_mix2, NULL, y);
	Cond(Gt(a, b), 2, (V[]){ a, b }, 2, b_mix, b_mix2, NULL, z);
	return Add(both(y), both(z));
}

static V f_while(List *l)
{
	V x[] = { in(l, scalar()), in(l, scalar()), in(l, scalar()) }, y[2];

	While(2, 3, x, b_far, b_grow, NULL, y);
	return both(y);
}

static V f_scan(List *l)
{
	V x[] = { in(l, scalar()), in(l, vector(4)), in(l, scalar()) }, y[2];

	Scan(4, true, 1, 1, 3, x, 2, b_step, NULL, y);
	return both(y);
}

static V f_checkpoint(List *l)
{
	V x[] = { in(l, scalar()), in(l, scalar()) }, y[2];

	Checkpoint(2, x, 2, b_mix, NULL, y);
	return both(y);
}

static V f_subroutine(List *l)
{
	V x[] = { in(l, scalar()), in(l, scalar()) }, y[2];

	Subroutine(2, x, 2, b_mix, NULL, y);
	Subroutine(2, y, 2, b_mix, NULL, y);
	return both(y);
}

static V f_layernorm(List *l)
{
	V x = x23(l), w = in(l, vector(3)), b = in(l, vector(3));
	return Layernorm(x, w, b, 1e-5);
}

static V f_matmul(List *l)
{
	V a = x23(l), b = in(l, matrix(3, 2)), c = Matmul(a, b, false, false);

	return Add(Add(c, Matmul(b, a, true, true)),
		Add(Matmul(a, a, false, true), Matmul(b, b, true, false)));
}

static const struct { const char *name; V (*record)(List *); } cases[] = {
	{ "segment", f_segment },
	{ "scattersegment", f_scattersegment },
	{ "flatten", f_flatten },
	{ "cond", f_cond },
	{ "while", f_while },
	{ "scan", f_scan },
	{ "checkpoint", f_checkpoint },
	{ "subroutine", f_subroutine },
	{ "sum", f_sum },
	{ "mean", f_mean },
	{ "prod", f_prod },
	{ "reducemax", f_reducemax },
	{ "reducemin", f_reducemin },
	{ "norm", f_norm },
	{ "unit", f_unit },
	{ "logsumexp", f_logsumexp },
	{ "softmax", f_softmax },
	{ "cumsum", f_cumsum },
	{ "leaveoneout", f_leaveoneout },
	{ "dot", f_dot },
	{ "matmul", f_matmul },
	{ "transpose", f_transpose },
	{ "reshape", f_reshape },
	{ "broadcast", f_broadcast },
	{ "slice", f_slice },
	{ "unslice", f_unslice },
	{ "concat", f_concat },
	{ "gather", f_gather },
	{ "scatter", f_scatter },
	{ "where", f_where },
	{ "layernorm", f_layernorm },
	{ "betainc", f_betainc },
	{ "betapdf", f_betapdf },
	{ "psidiff", f_psidiff },
	{ "dive", f_dive },
	{ "dkve", f_dkve },
	{ "solve", f_solve },
	{ "det", f_det },
	{ "cholesky", f_cholesky },
};
enum { CASES = sizeof cases / sizeof *cases };

/* the case as it is, and as a scalar: squared, so that its own second derivative is not lost, and
 * weighted */
static List *caselist(int k, bool single)
{
	List *l = newlist();
	V y = cases[k].record(l);

	if (single) {
		Shape s = shapeof(y);
		double w[64];

		for (size_t i = 0; i < 64; i++) w[i] = 1 + 0.125 * (double)i;
		y = Sum(Mul(Data(l, s, w), Add(Sqr(y), y)), ALL);
	}
	Output(y);
	return l;
}

List *definitionlist(const char *name)
{
	for (int k = 0; k < CASES; k++) if (!strcmp(cases[k].name, name)) return caselist(k, false);
	return NULL;
}

static double worst(const Answer *a, const Facts *f)
{
	double w = 0;

	for (size_t i = 0; i < f->nx * f->ny; i++)
		if (known(&f->t[i]) && !(a->norm[i] <= w)) w = a->norm[i];
	return w;
}

typedef struct { List *l, *s; Fn fn, of, grad; double *x; Facts first, second; } Case;

static void open(Case *c, int k, const Types *types, unsigned long seed)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	*c = (Case){ .l = caselist(k, false), .s = caselist(k, true) };
	c->fn = listfn(cases[k].name, c->l);
	c->of = listfn(cases[k].name, c->s);
	c->grad = gradientfn(&c->of);
	c->x = alloc(nx(c->l), sizeof *c->x);
	gsl_rng_set(g, seed + (unsigned long)k);
	for (size_t i = 0; i < nx(c->l); i++)
		c->x[i] = common(types, 0.25 + 1.5 * gsl_rng_uniform(g));
	gsl_rng_free(g);
	c->first = facts(&c->fn, c->x, digits(&f64));
	c->second = facts(&c->grad, c->x, digits(&f64));
}

static void close(Case *c)
{
	freefacts(&c->first);
	freefacts(&c->second);
	freelist(c->l);
	freelist(c->s);
	release(c->x);
}

static double error(const Engine *e, const Facts *f, const Num *T)
{
	Answer a = answer(e, f, T);
	double w = a.status == UNABLE ? INFINITY : worst(&a, f);

	freeanswer(&a);
	return w;
}

/* break each rule of the primitive: jvp seen by forward, vjp by reverse */
static void mutate(const Prim *p, const Case *c, Tally *t)
{
	/* a tape writes loops out */
	const Engine *const who[] = { &forward_engine,
		p->higherorder ? &static_engine : &reverse_engine };
	bool rules[] = { p->higherorder ? p->push != NULL : p->jvp != NULL,
		p->higherorder ? p->pull != NULL : p->vjp != NULL };
	size_t n = 1;

	for (size_t i = 0; i < c->l->n; i++)
		if (c->l->ins[i].prim == p) n = c->l->ins[i].nargs;
	for (int e = 0; e < 2; e++)
		for (size_t i = 0; i < n && rules[e]; i++)
			for (Mutation how = NEGATED; how <= DROPPED; how++) {
				bool yes;

				if (how == ADDED || isthe(p, i ? FIXED1 : FIXED0) ||
					(i < 2 && isthe(p, i ? UNRULED1 : UNRULED0)))
					/* an added 1 need not fit the shape; an index has no
					 * derivative */
					continue;
				breakrule(p, (int)i, how);
				yes = !definitionwithin(error(who[e], &c->first, &f64), 1);
				breakrule(NULL, 0, NEGATED);
				check(t, yes, "mutant %s: rule of %s, argument %zu, %s is %s",
					who[e]->name, p->name, i, mutation(how),
					yes ? "refused" : "not noticed");
			}
}

static double allowed(int order) { return order == 1 ? SUMMED : TWICE * SUMMED; }

bool definitionwithin(double ulps, int order) { return ulps <= allowed(order); }

static void within(const Prim *p, const Engine *e, const Num *T, double ulps, int order, Tally *t)
{
	check(t, definitionwithin(ulps, order),
		"definition %-10s %-8s %s%s %s ulps, bound %g", p->name,
		e->name, T->name, order == 1 ? "" : " second order", ulptext(ulps), allowed(order));
}

static void checkpage(const Prim *p, const Engine *e, const Case *c, const Types *types, Tally *t)
{
	for (int n = 0; n < types->n; n++)
		within(p, e, types->type[n], error(e, &c->first, types->type[n]), 1, t);
	for (int n = 0; n < types->n; n++)
		if (types->type[n]->cdouble)
			within(p, e, types->type[n], error(e, &c->second, types->type[n]), 2, t);
}

void checkpages(const Options *o, const Types *types, Tally *t, Tally *mutants)
{
	static const Engine *const who[] = { &forward_engine, &reverse_engine, &static_engine };
	static const char *const simple[] = { "const", "data", "pi" };

	for (const Prim *const *p = prims; *p; p++) {
		int k = 0;
		bool constant = false;
		Case c;

		for (int j = 0; j < 3; j++) constant |= !strcmp((*p)->name, simple[j]);
		if ((*p)->nargs || constant || !mine())
			continue;
		ruleplace(t, *p);
		ruleplace(mutants, *p);
		while (k < CASES && strcmp(cases[k].name, (*p)->name)) k++;
		if (k == CASES) {
			check(t, false,
				"definition %s has no case in checks/suite/definitions.c",
				(*p)->name);
			continue;
		}
		open(&c, k, types, o->rng);
		for (int e = 0; e < 3; e++) checkpage(*p, who[e], &c, types, t);
		if (types->type[0]->cdouble) mutate(*p, &c, mutants);
		close(&c);
	}
}
