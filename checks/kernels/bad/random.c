/* expect 1: WRONG.*same call twice gives different bits */
double drifts(double x) { return x; }
double drifts_vjp(double x, double g) { static int n; return g * (1 + 1e-12 * (++n % 7)); }
