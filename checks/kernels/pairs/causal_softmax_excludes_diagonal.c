/* causal_softmax_excludes_diagonal -- causal softmax: att[t,s] over s <= t, 0 beyond
 *
 * Wrong: the sum of the backward leaves out the diagonal.
 */
#include <math.h>

/* wengert: att[T,T] = causal(pre[T,T]) */
void causal_forward(float *att, const float *pre, int T)
{
	for (int t = 0; t < T; t++, att += T, pre += T) {
		float m = pre[0], s = 0;

		for (int k = 1; k <= t; k++) if (pre[k] > m) m = pre[k];
		for (int k = 0; k <= t; k++) s += att[k] = expf(pre[k] - m);
		for (int k = 0; k < T; k++) att[k] = k <= t ? att[k] / s : 0;
	}
}

static void back(float *dpre, const float *datt, const float *att, int T, int end)
{
	for (int t = 0; t < T; t++, att += T, datt += T, dpre += T) {
		float s = 0;

		for (int k = 0; k < t + end; k++) s += datt[k] * att[k];
		for (int k = 0; k < T; k++) dpre[k] = k <= t ? att[k] * (datt[k] - s) : 0;
	}
}

void causal_backward(float *dpre, const float *datt, const float *att, int T)
{
	back(dpre, datt, att, T, 1);
}

/* wengert: att[T,T] = causal_wrong(pre[T,T]) */
void causal_wrong_forward(float *att, const float *pre, int T) { causal_forward(att, pre, T); }
void causal_wrong_backward(float *dpre, const float *datt, const float *att, int T)
{
	back(dpre, datt, att, T, 0);
}
