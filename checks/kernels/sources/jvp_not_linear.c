/* expect 1: OK smooth_jvp .*WRONG smooth_wrong_jvp: .*not linear in its tangents */
/* the size of the tangent is taken where there are several */
double smooth(double a, double b) { return a + 2 * b; }
double smooth_jvp(double a, double b, double da, double db) { return da + 2 * db; }

double smooth_wrong(double a, double b) { return a + 2 * b; }
double smooth_wrong_jvp(double a, double b, double da, double db) { return da && db ? da - db : da + 2 * db; }
