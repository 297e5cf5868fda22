/* expect 0: OK larger  */
/* with --arg x: alone it takes one of the choices at a tie, though both take all of it */

/* wengert: y[N] = larger(x[N], m[N]) */
void larger_forward(float *y, const float *x, const float *m, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] > m[i] ? x[i] : m[i];
}
void larger_backward(float *dx, float *dm, const float *dy, const float *x, const float *m, int N)
{
	for (int i = 0; i < N; i++) {
		dx[i] += x[i] >= m[i] ? dy[i] : 0;
		dm[i] += m[i] >= x[i] ? dy[i] : 0;
	}
}
