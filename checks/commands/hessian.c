/* hessian.c -- `wengert hessian FORMULA --at V,...`: all second derivatives, or their product with
 * a vector. */
#include "checks/commands/commands.h"
#include "checks/commands/matrix.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <string.h>

/* H v: one mixed derivative an entry */
static Facts productfacts(const Fn *f, const double *x, const double *v, int want)
{
	char why[WHY];
	Reference *r = newreference(f, want, why);
	size_t n = refnx(r);
	Facts h = { .fn = *f,
		.x = x,
		.v = v,
		.nx = 1,
		.ny = n,
		.t = newtruths(n),
		.y = alloc(n, sizeof *h.y) };
	double *w = alloc(n, sizeof *w);

	for (size_t i = 0; i < n; i++) {
		mpfr_init(h.y[i]);
		w[i] = 1;
		curved(r, x, w, v, &h.t[i]);
		w[i] = 0;
		if (h.t[i].bits > h.bits) h.bits = h.t[i].bits;
	}
	release(w);
	freereference(r);
	return h;
}

/* H becomes (H + H')/2; returns the most they differed, in ulps */
static double symmetrised(Answer *a, Facts *f, const Num *T)
{
	size_t n = f->nx;
	double most = 0;
	void *t = array(T, 1);
	mpfr_t d, e;

	mpfr_inits(d, e, (mpfr_ptr)0);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			void *p = elem(T, a->j.J, i * n + j), *q = elem(T, a->j.J, j * n + i);
			Truth other = { .class = SMOOTH };
			double u;

			exactly(T, d, p);
			exactly(T, e, q);
			other.d[0] = e[0];
			u = ulps(d, &other, T);
			if (u > most) most = u;
			T->binary[B_add](1, t, p, q);
			T->scale(1, p, t, -1);
			T->copy(1, q, 1, p, 1);
			exactly(T, d, p);
			a->ulps[i * n + j] = a->ulps[j * n + i] = ulps(d, &f->t[i * n + j], T);
		}
	a->worst = 0;
	for (size_t k = 0; k < n * n; k++)
		if (a->ulps[k] > a->ulps[a->worst] || isnan(a->ulps[a->worst])) a->worst = k;
	mpfr_clears(d, e, (mpfr_ptr)0);
	freearray(T, 1, t);
	return most;
}

static int hessianat(const Options *o, json_t *points)
{
	Matrix m = matrixat(o, true);
	double *v = NULL;
	Fn fn, grad;

	if (ny(m.list) != 1)
		bad("the result has shape %s; hessian needs a scalar: use sum(...)",
			shapetext(shapeat(m.list, m.list->out[0])));
	fn = listfn(o->operand[0], m.list);
	grad = gradientfn(&fn);
	if (o->seed) v = direction(o->seed, m.p.total, "input");
	m.f = v ? productfacts(&fn, m.p.x, v, digits(m.num))
		: secondfacts(&fn, m.p.x, digits(m.num), !strcmp(o->prove, "all"));
	m.f.fn = grad;
	for (const Engine *const *e = engines; *e; e++) {
		bool rules = (*e)->symbolic;
		Answer *a;

		if (!wanted(o, *e))
			continue;
		a = add(&m, rules ? text("%s", (*e)->name) : text("%s-over-reverse", (*e)->name),
			m.sparse ? filled(&m, *e, &fn) : answer(*e, &m.f, m.num));
		m.skew[m.na - 1] = a->status != UNABLE && !v ? symmetrised(a, &m.f, m.num) : 0;
	}
	release(v);
	return end(&m, points);
}

int cmd_hessian(int argc, char **argv)
{
	Options o = options(argc, argv);
	int status;

	if (o.noperands != 1)
		bad("hessian takes one formula, not %zu", o.noperands);
	if (o.seed && o.sparse)
		bad("hessian --seed gives one product, --sparse the matrix: only one of them");
	status = eachpoint(&o, hessianat);
	freeoptions(&o);
	return status;
}
