/* polygamma.c -- psi^(n)(x) in MPFR, which has only psi itself; sin(pi x) before MPFR 4.2
 *
 * Euler-Maclaurin with exact Bernoulli numbers, kept.  DLMF: https://dlmf.nist.gov.
 */
#include "engines/wengert.h"
#include <mpfr.h>
#include "engines/numbers/kernels.h"
#include <math.h>
#include <pthread.h>

#define R MPFR_RNDN

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;       /* holds exact, known */
static mpq_t *exact;                       /* exact[k-1] = B_2k */
static unsigned long known;

/* taylor -- T_1, T_2, ..., the coefficients of tan: R. Brent, D. Harvey, arXiv:1108.0286, algorithm
 * 2 */
static mpz_t *taylor(unsigned long n)
{
	mpz_t *t = alloc(n, sizeof *t);

	mpz_init_set_ui(t[0], 1);
	for (unsigned long k = 1; k < n; k++) {
		mpz_init(t[k]);
		mpz_mul_ui(t[k], t[k-1], k);
	}
	for (unsigned long k = 1; k < n; k++)
		for (unsigned long j = k; j < n; j++) {
			mpz_mul_ui(t[j], t[j], j - k + 2);
			mpz_addmul_ui(t[j], t[j-1], j - k);
		}
	return t;
}

/* quotient -- y = B_2k = (-1)^(k-1) 2k T_k/(4^k (4^k - 1)), DLMF 24.15.4 */
static void quotient(mpq_t y, unsigned long k, const mpz_t t)
{
	mpz_mul_si(mpq_numref(y), t, k % 2 ? 2*(long)k : -2*(long)k);
	mpz_ui_pow_ui(mpq_denref(y), 4, k);
	mpz_sub_ui(mpq_denref(y), mpq_denref(y), 1);
	mpz_mul_2exp(mpq_denref(y), mpq_denref(y), 2*k);
	mpq_canonicalize(y);
}

static void extend(unsigned long n)
{
	mpq_t *more = alloc(n, sizeof *more);
	mpz_t *t = taylor(n);

	for (unsigned long k = 0; k < n; k++) {
		mpq_init(more[k]);
		if (k < known) {
			mpq_swap(more[k], exact[k]);
			mpq_clear(exact[k]);
		} else
			quotient(more[k], k + 1, t[k]);
		mpz_clear(t[k]);
	}
	release(t);
	release(exact);
	exact = more;
	known = n;
}

/* timesB -- y *= B_2k */
static void timesB(mpfr_ptr y, unsigned long k)
{
	pthread_mutex_lock(&lock);
	if (k > known)
		/* most at once: each begins anew */
		extend(k + k/4 + (unsigned long)mpfr_get_prec(y)/8 + 32);
	mpfr_mul_q(y, y, exact[k-1], R);
	pthread_mutex_unlock(&lock);
}

/* tail -- y += sum over k >= 0 of 1/(x+k)^s, x > prec/4 + s: Euler-Maclaurin, DLMF 25.11.28 */
static void tail(mpfr_ptr y, unsigned long s, mpfr_srcptr x)
{
	mpfr_prec_t w = mpfr_get_prec(y);
	mpfr_t t, u, step;

	mpfr_inits2(w, t, u, step, (mpfr_ptr)0);
	mpfr_ui_div(u, 1, x, R);
	mpfr_sqr(step, u, R);
	mpfr_pow_ui(t, u, s - 1, R);
	mpfr_div_ui(u, t, s - 1, R);
	mpfr_add(y, y, u, R);
	mpfr_div(t, t, x, R);
	mpfr_div_2ui(u, t, 1, R);
	mpfr_add(y, y, u, R);
	mpfr_div(u, u, x, R);
	mpfr_mul_ui(t, u, s, R);
	for (unsigned long k = 1;; k++) {
		mpfr_set(u, t, R);
		timesB(u, k);
		mpfr_add(y, y, u, R);
		if (mpfr_zero_p(u) || mpfr_get_exp(u) < mpfr_get_exp(y) - w)
			break;
		mpfr_mul_ui(t, t, (s + 2*k - 1)*(s + 2*k), R);
		mpfr_div_ui(t, t, (2*k + 1)*(2*k + 2), R);
		mpfr_mul(t, t, step, R);
	}
	mpfr_clears(t, u, step, (mpfr_ptr)0);
}

/* allterms -- y = sum over k >= 0 of 1/(x+k)^s, x > 0 */
static void allterms(mpfr_ptr y, unsigned long s, mpfr_srcptr x)
{
	mpfr_prec_t w = mpfr_get_prec(y);
	mpfr_t a, t;

	mpfr_inits2(w, a, t, (mpfr_ptr)0);
	mpfr_set(a, x, R);
	mpfr_set_zero(y, 1);
	for (; mpfr_cmp_ui(a, (unsigned long)w/4 + s) < 0; mpfr_add_ui(a, a, 1, R)) {
		mpfr_pow_ui(t, a, s, R);
		mpfr_ui_div(t, 1, t, R);
		mpfr_add(y, y, t, R);
	}
	tail(y, s, a);
	mpfr_clears(a, t, (mpfr_ptr)0);
}

/* leftward -- the same for x < 0, see zeta above; returns the bits that cancelled */
static long leftward(mpfr_ptr y, unsigned long s, mpfr_srcptr x)
{
	mpfr_t d, a, t;
	long top;

	mpfr_inits2(mpfr_get_prec(y), a, t, (mpfr_ptr)0);
	mpfr_init2(d, mpfr_get_prec(x));
	mpfr_rint(d, x, R);
	mpfr_sub(d, x, d, R);              /* exact */
	mpfr_add_ui(a, d, mpfr_sgn(d) < 0, R);
	allterms(y, s, a);
	mpfr_ui_sub(a, mpfr_sgn(d) > 0, d, R);
	allterms(t, s, a);
	top = mpfr_get_exp(y) > mpfr_get_exp(t) ? mpfr_get_exp(y) : mpfr_get_exp(t);
	(s % 2 ? mpfr_sub : mpfr_add)(y, y, t, R);
	mpfr_ui_sub(a, 1, x, R);
	allterms(t, s, a);
	(s % 2 ? mpfr_add : mpfr_sub)(y, y, t, R);
	mpfr_clears(d, a, t, (mpfr_ptr)0);
	return mpfr_zero_p(y) ? mpfr_get_prec(y) : top - mpfr_get_exp(y);
}

/* of which the roundings of a sum of prec/4 terms take half */
enum { GUARD = 64 };

/* derivative -- y = (-1)^(n+1) n! zeta(n+1, x) = psi^(n)(x), n > 0, DLMF 25.11.12 */
static void derivative(mpfr_ptr y, unsigned long n, mpfr_srcptr x)
{
	mpfr_prec_t w = mpfr_get_prec(y) + GUARD;
	mpfr_t sum, factor;
	long lost = 0;

	mpfr_init2(sum, w);
	if (mpfr_sgn(x) > 0)
		allterms(sum, n + 1, x);
	else
		while ((lost = leftward(sum, n + 1, x)) > mpfr_get_prec(sum) - w + GUARD/4)
			mpfr_set_prec(sum, w + lost);
	mpfr_init2(factor, w);
	mpfr_fac_ui(factor, n, R);
	mpfr_mul(sum, sum, factor, R);
	(n % 2 ? mpfr_set : mpfr_neg)(y, sum, R);
	mpfr_clears(sum, factor, (mpfr_ptr)0);
}

/* polygamma at n > 0, its poles and infinities first */
static int derived(mpfr_ptr y, unsigned long n, mpfr_srcptr x)
{
	if (mpfr_nan_p(x) || (mpfr_inf_p(x) && mpfr_sgn(x) < 0))
		mpfr_set_nan(y);
	else if (mpfr_inf_p(x))
		mpfr_set_zero(y, 1);
	else if (mpfr_sgn(x) > 0 || !mpfr_integer_p(x))
		derivative(y, n, x);
	else if (n % 2)
		mpfr_set_inf(y, 1);
	else
		mpfr_set_nan(y);
	return 1;
}

enum { HIGHEST = 1 << 12 };                /* n: the terms number more than n */

/* polygamma, trigamma -- y = psi^(n)(x), psi'(x); y to its precision but for less than a unit of
 * the last place */
int mpfr_polygamma(mpfr_ptr y, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t r)
{
	if (mpfr_zero_p(n))
		return mpfr_digamma(y, x, r);
	if (mpfr_integer_p(n) && mpfr_sgn(n) > 0 && mpfr_cmp_ui(n, HIGHEST) <= 0)
		return derived(y, mpfr_get_ui(n, R), x);
	mpfr_set_nan(y);
	return 1;
}

int mpfr_trigamma(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return (void)r, derived(y, 1, x); }

/* ---- MPFR: sin(pi x), before 4.2 ------------------------------------------- */

#if MPFR_VERSION < MPFR_VERSION_NUM(4, 2, 0)

/* quarter -- y = sin(pi d), or cos(pi d), |d| <= 1/2, by whichever argument is below pi/4 */
static void quarter(mpfr_ptr y, bool cosine, mpfr_srcptr d)
{
	mpfr_t t, a;
	int sign = cosine || mpfr_sgn(d) > 0 ? 1 : -1;
	bool beyond;

	mpfr_init2(a, mpfr_get_prec(d) + 2);
	mpfr_init2(t, mpfr_get_prec(y) + 16);
	mpfr_abs(a, d, R);
	beyond = mpfr_cmp_ui_2exp(a, 1, -2) > 0;
	if (beyond)
		mpfr_d_sub(a, 0.5, a, R);  /* exact */
	mpfr_const_pi(t, R);
	mpfr_mul(t, t, a, R);
	(cosine == beyond ? mpfr_sin : mpfr_cos)(t, t, R);
	mpfr_mul_si(y, t, sign, R);
	mpfr_clears(t, a, (mpfr_ptr)0);
}

static int halfturns(mpfr_ptr y, bool cosine, mpfr_srcptr x)
{
	mpfr_t n, d;
	bool odd;

	if (!mpfr_number_p(x)) {
		mpfr_set_nan(y);
		return 0;
	}
	mpfr_inits2(mpfr_get_prec(x), n, d, (mpfr_ptr)0);
	mpfr_rint(n, x, R);
	mpfr_sub(d, x, n, R);              /* exact */
	mpfr_div_2ui(n, n, 1, R);
	odd = !mpfr_integer_p(n);
	quarter(y, cosine, d);
	if (odd)
		mpfr_neg(y, y, R);
	mpfr_clears(n, d, (mpfr_ptr)0);
	return 1;
}

int mpfr_sinpi(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return (void)r, halfturns(y, false, x); }
int mpfr_cospi(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return (void)r, halfturns(y, true, x); }
#endif
