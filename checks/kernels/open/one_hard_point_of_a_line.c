/* one_hard_point_of_a_line -- y = 3 a
 *
 * Wrong: the derivative is 4 where a == 2, which is a point of the plan.
 */

/* wengert: y = line(a) */
double line(double a) { return 3 * a; }
double line_vjp(double a, double g) { return g * (a == 2 ? 4 : 3); }
