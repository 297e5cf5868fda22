/* symmetry.c -- without a second backward: a rule G(x) = J(x)'g is the gradient of g'f(x), so that
 * its own Jacobian is symmetric.
 *
 *	u'H v = u'(G(x + tv) - G(x - tv))/2t   beside   v'H u
 *
 * A rule with the wrong sign or a wrong factor is a gradient too: that it is right is not said.
 */
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"
#include <math.h>

typedef struct { Bench *b; Quad **g, **x, **y, **plus, **minus; } Hessian;

static void gradientat(Hessian *h, Quad *const *v, Quad t, Quad **gx)
{
	Bench *b = h->b;

	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; e < b->c->nx[a]; e++)
			h->x[a][e] = b->c->x[a][e] + (b->k->arg[a].wanted ? t * v[a][e] : 0);
	b->s->forward(b->s, b->wide, b->c, h->x, h->y);
	usersrule(b, b->wide, h->x, h->y, h->g, gx);
}

/* u'H v; size: what its terms are when nothing cancels */
static Quad form(Hessian *h, Quad *const *u, Quad *const *v, Quad *size)
{
	const Quad t = (Quad)HESSIANSTEP;
	Quad s = 0;

	gradientat(h, v, t, h->plus), gradientat(h, v, -t, h->minus);
	for (int a = 0; a < h->b->k->nargs; a++)
		for (size_t e = 0; h->b->k->arg[a].wanted && e < h->b->c->nx[a]; e++) {
			Quad d = u[a][e] * (h->plus[a][e] - h->minus[a][e]) / (2 * t);

			s += d;
			*size += absq(d) + (Quad)0x1p-60 * absq(u[a][e] * h->plus[a][e]);
		}
	return s;
}

static Quad **randomly(Bench *b, bool results)
{
	Quad **r = tolerance(b->c, results);

	for (int i = 0; i < (results ? b->k->nres : b->k->nargs); i++)
		for (size_t e = 0; e < (results ? b->c->ny : b->c->nx)[i]; e++)
			r[i][e] = rounded((Quad)ordinary(&b->d), native(b->k));
	return r;
}

/* NaN: nothing is known here */
static double asymmetry(Bench *b)
{
	Hessian h = { b, randomly(b, true), tolerance(b->c, false), tolerance(b->c, true),
		tolerance(b->c, false), tolerance(b->c, false) };
	Quad **u = randomly(b, false), **v = randomly(b, false), size = 0, uv, vu;
	Quad **const over[] = { h.x, h.plus, h.minus, u, v }, **const results[] = { h.g, h.y };

	uv = form(&h, u, v, &size), vu = form(&h, v, u, &size);
	for (int k = 0; k < 5; k++) freeroom(over[k], b->c, false);
	for (int k = 0; k < 2; k++) freeroom(results[k], b->c, true);
	return size > 0 && finiteq(size) ? toreal(absq(uv - vu) / size) : size == 0 ? 0 : NAN;
}

static void told(Bench *b, size_t n, double worst)
{
	Verdict *v = b->v;

	v->ruling = !n ? INCONCLUSIVE : worst > SYMMETRY ? WRONG : RIGHT;
	if (v->ruling == WRONG)
		snprintf(v->why, sizeof v->why,
			"the Hessian that %s implies is not symmetric: u'H v and v'H u differ by "
			"%.2g of "
			"their terms, so that it is no gradient",
			b->k->backward.name, worst);
	else if (!n)
		snprintf(v->why, sizeof v->why,
			"%s, and the Hessian of one number is symmetric whatever it is: nothing of "
			"second "
			"order was judged",
			b->k->only);
	else
		snprintf(v->note, sizeof v->note,
			"%s: all that was judged is that the Hessian which %s implies is "
			"symmetric, u'H v = "
			"v'H u to %.1g in %zu cases",
			b->k->only, b->k->backward.name, worst, n);
}

void symmetry(Bench *b)
{
	double worst = 0;
	size_t n = 0;

	for (b->run = 0; b->run < b->plan && n < HESSIANS; b->run++) {
		double d;

		if (extreme(b->k, b->run) || islarge(b->k, b->run)) continue;
		b->c = newcase(b->k, b->run, b->asked->seed, 0);
		if (!b->c) continue;
		b->d = dice(b->asked->seed + 77, (unsigned long)b->run);
		b->NX = 0;
		for (int a = 0; a < b->k->nargs; a++)
			b->NX += b->k->arg[a].wanted ? b->c->nx[a] : 0;
		d = b->NX > 1 && b->wide == F128 ? asymmetry(b) : NAN;
		if (d == d) n++;
		if (d > worst) worst = d;
		b->v->cases += d == d;
		freecase(b->c);
	}
	for (int a = 0; a < b->k->nargs; a++) finding(b, a)->elements = 0;
	told(b, n, worst);
}
