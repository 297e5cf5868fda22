/* expect 1: inm_jvp has no comment that says its shapes, so it is not judged.*ptr_jvp has no comment that says its shapes, so it is not judged.*none_jvp has no comment that says its shapes, so it is not judged.*flt_jvp has no comment that says its shapes, so it is not judged.*many_jvp has no comment that says its shapes, so it is not judged.*few_jvp has no comment that says its shapes, so it is not judged.*whole_jvp has no comment that says its shapes, so it is not judged.*OK sub_jvp .*OK named_jvp .*OK result_jvp .*WRONG swapped_jvp .*OK tangents_jvp .*OK left_jvp .*WRONG leftwrong_jvp */
/* arguments, perhaps the result, tangents: in this order, or by their names in any; of arrays one
 * may be left to its use */
double inm(double a, int n) { return a * n; }
double inm_jvp(double a, int n, double p) { return n * p; }
double ptr(double a) { return a; }
double ptr_jvp(double a, double *p) { return *p; }
double none(void) { return 1; }
double none_jvp(double p) { return 0 * p; }
double flt(float a) { return a; }
float flt_jvp(float a, float p) { return p; }
double many(double a, double b) { return a * b; }
double many_jvp(double a, double b, double y, double z, double p, double q)
{
	return a * q + b * p;
}
double few(double a, double b) { return a * b; }
double few_jvp(double a, double b, double p) { return b * p; }
double whole(double a) { return 2 * a; }
double whole_jvp(double a, int p) { return 2 * p; }

double forward_sub(double a, double b) { return a - b * b; }
double sub_jvp(double a, double b, double p, double q) { return p - 2 * b * q; }
double named(double a, double b) { return a - 3 * b; }
double named_jvp(double b_dot, double a_dot, double b, double a) { return a_dot - 3 * b_dot; }
double result(double a, double b) { return a - 3 * b; }
double result_jvp(double a, double b, double y, double p, double q) { return p - 3 * q; }
double swapped(double a, double b) { return a - 2 * b; }
double swapped_jvp(double a, double b, double q, double p) { return p - 2 * q; }

/* wengert: y[N] = tangents(x[N]) */
void tangents_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void tangents_jvp(float *out, const float *x, const float *in, int N)
{
	for (int i = 0; i < N; i++) out[i] = 2 * x[i] * in[i];
}

/* wengert: y[N] = left(x[N], w[N]) */
void left_forward(float *y, const float *x, const float *w, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * w[i];
}
void left_jvp(float *y_t, const float *x, const float *w, const float *x_t, const float *other,
	int N)
{
	for (int i = 0; i < N; i++) y_t[i] = x[i] * other[i] + w[i] * x_t[i];
}

/* wengert: y[N] = leftwrong(x[N], w[N]) */
void leftwrong_forward(float *y, const float *x, const float *w, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * w[i];
}
void leftwrong_jvp(float *y_t, const float *x, const float *w, const float *x_t, const float *other,
	int N)
{
	for (int i = 0; i < N; i++) y_t[i] = x[i] * other[i] + x[i] * x_t[i];
}
