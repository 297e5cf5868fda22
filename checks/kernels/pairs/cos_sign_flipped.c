/* cos_sign_flipped -- cos 3x
 *
 * Wrong: the sign of the gradient.
 */
#include <math.h>

double wave(double x) { return cos(3 * x); }

double wave_vjp(double x, double g) { return -3 * g * sin(3 * x); }

double wave_wrong(double x) { return wave(x); }

double wave_wrong_vjp(double x, double g) { return 3 * g * sin(3 * x); }
