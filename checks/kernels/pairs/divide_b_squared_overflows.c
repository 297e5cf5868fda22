/* divide_b_squared_overflows -- a/b
 *
 * Wrong: -g a/(b b): b b over- or underflows long before the gradient does (right otherwise, so
 *        LOSSY).
 * Right: -(g/b) (a/b).
 */

double quotient(double a, double b) { return a / b; }

void quotient_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g / b;
	*db = -(a / b) * g / b;
}

double quotient_wrong(double a, double b) { return quotient(a, b); }

void quotient_wrong_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g / b;
	*db = -g * a / (b * b);
}
