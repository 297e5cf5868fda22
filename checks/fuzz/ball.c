/* ball.c -- first-order power series in balls, at rising precision until 200 bits of the derivative
 * are certain.
 *
 * The rules used here are Arb's own (arb_poly), not ours: Johansson, Arb, IEEE Trans. Comput. 66
 * (2017).
 */
#include "checks/fuzz/ball.h"
#include "checks/fuzz/ballops.h"
#include <string.h>

#include "checks/fuzz/ballops.h"
enum { CERTAIN = 200, DEEPEST = 4096 };     /* what 4096 bits leave open is a tie or a pole */

bool series(Ball *y, const Ball *a, Series *s, slong p)
{
	arb_poly_t u;

	arb_poly_init2(u, 2);
	arb_poly_set_coeff_arb(u, 0, a->v);
	arb_poly_set_coeff_arb(u, 1, a->d);
	s(u, u, 2, p);
	arb_poly_get_coeff_arb(y->v, u, 0);
	arb_poly_get_coeff_arb(y->d, u, 1);
	arb_poly_clear(u);
	return true;
}

/* y.d = f a.d, f the derivative at a */
void chain(Ball *y, const Ball *a, const arb_t f, slong p) { arb_mul(y->d, f, a->d, p); }

BYSERIES(exp, arb_poly_exp_series)
BYSERIES(log, arb_poly_log_series)
BYSERIES(log1p, arb_poly_log1p_series)
BYSERIES(sin, arb_poly_sin_series)
BYSERIES(cos, arb_poly_cos_series)
BYSERIES(tan, arb_poly_tan_series)
BYSERIES(atan, arb_poly_atan_series)
BYSERIES(sinh, arb_poly_sinh_series)
BYSERIES(cosh, arb_poly_cosh_series)
BYSERIES(sqrt, arb_poly_sqrt_series)
BYSERIES(sinpi, arb_poly_sin_pi_series)
BYSERIES(cospi, arb_poly_cos_pi_series)
BYSERIES(gamma, arb_poly_gamma_series)
BYSERIES(digamma, arb_poly_digamma_series)
BYSERIES(erf, arb_hypgeom_erf_series)
BYSERIES(erfc, arb_hypgeom_erfc_series)
BYSERIES(inv, arb_poly_inv_series)

			static bool b_neg(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_neg(y->v, a->v);
	arb_neg(y->d, a->d);
	return true;
}
static bool b_add(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_add(y->v, a->v, b->v, p);
	arb_add(y->d, a->d, b->d, p);
	return true;
}
static bool b_sub(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_sub(y->v, a->v, b->v, p);
	arb_sub(y->d, a->d, b->d, p);
	return true;
}

static bool b_mul(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t t;

	arb_init(t);
	arb_mul(t, a->v, b->d, p);
	arb_mul(y->d, a->d, b->v, p);
	arb_add(y->d, y->d, t, p);
	arb_mul(y->v, a->v, b->v, p);
	arb_clear(t);
	return true;
}

static bool b_sqr(Ball *y, const Ball *a, const Ball *b, slong p) { return b_mul(y, a, a, p); }

static bool b_div(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t t;

	arb_init(t);
	arb_div(y->v, a->v, b->v, p);
	arb_mul(t, y->v, b->d, p);
	arb_sub(t, a->d, t, p);
	arb_div(y->d, t, b->v, p);
	arb_clear(t);
	return true;
}

/* a zero adjoint wins: only where a is certainly not, or exactly, zero is this a product */
static bool b_strongmul(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return !arb_contains_zero(a->v) && b_mul(y, a, b, p);
}
static bool b_strongdiv(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return !arb_contains_zero(a->v) && b_div(y, a, b, p);
}

static void copied(Ball *y, const Ball *a)
{
	arb_set(y->v, a->v);
	arb_set(y->d, a->d);
}

static void constant(Ball *y, double c)
{
	arb_set_d(y->v, c);
	arb_zero(y->d);
}

static bool b_abs(Ball *y, const Ball *a, const Ball *b, slong p)
{
	if (arb_contains_zero(a->v)) return false;
	return arb_is_positive(a->v) ? (copied(y, a), true) : b_neg(y, a, b, p);
}

static bool b_sign(Ball *y, const Ball *a, const Ball *b, slong p)
{
	if (arb_contains_zero(a->v)) return false;
	constant(y, arb_is_positive(a->v) ? 1 : -1);
	return true;
}

static bool stepped(Ball *y, const Ball *a, slong p, bool half)
{
	arb_t t, q;
	bool ok;

	arb_init(t), arb_init(q);
	arb_set(t, a->v);
	if (half) {                            /* half away from zero */
		arb_abs(t, t);
		arb_set_d(q, 0.5);
		arb_add(t, t, q, p);
	}
	ok = arb_is_finite(t) && !arb_contains_int(t);
	arb_floor(y->v, t, p);
	if (half && arb_is_negative(a->v)) arb_neg(y->v, y->v);
	arb_zero(y->d);
	ok = ok && arb_is_exact(y->v) && (!half || !arb_contains_zero(a->v));
	arb_clear(t), arb_clear(q);
	return ok;
}

static bool b_floor(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return stepped(y, a, p, false);
}
static bool b_round(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return stepped(y, a, p, true);
}

static bool b_max(Ball *y, const Ball *a, const Ball *b, slong p)
{
	if (!arb_gt(a->v, b->v) && !arb_lt(a->v, b->v)) return false;
	copied(y, arb_gt(a->v, b->v) ? a : b);
	return true;
}

static bool b_min(Ball *y, const Ball *a, const Ball *b, slong p)
{
	if (!arb_gt(a->v, b->v) && !arb_lt(a->v, b->v)) return false;
	copied(y, arb_lt(a->v, b->v) ? a : b);
	return true;
}

static bool compared(Ball *y, const Ball *a, const Ball *b, bool less)
{
	if (arb_lt(a->v, b->v))      constant(y, less);
	else if (arb_gt(a->v, b->v)) constant(y, !less);
	else return false;
	return true;
}

static bool b_lt(Ball *y, const Ball *a, const Ball *b, slong p) { return compared(y, a, b, true); }
static bool b_gt(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return compared(y, a, b, false);
}

static bool b_eq(Ball *y, const Ball *a, const Ball *b, slong p)
{
	if (arb_overlaps(a->v, b->v)) return false;
	constant(y, 0);
	return true;
}

static bool b_fmod(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t q, t;
	bool ok;

	arb_init(q), arb_init(t);
	arb_div(q, a->v, b->v, p);
	ok = arb_is_finite(q) && !arb_contains_int(q);
	arb_abs(t, q);
	arb_floor(t, t, p);
	if (arb_is_negative(q)) arb_neg(t, t);
	ok = ok && arb_is_exact(t);
	arb_mul(q, t, b->v, p);
	arb_sub(y->v, a->v, q, p);
	arb_mul(q, t, b->d, p);
	arb_sub(y->d, a->d, q, p);
	arb_clear(q), arb_clear(t);
	return ok;
}

static bool b_cbrt(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t t, f;

	if (arb_contains_zero(a->v)) return false;
	arb_init(t), arb_init(f);
	arb_abs(t, a->v);
	arb_root_ui(y->v, t, 3, p);
	if (arb_is_negative(a->v)) arb_neg(y->v, y->v);
	arb_mul_ui(f, a->v, 3, p);
	arb_div(f, y->v, f, p);
	chain(y, a, f, p);
	arb_clear(t), arb_clear(f);
	return true;
}

/* a^b by b log a for a > 0; a whole constant b at once */
/* a series of the constant 1 alone is cut to no derivative: at the ends nothing is told */
static bool ended(const Ball *a)
{
	arb_t t;
	bool yes;

	arb_init(t);
	arb_abs(t, a->v);
	arb_sub_ui(t, t, 1, 64);
	yes = !arb_is_negative(t);
	arb_clear(t);
	return yes;
}

static bool b_asin(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return !ended(a) && series(y, a, arb_poly_asin_series, p);
}
static bool b_acos(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return !ended(a) && series(y, a, arb_poly_acos_series, p);
}

static bool b_pow(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t f, t;

	if (!arb_is_finite(a->v) || !arb_is_finite(b->v))
		return false;                  /* NaN^0 is none */
	arb_init(f), arb_init(t);
	arb_pow(y->v, a->v, b->v, p);
	arb_sub_ui(t, b->v, 1, p);
	arb_pow(f, a->v, t, p);
	arb_mul(f, f, b->v, p);
	arb_mul(f, f, a->d, p);
	if (!arb_is_zero(b->d)) {
		arb_log(t, a->v, p);
		arb_mul(t, t, y->v, p);
		arb_addmul(f, t, b->d, p);
	}
	arb_swap(y->d, f);
	arb_clear(f), arb_clear(t);
	return true;
}

static bool b_hypot(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t t;

	arb_init(t);
	arb_hypot(y->v, a->v, b->v, p);
	arb_mul(t, a->v, a->d, p);
	arb_addmul(t, b->v, b->d, p);
	arb_div(y->d, t, y->v, p);
	arb_clear(t);
	return true;
}

/* on the cut, a = 0 and b <= 0, the angle jumps from -pi to pi: the formula's derivative is that of
 * neither side */
static bool b_atan2(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t n, t;

	if (arb_contains_zero(a->v) && !arb_is_positive(b->v))
		return false;
	arb_init(n), arb_init(t);
	arb_atan2(y->v, a->v, b->v, p);
	arb_mul(n, a->v, a->v, p);
	arb_addmul(n, b->v, b->v, p);
	arb_mul(t, b->v, a->d, p);
	arb_submul(t, a->v, b->d, p);
	arb_div(y->d, t, n, p);
	arb_clear(n), arb_clear(t);
	return true;
}

static const struct { const char *name; Op *op; } ops[] = {
#define N(name) { #name, b_##name },
	N(neg) N(sqr) { "recip", b_inv }, N(add) N(sub) N(mul) N(div) N(strongmul) N(strongdiv)
	N(abs) N(sign) N(floor) N(round) N(max) N(min) N(lt) { "le", b_lt }, N(gt)
	{ "ge", b_gt }, N(eq) N(fmod) N(sqrt) N(cbrt) N(pow) N(hypot) N(exp) N(exp2) N(expm1)
	N(log) N(log2) N(log10) N(log1p) N(sin) N(cos) N(tan) N(sinpi) N(cospi) N(asin) N(acos)
	N(atan) N(atan2) N(sinh) N(cosh) N(tanh) N(asinh) N(acosh) N(atanh) N(erf) N(erfc)
	N(gamma) N(lgamma) N(digamma) N(trigamma) N(j0) N(j1) N(y0) N(y1) N(erfcx) N(logndtr)
	N(erfinv) N(erfcinv) N(derfinv) N(derfcinv) N(lambertw) N(zeta) N(xlog1py) N(gammapdf)
	N(gammainc) N(gammaincc) N(ei) N(e1) N(erfi) N(airyai) N(airyaip) N(airybi) N(airybip)
#undef N
};

static bool step(const List *l, size_t i, Ball *v, slong p)
{
	const Ins *in = &l->ins[i];
	const Id *a = args(l, in);
	double c;

	if (isinput(in))
		return true;
	if (isconst(l, i, &c))
		return constant(&v[i], c), true;
	if (!in->nargs)
		return arb_const_pi(v[i].v, p), arb_zero(v[i].d), true;
	if (in->prim->ternary)
		return ofthree(in->prim, &v[i], &v[a[0]], &v[a[1]], &v[a[2]], p);
	if (in->nargs == 3) {                  /* where */
		if (arb_contains_zero(v[a[0]].v) && !arb_is_zero(v[a[0]].v)) return false;
		return copied(&v[i], &v[a[arb_is_zero(v[a[0]].v) ? 2 : 1]]), true;
	}
	for (size_t k = 0; k < sizeof ops / sizeof *ops; k++)
		if (!strcmp(ops[k].name, in->prim->name))
			return ops[k].op(&v[i], &v[a[0]], &v[a[in->nargs - 1]], p);
	return false;
}

static bool certain(const Ball *y, mpfr_t d)
{
	mag_t m;
	bool small;

	if (!arb_is_finite(y->v) || !arb_is_finite(y->d))
		return false;
	mag_init(m);
	arb_get_mag(m, y->d);
	small = mag_cmp_2exp_si(m, -1140) < 0;
	mag_clear(m);
	mpfr_set_prec(d, 2 * CERTAIN);
	if (small) mpfr_set_zero(d, 1);
	else       arf_get_mpfr(d, arb_midref(y->d), MPFR_RNDN);
	return small || arb_rel_accuracy_bits(y->d) >= CERTAIN;
}

bool arbencloses(const List *l, const double *x, const double *v, size_t o, mpfr_t d)
{
	Ball *b = alloc(l->n, sizeof *b);
	bool ok = false;

	for (size_t i = 0; i < l->n; i++) arb_init(b[i].v), arb_init(b[i].d);
	for (size_t k = 0; k < l->nin; k++) {
		arb_set_d(b[l->in[k]].v, x[k]);
		arb_set_d(b[l->in[k]].d, v[k]);
	}
	for (slong p = 128; p <= DEEPEST && !ok; p *= 2) {
		size_t i = 0;

		/* of an infinite value a sign or a comparison would be certain */
		while (i < l->n && step(l, i, b, p) && arb_is_finite(b[i].v)) i++;
		ok = i == l->n && certain(&b[l->out[o]], d);
	}
	for (size_t i = 0; i < l->n; i++) arb_clear(b[i].v), arb_clear(b[i].d);
	release(b);
	return ok;
}
