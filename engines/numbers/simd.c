/* simd.c -- loops over binary64, compiled once for each class of processors; the one that runs
 * chooses.
 *
 * The Makefile reads this file again with WIDE 3 (AVX2 and FMA) and 4 (AVX-512).  Products run in 8
 * partial sums wherever they add along a row, so their rounding is the same in each class.
 * Contraction is off: an fma stands here only where its one rounding is meant.
 */
#include "engines/numbers/simd.h"
#include "engines/numbers/kernels.h"
#include "engines/numbers/slots.h"
#include <stdlib.h>
#include <string.h>
#ifdef WIDE
#include <immintrin.h>
#endif
#ifdef HAVE_SLEEF
#include <sleef.h>
#endif

#ifdef __clang__
#define each _Pragma("clang loop vectorize(assume_safety)") for (size_t i = 0; i < n; i++)
#else
#define each _Pragma("GCC ivdep") for (size_t i = 0; i < n; i++)
#endif

typedef double Eight __attribute__((vector_size(64)));
typedef double Loose __attribute__((vector_size(64), aligned(8), may_alias));      /* anywhere */

static inline Eight eight(const double *x)      { return *(const Loose *)x; }
static inline void  put8(double *y, Eight v)    { *(Loose *)y = v; }
static inline Eight all8(double c)              { return (Eight){ c, c, c, c, c, c, c, c }; }
static inline double added(Eight s)
{
	return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

/* ---- elementwise: as kernels.h has them, rounded once ------------------------------- */

#ifdef WIDE

#define ONES(F) F(neg) F(sqr) F(recip) F(abs) F(sign) F(relu) F(sqrt)
#define TWOS(F) \
	F(add) F(sub) F(mul) F(div) F(strongmul) F(strongdiv) \
	F(max) F(min) F(lt) F(le) F(gt) F(ge) F(eq)

#define ONE(name) \
	static void name##_(size_t n, double *y, const double *x) { each y[i] = k_##name(x[i]); }
#define TWO(name) \
	static void name##_(size_t n, double *y, const double *a, const double *b) \
	{ \
		each y[i] = k_##name(a[i], b[i]); \
	}
ONES(ONE)
TWOS(TWO)

static void where(size_t n, double *y, const double *c, const double *a, const double *b)
{
	each y[i] = c[i] != 0 ? a[i] : b[i];
}

static void axpy(size_t n, double *y, const double *a, const double *x)
{
	double c = *a;

	each y[i] += c * x[i];
}

static void gather(size_t n, double *lane, const double *x)
{
	Eight s = eight(lane), t = eight(lane + 8);
	size_t i = 0;

	for (; i + LANES <= n; i += LANES) s += eight(x + i), t += eight(x + i + 8);
	put8(lane, s);
	put8(lane + 8, t);
	for (size_t j = 0; i < n; i++, j++) lane[j] += x[i];
}

/* ---- within an ulp: SLEEF's, and two of ours ------------------------------------------- */

#if WIDE == 4
#define PICK(name, x) Sleef_finz_##name##d8_u10avx512f(_mm512_loadu_pd(x))
enum { LANE = 8 };
#define SAVE _mm512_storeu_pd
#else
#define PICK(name, x) Sleef_finz_##name##d4_u10avx2(_mm256_loadu_pd(x))
enum { LANE = 4 };
#define SAVE _mm256_storeu_pd
#endif

#ifdef HAVE_SLEEF
/* its finz functions agree bit for bit whatever their width */
#define MATHS(F) F(exp) F(log) F(tanh) F(sin) F(cos) F(erf)
#define SLEEF(name)                                                                    \
	static void name##_(size_t n, double *y, const double *x)                              \
	{                                                                                      \
		double rest[LANE] = { 0 };                                                     \
		size_t i = 0;                                                                  \
		for (; i + LANE <= n; i += LANE) SAVE(y + i, PICK(name, x + i));               \
		if (i == n) return;                                                            \
		memcpy(rest, x + i, (n - i) * sizeof *x);                                      \
		SAVE(rest, PICK(name, rest));                                                  \
		memcpy(y + i, rest, (n - i) * sizeof *y);                                      \
	}
MATHS(SLEEF)
#else
#define MATHS(F)
#endif

typedef union { double d; int64_t i; } Bits;
typedef struct { double hi, lo, n; } Power;

static inline double twoto(double n)               /* of a whole n from -1022 to 1023 */
{
	Bits b = { .d = n + 0x1.8p52 };

	b.i = (int64_t)((uint64_t)(b.i + 1023) << 52);
	return b.d;
}

/* e^z = (hi + lo) 2^n, for -1400 < z <= 0, to 2^-56: Taylor to r^13/13!, |r| <= log(2)/2 */
static inline Power power(double z)
{
	double n = (z * 0x1.71547652b82fep0 + 0x1.8p52) - 0x1.8p52;
	double rh = __builtin_fma(-n, 0x1.62e42feep-1, z), rl = -n * 0x1.a39ef35793c76p-33,
	       r = rh + rl, low = (rh - r) + rl;
	double r2 = r*r, r4 = r2*r2, s = 1 + r, q;
	double a = 1. / 2 + r * (1. / 6), b = 1. / 24 + r * (1. / 120),
	       c = 1. / 720 + r * (1. / 5040), d = 1. / 40320 + r * (1. / 362880),
	       e = 1. / 3628800 + r * (1. / 39916800), f = 1. / 479001600 + r * (1. / 6227020800);

	q = r2 * ((a + r2*b) + r4*((c + r2*d) + r4*(e + r2*f)));
	return (Power){ s + q, ((s - (s + q)) + q) + ((1 - s) + r) + low*s, n };
}

/* x 2^n, rounded once more only where the result is subnormal */
static inline double scaled(double x, double n)
{
	double most = n > -1000 ? n : -1000;

	return x * twoto(most) * twoto(n - most);
}

/* 1/cosh^2 x = 4e/(1 + e)^2, e = exp(-2|x|) */
static inline double sech2_1(double x)
{
	double a = fabs(x), m, eh, el, s, low, p, pl, q, over;
	Power e = power(-2*(a > 400 ? 400 : a));

	m = twoto(e.n > -120 ? e.n : -120);        /* beyond, 1 + e is 1 */
	eh = e.hi*m, el = e.lo*m;
	s = 1 + eh, low = ((1 - s) + eh) + el;
	p = s*s, pl = __builtin_fma(s, s, -p) + 2*s*low;
	over = 1/p, q = 4*e.hi*over;
	return scaled(q + (__builtin_fma(-q, p, 4*e.hi) + 4*e.lo - q*pl)*over, e.n);
}

static inline double sigmoid_1(double x)
{
	double a = fabs(x), m, eh, el, s, low, top, topl, q, over;
	Power e = power(-(a > 800 ? 800 : a));

	m = twoto(e.n > -120 ? e.n : -120);
	eh = e.hi*m, el = e.lo*m;
	s = 1 + eh, low = ((1 - s) + eh) + el;
	top = x < 0 ? e.hi : 1, topl = x < 0 ? e.lo : 0;
	over = 1/s, q = top*over;
	return scaled(q + (__builtin_fma(-q, s, top) + topl - q*low)*over, x < 0 ? e.n : 0);
}

#define OURS(name) \
	static void name##s(size_t n, double *y, const double *x) { each y[i] = name##_1(x[i]); } \
	static void name##_(size_t n, double *y, const double *x) \
	{ \
		size_t whole = n / LANE * LANE; \
		double rest[LANE] = { 0 }; \
		name##s(whole, y, x); \
		if (whole == n) return; \
		memcpy(rest, x + whole, (n - whole) * sizeof *x); \
		name##s(LANE, rest, rest); \
		memcpy(y + whole, rest, (n - whole) * sizeof *y); \
	}
OURS(sech2)
OURS(sigmoid)
#endif

/* ---- products --------------------------------------------------------------------------- */

/* fewer terms than this are added one after the other */
enum { SHORT = 16 };

static double inner(size_t p, const double *a, const double *x)
{
	Eight s = { 0 };
	double t = 0;
	size_t k = 0;

	for (; p >= SHORT && k + 8 <= p; k += 8) s += eight(a + k) * eight(x + k);
	if (k) t = added(s);
	for (; k < p; k++) t += a[k] * x[k];
	return t;
}

#ifdef __clang__
#define pick(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#define pick4 pick
#else
typedef long long Lanes __attribute__((vector_size(64)));
typedef long long Lanes4 __attribute__((vector_size(32)));
#define pick(a, b, ...) __builtin_shuffle(a, b, (Lanes){ __VA_ARGS__ })
#define pick4(a, b, ...) __builtin_shuffle(a, b, (Lanes4){ __VA_ARGS__ })
#endif

#if WIDE + 0 != 4
/* sums of as many rows at once as there are registers for; by halves, for gcc keeps an Eight that
 * needs two in memory */
typedef double Four __attribute__((vector_size(32)));
typedef double Loose4 __attribute__((vector_size(32), aligned(8), may_alias));

static inline Four four(const double *x) { return *(const Loose4 *)x; }

static inline void fourrows(size_t p, double *y, const double *a, const double *x)
{
	Four low[4] = { { 0 } }, high[4] = { { 0 } }, u, v;
	size_t k = 0;

	for (; k + 8 <= p; k += 8)
		for (size_t j = 0; j < 4; j++) {
			low[j] += four(a + j*p + k) * four(x + k);
			high[j] += four(a + j*p + k + 4) * four(x + k + 4);
		}
	for (size_t j = 0; j < 4; j++) low[j] += high[j];
	u = pick4(low[0], low[1], 0, 1, 4, 5) + pick4(low[0], low[1], 2, 3, 6, 7);
	v = pick4(low[2], low[3], 0, 1, 4, 5) + pick4(low[2], low[3], 2, 3, 6, 7);
	*(Loose4 *)y = pick4(u, v, 0, 2, 4, 6) + pick4(u, v, 1, 3, 5, 7);
	for (; k < p; k++)
		for (size_t j = 0; j < 4; j++) y[j] += a[j*p + k] * x[k];
}

static inline void eightrows(size_t p, double *y, const double *a, const double *x)
{
	fourrows(p, y, a, x);
	fourrows(p, y + 4, a + 4*p, x);
}
#else
static inline Eight halves(Eight a, Eight b)
{
	return pick(a, b, 0, 1, 2, 3, 8, 9, 10, 11) + pick(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
}
static inline Eight quarters(Eight a, Eight b)
{
	return pick(a, b, 0, 1, 4, 5, 8, 9, 12, 13) + pick(a, b, 2, 3, 6, 7, 10, 11, 14, 15);
}
static inline Eight eighths(Eight a, Eight b)
{
	return pick(a, b, 0, 2, 4, 6, 8, 10, 12, 14) + pick(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
}

/* added(s[0]), added(s[1]) ... in the same order, by 7 additions where each alone takes 7 */
static inline Eight alladded(const Eight *s)
{
	return eighths(quarters(halves(s[0], s[1]), halves(s[2], s[3])),
		quarters(halves(s[4], s[5]), halves(s[6], s[7])));
}

static inline void eightrows(size_t p, double *y, const double *a, const double *x)
{
	Eight s[8] = { { 0 } };
	size_t k = 0;

	for (; k + 8 <= p; k += 8) {
		Eight v = eight(x + k);

		for (size_t j = 0; j < 8; j++) s[j] += eight(a + j*p + k) * v;
	}
	put8(y, alladded(s));
	for (; k < p; k++)
		for (size_t j = 0; j < 8; j++) y[j] += a[j*p + k] * x[k];
}
#endif

static void rows(size_t m, size_t p, size_t n, double *const *y, const double *a,
	const double *const *x)
{
	size_t i = 0;

	for (; p >= SHORT && i + 8 <= m; i += 8, a += 8 * p)
		for (size_t j = 0; j < n; j++) eightrows(p, y[j] + i, a, x[j]);
	for (; i < m; i++, a += p)
		for (size_t j = 0; j < n; j++) y[j][i] = inner(p, a, x[j]);
}

/* y += w columns of b, 8 at a time, each term after the other */
static void columns(size_t m, size_t p, double *y, const double *a, const double *x)
{
	size_t k = 0;

	for (size_t i = 0; i < m; i++) y[i] = 0;
	for (; k + 4 <= p; k += 4, a += 4 * m) {
		Eight u = all8(x[k]), v = all8(x[k + 1]), w = all8(x[k + 2]), z = all8(x[k + 3]);
		size_t i = 0;

		for (; i + 8 <= m; i += 8)
			put8(y + i,
				(((eight(y + i) + eight(a + i) * u) + eight(a + m + i) * v) +
					eight(a + 2 * m + i) * w) +
					eight(a + 3 * m + i) * z);
		for (; i < m; i++)
			y[i] = (((y[i] + a[i] * x[k]) + a[m + i] * x[k + 1]) +
				       a[2 * m + i] * x[k + 2]) +
				a[3 * m + i] * x[k + 3];
	}
	for (; k < p; k++, a += m)
		for (size_t i = 0; i < m; i++) y[i] += a[i] * x[k];
}

/* past the caches, where the processor can: a large product is read no sooner than the next pass */
static inline void past(double *y, Eight v)
{
#if WIDE + 0 == 4
	_mm512_stream_pd(y, (__m512d)v);
#elif WIDE + 0 == 3
	union { Eight all; __m256d half[2]; } u = { .all = v };

	_mm256_stream_pd(y, u.half[0]);
	_mm256_stream_pd(y + 4, u.half[1]);
#else
	put8(y, v);
#endif
}

/* elements: a megabyte, which only pushes other things out of the cache */
enum { LARGE = 1 << 17 };

static void outer(size_t m, size_t n, double *y, const double *u, const double *v)
{
	bool by = m * n >= LARGE && n % 8 == 0 && (uintptr_t)y % 64 == 0;

	for (size_t i = 0; i < m; i++, y += n) {
		Eight c = all8(u[i]);
		size_t j = 0;

		if (by)
			for (; j + 8 <= n; j += 8) past(y + j, c * eight(v + j));
		for (; j + 8 <= n; j += 8) put8(y + j, c * eight(v + j));
		for (; j < n; j++) y[j] = u[i] * v[j];
	}
#if WIDE + 0
	if (by) _mm_sfence();
#endif
}

/* c = a b, term after term, in pieces of 4 x 16 that stay in registers */
static void product(size_t m, size_t p, size_t n, bool ta, double *c, const double *a,
	const double *b)
{
	size_t di = ta ? 1 : p, dk = ta ? m : 1, j = 0;

	for (; j + 8 <= n; j += 8)
		for (size_t i = 0; i < m; i += 4) {
			size_t h = m - i < 4 ? m - i : 4;
			Eight s[4] = { { 0 } };

			if (h == 4)
				for (size_t k = 0; k < p; k++) {
					Eight v = eight(b + k*n + j);
					const double *u = a + i*di + k*dk;

					s[0] += all8(u[0]) * v, s[1] += all8(u[di]) * v;
					s[2] += all8(u[2*di]) * v, s[3] += all8(u[3*di]) * v;
				}
			else
				for (size_t g = 0; g < h; g++)
					for (size_t k = 0; k < p; k++)
						s[g] += all8(a[(i + g) * di + k * dk]) *
							eight(b + k * n + j);
			for (size_t g = 0; g < h; g++) put8(c + (i + g)*n + j, s[g]);
		}
	for (; j < n; j++)
		for (size_t i = 0; i < m; i++) {
			double t = 0;

			for (size_t k = 0; k < p; k++) t += a[i*di + k*dk] * b[k*n + j];
			c[i*n + j] = t;
		}
}

/* ---- the choice ------------------------------------------------------------------------------ */

#ifdef WIDE
#define PUT1(name) .unary[U_##name] = name##_,
#define PUT2(name) .binary[B_##name] = name##_,
#define PUTM(name) .unary[U_##name] = name##_, .maths[U_##name] = true,
#define TABLEOF(k) vector##k
#define TABLE(k) TABLEOF(k)

extern const Vector TABLE(WIDE);
const Vector TABLE(WIDE) = { WIDE == 4 ? "AVX-512" : "AVX2",
	ONES(PUT1) TWOS(PUT2) MATHS(PUTM) PUTM(sech2) PUTM(sigmoid).where = where, .axpy = axpy,
	.gather = gather, .rows = rows, .columns = columns, .outer = outer, .product = product };
#else
Vector wide = { "any", .rows = rows, .columns = columns, .outer = outer, .product = product };

#ifdef HAVE_WIDE
extern const Vector vector3, vector4;

static void __attribute__((constructor)) choose(void)
{
	const char *libm = getenv("WENGERT_LIBM");

	scalarlibm = libm && !strcmp(libm, "scalar");
	__builtin_cpu_init();
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) wide = vector3;
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
		__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
		__builtin_cpu_supports("avx512cd") && wide.unary[U_neg])
		wide = vector4;
}
#endif
#endif
