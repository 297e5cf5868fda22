/* expect 2: a name is expected at .*a comment line that would do */
/* The comment lacks the name of its result. */

/* wengert: slope(x in (0,inf)) */
double slope(double x) { return x * x; }
double slope_vjp(double x, double g) { return 2 * x * g; }
