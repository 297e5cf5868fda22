/* minimum_tie_to_both -- the smaller of two numbers
 *
 * Wrong: where both are equal each gets all of the gradient.
 */
#include <math.h>

/* wengert: z = smaller(x, y) */
double smaller_forward(double x, double y) { return fmin(x, y); }
void smaller_backward(double *dx, double *dy, double dz, double x, double y)
{
	*dx = x <= y ? dz : 0;
	*dy = x <= y ? 0 : dz;
}

/* wengert: z = smaller_wrong(x, y) */
double smaller_wrong_forward(double x, double y) { return fmin(x, y); }
void smaller_wrong_backward(double *dx, double *dy, double dz, double x, double y)
{
	*dx = x <= y ? dz : 0;
	*dy = y <= x ? dz : 0;
}
