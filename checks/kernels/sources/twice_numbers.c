/* expect 1: OK sine .*LOSSY cube .*WRONG cube_wrong: the rule for x .*LOSSY shared .*WRONG shared_wrong: the rule for g */
/* with --twice */
/* a factor that is missing; the gradient of the cotangent left out */
#include <math.h>

double sine(double x) { return sin(x); }
double sine_vjp(double x, double g) { return g * cos(x); }
void sine_vjp_vjp(double x, double g, double h, double *gx, double *gg) { *gx = -h * g * sin(x), *gg = h * cos(x); }

double cube(double x) { return x * x * x; }
double cube_vjp(double x, double g) { return 3 * g * x * x; }
void cube_double_backward(double x, double g, double h, double *gx, double *gg) { *gx = 6 * h * g * x, *gg = 3 * h * x * x; }

double cube_wrong(double x) { return x * x * x; }
double cube_wrong_vjp(double x, double g) { return 3 * g * x * x; }
void cube_wrong_double_backward(double x, double g, double h, double *gx, double *gg) { *gx = 3 * h * g * x, *gg = 3 * h * x * x; }

double shared(double x) { return exp(x); }
double shared_vjp(double x, double g) { return g * exp(x); }
void shared_vjp_vjp(double x, double g, double h, double *gx, double *gg) { *gx = h * g * exp(x), *gg = h * exp(x); }

double shared_wrong(double x) { return exp(x); }
double shared_wrong_vjp(double x, double g) { return g * exp(x); }
void shared_wrong_vjp_vjp(double x, double g, double h, double *gx, double *gg) { *gx = h * g * exp(x), *gg = h; }
