/* expect 2: left_jvp: parameter p is neither a name of left_forward nor */
/* one tangent is missing, and two parameters could be it */

/* wengert: y[N] = left(x[N]) */
void left_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = 2 * x[i];
}
void left_jvp(float *y_t, const float *x, const float *p, const float *q, int N)
{
	for (int i = 0; i < N; i++) y_t[i] = 2 * p[i] + 0 * q[i];
}
