/* expect 1: all that was judged is that the Hessian.*OK volume .*WRONG volume_wrong: the Hessian that volume_wrong_vjp implies is not symmetric.*OK mix .*WRONG mix_wrong: the Hessian */
/* with --twice */
/* without a second backward; of the wrong ones half a derivative, a coefficient that is not the other's */
double volume(double a, double b) { return a * a * b; }
void volume_vjp(double a, double b, double g, double *da, double *db) { *da = 2 * g * a * b, *db = g * a * a; }

double volume_wrong(double a, double b) { return a * a * b; }
void volume_wrong_vjp(double a, double b, double g, double *da, double *db) { *da = g * a * b, *db = g * a * a; }

/* wengert: y = mix(x[N]) */
double mix_forward(const double *x, int N)
{
	double s = 0;

	for (int i = 0; i < N; i++) s += x[i];
	return s * s * s;
}
void mix_backward(double *dx, double dy, const double *x, int N)
{
	double s = 0;

	for (int i = 0; i < N; i++) s += x[i];
	for (int i = 0; i < N; i++) dx[i] = 3 * dy * s * s;
}

/* wengert: y = mix_wrong(x[N]) */
double mix_wrong_forward(const double *x, int N) { return mix_forward(x, N); }
void mix_wrong_backward(double *dx, double dy, const double *x, int N)
{
	double s = 0;

	for (int i = 0; i < N; i++) s += x[i];
	for (int i = 0; i < N; i++) dx[i] = 3 * dy * s * (s + x[i]);
}
