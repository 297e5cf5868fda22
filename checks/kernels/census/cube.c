/* judged as it is: functions of numbers, whose constant stands in a header of the tree */
#include "half.h"

double cube(double x) { return HALF * x * x * x; }
double cube_vjp(double x, double g) { return 3 * HALF * x * x * g; }
