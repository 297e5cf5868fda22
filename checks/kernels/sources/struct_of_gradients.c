/* expect 2: f_vjp returns a grad2: a gradient is judged where it is written, through a pointer */
typedef struct { double dx, dy; } grad2;
double f(double x, double y) { return x * y; }
grad2 f_vjp(double x, double y, double g) { grad2 o = { g * y, g * x }; return o; }
