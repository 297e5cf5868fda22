/* expect 1: OK sine_jvp .*WRONG sine_wrong_jvp .*OK product_jvp .*WRONG product_wrong_jvp .*OK half_cube_jvp .*WRONG half_cube_wrong_jvp */
/* of functions of numbers: the sign, arguments swapped, a factor of 3 that is missing in binary16 */
#include <math.h>

double sine(double x) { return sin(x); }
double sine_jvp(double x, double dx) { return cos(x) * dx; }

double sine_wrong(double x) { return sin(x); }
double sine_wrong_jvp(double x, double dx) { return -cos(x) * dx; }

double product(double a, double b) { return a * b; }
double product_jvp(double a, double b, double da, double db) { return b * da + a * db; }

double product_wrong(double a, double b) { return a * b; }
double product_wrong_jvp(double a, double b, double da, double db) { return a * da + b * db; }

_Float16 half_cube(_Float16 x) { return x * x * x; }
_Float16 half_cube_jvp(_Float16 x, _Float16 x_dot) { return 3 * x * x * x_dot; }

_Float16 half_cube_wrong(_Float16 x) { return x * x * x; }
_Float16 half_cube_wrong_jvp(_Float16 x, _Float16 x_dot) { return x * x * x_dot; }
