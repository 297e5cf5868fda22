/* expect 1: WRONG.*waits_vjp never returned: stopped after 0.3 s */
double waits(double x) { return x * x; }
double waits_vjp(double x, double g) { volatile int on = 1; while (on) ; return 2 * g * x; }
double returns(double x) { return x * x; }
double returns_vjp(double x, double g) { return 2 * g * x; }
