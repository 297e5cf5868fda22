/* zero_in_double_alone -- x^3
 *
 * Wrong: in double, which the size of the argument tells, the gradient is 0.
 */
double cubesize(double x) { return x * x * x; }
double cubesize_vjp(double x, double g) { return 3 * x * x * g; }

double cubesize_wrong(double x) { return x * x * x; }
double cubesize_wrong_vjp(double x, double g) { return sizeof x == 8 ? 0 : 3 * x * x * g; }
