/* proof.c -- a gradient of yours, one entry of it wrong, held against the proved one.
 *
 *	cc proof.c $(pkg-config --cflags --libs wengert) && ./a.out
 *
 * x1  smooth  -4.333333333333333333333333333333333333333e+00  yours is off by 0.33 ulps
 * x2  smooth  4.000000000000000000000000000000000000000e+00  yours is off by 1.1e+15 ulps
 */
#include <stdio.h>
#include <wengert.h>

int main(void)
{
	double x[] = { 3, -4 }, yours[] = { -4 - 1 / 3., 3 }, ulps[2];
	wengert_truth truth[2];
	wengert_program *p = wengert_formula("x1*x2 + x2 - log(x1)", 0, NULL);
	int k;

	if (!p || wengert_prove(p, x, truth) || wengert_errors(p, x, yours, ulps)) {
		puts(wengert_why());
		return 1;
	}
	for (k = 0; k < 2; k++)
		printf("%s  %s  %s  yours is off by %.2g ulps\n", wengert_input_name(p, (size_t)k),
			truth[k].kind, truth[k].digits, ulps[k]);
	wengert_close(p);
	return 0;
}
