/* mask_of_the_last_forward -- leaky ReLU; wrong: the mask is that of the last forward call */
#include <string.h>
static unsigned char mask[1 << 16];
/* wengert: y[N] = lrelu(x[N]) overwrites */
void lrelu_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		unsigned char k = x[i] > 0;
		if (i < (1 << 16)) mask[i] = k;
		y[i] = k ? x[i] : 0.01f * x[i];
	}
}
void lrelu_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * (x[i] > 0 ? 1.0f : 0.01f);
}

/* wengert: y[N] = lrelu_wrong(x[N]) overwrites */
void lrelu_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		unsigned char k = x[i] > 0;
		if (i < (1 << 16)) mask[i] = k;
		y[i] = k ? x[i] : 0.01f * x[i];
	}
}
void lrelu_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * (mask[i] ? 1.0f : 0.01f);
}
