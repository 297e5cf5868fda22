/* dense.c -- dense maps, and what measures them. */
#include "checks/claims/dense.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <time.h>

double threadtime(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* numbers without a pattern, of variance near 1/n */
V weights(List *l, size_t m, size_t n, size_t k)
{
	double *w = alloc(m * n, sizeof *w);
	V v;

	for (size_t i = 0; i < m * n; i++)
		w[i] = sin((double)(1 + 7 * i + 1000 * k)) / sqrt((double)n);
	v = Data(l, matrix(m, n), w);
	release(w);
	return v;
}

static void dense(List *l, const Fn *f)
{
	const Chain *c = f->what;
	V x = Input(l, "x", matrix(c->d[0], 1));

	for (size_t k = 0; k < c->maps; k++)
		x = Tanh(Matmul(weights(l, c->d[k + 1], c->d[k], c->first + k), x, false, false));
	Output(x);
}

Fn densefn(const Chain *c) { return (Fn){ .name = "dense", .record = dense, .what = c }; }

double *densepoint(size_t n)
{
	double *x = alloc(n, sizeof *x);

	for (size_t i = 0; i < n; i++) x[i] = cos((double)(3 * i + 1));
	return x;
}

/* the largest difference of n numbers over the largest of them */
double apart(size_t n, const double *a, const double *b)
{
	double most = 0, off = 0;

	for (size_t i = 0; i < n; i++) {
		most = fmax(most, fabs(b[i]));
		off = fmax(off, fabs(a[i] - b[i]));
	}
	return off / most;
}
