/* x_abs_x_one_at_zero -- x |x|, whose derivative 2 |x| is 0 at 0
 *
 * Wrong: it is taken for 1 there.
 */
#include <math.h>

double signedsquare(double x) { return x * fabs(x); }
double signedsquare_vjp(double x, double g) { return 2 * g * fabs(x); }

double signedsquare_wrong(double x) { return x * fabs(x); }
double signedsquare_wrong_vjp(double x, double g) { return x == 0 ? g : 2 * g * fabs(x); }
