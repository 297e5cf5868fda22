/* leaky_relu_wrong_slope -- leaky relu, slope 0.01 below 0
 *
 * Wrong: slope 0.1 in the backward.
 */

double leaky(double x) { return x > 0 ? x : x * 0.01; }

double leaky_vjp(double x, double g) { return x > 0 ? g : g * 0.01; }

double leaky_wrong(double x) { return leaky(x); }

double leaky_wrong_vjp(double x, double g) { return x > 0 ? g : g * 0.1; }
