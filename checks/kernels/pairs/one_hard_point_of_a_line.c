/* one_hard_point_of_a_line -- y = 3 a
 *
 * Wrong: the derivative is 4 where a == 2.
 */

/* wengert: y = hardline(a) */
double hardline(double a) { return 3 * a; }
double hardline_vjp(double a, double g) { return g * 3; }

/* wengert: y = hardline_wrong(a) */
double hardline_wrong(double a) { return 3 * a; }
double hardline_wrong_vjp(double a, double g) { return g * (a == 2 ? 4 : 3); }
