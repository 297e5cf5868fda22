/* ballgamma.c -- first-order series in balls of the incomplete gamma and beta functions, of
 * constant parameters: Arb's own series.
 */
#include "checks/fuzz/ballops.h"
#include <string.h>

static bool constants(const Ball *a, const Ball *b)
{
	return arb_is_zero(a->d) && arb_is_zero(b->d) && arb_is_positive(a->v) &&
		arb_is_positive(b->v);
}

static void pair(arb_poly_t u, const Ball *x)
{
	arb_poly_init2(u, 2);
	arb_poly_set_coeff_arb(u, 0, x->v);
	arb_poly_set_coeff_arb(u, 1, x->d);
}

static void unpair(Ball *y, arb_poly_t u)
{
	arb_poly_get_coeff_arb(y->v, u, 0);
	arb_poly_get_coeff_arb(y->d, u, 1);
	arb_poly_clear(u);
}

bool b_gammainc(Ball *y, const Ball *a, const Ball *x, slong p)
{
	arb_poly_t u;

	if (!constants(a, a) || !arb_is_positive(x->v)) return false;
	pair(u, x);
	arb_hypgeom_gamma_lower_series(u, a->v, u, 1, 2, p);
	unpair(y, u);
	return true;
}

bool b_gammaincc(Ball *y, const Ball *a, const Ball *x, slong p)
{
	arb_poly_t u;

	if (!constants(a, a) || !arb_is_positive(x->v)) return false;
	pair(u, x);
	arb_hypgeom_gamma_upper_series(u, a->v, u, 1, 2, p);
	unpair(y, u);
	return true;
}

/* exp((a - 1) log(x) - x - lgamma(a)) */
bool b_gammapdf(Ball *y, const Ball *a, const Ball *x, slong p)
{
	arb_poly_t s, t, u;

	if (!arb_is_positive(a->v) || !arb_is_positive(x->v)) return false;
	pair(s, a), pair(u, x);
	arb_poly_init(t);
	arb_poly_log_series(t, u, 2, p);
	arb_poly_add(u, u, t, p);              /* x + log(x): a log(x) - (x + log(x)) */
	arb_poly_mullow(t, t, s, 2, p);
	arb_poly_sub(t, t, u, p);
	arb_poly_lgamma_series(s, s, 2, p);
	arb_poly_sub(t, t, s, p);
	arb_poly_exp_series(t, t, 2, p);
	arb_poly_clear(s), arb_poly_clear(u);
	unpair(y, t);
	return true;
}

/* 1 - x */
static void rest(arb_t t, const Ball *x, slong p)
{
	arb_sub_ui(t, x->v, 1, p);
	arb_neg(t, t);
}

static bool inside(const Ball *x, slong p)
{
	arb_t t;
	bool yes;

	arb_init(t);
	rest(t, x, p);
	yes = arb_is_positive(x->v) && arb_is_positive(t);
	arb_clear(t);
	return yes;
}

static bool betainc(Ball *y, const Ball *a, const Ball *b, const Ball *x, slong p)
{
	arb_poly_t u;

	if (!constants(a, b) || !inside(x, p)) return false;
	pair(u, x);
	arb_hypgeom_beta_lower_series(u, a->v, b->v, u, 1, 2, p);
	unpair(y, u);
	return true;
}

/* two coefficients of Arb's series of betainc at x + t */
static bool betapdf(Ball *y, const Ball *a, const Ball *b, const Ball *x, slong p)
{
	arb_poly_t u;
	arb_t t;

	if (!constants(a, b) || !inside(x, p)) return false;
	arb_init(t);
	arb_poly_init2(u, 2);
	arb_poly_set_coeff_arb(u, 0, x->v);
	arb_poly_set_coeff_si(u, 1, 1);
	arb_hypgeom_beta_lower_series(u, a->v, b->v, u, 1, 3, p);
	arb_poly_get_coeff_arb(y->v, u, 1);
	arb_poly_get_coeff_arb(t, u, 2);
	arb_mul_2exp_si(t, t, 1);
	chain(y, x, t, p);
	arb_poly_clear(u);
	arb_clear(t);
	return true;
}

static const struct {
	const char *name;
	bool (*op)(Ball *y, const Ball *a, const Ball *b, const Ball *x, slong p);
} ops[] = { { "betainc", betainc }, { "betapdf", betapdf } };

bool ofthree(const Prim *p, Ball *y, const Ball *a, const Ball *b, const Ball *x, slong bits)
{
	for (size_t k = 0; k < sizeof ops / sizeof *ops; k++)
		if (!strcmp(p->name, ops[k].name)) return ops[k].op(y, a, b, x, bits);
	return false;
}
