/* attention -- out = P V,   P = softmax(Q K'/sqrt(d)) along each row; one head, P kept for the way
 * back
 *
 *	gV = P' gout,   gP = gout V',   gS = P (gP - sum_s P gP),   gQ = gS K/sqrt(d),   gK = gS'
 * Q/sqrt(d)
 */
#include <math.h>

static float dot(const float *a, const float *b, int n)
{
	float sum = 0;

	for (int i = 0; i < n; i++) sum += a[i] * b[i];
	return sum;
}

static void add(float *to, float k, const float *x, int n)
{
	for (int i = 0; i < n; i++) to[i] += k * x[i];
}

/* wengert: out[T,E] p[T,S] = attention(q[T,D], k[S,D], v[S,E]) */
void attention_forward(float *out, float *p, const float *q, const float *k, const float *v, int T,
	int S, int D, int E)
{
	float scale = 1 / sqrtf((float)D);

	for (int t = 0; t < T; t++) {
		float *w = p + t * S, top = -INFINITY, sum = 0;

		for (int s = 0; s < S; s++) {
			w[s] = scale * dot(q + t * D, k + s * D, D);
			if (w[s] > top) top = w[s];
		}
		for (int s = 0; s < S; s++) sum += w[s] = expf(w[s] - top);
		for (int e = 0; e < E; e++) out[t * E + e] = 0;
		for (int s = 0; s < S; s++) {
			w[s] /= sum;
			add(out + t * E, w[s], v + s * E, E);
		}
	}
}

void attention_backward(float *dq, float *dk, float *dv, const float *dout, const float *q,
	const float *k, const float *v, const float *p, int T, int S, int D, int E)
{
	float scale = 1 / sqrtf((float)D);

	for (int i = 0; i < T * D; i++) dq[i] = 0;
	for (int i = 0; i < S * D; i++) dk[i] = 0;
	for (int i = 0; i < S * E; i++) dv[i] = 0;
	for (int t = 0; t < T; t++) {
		const float *w = p + t * S, *g = dout + t * E;
		float mean = 0;

		for (int s = 0; s < S; s++) mean += w[s] * dot(g, v + s * E, E);
		for (int s = 0; s < S; s++) {
			float ds = scale * w[s] * (dot(g, v + s * E, E) - mean);

			add(dv + s * E, w[s], g, E);
			add(dq + t * D, ds, k + s * D, D);
			add(dk + s * D, ds, q + t * D, D);
		}
	}
}
