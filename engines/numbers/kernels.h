/* kernels.h -- the elementwise primitives in C: s_name(float), k_name(double), z_name(double
 * complex)
 *
 * z_name continues the real function into a thin strip around the real line, for
 * Im f(x + ih)/h: functional equations of f, no rule for f'.  Where the real
 * function has no value, neither has z_name.  Long ones are in special.c and complexes.c.
 */
#ifndef KERNELS_H
#define KERNELS_H
#ifndef __cplusplus
#include <complex.h>
#endif
#include <math.h>
#undef I                                   /* a name for the user's own use */

/* ---- real, the same text in both types ------------------------------------- */

#define ONE(name, value) \
	static inline float  s_##name(float x)  { return value; } \
	static inline double k_##name(double x) { return value; }
#define TWO(name, value) \
	static inline float  s_##name(float a, float b)   { return value; } \
	static inline double k_##name(double a, double b) { return value; }

ONE(neg,   -x)
ONE(sqr,   x*x)
ONE(recip, 1/x)
ONE(abs,   x > 0 ? x : 0 - x)                   /* 0 - x: abs(-0.0) is 0.0 */
ONE(sign,  x != x ? x : (x > 0) - (x < 0))
ONE(relu,  x > 0 || x != x ? x : 0)

TWO(add,   a + b)
TWO(sub,   a - b)
TWO(mul,   a*b)
TWO(div,   a/b)
TWO(strongmul, a == 0 ? 0 : a*b)
TWO(strongdiv, a == 0 ? 0 : a/b)
TWO(max,   a > b || a != a ? a : b)             /* NaN wins */
TWO(min,   a < b || a != a ? a : b)
TWO(lt,    a < b)
TWO(le,    a <= b)
TWO(gt,    a > b)
TWO(ge,    a >= b)
TWO(eq,    a == b)

/* ---- real, the C library's ------------------------------------------------- */

#define LIBM(name) \
	static inline float  s_##name(float x)  { return name##f(x); } \
	static inline double k_##name(double x) { return name(x); }
#define LIBM2(name) \
	static inline float  s_##name(float a, float b)   { return name##f(a, b); } \
	static inline double k_##name(double a, double b) { return name(a, b); }

LIBM(floor) LIBM(round)
LIBM(sqrt)  LIBM(exp)   LIBM(exp2)  LIBM(expm1)
LIBM(log)   LIBM(log2)  LIBM(log10) LIBM(log1p)
LIBM(sin)   LIBM(cos)   LIBM(tan)   LIBM(asin)  LIBM(acos)  LIBM(atan)
LIBM(sinh)  LIBM(cosh)  LIBM(tanh)  LIBM(asinh) LIBM(acosh) LIBM(atanh)
LIBM(erf)
LIBM2(fmod) LIBM2(pow)  LIBM2(hypot) LIBM2(atan2)

#define UL(name, ...) LIBM(name)
#define BL(name, ...) LIBM2(name)
#define U(...)
#define B(...)
#define UR(...)
#define BR(...)
#include "engines/prims/scalar.def"

/* ---- real, ours ------------------------------------------------------------ */

/* long double has 11 bits to spare: the library's few ulps there are none here */
static inline double k_cbrt(double x)   { return (double)cbrtl(x); }
static inline double k_erfc(double x)   { return (double)erfcl(x); }
static inline double k_gamma(double x)  { return (double)tgammal(x); }
static inline double k_lgamma(double x) { int sign; return (double)lgammal_r(x, &sign); }

static inline double k_mod(double a, double b)
{
	double r = fmod(a, b);             /* exact, with the sign of a */

	return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

static inline double k_gauss(double x)
{
	double y = x*x, lost = fma(x, x, -y), e = exp(-y);

	return fabs(x) > 28 ? 0 : e - e*lost;   /* e^-784 < 2^-1075; beyond, lost may be infinite */
}

static inline double k_sigmoid(double x)
{
	double e = exp(-fabs(x));

	return (x < 0 ? e : 1)/(1 + e);
}

static inline double k_softplus(double x) { return (x > 0 ? x : 0) + log1p(exp(-fabs(x))); }

static inline double k_sech2(double x)
{
	long double e = expl(-2*fabsl(x));      /* 4e: a subnormal double e would be too coarse */

	return (double)(4*e/((1 + e)*(1 + e)));
}

double k_dpow(double, double);
double k_exp10(double), k_logit(double);
double k_sinpi(double), k_cospi(double), k_sinc(double), k_dsinc(double);
long double k_sinpil(double), k_cospil(double);
double k_digamma(double), k_trigamma(double), k_polygamma(double n, double x);
double k_ndtr(double), k_normpdf(double);
double k_erfcx(double), k_derfcx(double n, double x), k_logndtr(double),
	k_dlogndtr(double n, double x);
double k_erfinv(double), k_derfinv(double), k_erfcinv(double), k_derfcinv(double);
double k_lambertw(double), k_dlambertw(double n, double x), k_zeta(double),
	k_dzeta(double n, double x);
double k_beta(double a, double b), k_lbeta(double a, double b);
double k_psidiff(double n, double a, double b);
double k_gammapdf(double a, double x), k_gammainc(double a, double x),
	k_gammaincc(double a, double x);
double k_besseli(double n, double x), k_besselk(double n, double x), k_ive(double n, double x),
	k_kve(double n, double x), k_dive(double m, double n, double x),
	k_dkve(double m, double n, double x);
double k_ei(double), k_e1(double), k_expint(double n, double x), k_erfi(double), k_expsq(double);
double k_airyai(double), k_airyaip(double), k_airybi(double), k_airybip(double);
double k_betainc(double a, double b, double x), k_betapdf(double a, double b, double x);
double k_j0(double), k_j1(double), k_y0(double), k_y1(double), k_dj1(double), k_dy1(double);
double k_jn(double n, double x), k_yn(double n, double x);

#define OWN(name)  static inline float s_##name(float x)          { return (float)k_##name(x); }
#define OWN2(name) static inline float s_##name(float a, float b) { return (float)k_##name(a, b); }
#define OWN3(name) \
	static inline float s_##name(float a, float b, float x) { return (float)k_##name(a, b, x); }

OWN(cbrt)    OWN(erfc)    OWN(gamma)    OWN(lgamma)
OWN(gauss)   OWN(sigmoid) OWN(softplus) OWN(sech2)
OWN(exp10)   OWN(logit)
OWN(sinpi)   OWN(cospi)   OWN(sinc)     OWN(dsinc)
OWN(digamma) OWN(trigamma)
OWN(j0)      OWN(j1)      OWN(y0)       OWN(y1)      OWN(dj1)     OWN(dy1)
OWN(ndtr)    OWN(normpdf) OWN(erfcx)    OWN(logndtr)
OWN(erfinv)  OWN(erfcinv) OWN(derfinv)  OWN(derfcinv) OWN(lambertw) OWN(zeta)
OWN2(derfcx) OWN2(dlogndtr) OWN2(dlambertw) OWN2(dzeta)
OWN2(beta)   OWN2(lbeta)  OWN2(gammapdf)
OWN2(gammainc) OWN2(gammaincc)
OWN2(besseli) OWN2(besselk) OWN2(ive)  OWN2(kve)    OWN2(expint)
OWN(ei)      OWN(e1)      OWN(erfi)     OWN(expsq)
OWN(airyai)  OWN(airyaip) OWN(airybi)   OWN(airybip)
OWN3(dive)   OWN3(dkve)
OWN3(betainc) OWN3(betapdf) OWN3(psidiff)
OWN2(mod)    OWN2(dpow)   OWN2(polygamma) OWN2(jn)   OWN2(yn)

#ifndef __cplusplus
/* ---- complex --------------------------------------------------------------- */

/* cart -- a + ib with both parts as they are; CMPLX is missing under clang */
static inline double complex cart(double a, double b)
{
	union { double part[2]; double complex whole; } u = {{ a, b }};

	return u.whole;
}

static inline double complex z_neg(double complex x)                   { return -x; }
static inline double complex z_add(double complex a, double complex b) { return a + b; }
static inline double complex z_sub(double complex a, double complex b) { return a - b; }
static inline double complex z_mul(double complex a, double complex b) { return a*b; }
double complex z_div(double complex, double complex);
static inline double complex z_recip(double complex x)                 { return z_div(1, x); }
static inline double complex z_strongmul(double complex a, double complex b)
{
	return a == 0 ? 0 : a * b;
}
static inline double complex z_strongdiv(double complex a, double complex b)
{
	return a == 0 ? 0 : z_div(a, b);
}

static inline double complex z_sqr(double complex x)
{
	double a = creal(x), b = cimag(x);

	return cart((a - b)*(a + b), 2*a*b);
}

/* a kink at 0 has slope 0, a tie the mean of both sides */
static inline double complex z_sign(double complex x)  { return cart(k_sign(creal(x)), 0); }
static inline double complex z_floor(double complex x) { return cart(floor(creal(x)), 0); }
static inline double complex z_round(double complex x) { return cart(round(creal(x)), 0); }
static inline double complex z_abs(double complex x)
{
	return creal(x) == 0 ? 0 : k_sign(creal(x)) * x;
}

static inline double complex tie(double complex a, double complex b)
{ return cart(creal(a), cimag(a)/2 + cimag(b)/2); }
static inline double complex z_max(double complex a, double complex b)
{ return creal(a) == creal(b) ? tie(a, b) : creal(a) > creal(b) || creal(a) != creal(a) ? a : b; }
static inline double complex z_min(double complex a, double complex b)
{ return creal(a) == creal(b) ? tie(a, b) : creal(a) < creal(b) || creal(a) != creal(a) ? a : b; }

#define REAL(name) static inline double complex z_##name(double complex a, double complex b) \
	{ return cart(k_##name(creal(a), creal(b)), 0); }
REAL(lt) REAL(le) REAL(gt) REAL(ge) REAL(eq)

/* glibc's keep every bit of a tiny imaginary part here; not so those of complexes.c */
static inline double complex z_exp(double complex x)  { return cexp(x); }
static inline double complex z_sin(double complex x)  { return csin(x); }
static inline double complex z_cos(double complex x)  { return ccos(x); }
static inline double complex z_sinh(double complex x) { return csinh(x); }
static inline double complex z_cosh(double complex x) { return ccosh(x); }

double complex z_sqrt(double complex), z_cbrt(double complex);
double complex z_pow(double complex, double complex), z_hypot(double complex, double complex);
double complex z_exp2(double complex), z_expm1(double complex);
double complex z_log(double complex), z_log2(double complex), z_log10(double complex),
	z_log1p(double complex);
double complex z_tan(double complex), z_tanh(double complex), z_sinpi(double complex),
	z_cospi(double complex);
double complex z_asin(double complex), z_acos(double complex), z_atan(double complex);
double complex z_asinh(double complex), z_acosh(double complex), z_atanh(double complex);
double complex z_atan2(double complex, double complex);

#endif

#undef ONE
#undef TWO
#undef LIBM
#undef LIBM2
#undef OWN
#undef OWN2
#undef OWN3
#undef REAL
#endif

/* ---- MPFR: what it lacks; read again, or for the first time, after <mpfr.h> -- */

#if defined __MPFR_H && !defined KERNELS_H_MPFR
#define KERNELS_H_MPFR
int mpfr_trigamma(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t);
int mpfr_polygamma(mpfr_ptr y, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t);
#define OWN(name) int mpfr_##name(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t);
#define OWN2(name) int mpfr_##name(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t);
OWN(erfcx) OWN(logndtr) OWN(lambertw) OWN(erfinv) OWN(erfcinv) OWN(derfinv) OWN(derfcinv)
OWN2(derfcx) OWN2(dlogndtr) OWN2(dlambertw) OWN2(dzeta)
OWN2(gammapdf) OWN2(gammainc) OWN2(gammaincc)
OWN2(besseli) OWN2(besselk) OWN2(ive) OWN2(kve) OWN2(expint)
OWN(ei) OWN(e1) OWN(erfi) OWN(airyai) OWN(airyaip) OWN(airybi) OWN(airybip)
int mpfr_dive(mpfr_ptr y, mpfr_srcptr m, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t);
int mpfr_dkve(mpfr_ptr y, mpfr_srcptr m, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t);
int mpfr_betainc(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_srcptr x, mpfr_rnd_t);
int mpfr_psidiff(mpfr_ptr y, mpfr_srcptr n, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t);
int mpfr_betapdf(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_srcptr x, mpfr_rnd_t);
#undef OWN
#undef OWN2
#if MPFR_VERSION < MPFR_VERSION_NUM(4, 2, 0)
int mpfr_sinpi(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t);
int mpfr_cospi(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t);
#endif
#endif
