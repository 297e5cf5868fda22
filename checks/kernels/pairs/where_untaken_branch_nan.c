/* where_untaken_branch_nan -- x e^(-1/x) for x > 0, and 0 elsewhere
 *
 * Wrong: a mask times the derivative of the first branch: 0 inf = NaN where that branch is not
 *        taken.
 * Right: the derivative of the branch taken.
 */
#include <math.h>

double flat(double x) { return x > 0 ? x * exp(-1 / x) : 0; }

double flat_vjp(double x, double g)
{
	double e;

	if (!(x > 0)) return g * 0;
	e = exp(-1 / x);
	return e > 0 ? g * (e + e / x) : 0;
}

double flat_wrong(double x) { return flat(x); }

double flat_wrong_vjp(double x, double g)
{
	double e = exp(-1 / x), mask = x > 0;

	return g * mask * (e + e / x);
}
