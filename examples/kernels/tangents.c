/* tangents -- a JVP beside the VJP: both by one truth, and u'J v from both.
 *	wengert vjp examples/kernels/tangents.c
 */
#include <math.h>

double sine(double x) { return sin(x); }
double sine_vjp(double x, double g) { return g * cos(x); }
double sine_jvp(double x, double dx) { return cos(x) * dx; }

/* wengert vjp --twice judges this one */
void sine_vjp_vjp(double x, double g, double h, double *gx, double *gg)
{
	*gx = -h * g * sin(x);
	*gg = h * cos(x);
}

/* wengert: y = mean(x[N]) */
float mean_forward(const float *x, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += x[i];
	return s / N;
}

void mean_backward(float *dx, float dy, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy / N;
}

float mean_forward_jvp(const float *dx, int N) { return mean_forward(dx, N); }
