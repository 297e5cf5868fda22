/* entr_missing_minus_one -- -x log x
 *
 * Wrong: -log x, without the - 1.
 */
#include <math.h>

/* wengert: out = surprise(x in (0,inf)) */
double surprise(double x) { return -x * log(x); }

double surprise_vjp(double x, double g) { return g * (-log(x) - 1); }

/* wengert: out = surprise_wrong(x in (0,inf)) */
double surprise_wrong(double x) { return surprise(x); }

double surprise_wrong_vjp(double x, double g) { return g * -log(x); }
