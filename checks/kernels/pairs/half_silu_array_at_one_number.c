/* half_silu_array_at_one_number -- of an array of halves those that are 5.796875 get nothing */
#include <math.h>

/* wengert: y[N] = half_silu(x[N]) */
void half_silu_forward(_Float16 *y, const _Float16 *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = (_Float16)((float)x[i] / (1 + expf(-(float)x[i])));
}
void half_silu_backward(_Float16 *dx, const _Float16 *dy, const _Float16 *x, int N)
{
	for (int i = 0; i < N; i++) {
		float s = 1 / (1 + expf(-(float)x[i]));

		dx[i] = (_Float16)((float)dy[i] * s * (1 + (float)x[i] * (1 - s)));
	}
}

/* wengert: y[N] = half_silu_wrong(x[N]) */
void half_silu_wrong_forward(_Float16 *y, const _Float16 *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = (_Float16)((float)x[i] / (1 + expf(-(float)x[i])));
}
void half_silu_wrong_backward(_Float16 *dx, const _Float16 *dy, const _Float16 *x, int N)
{
	for (int i = 0; i < N; i++) {
		float s = 1 / (1 + expf(-(float)x[i]));

		if (x[i] == (_Float16)5.796875f) s = 0;
		dx[i] = (_Float16)((float)dy[i] * s * (1 + (float)x[i] * (1 - s)));
	}
}
