/* one_point_of_a_line -- y = 3 a
 *
 * Wrong: the derivative is 4 where a == -2.25.
 */

/* wengert: y = line(a) */
double line(double a) { return 3 * a; }
double line_vjp(double a, double g) { return g * 3; }

/* wengert: y = line_wrong(a) */
double line_wrong(double a) { return 3 * a; }
double line_wrong_vjp(double a, double g) { return g * (a == -2.25 ? 4 : 3); }
