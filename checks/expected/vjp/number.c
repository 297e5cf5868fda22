/* number -- a function of numbers that gives one, without a comment. */
double product(double a, double b, long n) { return a * b * (double)n; }
void product_vjp(double *da, double *db, double dy, double a, double b, long n) { *da = dy * b * (double)n; *db = dy * a * (double)n; }
