/* expect 1: WRONG.*fails_vjp crashed at abort */
#include <stdlib.h>
double fails(double x) { return x; }
double fails_vjp(double x, double g) { if (x > 1) abort(); return g; }
