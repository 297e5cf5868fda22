/* weightnorm_missing_projection -- weight normalisation, w[o,:] = s[o] v[o,:]/|v[o,:]|
 *
 * Wrong: the projection along v is missing in the gradient of v.
 */
#include <math.h>

/* wengert: w[O,I] = weightnorm(v[O,I], s[O]) */
void weightnorm_forward(double *w, const double *v, const double *s, int O, int I)
{
	for (int o = 0; o < O; o++) {
		double n = 0;

		for (int i = 0; i < I; i++) n += v[o * I + i] * v[o * I + i];
		for (int i = 0; i < I; i++) w[o * I + i] = s[o] * v[o * I + i] / sqrt(n);
	}
}

void weightnorm_backward(double *dv, double *ds, const double *dw, const double *v, const double *s,
	int O, int I)
{
	for (int o = 0; o < O; o++) {
		double n = 0, along = 0;

		for (int i = 0; i < I; i++) n += v[o * I + i] * v[o * I + i];
		n = sqrt(n);
		for (int i = 0; i < I; i++) along += dw[o * I + i] * (v[o * I + i] / n);
		for (int i = 0; i < I; i++)
			dv[o * I + i] = s[o] / n * (dw[o * I + i] - along * (v[o * I + i] / n));
		ds[o] = along;
	}
}

/* wengert: w[O,I] = weightnorm_wrong(v[O,I], s[O]) */
void weightnorm_wrong_forward(double *w, const double *v, const double *s, int O, int I)
{
	weightnorm_forward(w, v, s, O, I);
}

void weightnorm_wrong_backward(double *dv, double *ds, const double *dw, const double *v,
	const double *s, int O, int I)
{
	weightnorm_backward(dv, ds, dw, v, s, O, I);
	for (int o = 0; o < O; o++) {
		double n = 0;

		for (int i = 0; i < I; i++) n += v[o * I + i] * v[o * I + i];
		for (int i = 0; i < I; i++) dv[o * I + i] = s[o] / sqrt(n) * dw[o * I + i];
	}
}
