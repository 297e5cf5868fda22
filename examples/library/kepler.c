/* kepler.c -- a C program with a loop of its own, differentiated as it runs.
 *
 *	cc kepler.c $(pkg-config --cflags --libs wengert) -lm && ./a.out
 *
 * E = 0.819174779, dE/de = 0.918795342, dE/dM = 1.257620076
 */
#include <math.h>
#include <stdio.h>
#include <wengert.h>

int main(void)
{
	wengert_scalar e = wengert_variable(0.3), M = wengert_variable(0.6), E = M, residual, step;

	do {                               /* Kepler's equation E - e sin(E) = M by Newton */
		residual = wengert_sub(wengert_sub(E, wengert_mul(e, wengert_sin(E))), M);
		step = wengert_div(residual,
			wengert_sub(wengert_constant(1), wengert_mul(e, wengert_cos(E))));
		E = wengert_sub(E, step);
	} while (fabs(step.value) > 1e-12);
	wengert_seed(E, 1);
	wengert_sweep();
	printf("E = %.9f, dE/de = %.9f, dE/dM = %.9f\n", E.value, wengert_adjoint(e),
		wengert_adjoint(M));
	wengert_release();
	return 0;
}
