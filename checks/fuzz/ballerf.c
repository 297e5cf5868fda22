/* ballerf.c -- first-order series in balls of what erfc is scaled or inverted to, of Lambert's
 * function and of zeta.
 */
#include "checks/fuzz/ballops.h"

enum { FARTHEST = 17 };                    /* bits: beyond 2^17 Arb's erfc has no digit */

static bool far(const Ball *a)
{
	mag_t m;
	bool is;

	mag_init(m);
	arb_get_mag(m, a->v);
	is = mag_cmp_2exp_si(m, FARTHEST) > 0;
	mag_clear(m);
	return is;
}

/* exp(x^2) erfc(x), whose derivative is 2 x y - 2/sqrt(pi) */
bool b_erfcx(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t f, t;

	if (far(a)) return false;
	arb_init(f), arb_init(t);
	arb_mul(t, a->v, a->v, p);
	arb_exp(t, t, p);
	arb_hypgeom_erfc(y->v, a->v, p);
	arb_mul(y->v, y->v, t, p);
	arb_mul(f, a->v, y->v, p);
	arb_const_pi(t, p);
	arb_rsqrt(t, t, p);
	arb_sub(f, f, t, p);
	arb_mul_2exp_si(f, f, 1);
	chain(y, a, f, p);
	arb_clear(f), arb_clear(t);
	return true;
}

/* log(erfc(-x/sqrt 2)/2) */
bool b_logndtr(Ball *y, const Ball *a, const Ball *b, slong p)
{
	Ball t;
	arb_t root;

	if (far(a)) return false;
	arb_init(t.v), arb_init(t.d), arb_init(root);
	arb_set_ui(root, 2);
	arb_rsqrt(root, root, p);
	arb_neg(root, root);
	arb_mul(t.v, a->v, root, p);
	arb_mul(t.d, a->d, root, p);
	b_erfc(&t, &t, b, p);
	arb_mul_2exp_si(t.v, t.v, -1), arb_mul_2exp_si(t.d, t.d, -1);
	b_log(y, &t, b, p);
	arb_clear(t.v), arb_clear(t.d), arb_clear(root);
	return true;
}

/* f = +-sqrt(pi)/2 exp(v^2), the derivative of an inverse at its value v */
static void slope(arb_t f, const arb_t v, bool falling, slong p)
{
	arb_t t;

	arb_init(t);
	arb_mul(f, v, v, p);
	arb_exp(f, f, p);
	arb_const_pi(t, p);
	arb_sqrt(t, t, p);
	arb_mul(f, f, t, p);
	arb_mul_2exp_si(f, f, -1);
	if (falling) arb_neg(f, f);
	arb_clear(t);
}

typedef void Inverse(arb_t, const arb_t, slong);

static bool inverse(Ball *y, const Ball *a, Inverse *of, bool falling, slong p)
{
	arb_t f;

	arb_init(f);
	of(y->v, a->v, p);
	slope(f, y->v, falling, p);
	chain(y, a, f, p);
	arb_clear(f);
	return true;
}

/* of the slope s itself: 2 v s^2 */
static bool bent(Ball *y, const Ball *a, Inverse *of, bool falling, slong p)
{
	arb_t f, v;

	arb_init(f), arb_init(v);
	of(v, a->v, p);
	slope(y->v, v, falling, p);
	arb_mul(f, y->v, y->v, p);
	arb_mul(f, f, v, p);
	arb_mul_2exp_si(f, f, 1);
	chain(y, a, f, p);
	arb_clear(f), arb_clear(v);
	return true;
}

#define INVERSE(name, how, of, falling) \
	bool b_##name(Ball *y, const Ball *a, const Ball *b, slong p) \
	{ \
		return how(y, a, of, falling, p); \
	}
INVERSE(erfinv,   inverse, arb_hypgeom_erfinv,  false)
INVERSE(erfcinv,  inverse, arb_hypgeom_erfcinv, true)
INVERSE(derfinv,  bent,    arb_hypgeom_erfinv,  false)
INVERSE(derfcinv, bent,    arb_hypgeom_erfcinv, true)

static void principal(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_poly_lambertw_series(y, x, 0, n, p);
}

static void riemann(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_t one;

	arb_init(one);
	arb_one(one);
	arb_poly_zeta_series(y, x, one, 0, n, p);
	arb_clear(one);
}

bool b_lambertw(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return series(y, a, principal, p);
}
bool b_zeta(Ball *y, const Ball *a, const Ball *b, slong p) { return series(y, a, riemann, p); }

/* a log(1 + b) */
bool b_xlog1py(Ball *y, const Ball *a, const Ball *b, slong p)
{
	Ball t;
	arb_t u;

	arb_init(t.v), arb_init(t.d), arb_init(u);
	b_log1p(&t, b, b, p);
	arb_mul(u, a->d, t.v, p);
	arb_mul(y->d, a->v, t.d, p);
	arb_add(y->d, y->d, u, p);
	arb_mul(y->v, a->v, t.v, p);
	arb_clear(t.v), arb_clear(t.d), arb_clear(u);
	return true;
}
