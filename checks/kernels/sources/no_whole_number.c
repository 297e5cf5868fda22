/* expect 2: no_whole_number.c:4: the domain of k: no whole number is in \(0,1\) */
/* k is 0 or 1 at the ends, and both are left out */

/* wengert: y[N] = f(x[N]) with k[N] in (0,1) */
void f_forward(float *y, const float *x, const int *k, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * k[i];
}
void f_backward(float *dx, const float *dy, const int *k, int N)
{
	for (int i = 0; i < N; i++) dx[i] += dy[i] * k[i];
}
