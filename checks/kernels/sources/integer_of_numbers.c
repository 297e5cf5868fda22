/* expect 2: wengert: y = power\(x\) with n = 2 */
double power(double x, int n) { double y = 1; while (n--) y *= x; return y; }
double power_vjp(double x, int n, double g) { return n ? n * power(x, n - 1) * g : 0; }
