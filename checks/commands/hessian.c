/* hessian.c -- `wengert hessian FORMULA --at V,...`: all second derivatives, or their product with a vector. */
#include "checks/commands/commands.h"
#include "checks/commands/matrix.h"
#include <math.h>
#include <string.h>

/* ---- the Hessian: H[i,j] = [D2(ei + ej) - D2(ei - ej)]/4, D2 the reference's second derivative ------- */

static Truth *second(Reference *r, const double *x, size_t i, size_t j, double sign, size_t n)
{
	double *v = alloc(n, sizeof *v);
	Truth *t = newtruths(1);

	v[i] = 1;
	if (j != i) v[j] = sign;
	along(r, x, v, t);
	release(v);
	return t;
}

static void settled(Truth *t, const Truth *a, const Truth *b)
{
	t->bits = a->bits;
	mpfr_set_nan(t->left);
	mpfr_set_nan(t->right);
	if (!known(a) || (b && !known(b))) {
		t->class = known(a) ? b->class : a->class;
		mpfr_set_nan(t->d);
		return;
	}
	mpfr_set_prec(t->d, 2 * mpfr_get_prec(a->second));
	if (b) mpfr_sub(t->d, a->second, b->second, MPFR_RNDN);
	else   mpfr_set(t->d, a->second, MPFR_RNDN);
	if (b) mpfr_div_2ui(t->d, t->d, 2, MPFR_RNDN);
	/* what two second derivatives leave when they cancel to all their bits is zero */
	if (b && mpfr_regular_p(t->d) && mpfr_regular_p(a->second) && mpfr_get_exp(t->d) < mpfr_get_exp(a->second) - 150)
		mpfr_set_zero(t->d, 1);
	t->class = mpfr_zero_p(t->d) ? ZERO : SMOOTH;
}

static Facts secondfacts(const Fn *f, const double *x, int want)
{
	char why[WHY];
	Reference *r = newreference(f, want, why);
	Facts h = { .fn = *f, .x = x, .nx = refnx(r), .ny = refnx(r) };

	h.t = newtruths(h.nx * h.nx);
	h.y = alloc(h.ny, sizeof *h.y);
	for (size_t i = 0; i < h.nx; i++) {
		mpfr_init(h.y[i]);
		for (size_t j = 0; j <= i; j++) {
			Truth *p = second(r, x, i, j, +1, h.nx), *q = i == j ? NULL : second(r, x, i, j, -1, h.nx);

			settled(&h.t[i * h.nx + j], p, q);
			settled(&h.t[j * h.nx + i], p, q);
			if (p->bits > h.bits) h.bits = p->bits;
			freetruths(1, p);
			freetruths(1, q);
		}
	}
	freereference(r);
	return h;
}

/* H v, by [D2(ei + v) - D2(ei - v)]/4 */
static Facts productfacts(const Fn *f, const double *x, const double *v, int want)
{
	char why[WHY];
	Reference *r = newreference(f, want, why);
	size_t n = refnx(r);
	Facts h = { .fn = *f, .x = x, .v = v, .nx = 1, .ny = n, .t = newtruths(n), .y = alloc(n, sizeof *h.y) };
	double *w = alloc(n, sizeof *w);

	for (size_t i = 0; i < n; i++) {
		Truth *t = newtruths(2);

		mpfr_init(h.y[i]);
		for (int s = 0; s < 2; s++) {
			memcpy(w, v, n * sizeof *w);
			for (size_t k = 0; s && k < n; k++) w[k] = -w[k];
			w[i] += 1;
			along(r, x, w, &t[s]);
		}
		settled(&h.t[i], &t[0], &t[1]);
		if (t[0].bits > h.bits) h.bits = t[0].bits;
		freetruths(2, t);
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
		bad("the result has shape %s; hessian needs a scalar: use sum(...)", shapetext(rowshape(m.list, m.list->out[0])));
	fn = listfn(o->operand[0], m.list);
	grad = gradientfn(&fn);
	if (o->seed) v = direction(o->seed, m.p.total, "input");
	m.f = v ? productfacts(&fn, m.p.x, v, digits(m.num)) : secondfacts(&fn, m.p.x, digits(m.num));
	m.f.fn = grad;
	for (const Engine *const *e = engines; *e; e++) {
		bool rules = !strncmp((*e)->name, "symbolic", 8);
		Answer *a;

		if (!wanted(o, *e))
			continue;
		a = add(&m, rules ? text("%s", (*e)->name) : text("%s-over-reverse", (*e)->name), m.sparse ? filled(&m, *e, &fn) : answer(*e, &m.f, m.num));
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
