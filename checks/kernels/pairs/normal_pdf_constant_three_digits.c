/* normal_pdf_constant_three_digits -- the normal density e^(-x^2/2)/sqrt(2 pi)
 *
 * Wrong: the backward has 1/sqrt(2 pi) to three digits.
 */
#include <math.h>

double density(double x) { return exp(-x * x / 2) / sqrt(2 * M_PI); }
double density_vjp(double x, double y, double g) { return -g * x * y; }

double density_wrong(double x) { return density(x); }
double density_wrong_vjp(double x, double y, double g) { return -g * x * 0.399 * exp(-x * x / 2); }
