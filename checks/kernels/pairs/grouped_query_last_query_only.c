/* grouped_query_last_query_only -- scores of grouped queries: the G queries of h share its keys
 *	out[h,g,t,s] = q[h,g,t,:] k[h,s,:]/sqrt D
 *
 * Wrong: the gradient of the keys is that of the last query of the group.
 */
#include <math.h>

/* wengert: out[H,G,T,T] = grouped(q[H,G,T,D], k[H,T,D]) */
void grouped_forward(float *out, const float *q, const float *k, int H, int G, int T, int D)
{
	for (int h = 0; h < H; h++)
		for (int g = 0; g < G; g++)
			for (int t = 0; t < T; t++)
				for (int s = 0; s < T; s++) {
					float sum = 0;

					for (int d = 0; d < D; d++)
						sum += q[((h * G + g) * T + t) * D + d] *
							k[(h * T + s) * D + d];
					*out++ = sum / sqrtf(D);
				}
}

static void back(float *dq, float *dk, const float *dout, const float *q, const float *k, int H,
	int G, int T, int D, int each)
{
	for (int i = 0; i < H * G * T * D; i++) dq[i] = 0;
	for (int i = 0; i < H * T * D; i++) dk[i] = 0;
	for (int h = 0; h < H; h++)
		for (int g = 0; g < G; g++) {
			float *mine = dk + h * T * D;

			for (int i = 0; each && i < T * D; i++) mine[i] = 0;
			for (int t = 0; t < T; t++)
				for (int s = 0; s < T; s++) {
					float w = *dout++ / sqrtf(D);

					for (int d = 0; d < D; d++) {
						dq[((h * G + g) * T + t) * D + d] +=
							w * k[(h * T + s) * D + d];
						mine[s * D + d] +=
							w * q[((h * G + g) * T + t) * D + d];
					}
				}
		}
}

void grouped_backward(float *dq, float *dk, const float *dout, const float *q, const float *k,
	int H, int G, int T, int D)
{
	back(dq, dk, dout, q, k, H, G, T, D, 0);
}

/* wengert: out[H,G,T,T] = grouped_wrong(q[H,G,T,D], k[H,T,D]) */
void grouped_wrong_forward(float *out, const float *q, const float *k, int H, int G, int T, int D)
{
	grouped_forward(out, q, k, H, G, T, D);
}
void grouped_wrong_backward(float *dq, float *dk, const float *dout, const float *q, const float *k,
	int H, int G, int T, int D)
{
	back(dq, dk, dout, q, k, H, G, T, D, 1);
}
