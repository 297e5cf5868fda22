/* arranged.c -- unit tests of checks/vjp/arrange.c: rows sum to 1 without an error, offsets are in
 * order, sizes are those that the comment admits; in every case that is drawn. */
#include "checks/vjp/arrange.h"
#include "checks/vjp/signature.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const char source[] =
	"/* wengert: y[B,N] = f(x[B,N]) with t[B,N] in [0,1] rows sum to 1, k[B+1] in [0,N] sorted "
	"from 0 to "
	"N, s[B] in [0,N) strictly sorted, z[B,N] in (-1,1) sorted, q[N] in (0,1) rows sum to 1\n"
	" *\tsizes B = 2, 5, N >= 9, N % 4 */\n"
	"void f_forward(float *y, const float *x, const float *t, const int *k, const int *s, "
	"const float *z, "
	"const float *q, int B, int N) { y[0] = 0; }\n"
	"void f_backward(float *dx, const float *dy, int B, int N) { dx[0] = dy[0]; }\n";
enum { T = 1, K, S, Z, Q, SEEDS = 12 };

/* ends that are fixed, one or both; what leaves room for one arrangement, or for none */
static const char ends[] =
	"/* wengert: y[N] = f(x[N]) with a[N] in [0,9] sorted from 3, b[N] in [0,9] sorted from 1 "
	"to 5, c[N] in [0,2*N] strictly sorted, d[N] in (-1,1) strictly sorted from -1 to 1, "
	"e[N] in [0,N] strictly sorted from 0 to N-1, g[N] in (0,1) strictly sorted, h[N] sorted, "
	"r[2,N] in (0,N+1) strictly sorted, i[N] in (0,2], j[N] in (-2,0), l[N] in [0.5,2.5] */\n"
	"void f_forward(float *y, const float *x, const float *a, const int *b, const int *c, "
	"const float *d, const int *e, const float *g, const float *h, const int *r, const int *i, "
	"const int *j, const int *l, int N) { y[0] = 0; }\n"
	"void f_backward(float *dx, const float *dy, int N) { dx[0] = dy[0]; }\n";
enum { A = 1, B, C, D, E, G, H, R, I, J, L };

static Source kernel(const char *text)
{
	char file[] = "/tmp/wengert-arranged-XXXXXX.c";
	int f = mkstemps(file, 2);
	Source s;

	assert_true(f >= 0 && write(f, text, strlen(text)) == (ssize_t)strlen(text));
	close(f);
	s = readsource(file, 0, NULL);
	unlink(file);
	return s;
}

/* each case of the plan, by several seeds */
static void each(const char *text, void (*look)(const Case *))
{
	Source s = kernel(text);
	int n = 0;

	for (unsigned long seed = 1; seed <= SEEDS; seed++)
		for (long run = 0; run < planned(s.kernel); run++) {
			Case *c = newcase(s.kernel, run, seed, (int)(run % 3));

			if (!c) continue;
			n++;
			look(c);
			freecase(c);
		}
	assert_true(n > SEEDS * 10);
	freesource(&s);
}

static void onerow(const Quad *x, size_t n, bool open)
{
	Quad sum = 0;

	for (size_t e = 0; e < n; e++) {
		assert_true(open ? x[e] > 0 : x[e] >= 0);
		assert_true(x[e] == rounded(x[e], F32));
		sum += x[e];
	}
	assert_true(sum == 1);
}

static void everyrow(const Case *c)
{
	size_t n = c->xs[T].dim[1];

	for (size_t e = 0; e < c->nx[T]; e += n) onerow(c->x[T] + e, n, false);
	onerow(c->x[Q], c->nx[Q], true);
}

static void allordered(const Case *c)
{
	long N = c->size[1];

	assert_true(c->x[K][0] == 0 && c->x[K][c->nx[K] - 1] == N);
	for (size_t e = 1; e < c->nx[K]; e++) assert_true(c->x[K][e] >= c->x[K][e - 1]);
	for (size_t e = 1; e < c->nx[S]; e++) assert_true(c->x[S][e] > c->x[S][e - 1]);
	assert_true(c->x[S][0] >= 0 && c->x[S][c->nx[S] - 1] < N);
	for (size_t e = 1; e < c->nx[Z]; e++)
		assert_true(e % c->xs[Z].dim[1] == 0 || c->x[Z][e] >= c->x[Z][e - 1]);
}

static void allsizes(const Case *c)
{
	assert_true(c->size[0] == 2 || c->size[0] == 5);
	assert_true(c->size[1] >= 9 && c->size[1] % 4 == 0);
}

static bool ascends(const Case *c, int a, Quad lo, Quad hi, bool strictly)
{
	const Quad *x = c->x[a];
	size_t n = c->nx[a];
	bool yes = x[0] >= lo && x[n - 1] <= hi;

	for (size_t e = 1; e < n; e++) yes &= strictly ? x[e] > x[e - 1] : x[e] >= x[e - 1];
	return yes;
}

static size_t largest;

static void allends(const Case *c)
{
	size_t n = c->nx[A];

	if (n > largest) largest = n;
	assert_true(n > 1 && ascends(c, A, 3, 9, false) && c->x[A][0] == 3);
	assert_true(ascends(c, B, 1, 5, false) && c->x[B][0] == 1 && c->x[B][n - 1] == 5);
	assert_true(ascends(c, C, 0, 2 * (Quad)n, true));
	assert_true(ascends(c, D, -1, 1, true) && c->x[D][0] == -1 && c->x[D][n - 1] == 1);
	for (size_t e = 0; e < n; e++) assert_true(c->x[E][e] == (Quad)e);
	assert_true(ascends(c, G, 0, 1, true) && c->x[G][0] > 0 && c->x[G][n - 1] < 1);
	for (size_t e = 0; e < 2 * n; e++) assert_true(c->x[R][e] == (Quad)(e % n + 1));
	for (size_t e = 0; e < n; e++) {
		assert_true(c->x[I][e] == 1 || c->x[I][e] == 2);
		assert_true(c->x[J][e] == -1);
		assert_true(c->x[L][e] == 1 || c->x[L][e] == 2);
	}
	assert_true(ascends(c, H, -INFINITY, INFINITY, false));
}

static void rows_sum_to_one(void **state) { each(source, everyrow); }
static void offsets_ascend(void **state) { each(source, allordered); }
static void sizes_are_admitted(void **state) { each(source, allsizes); }
static void ends_are_kept(void **state)
{
	static const long at[] = { 2, 3, 31, 257, 1022, 1023, 1024, 1025, 4000 };
	Source s;

	each(ends, allends);
	assert_true(largest > 5);
	s = kernel(ends);
	/* of numbers 2^-10 apart g has room for 1023 */
	for (size_t k = 0; k < sizeof at / sizeof *at; k++) {
		Case *c = sizedcase(s.kernel, 0, at[k], 42);

		assert_true((c != NULL) == (at[k] < 1024));
		if (c) allends(c), freecase(c);
	}
	freesource(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_sum_to_one),
		cmocka_unit_test(offsets_ascend),
		cmocka_unit_test(sizes_are_admitted),
		cmocka_unit_test(ends_are_kept),
	};

	return cmocka_run_group_tests_name("arranged", tests, NULL, NULL);
}
