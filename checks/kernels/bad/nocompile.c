/* expect 2: nocompile.c:3:[0-9]+: error */
double broken(double x) { return x; }
double broken_vjp(double x, double g) { return g * missing; }
