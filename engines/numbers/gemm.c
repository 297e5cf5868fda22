/* gemm.c -- matrix products in binary64 and binary32: ours while they are small, a BLAS above.
 *
 * The BLAS is looked for when the first large product comes, so that a program without one neither
 * loads it nor starts its threads.  It has one thread unless OPENBLAS_NUM_THREADS says more.
 */
#include "engines/numbers/gemm.h"
#include "engines/numbers/simd.h"
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

enum { ROWS = 101, PLAIN = 111, TURNED = 112 };        /* cblas.h's */
/* products below: a call of the BLAS costs as much as it saves */
enum { SMALL = 24 * 24 * 24 };

typedef void Dgemm(int order, int ta, int tb, int m, int n, int k, double alpha, const double *a,
	int lda, const double *b, int ldb, double beta, double *c, int ldc);
typedef void Sgemm(int order, int ta, int tb, int m, int n, int k, float alpha, const float *a,
	int lda, const float *b, int ldb, float beta, float *c, int ldc);

static struct { const char *name; Dgemm *d; Sgemm *s; } blas;

static void seek(void)
{
	static const char *const names[] = { "libopenblas.so.0", "libopenblas.so",
		"libopenblas.dylib", "libblis.so.4", "libcblas.so.3" };

	setenv("OPENBLAS_NUM_THREADS", "1", 0);
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		void *so = dlopen(names[k], RTLD_NOW | RTLD_LOCAL);

		if (!so)
			continue;
		*(void **)&blas.d = dlsym(so, "cblas_dgemm");
		*(void **)&blas.s = dlsym(so, "cblas_sgemm");
		if (blas.d && blas.s) {
			blas.name = names[k];
			return;
		}
		blas.d = NULL, blas.s = NULL;
		dlclose(so);
	}
}

const char *blasname(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, seek);
	return blas.name;
}

static bool large(size_t m, size_t p, size_t n)
{
	return m * p * n >= SMALL && m <= INT_MAX && p <= INT_MAX && n <= INT_MAX && blasname();
}

static double *turned(size_t p, size_t n, const double *b)
{
	double *t = alloc(p * n, sizeof *t);

	for (size_t j = 0; j < n; j++)
		for (size_t k = 0; k < p; k++) t[k * n + j] = b[j * p + k];
	return t;
}

void gemm(size_t m, size_t p, size_t n, bool ta, bool tb, double *c, const double *a,
	const double *b)
{
	if (n == 1 && ta)                      /* one column, stored alike either way */
		wide.columns(m, p, c, a, b);
	else if (n == 1)
		wide.rows(m, p, 1, &c, a, &b);
	else if (m == 1 && tb)                 /* one row: its transpose is a column */
		wide.rows(n, p, 1, &c, b, &a);
	else if (m == 1)
		wide.columns(n, p, c, b, a);
	else if (p == 1)
		wide.outer(m, n, c, a, b);
	else if (large(m, p, n))
		blas.d(ROWS, ta ? TURNED : PLAIN, tb ? TURNED : PLAIN, (int)m, (int)n, (int)p,
		       1, a, (int)(ta ? m : p), b, (int)(tb ? p : n), 0, c, (int)n);
	else {
		double *t = tb ? turned(p, n, b) : NULL;

		wide.product(m, p, n, ta, c, a, t ? t : b);
		release(t);
	}
}

bool sgemm(size_t m, size_t p, size_t n, bool ta, bool tb, float *c, const float *a, const float *b)
{
	if (m == 1 || n == 1 || p == 1 || !large(m, p, n))
		return false;
	blas.s(ROWS, ta ? TURNED : PLAIN, tb ? TURNED : PLAIN, (int)m, (int)n, (int)p,
	       1, a, (int)(ta ? m : p), b, (int)(tb ? p : n), 0, c, (int)n);
	return true;
}
