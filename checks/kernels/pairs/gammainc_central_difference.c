/* gammainc_central_difference -- the regularised lower incomplete gamma function P(a, t)
 *
 * Wrong: d/da by a central difference of step 1e-4 max(1, a): its truncation error is the same in
 *        every type.
 * Right: below t = a + 1 the series, differentiated term by term,
 *	P = sum_k p_k,  p_k = t^(a+k) e^-t/Gamma(a+k+1), dP/da = sum_k p_k (log t - digamma(a+k+1))
 * above it Legendre's continued fraction for 1 - P and its tangent.
 */
#include <math.h>

/* Stirling's series above 40, where 12 Bernoulli numbers suffice for any type up to binary128 */
static double psi(double a)
{
	static const int over[] = { 1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513,
		-236364091 };
	static const int under[] = { 6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730 };
	double less = 0, tail = 0, square;

	for (; a < 40; a++) less += 1 / a;
	square = 1 / (a * a);
	for (int k = 12; k >= 1; k--)
		tail = square * (tail + (double)over[k - 1] / under[k - 1] / (2 * k));
	return log(a) - 1 / (2 * a) - tail - less;
}

/* P and dP/da below a + 1 */
static double lower(double a, double t, double *da)
{
	double p = exp(a * log(t) - t - lgamma(a + 1)), slope = log(t) - psi(a + 1), sum = 0,
	       before = -1;

	*da = 0;
	for (int k = 1; sum != before; k++) {
		before = sum;
		sum += p;
		*da += p * slope;
		slope -= 1 / (a + k);
		p *= t / (a + k);
	}
	return sum;
}

/* the first n levels of the fraction for 1 - P, above a + 1, from the last one up; its tangent */
static double levels(double a, double t, int n, double *df)
{
	double f = t + 1 - a + 2 * n;

	*df = -1;
	for (int k = n; k >= 1; k--) {
		double over = -k * (k - a);

		*df = -1 + k / f - over / f * (*df / f);
		f = t + 1 - a + 2 * (k - 1) + over / f;
	}
	return f;
}

static double upper(double a, double t, double *da)
{
	double front = exp(a * log(t) - t - lgamma(a)), df = 0, f = 0, before = 1;

	for (int n = 32; f != before && n < 100000; n *= 2) {
		before = f;
		f = levels(a, t, n, &df);
	}
	*da = front / f * (log(t) - psi(a) - df / f);
	return front / f;
}

/* wengert: out = gammap(a in (0.5,12), t in (0,12)) */
double gammap(double a, double t)
{
	double da;

	return t < a + 1 ? lower(a, t, &da) : 1 - upper(a, t, &da);
}

void gammap_vjp(double a, double t, double g, double *da, double *dt)
{
	double by;

	if (t < a + 1)
		lower(a, t, &by);
	else {
		upper(a, t, &by);
		by = -by;
	}
	*da = g * by;
	*dt = g * exp((a - 1) * log(t) - t - lgamma(a));
}

/* wengert: out = gammap_wrong(a in (0.5,12), t in (0,12)) */
double gammap_wrong(double a, double t) { return gammap(a, t); }

void gammap_wrong_vjp(double a, double t, double g, double *da, double *dt)
{
	double h = 1e-4 * (a > 1 ? a : 1);

	*da = g * (gammap(a + h, t) - gammap(a - h, t)) / (2 * h);
	*dt = g * exp((a - 1) * log(t) - t - lgamma(a));
}
