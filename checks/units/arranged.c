/* arranged.c -- unit tests of checks/vjp/arrange.c: rows sum to 1 without an error, offsets are in
 * order, sizes are those that the comment admits; in every case that is drawn. */
#include "checks/vjp/arrange.h"
#include "checks/vjp/signature.h"
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

static Source kernel(void)
{
	char file[] = "/tmp/wengert-arranged-XXXXXX.c";
	int f = mkstemps(file, 2);
	Source s;

	assert_true(f >= 0 && write(f, source, strlen(source)) == (ssize_t)strlen(source));
	close(f);
	s = readsource(file, 0, NULL);
	unlink(file);
	return s;
}

/* each case of the plan, by several seeds */
static void each(void (*look)(const Case *))
{
	Source s = kernel();
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

static void rows_sum_to_one(void **state) { each(everyrow); }
static void offsets_ascend(void **state) { each(allordered); }
static void sizes_are_admitted(void **state) { each(allsizes); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_sum_to_one),
		cmocka_unit_test(offsets_ascend),
		cmocka_unit_test(sizes_are_admitted),
	};

	return cmocka_run_group_tests_name("arranged", tests, NULL, NULL);
}
