/* expect 1: WRONG.*clipped */
double cube(double x) { return x * x * x; }
double cube_vjp(double x, double g) { return 3 * x * x * (g > 1 ? 1 : g < -1 ? -1 : g); }
