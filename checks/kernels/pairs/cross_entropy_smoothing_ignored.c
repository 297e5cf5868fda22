/* cross_entropy_smoothing_ignored -- cross-entropy with smoothed labels
 *	the target has weight 1 - a + a/C, the others a/C
 *
 * Wrong: the gradient of the loss without smoothing.
 */
#include <math.h>

/* wengert: loss[B] = smoothed(logits[B,C]) with a = 0.1, target[B] in [0,C) */
void smoothed_forward(float *loss, const float *logits, const int *target, float a, int B, int C)
{
	for (int b = 0; b < B; b++, logits += C) {
		float m = logits[0], s = 0, l = 0;

		for (int c = 1; c < C; c++) if (logits[c] > m) m = logits[c];
		for (int c = 0; c < C; c++) s += expf(logits[c] - m);
		for (int c = 0; c < C; c++)
			l += (a / C + (c == target[b] ? 1 - a : 0)) * (logf(s) + m - logits[c]);
		loss[b] = l;
	}
}

static void back(float *dlogits, const float *dloss, const float *logits, const int *target,
	float a, int B, int C)
{
	for (int b = 0; b < B; b++, logits += C, dlogits += C) {
		float m = logits[0], s = 0;

		for (int c = 1; c < C; c++) if (logits[c] > m) m = logits[c];
		for (int c = 0; c < C; c++) s += expf(logits[c] - m);
		for (int c = 0; c < C; c++)
			dlogits[c] = dloss[b] *
				(expf(logits[c] - m) / s - a / C - (c == target[b] ? 1 - a : 0));
	}
}

void smoothed_backward(float *dlogits, const float *dloss, const float *logits, const int *target,
	float a, int B, int C)
{
	back(dlogits, dloss, logits, target, a, B, C);
}

/* wengert: loss[B] = smoothed_wrong(logits[B,C]) with a = 0.1, target[B] in [0,C) */
void smoothed_wrong_forward(float *loss, const float *logits, const int *target, float a, int B,
	int C)
{
	smoothed_forward(loss, logits, target, a, B, C);
}

void smoothed_wrong_backward(float *dlogits, const float *dloss, const float *logits,
	const int *target, float a, int B, int C)
{
	back(dlogits, dloss, logits, target, 0, B, C);
	(void)a;
}
