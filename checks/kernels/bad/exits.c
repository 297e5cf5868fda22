/* expect 1: WRONG.*leaves_vjp crashed at exit\(3\) */
#include <stdlib.h>
double leaves(double x) { return x; }
double leaves_vjp(double x, double g) { if (x > 1) exit(3); return g; }
