/* expect 2: left_jvp: parameter p is neither a name of left_forward nor */
/* whether it is the tangent of x or of w is not guessed */

/* wengert: y[N] = left(x[N], w[N]) */
void left_forward(float *y, const float *x, const float *w, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * w[i];
}
void left_jvp(float *y_t, const float *x, const float *w, const float *p, int N)
{
	for (int i = 0; i < N; i++) y_t[i] = w[i] * p[i] + 0 * x[i];
}
