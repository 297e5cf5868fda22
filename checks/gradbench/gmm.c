/* gmm -- the log posterior of a mixture of k Gaussians in d dimensions at n points
 *
 *	sum_i log sum_k exp(a[k] + sum q[k] - |Q[k] (x[i] - mu[k])|^2/2) - n log sum exp a - n d/2
 *log 2pi
 *	+ sum_k m sum q[k] - gamma^2/2 (|e^q[k]|^2 + |l[k]|^2) + k C
 *
 * Q lower triangular with e^q on its diagonal and l below, column by column; the second line is the
 * Wishart prior of GradBench's page, C its constant.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

enum { MOST = 1000000 };

typedef struct {
	size_t d, k, n, m, nl; /* nl = d(d - 1)/2 */
	double gamma, *x, *place; /* place: of each element of Q in [e^q, 0, l] */
} Sizes;

static double constant(const Sizes *s)
{
	double d = (double)s->d, n = d + (double)s->m + 1,
	       log2gamma = 0.25 * d * (d - 1) * log(M_PI);

	for (size_t j = 1; j <= s->d; j++) log2gamma += lgamma(0.5 * (n + 1 - (double)j));
	return (double)s->k * (n * d * (log(s->gamma) - 0.5 * log(2)) - log2gamma) -
		(double)s->n * d * 0.5 * log(2 * M_PI);
}

/* [k,d,d] */
static V factors(const Sizes *s, V eq, V lower)
{
	V parts[] = { eq, Const(columnat(eq, 0), 0), lower };
	V all = Transpose(Concat(s->nl ? 3 : 2, parts, 1), (int[]){ 1, 0 });
	V Q = Gather(all, Indices(all, s->d * s->d, s->place));

	return Reshape(Transpose(Q, (int[]){ 1, 0 }), (Shape){ 3, { s->k, s->d, s->d } });
}

static void rows(List *l, const Fn *f)
{
	const Sizes *s = f->what;
	size_t d = s->d, k = s->k, n = s->n;
	V a = Input(l, "alpha", vector(k)), mu = Input(l, "mu", matrix(k, d));
	V q = Input(l, "q", matrix(k, d)), lower = { 0 }, eq = Exp(q), sums = Sum(q, 1), prior;

	if (s->nl) lower = Input(l, "l", matrix(k, s->nl));
	V x = Data(l, (Shape){ 3, { 1, n, d } }, s->x);
	V away = Sub(x, Reshape(mu, (Shape){ 3, { k, 1, d } })); /* [k,n,d] */
	V far = Sum(Sqr(Matmul(away, factors(s, eq, lower), false, true)), 2); /* [k,n] */
	V each = Sub(Reshape(Add(a, sums), matrix(k, 1)), Mul(Const(far, 0.5), far));

	prior = Sum(Sqr(eq), ALL);
	if (s->nl) prior = Add(prior, Sum(Sqr(lower), ALL));
	prior = Sub(Mul(Number(l, (double)s->m), Sum(sums, ALL)),
		Mul(Number(l, 0.5 * s->gamma * s->gamma), prior));
	Output(Add(Add(Sub(Sum(Shifted(each, 0), ALL), Mul(Number(l, (double)n), Shifted(a, ALL))),
			   Number(l, constant(s))),
		prior));
}

static void read(Problem *p)
{
	Received *in = &p->in;
	Sizes *s = heldby(in, 1, sizeof *s);
	size_t at = 0;

	*s = (Sizes){ .d = wholein(in, "d", 1, 1000),
		.k = wholein(in, "k", 1, MOST),
		.n = wholein(in, "n", 1, MOST),
		.m = wholein(in, "m", 0, MOST),
		.gamma = numberin(in, "gamma") };
	s->nl = s->d * (s->d - !!s->d) / 2;
	if (!(s->gamma > 0)) flaw(in, "\"gamma\" must be above 0");
	s->x = tablein(in, "x", &s->n, &s->d);

	double *part[] = { numbersin(in, "alpha", &s->k), tablein(in, "mu", &s->k, &s->d),
		tablein(in, "q", &s->k, &s->d), s->nl ? tablein(in, "l", &s->k, &s->nl) : NULL };
	size_t size[] = { s->k, s->k * s->d, s->k * s->d, s->k * s->nl };

	p->nx = size[0] + size[1] + size[2] + size[3];
	p->x = heldby(in, p->nx, sizeof *p->x);
	for (size_t j = 0, to = 0; j < 4 && !in->why[0]; to += size[j++])
		if (size[j]) memcpy(p->x + to, part[j], size[j] * sizeof *p->x);
	s->place = heldby(in, s->d * s->d, sizeof *s->place);
	for (size_t j = 0; j < s->d; j++)
		for (size_t i = 0; i < s->d; i++)
			s->place[i * s->d + j] = (double)(i == j ? j : i < j ? s->d : s->d + ++at);
	p->what = s;
	p->fn.record = rows;
}

static json_t *parts(const Problem *p, const double *g)
{
	const Sizes *s = p->what;
	const double *mu = g + s->k, *q = mu + s->k * s->d, *lower = q + s->k * s->d;

	return json_pack("{s:o, s:o, s:o, s:o}", "alpha", rowof(s->k, g), "mu",
		rowsof(s->k, s->d, mu), "q", rowsof(s->k, s->d, q), "l",
		rowsof(s->k, s->nl, lower));
}

const Module gmm_module = { "gmm", read, NULL, NULL, NULL,
	{ { "objective", VALUES, &byvalue, onenumber, 0 },
		{ "jacobian", DERIVATIVES, &bygradient, parts, 0 } } };
