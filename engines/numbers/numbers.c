/* numbers.c -- binary16, bfloat16, binary32, binary64, two complex types and MPFR, from one text
 * each for C and MPFR.
 *
 * Kernels come from kernels.h: s_name binary32, k_name binary64, z_name complex.  A block says what
 * a number is in storage (real), what it is computed in (work), and how one becomes the other
 * (LOAD, STORE); number.inc does the rest.
 */
#include "engines/wengert.h"
#include "engines/numbers/simd.h"
#include "engines/numbers/narrow.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <mpfr.h>
#include <string.h>
#include "engines/numbers/kernels.h"
#include "engines/numbers/kernels_mpfr.h"

#define each for (size_t i = 0; i < n; i++)

bool scalarlibm;

/* types without wide kernels name it, and never call it */
static void none(size_t n, ...) { (void)n; }

/* ---- float and double ------------------------------------------------------ */

#define real    float
#define N(name) f32_##name
#define K(name) s_##name
#define NUM     f32
#define NAMES   "f32", "binary32"
#define DIGITS  24
#define EMAX    128
#define HAND    f32
#define MORE    .complexes = &c32, .tiny = -80, .ctype = "float",
#define POWER   ldexpf
#include "engines/numbers/number.inc"

static void rows(size_t m, size_t p, size_t n, void *const *y, const void *a, const void *const *x)
{ wide.rows(m, p, n, (double *const *)y, a, (const double *const *)x); }

#define real    double
#define N(name) f64_##name
#define K(name) k_##name
#define NUM     f64
#define NAMES   "f64", "binary64"
#define DIGITS  53
#define EMAX    1024
#define HAND    f64
#define MORE    .complexes = &c64, .tiny = -664, .cdouble = true, .ctype = "double", .rows = rows,
#define POWER   ldexp
#define WIDE(which, n)  ((n) >= WIDTH && wide.which)
#define MATHS(k, n)     (wide.unary[k] && (wide.maths[k] ? !scalarlibm : (n) >= WIDTH))
#define WIDER(which)    wide.which
#include "engines/numbers/number.inc"

/* ---- binary16, bfloat16: stored in 16 bits, each operation computed in binary64 and rounded
 * (narrow.h) --- */

#define real    uint16_t
#define work    double
#define N(name) f16_##name
#define K(name) k_##name
#define NUM     f16
#define NAMES   "f16", "binary16"
#define DIGITS  11
#define EMAX    16
#define POWER   ldexp
#define LOAD(x)  widened(x, 11, 16)
#define STORE(v) narrowed(v, 11, 16)
#define MORE    .wider = &f64,
#include "engines/numbers/number.inc"

#define real    uint16_t
#define work    double
#define N(name) bf16_##name
#define K(name) k_##name
#define NUM     bf16
#define NAMES   "bf16", "bfloat16"
#define DIGITS  8
#define EMAX    128
#define POWER   ldexp
#define LOAD(x)  widened(x, 8, 128)
#define STORE(v) narrowed(v, 8, 128)
#define MORE    .wider = &f64,
#include "engines/numbers/number.inc"

/* ---- complex, for the complex step ------------------------------------------ */

#define COMPLEX

#define real    float complex
#define N(name) c32_##name
#define K(name) z_##name
#define NUM     c32
#define NAMES   "c32", "complex binary32"
#define DIGITS  24
#define EMAX    128
#define POWER(x, e) ((x) * ldexpf(1, e))
#include "engines/numbers/number.inc"

#define real    double complex
#define N(name) c64_##name
#define K(name) z_##name
#define NUM     c64
#define NAMES   "c64", "complex binary64"
#define DIGITS  53
#define EMAX    1024
#define POWER(x, e) ((x) * ldexp(1, e))
#include "engines/numbers/number.inc"

/* ---- mpfr: every operation rounded to nearest at the precision of its result -- */

#define X ((const mpfr_t *)x)
#define Y ((mpfr_t *)y)
#define A ((const mpfr_t *)a)
#define BB ((const mpfr_t *)b)
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
static void m_axpy(size_t n, void *y, const void *a, const void *x)
{
	each mpfr_fma(Y[i], *A, X[i], Y[i], R);
}
static void m_scale(size_t n, void *y, const void *x, long e)
{
	each mpfr_mul_2si(Y[i], X[i], e, R);
}
static void m_where(size_t n, void *y, const void *c, const void *a, const void *b)
{ each mpfr_set(Y[i], mpfr_zero_p(((const mpfr_t *)c)[i]) ? BB[i] : A[i], R); }

#define U(name, ...) \
	static void m_##name(size_t n, void *y, const void *x) { each mpfr_##name(Y[i], X[i], R); }
#define B(name, ...) static void m_##name(size_t n, void *y, const void *a, const void *b) \
	{ each mpfr_##name(Y[i], A[i], BB[i], R); }
#define UM(...)
#define BM(...)
#define UF(...)
#define BF(...)
#include "engines/prims/scalar.def"

#define TERNARY(name, Name, takes) \
	static void m_##name(size_t n, void *y, const void *a, const void *b, const void *c) \
	{ \
		each mpfr_##name(Y[i], A[i], BB[i], ((const mpfr_t *)c)[i], R); \
	}
#include "engines/prims/ternary.def"

/* as far as the default precision goes */
static double m_rounded(double x)
{
	mpfr_t y;
	double d;

	mpfr_init(y);
	mpfr_set_d(y, x, R);
	d = mpfr_get_d(y, R);
	mpfr_clear(y);
	return d;
}

const Num mpfr = {
	"mpfr",
	"MPFR",
	sizeof(mpfr_t),
	0,
	-EXPONENTS,
	EXPONENTS,
	m_rounded,
	false,
	NULL,
	NULL,
	0,
	m_init,
	m_clear,
	m_set,
	m_get,
	m_fill,
	m_pi,
	m_copy,
	m_take,
	m_sum,
	m_axpy,
	m_scale,
	m_where,
	.ternary =
		(Ternary *const[NTERNARY]){
#define TERNARY(name, Name, takes) [T_##name] = m_##name,
#include "engines/prims/ternary.def"
		},
	.unary =
		(Unary *const[NUNARY]){
#define U(name, ...) [U_##name] = m_##name,
#define B(...)
#define UM(...)
#define BM(...)
#define UF(...)
#define BF(...)
#include "engines/prims/scalar.def"
		},
	.binary =
		(Binary *const[NBINARY]){
#define U(...)
#define B(name, ...) [B_##name] = m_##name,
#define UM(...)
#define BM(...)
#define UF(...)
#define BF(...)
#include "engines/prims/scalar.def"
		},
};

const Num *const numbertypes[] = {
#define T(name) &name,
#include "engines/numbers/numbers.def"
	NULL
};

const Num *numbernamed(const char *name)
{
	const Num *const *T = numbertypes;

	while (*T && strcmp((*T)->name, name)) T++;
	return *T;
}

void precision(long bits) { mpfr_set_default_prec(bits); }
int  digits(const Num *T) { return T->digits ? T->digits : (int)mpfr_get_default_prec(); }

double unitroundoff(const Num *T)    { return ldexp(1, -digits(T)); }
bool   fitsin(const Num *T, double x) { return x != x || T->round(x) == x; }

long lastplace(const Num *T, long e)
{
	return e < T->emin + digits(T) ? T->emin : e - digits(T);
}

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
