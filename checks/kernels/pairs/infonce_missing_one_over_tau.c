/* infonce_missing_one_over_tau -- InfoNCE loss, tau learned
 *	mean over i of logsumexp_j(s[i,j]/tau) - s[i,i]/tau
 *
 * Wrong: one factor 1/tau is missing in the gradient of tau.
 */
#include <math.h>

static float chance(const float *s, float tau, int i, int j, int N)
{
	float m = s[i * N], sum = 0;

	for (int k = 1; k < N; k++) if (s[i * N + k] > m) m = s[i * N + k];
	for (int k = 0; k < N; k++) sum += expf((s[i * N + k] - m) / tau);
	return expf((s[i * N + j] - m) / tau) / sum;
}

/* wengert: loss = infonce(s[N,N], tau) with tau in (0.5,2) */
void infonce_forward(float *loss, const float *s, const float *tau, int N)
{
	*loss = 0;
	for (int i = 0; i < N; i++) {
		float m = s[i * N], sum = 0;

		for (int k = 1; k < N; k++) if (s[i * N + k] > m) m = s[i * N + k];
		for (int k = 0; k < N; k++) sum += expf((s[i * N + k] - m) / *tau);
		*loss += (logf(sum) + (m - s[i * N + i]) / *tau) / N;
	}
}

static void back(float *ds, float *dtau, const float *dloss, const float *s, const float *tau,
	int N)
{
	*dtau = 0;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			float p = chance(s, *tau, i, j, N) - (i == j);

			ds[i * N + j] = *dloss * p / *tau / N;
			*dtau -= *dloss * p * (s[i * N + j] - s[i * N + i]) / (*tau * *tau) / N;
		}
}

void infonce_backward(float *ds, float *dtau, const float *dloss, const float *s, const float *tau,
	int N)
{
	back(ds, dtau, dloss, s, tau, N);
}

/* wengert: loss = infonce_wrong(s[N,N], tau) with tau in (0.5,2) */
void infonce_wrong_forward(float *loss, const float *s, const float *tau, int N)
{
	infonce_forward(loss, s, tau, N);
}

void infonce_wrong_backward(float *ds, float *dtau, const float *dloss, const float *s,
	const float *tau, int N)
{
	back(ds, dtau, dloss, s, tau, N);
	*dtau *= *tau;
}
