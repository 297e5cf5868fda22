/* expect 1: INCONCLUSIVE logistic.*say .y = logistic\(x\) call logistic_gradient\(y\). in a comment */
#include <math.h>
double logistic_activate(double x) { return 1 / (1 + exp(-x)); }
double logistic_gradient(double x) { return x * (1 - x); }
