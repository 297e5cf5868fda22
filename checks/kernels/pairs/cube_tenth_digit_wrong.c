/* cube_tenth_digit_wrong -- x^3
 *
 * Wrong: the gradient has a factor 1 + 1e-10.
 */

double cube(double x) { return x * x * x; }

double cube_vjp(double x, double g) { return g * 3 * x * x; }

double cube_wrong(double x) { return cube(x); }

double cube_wrong_vjp(double x, double g) { return g * 3 * x * x * (1 + 1e-10); }
