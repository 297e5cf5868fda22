/* expect 1: INCONCLUSIVE logistic: .*call logistic_gradient\(y\) */
#include <math.h>
float logistic(float x) { return 1 / (1 + expf(-x)); }
float logistic_gradient(float x) { return (1 - x) * x; }
