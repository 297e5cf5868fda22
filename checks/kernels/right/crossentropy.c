/* crossentropy -- losses[b] = -log softmax(logits[b])[targets[b]]
 *
 *	glogits[b,c] = glosses[b] (probs[b,c] - [c = targets[b]])
 */
#include <math.h>

/* wengert: losses[B] probs[B,C] = crossentropy(logits[B,C]) with targets[B] in [0,C) accumulates */
void crossentropy_forward(float *losses, float *probs, const float *logits, const int *targets,
	int B, int C)
{
	for (int b = 0; b < B; b++) {
		const float *x = logits + b * C;
		float *p = probs + b * C, top = x[0], sum = 0;

		for (int c = 1; c < C; c++)
			if (x[c] > top) top = x[c];
		for (int c = 0; c < C; c++) sum += p[c] = expf(x[c] - top);
		for (int c = 0; c < C; c++) p[c] /= sum;
		losses[b] = logf(sum) - (x[targets[b]] - top);
	}
}

void crossentropy_backward(float *dlogits, const float *dlosses, const float *probs,
	const int *targets, int B, int C)
{
	for (int b = 0; b < B; b++) {
		const float *p = probs + b * C;
		float *d = dlogits + b * C, g = dlosses[b], others = 0;

		/* p - 1 of the target is minus the rest: a confident answer would cancel */
		for (int c = 0; c < C; c++)
			if (c != targets[b]) {
				d[c] += p[c] * g;
				others += p[c];
			}
		d[targets[b]] -= others * g;
	}
}
