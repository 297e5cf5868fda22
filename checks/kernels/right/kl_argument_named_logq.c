#include <math.h>
/* wengert: loss[1] = kl(logq[N,C]) with p[N,C] in [0,1] rows sum to 1 overwrites */
void kl_forward(double *loss, const double *logq, const double *p, int N, int C)
{
	double s = 0;
	for (int i = 0; i < N * C; i++)
		if (p[i] > 0) s += p[i] * (log(p[i]) - logq[i]);
	loss[0] = s / N;
}
void kl_backward(double *dlogq, const double *dloss, const double *p, int N, int C)
{
	double r = dloss[0] / N;
	for (int i = 0; i < N * C; i++) dlogq[i] = -p[i] * r;
}
