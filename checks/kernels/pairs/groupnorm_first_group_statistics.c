/* groupnorm_first_group_statistics -- group normalisation, with the statistics of each group
 *	out[b,g,k] = (x - mean)/sqrt(var + eps)
 *
 * Wrong: the backward uses the statistics of the first group for every group.
 */
#include <math.h>

/* wengert: out[B,G,K] mean[B,G] rstd[B,G] = groupnorm(x[B,G,K]) with eps = 1e-5 accumulates */
void groupnorm_forward(float *out, float *mean, float *rstd, const float *x, float eps, int B,
	int G, int K)
{
	for (int r = 0; r < B * G; r++) {
		float m = 0, v = 0;

		for (int k = 0; k < K; k++) m += x[r * K + k];
		m /= K;
		for (int k = 0; k < K; k++) v += (x[r * K + k] - m) * (x[r * K + k] - m);
		mean[r] = m, rstd[r] = 1.0f / sqrtf(v / K + eps);
		for (int k = 0; k < K; k++) out[r * K + k] = (x[r * K + k] - m) * rstd[r];
	}
}

void groupnorm_backward(float *dx, const float *dout, const float *x, const float *mean,
	const float *rstd, int B, int G, int K)
{
	for (int r = 0; r < B * G; r++) {
		float sum = 0, along = 0;

		for (int k = 0; k < K; k++) {
			sum += dout[r * K + k];
			along += dout[r * K + k] * (x[r * K + k] - mean[r]) * rstd[r];
		}
		for (int k = 0; k < K; k++)
			dx[r * K + k] += rstd[r] *
				(dout[r * K + k] - sum / K -
					(x[r * K + k] - mean[r]) * rstd[r] * along / K);
	}
}

/* wengert: out[B,G,K] mean[B,G] rstd[B,G] = groupnorm_wrong(x[B,G,K]) with eps = 1e-5 accumulates
 */
void groupnorm_wrong_forward(float *out, float *mean, float *rstd, const float *x, float eps, int B,
	int G, int K)
{
	groupnorm_forward(out, mean, rstd, x, eps, B, G, K);
}

void groupnorm_wrong_backward(float *dx, const float *dout, const float *x, const float *mean,
	const float *rstd, int B, int G, int K)
{
	for (int r = 0; r < B * G; r++) {
		int first = r / G * G;
		float sum = 0, along = 0;

		for (int k = 0; k < K; k++) {
			sum += dout[r * K + k];
			along += dout[r * K + k] * (x[r * K + k] - mean[first]) * rstd[first];
		}
		for (int k = 0; k < K; k++)
			dx[r * K + k] += rstd[first] *
				(dout[r * K + k] - sum / K -
					(x[r * K + k] - mean[first]) * rstd[first] * along / K);
	}
}
