/* half_softmax_missing_sum -- the other elements of the row are left out, in binary16 */
#include <math.h>

/* wengert: y[B,N] = half_softmax(x[B,N]) */
void half_softmax_forward(_Float16 *y, const _Float16 *x, int B, int N)
{
	for (int b = 0; b < B; b++, x += N, y += N) {
		float most = (float)x[0], sum = 0;

		for (int i = 1; i < N; i++) if ((float)x[i] > most) most = (float)x[i];
		for (int i = 0; i < N; i++) sum += expf((float)x[i] - most);
		for (int i = 0; i < N; i++) y[i] = (_Float16)(expf((float)x[i] - most) / sum);
	}
}
void half_softmax_backward(_Float16 *dx, const _Float16 *dy, const _Float16 *y, int B, int N)
{
	for (int b = 0; b < B; b++, dx += N, dy += N, y += N) {
		float sum = 0;

		for (int i = 0; i < N; i++) sum += (float)dy[i] * (float)y[i];
		for (int i = 0; i < N; i++) dx[i] = (_Float16)((float)y[i] * ((float)dy[i] - sum));
	}
}

/* wengert: y[B,N] = half_softmax_wrong(x[B,N]) */
void half_softmax_wrong_forward(_Float16 *y, const _Float16 *x, int B, int N)
{
	for (int b = 0; b < B; b++, x += N, y += N) {
		float most = (float)x[0], sum = 0;

		for (int i = 1; i < N; i++) if ((float)x[i] > most) most = (float)x[i];
		for (int i = 0; i < N; i++) sum += expf((float)x[i] - most);
		for (int i = 0; i < N; i++) y[i] = (_Float16)(expf((float)x[i] - most) / sum);
	}
}
void half_softmax_wrong_backward(_Float16 *dx, const _Float16 *dy, const _Float16 *y, int B, int N)
{
	for (int b = 0; b < B; b++, dx += N, dy += N, y += N) {
		float sum = 0;

		for (int i = 0; i < N; i++) sum += (float)dy[i] * (float)y[i];
		for (int i = 0; i < N; i++) dx[i] = (_Float16)((float)y[i] * (float)dy[i] * (1 - (float)y[i]));
	}
}
