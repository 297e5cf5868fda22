/* factors -- scalar rules off by a factor that depends on the point; what is said stands in
 * likely.txt */
#include <math.h>

double tripled_wrong(double x) { return x * sin(x); }
double tripled_wrong_vjp(double x, double g) { return g * (sin(x) + x * cos(x)) * 3 * x; }

double grown_wrong(double x) { return exp(x); }
double grown_wrong_vjp(double x, double g) { return g * exp(2 * x); }

double shrunk_wrong(double x) { return x * x * x; }
double shrunk_wrong_vjp(double x, double g) { return g * 3 * x * 0.7071067811865476; }

/* where the cotangent is 0 what was there is lost, elsewhere it is added to */
/* wengert: out[N] = lost_wrong(x[N]); accumulates */
void lost_wrong_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = sin(x[i]);
}
void lost_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[i] ? dx[i] + dout[i] * cos(x[i]) : 0;
}

/* and the other way round */
/* wengert: out[N] = left_wrong(x[N]) */
void left_wrong_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = sin(x[i]);
}
void left_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		if (dout[i]) dx[i] = dout[i] * cos(x[i]);
}

/* a quotient by the result, once too often */
double divided_wrong(double x) { return exp(x) + 2; }
double divided_wrong_vjp(double x, double g) { return g * exp(x) * 3 / (exp(x) + 2); }
