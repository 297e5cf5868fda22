/* numbers.c -- binary32, binary64, their complex twins and MPFR, from one text each for C and MPFR.
 *
 * Kernels come from kernels.h: s_name binary32, k_name binary64, z_name complex.
 */
#include "engines/wengert.h"
#include "engines/numbers/simd.h"
#include <mpfr.h>
#include <string.h>
#include "engines/numbers/kernels.h"
#include "engines/numbers/kernels_mpfr.h"

#define each for (size_t i = 0; i < n; i++)

bool scalarlibm;

static void none(size_t n, ...) { (void)n; }           /* types without wide kernels name it, and never call it */

/* ---- float and double ------------------------------------------------------ */

#define real    float
#define N(name) f32_##name
#define K(name) s_##name
#define NUM     f32
#define NAME    "f32"
#define DIGITS  24
#define POWER   ldexpf
#define WIDE(which, n)  0
#define MATHS(which, n) 0
#define WIDER(which)    none
#include "engines/numbers/number.inc"

#define real    double
#define N(name) f64_##name
#define K(name) k_##name
#define NUM     f64
#define NAME    "f64"
#define DIGITS  53
#define POWER   ldexp
#define WIDE(which, n)  ((n) >= WIDTH && wide.which)
#define MATHS(k, n)     (wide.unary[k] && (wide.maths[k] ? !scalarlibm : (n) >= WIDTH))
#define WIDER(which)    wide.which
#include "engines/numbers/number.inc"

/* ---- complex, for the complex step ------------------------------------------ */

#define COMPLEX

#define real    float complex
#define N(name) c32_##name
#define K(name) z_##name
#define NUM     c32
#define NAME    "c32"
#define DIGITS  24
#define POWER(x, e) ((x) * ldexpf(1, e))
#define WIDE(which, n)  0
#define MATHS(which, n) 0
#define WIDER(which)    none
#include "engines/numbers/number.inc"

#define real    double complex
#define N(name) c64_##name
#define K(name) z_##name
#define NUM     c64
#define NAME    "c64"
#define DIGITS  53
#define POWER(x, e) ((x) * ldexp(1, e))
#define WIDE(which, n)  0
#define MATHS(which, n) 0
#define WIDER(which)    none
#include "engines/numbers/number.inc"

/* ---- mpfr: every operation rounded to nearest at the precision of its result -- */

#define X ((const mpfr_t *)x)
#define Y ((mpfr_t *)y)
#define A ((const mpfr_t *)a)
#define B_ ((const mpfr_t *)b)
#define R MPFR_RNDN

static void m_init(size_t n, void *y)  { each { mpfr_init(Y[i]); mpfr_set_zero(Y[i], 1); } }
static void m_clear(size_t n, void *y) { each mpfr_clear(Y[i]); }
static void m_set(size_t n, void *y, const double *x) { each mpfr_set_d(Y[i], x[i], R); }
static void m_get(size_t n, double *y, const void *x) { each y[i] = mpfr_get_d(X[i], R); }
static void m_fill(size_t n, void *y, double c)       { each mpfr_set_d(Y[i], c, R); }
static void m_pi(void *y)                             { mpfr_const_pi(*Y, R); }
static void m_copy(size_t n, void *y, size_t incy, const void *x, size_t incx)
{ each mpfr_set(Y[i * incy], X[i * incx], R); }
static void m_take(size_t n, void *y, const void *x)
{ each { mpfr_set_prec(Y[i], mpfr_get_prec(X[i])); mpfr_set(Y[i], X[i], R); } }
static void m_sum(size_t n, void *y, const void *x, size_t incx)
{
	mpfr_set_zero(*Y, 1);
	each mpfr_add(*Y, *Y, X[i * incx], R);
}
static void m_axpy(size_t n, void *y, const void *a, const void *x) { each mpfr_fma(Y[i], *A, X[i], Y[i], R); }
static void m_scale(size_t n, void *y, const void *x, long e)       { each mpfr_mul_2si(Y[i], X[i], e, R); }
static void m_where(size_t n, void *y, const void *c, const void *a, const void *b)
{ each mpfr_set(Y[i], mpfr_zero_p(((const mpfr_t *)c)[i]) ? B_[i] : A[i], R); }

#define U(name, ...) static void m_##name(size_t n, void *y, const void *x) { each mpfr_##name(Y[i], X[i], R); }
#define B(name, ...) static void m_##name(size_t n, void *y, const void *a, const void *b) \
	{ each mpfr_##name(Y[i], A[i], B_[i], R); }
#define UM(...)
#define BM(...)
#define UF(...)
#define BF(...)
#include "engines/prims/scalar.def"

const Num mpfr = {
	"mpfr", sizeof(mpfr_t), 0, m_init, m_clear, m_set, m_get, m_fill, m_pi, m_copy, m_take, m_sum, m_axpy, m_scale, m_where,
	.unary = {
#define U(name, ...) [U_##name] = m_##name,
#define B(...)
#define UM(...)
#define BM(...)
#define UF(...)
#define BF(...)
#include "engines/prims/scalar.def"
	},
	.binary = {
#define U(...)
#define B(name, ...) [B_##name] = m_##name,
#define UM(...)
#define BM(...)
#define UF(...)
#define BF(...)
#include "engines/prims/scalar.def"
	},
};

void precision(long bits) { mpfr_set_default_prec(bits); }
int  digits(const Num *T) { return T->digits ? T->digits : (int)mpfr_get_default_prec(); }

/* ---- arrays of any of them --------------------------------------------------- */

void *array(const Num *T, size_t n)
{
	void *p = alloc(n, T->size);

	if (T->init)
		T->init(n, p);
	return p;
}

void freearray(const Num *T, size_t n, void *p)
{
	if (p && T->clear)
		T->clear(n, p);
	release(p);
}
