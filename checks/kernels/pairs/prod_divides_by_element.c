/* prod_divides_by_element -- product of all elements
 *
 * Wrong: g out/x[i], 0/0 where x[i] is 0.
 * Right: the leave-one-out product.  Its exponent is kept separately: no partial product over- or
 *        underflows.
 */
#include <math.h>

/* multiplies m 2^*exponent by x; 1/2 <= |m| < 1 is returned */
static double times(double m, double x, int *exponent)
{
	int e, more;

	x = frexp(x, &e);
	m = frexp(m * x, &more);
	*exponent += e + more;
	return m;
}

/* wengert: out = product(x[N]) */
void product_forward(double *out, const double *x, int N)
{
	int exponent = 0;
	double m = 1;

	for (int i = 0; i < N; i++) m = times(m, x[i], &exponent);
	*out = ldexp(m, exponent);
}

void product_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		int exponent = 0;
		double m = times(1, *dout, &exponent);

		for (int k = 0; k < N; k++)
			if (k != i) m = times(m, x[k], &exponent);
		dx[i] = ldexp(m, exponent);
	}
}

/* wengert: out = product_wrong(x[N]) */
void product_wrong_forward(double *out, const double *x, int N) { product_forward(out, x, N); }

void product_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	double all;

	product_forward(&all, x, N);
	for (int i = 0; i < N; i++) dx[i] = *dout * all / x[i];
}
