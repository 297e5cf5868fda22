/* factors -- scalar rules off by a factor that depends on the point; what is said stands in
 * likely.txt */
#include <math.h>

double tripled_wrong(double x) { return x * sin(x); }
double tripled_wrong_vjp(double x, double g) { return g * (sin(x) + x * cos(x)) * 3 * x; }

double grown_wrong(double x) { return exp(x); }
double grown_wrong_vjp(double x, double g) { return g * exp(2 * x); }

double shrunk_wrong(double x) { return x * x * x; }
double shrunk_wrong_vjp(double x, double g) { return g * 3 * x * 0.7071067811865476; }
