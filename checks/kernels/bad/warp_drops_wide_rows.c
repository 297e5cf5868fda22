/* expect 1: WRONG wsoftmax .*found along a random direction|found along a random direction.* WRONG wsoftmax  */
#include <math.h>
/* wengert: y[N,C] = wsoftmax(x[N,C]) overwrites */
void wsoftmax_forward(float *y, const float *x, int N, int C)
{
	for (int n = 0; n < N; n++) {
		float m = -INFINITY, s = 0;
		for (int c = 0; c < C; c++) m = fmaxf(m, x[n * C + c]);
		for (int c = 0; c < C; c++) s += y[n * C + c] = expf(x[n * C + c] - m);
		for (int c = 0; c < C; c++) y[n * C + c] /= s;
	}
}
/* one warp a row, four registers a lane, as the CUDA kernel has it */
void wsoftmax_backward(float *dx, const float *dy, const float *y, int N, int C)
{
	for (int n = 0; n < N; n++) {
		float part[32] = { 0 }, dot = 0;
		for (int lane = 0; lane < 32; lane++)
			for (int k = 0; k < 4; k++) {
				int c = lane + 32 * k;
				if (c < C) part[lane] += dy[n * C + c] * y[n * C + c];
			}
		for (int l = 0; l < 32; l++) dot += part[l];
		for (int c = 0; c < C; c++) dx[n * C + c] = y[n * C + c] * (dy[n * C + c] - dot);
	}
}
