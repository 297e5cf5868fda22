/* expect 1: INCONCLUSIVE ce: .*t rows sum to 1 */
#include <math.h>
/* wengert: loss p[N] = ce(x[N], t[N] in [0,1]) */
void ce_forward(float *loss, float *p, const float *x, const float *t, int N)
{
	float m = x[0], s = 0;

	for (int n = 1; n < N; n++) m = fmaxf(m, x[n]);
	for (int n = 0; n < N; n++) s += p[n] = expf(x[n] - m);
	*loss = 0;
	for (int n = 0; n < N; n++) p[n] /= s, *loss -= t[n] * (x[n] - m - logf(s));
}
void ce_backward(float *dx, const float *dloss, const float *p, const float *t, int N)
{
	for (int i = 0; i < N; i++) dx[i] = *dloss * (p[i] - t[i]);
}
