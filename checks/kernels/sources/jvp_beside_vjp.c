/* expect 0: note u'J v is not the same by ramp_jvp and by ramp_vjp: .* with x = 0 */
/* each chooses its own subgradient at 0: both are right, and are not of one function */
double ramp(double x) { return x > 0 ? x : 0; }
double ramp_vjp(double x, double g) { return x > 0 ? g : 0; }
double ramp_jvp(double x, double dx) { return x >= 0 ? dx : 0; }
