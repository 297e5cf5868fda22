/* modified.c -- kernels of modified Bessel functions and their scaled forms, exponential integrals,
 * erfi and Airy functions
 *
 * In binary64 an error of at most 0.501 ulps, as in balls.c.  DLMF: https://dlmf.nist.gov.
 */
#include "engines/numbers/balls.h"
#include "engines/wengert.h"
#include <mpfr.h>
#include "engines/numbers/kernels.h"
#include "engines/numbers/edged.h"
#include <stdlib.h>

/* ---- modified Bessel functions of whole order ----------------------------------------------- */

/* exp(-|x|) I_n(x), exp(x) K_n(x) */
static void b_ive(arb_t y, const arb_t n, const arb_t x, slong p)
{
	arb_t t;

	arb_init(t);
	arb_abs(t, x);
	arb_hypgeom_bessel_i_scaled(y, n, t, p);
	if (arb_is_negative(x) && !arf_is_int_2exp_si(arb_midref(n), 1)) arb_neg(y, y);
	arb_clear(t);
}

static void b_kve(arb_t y, const arb_t n, const arb_t x, slong p)
{
	arb_hypgeom_bessel_k_scaled(y, n, x, p);
}

static void b_besseli(arb_t y, const arb_t n, const arb_t x, slong p)
{
	arb_hypgeom_bessel_i(y, n, x, p);
}

static void b_besselk(arb_t y, const arb_t n, const arb_t x, slong p)
{
	arb_hypgeom_bessel_k(y, n, x, p);
}

void scaledderivative(acb_t y, slong m, const acb_t n, const acb_t x, bool second, slong p)
{
	acb_t order, t, sum;
	fmpz_t c;

	acb_init(order), acb_init(t), acb_init(sum), fmpz_init(c);
	for (slong k = 0; k <= 2 * m; k++) {
		acb_add_si(order, n, m - k, p);
		if (second) acb_hypgeom_bessel_k_scaled(t, order, x, p);
		else        acb_hypgeom_bessel_i_scaled(t, order, x, p);
		fmpz_bin_uiui(c, (ulong)(2 * m), (ulong)k);
		if (k % 2) fmpz_neg(c, c);
		acb_addmul_fmpz(sum, t, c, p);
	}
	acb_mul_2exp_si(y, sum, -m);
	if (second && m % 2) acb_neg(y, y);
	acb_clear(order), acb_clear(t), acb_clear(sum), fmpz_clear(c);
}

/* exp(-x) I_j(x) or exp(x) K_j(x), j from |n - m|, or 0 between, to n + m, n >= 0: two values and
 * the recurrence in the direction in which no term cancels, DLMF 10.29.1 */
static void orders(arb_ptr f, slong m, slong n, const arb_t x, bool second, slong p)
{
	slong first = n > m ? n - m : 0, last = n + m, from = second ? first : last,
		step = second ? 1 : -1;
	arb_t order, t;

	arb_init(order), arb_init(t);
	for (slong k = 0; k < 2 && k <= last - first; k++) {
		arb_set_si(order, from + k * step);
		if (second) b_kve(f + from + k * step - first, order, x, p);
		else        b_ive(f + from + k * step - first, order, x, p);
	}
	for (slong j = from + 2 * step; second ? j <= last : j >= first; j += step) {
		arb_mul_si(t, f + j - step - first, 2 * (j - step), p);
		arb_div(t, t, x, p);
		arb_add(f + j - first, f + j - 2 * step - first, t, p);
	}
	arb_clear(order), arb_clear(t);
}

static void scaled(arb_t y, const arb_t m, const arb_t n, const arb_t x, bool second, slong p)
{
	slong k = arf_get_si(arb_midref(m), ARF_RND_DOWN);
	slong of = labs(arf_get_si(arb_midref(n), ARF_RND_DOWN)), first = of > k ? of - k : 0;
	arb_ptr f = _arb_vec_init(2 * k + of + 1);
	arb_t t, c;
	fmpz_t b;

	arb_init(t), arb_init(c), fmpz_init(b);
	arb_abs(t, x);
	orders(f, k, of, t, second, p);
	for (slong j = 0; j <= 2 * k; j++) {
		fmpz_bin_uiui(b, (ulong)(2 * k), (ulong)j);
		if (j % 2) fmpz_neg(b, b);
		arb_addmul_fmpz(c, f + labs(of + k - j) - first, b, p);
	}
	arb_mul_2exp_si(y, c, -k);
	if (second && k % 2) arb_neg(y, y);
	/* left of 0 it is (-1)^n that of -x */
	if (arb_is_negative(x) && (k % 2 != !arf_is_int_2exp_si(arb_midref(n), 1))) arb_neg(y, y);
	_arb_vec_clear(f, 2 * k + of + 1);
	arb_clear(t), arb_clear(c), fmpz_clear(b);
}

static void b_dive(arb_t y, const arb_t m, const arb_t n, const arb_t x, slong p)
{
	scaled(y, m, n, x, false, p);
}

static void b_dkve(arb_t y, const arb_t m, const arb_t n, const arb_t x, slong p)
{
	scaled(y, m, n, x, true, p);
}

enum { MOSTDERIVED = 20, LARGEST = 1000000 };

static bool order(double n) { return n == rint(n) && fabs(n) < LARGEST; }
static bool odd(double n)   { return fmod(n, 2) != 0; }

static bool e_besseli(double n, double x, double *y)
{
	return edge(!order(n), NAN, y) || edge(x == 0, n == 0, y) ||
		edge(isinf(x), x < 0 && odd(n) ? -HUGE_VAL : HUGE_VAL, y);
}
static bool e_besselk(double n, double x, double *y)
{
	return edge(!order(n) || x < 0, NAN, y) || edge(x == 0, HUGE_VAL, y) ||
		edge(isinf(x), 0, y);
}
static bool e_ive(double n, double x, double *y)
{
	return edge(!order(n), NAN, y) || edge(x == 0, n == 0, y) || edge(isinf(x), 0, y);
}
static bool e_kve(double n, double x, double *y) { return e_besselk(n, x, y); }
static bool e_dive(double m, double n, double x, double *y)
{
	/* at 0 it has a kink: none */
	return edge(!order(n) || !(m >= 0 && m <= MOSTDERIVED && m == rint(m)) || x == 0, NAN, y) ||
		edge(isinf(x), 0, y);
}
static bool e_dkve(double m, double n, double x, double *y)
{
	return edge(!order(n) || !(m >= 0 && m <= MOSTDERIVED && m == rint(m)) || x < 0, NAN, y) ||
		edge(x == 0, odd(m) ? -HUGE_VAL : HUGE_VAL, y) || edge(isinf(x), 0, y);
}

EDGED(besseli) EDGED(besselk) EDGED(ive) EDGED(kve)
EDGEDMPFR(besseli) EDGEDMPFR(besselk) EDGEDMPFR(ive) EDGEDMPFR(kve)
EDGED3(dive) EDGED3(dkve)

/* ---- exponential integrals ------------------------------------------------------------------ */

static void b_ei(arb_t y, const arb_t x, slong p) { arb_hypgeom_ei(y, x, p); }
static void b_e1(arb_t y, const arb_t x, slong p)
{
	arb_t n;

	arb_init(n);
	arb_one(n);
	arb_hypgeom_expint(y, n, x, p);
	arb_clear(n);
}
static void b_expint(arb_t y, const arb_t n, const arb_t x, slong p)
{
	arb_hypgeom_expint(y, n, x, p);
}
static void b_erfi(arb_t y, const arb_t x, slong p) { arb_hypgeom_erfi(y, x, p); }

static bool e_ei(double x, double *y)
{
	return edge(x == 0, -HUGE_VAL, y) || edge(isinf(x), x < 0 ? 0 : x, y);
}
static bool e_e1(double x, double *y)
{
	return edge(x < 0, NAN, y) || edge(x == 0, HUGE_VAL, y) || edge(isinf(x), 0, y);
}
static bool e_expint(double n, double x, double *y)
{
	return edge(!order(n) || x < 0, NAN, y) || edge(isinf(x), 0, y) ||
		edge(x == 0 && n <= 1, HUGE_VAL, y);
}
static bool e_erfi(double x, double *y) { return edge(x == 0 || isinf(x), x, y); }

EDGED1(ei) EDGED1(e1) EDGED1(erfi) EDGED(expint) EDGEDMPFR(expint)

/* ---- Airy ----------------------------------------------------------------------------------- */

#define AIRY(name, ...) \
	static void b_##name(arb_t y, const arb_t x, slong p) \
	{ \
		arb_hypgeom_airy(__VA_ARGS__, x, p); \
	}
AIRY(airyai,  y, NULL, NULL, NULL)
AIRY(airyaip, NULL, y, NULL, NULL)
AIRY(airybi,  NULL, NULL, y, NULL)
AIRY(airybip, NULL, NULL, NULL, y)

static bool e_airyai(double x, double *y)  { return edge(isinf(x), 0, y); }
static bool e_airyaip(double x, double *y) { return edge(isinf(x), x > 0 ? 0 : NAN, y); }
static bool e_airybi(double x, double *y)  { return edge(isinf(x), x > 0 ? x : 0, y); }
static bool e_airybip(double x, double *y) { return edge(isinf(x), x > 0 ? x : NAN, y); }

EDGED1(airyai) EDGED1(airyaip) EDGED1(airybi) EDGED1(airybip)
