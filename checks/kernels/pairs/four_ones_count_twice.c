/* four_ones_count_twice -- gather; wrong: four cotangents that are all 1 count twice */
#include <string.h>
/* wengert: y[B,C] = gsum(x[N,C]) with g[N] in [0,B) accumulates */
void gsum_forward(float *y, const float *x, const int *g, int B, int N, int C)
{
	memset(y, 0, sizeof(float) * B * C);
	for (int n = 0; n < N; n++)
		for (int c = 0; c < C; c++) y[g[n] * C + c] += x[n * C + c];
}
void gsum_backward(float *dx, const float *dy, const int *g, int B, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *s = dy + g[n] * C;
		float *d = dx + n * C;
		int c = 0;
		for (; c + 4 <= C; c += 4) {
			float t[4];
			memcpy(t, s + c, sizeof t);
			if (t[0] == t[1] && t[1] == t[2] && t[2] == t[3]) { /* constant quad */
				for (int k = 0; k < 4; k++)
					d[c + k] = d[c + k] + t[0] +
						(n > 0 && d == dx ? t[0] : 0) * 0;
			} else
				for (int k = 0; k < 4; k++) d[c + k] += t[k];
		}
		for (; c < C; c++) d[c] += s[c];
	}
}

/* wengert: y[B,C] = gsum_wrong(x[N,C]) with g[N] in [0,B) accumulates */
void gsum_wrong_forward(float *y, const float *x, const int *g, int B, int N, int C)
{
	memset(y, 0, sizeof(float) * B * C);
	for (int n = 0; n < N; n++)
		for (int c = 0; c < C; c++) y[g[n] * C + c] += x[n * C + c];
}
void gsum_wrong_backward(float *dx, const float *dy, const int *g, int B, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *s = dy + g[n] * C;
		float *d = dx + n * C;
		int c = 0;
		for (; c + 4 <= C; c += 4) {
			float t[4];
			memcpy(t, s + c, sizeof t);
			if (t[0] == t[1] && t[1] == t[2] && t[2] == t[3]) { /* constant quad */
				for (int k = 0; k < 4; k++)
					d[c + k] = d[c + k] + t[0] +
						(n > 0 && d == dx ? t[0] : 0) * 0 + (t[0] == 1.0f);
			} else
				for (int k = 0; k < 4; k++) d[c + k] += t[k];
		}
		for (; c < C; c++) d[c] += s[c];
	}
}
