/* bilinear_sixth_digit_wrong -- bilinear interpolation of the four corners of a square at (u, v)
 *
 * Wrong: the gradient of v has a factor 1 + 1e-6.
 */
double corners(double a, double b, double c, double d, double u, double v)
{
	return (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * c + u * d);
}

void corners_vjp(double a, double b, double c, double d, double u, double v, double g, double *da,
	double *db, double *dc, double *dd, double *du, double *dv)
{
	*da = g * (1 - v) * (1 - u), *db = g * (1 - v) * u, *dc = g * v * (1 - u), *dd = g * v * u;
	*du = g * ((1 - v) * (b - a) + v * (d - c));
	*dv = g * ((1 - u) * (c - a) + u * (d - b));
}

double corners_wrong(double a, double b, double c, double d, double u, double v)
{
	return corners(a, b, c, d, u, v);
}

void corners_wrong_vjp(double a, double b, double c, double d, double u, double v, double g,
	double *da, double *db, double *dc, double *dd, double *du, double *dv)
{
	corners_vjp(a, b, c, d, u, v, g, da, db, dc, dd, du, dv);
	*dv *= 1.000001;
}
