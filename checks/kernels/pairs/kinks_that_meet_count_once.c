/* kinks_that_meet_count_once -- |x - 1| - |y - 1|
 *
 * Wrong: at y = 1 the rule has the slope of the other side twice over.
 */
#include <math.h>

static double side(double v) { return v > 0 ? 1 : v < 0 ? -1 : 0; }

/* wengert: z = tents(x, y) */
double tents_forward(double x, double y) { return fabs(x - 1) - fabs(y - 1); }
void tents_backward(double *dx, double *dy, double dz, double x, double y)
{
	*dx = x > 1 ? dz : -dz;            /* at 1 its choice, which no other restricts */
	*dy = -dz * side(y - 1);
}

/* wengert: z = tents_wrong(x, y) */
double tents_wrong_forward(double x, double y) { return fabs(x - 1) - fabs(y - 1); }
void tents_wrong_backward(double *dx, double *dy, double dz, double x, double y)
{
	*dx = x > 1 ? dz : -dz;
	*dy = y == 1 ? -2 * dz : -dz * side(y - 1);
}
