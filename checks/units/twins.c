/* twins.c -- unit test of the scalar programs that the bench times: recorded, they are the same
 * operations in the same order as on plain doubles, and so the same number to the last bit. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define scalars scalarshere                /* the bench has that one */
#include "bench/experiments/scalars.c"

static void the_same_to_the_last_bit(void **state)
{
	for (size_t p = 0; p < sizeof programs / sizeof *programs; p++)
		for (size_t n = 100; n <= 100000; n *= 10) {
			size_t nx = programs[p].each ? n / programs[p].each + 1 : 2;
			double *x = alloc(nx, sizeof *x);
			Setting t = { n, nx, 1, x, alloc(nx, sizeof *t.s) };

			for (size_t i = 0; i < nx; i++)
				x[i] = programs[p].each ? 0.3 + 0.4 * sin((double)i)
							: programs[p].x[i];
			assert_true(taped((int)p, &t).v == programs[p].plain(x, n));
			release(x), release(t.s);
			freescalars();
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_same_to_the_last_bit) };

	return cmocka_run_group_tests_name("twins", tests, NULL, NULL);
}
