/* expect 1: WRONG cube: the rule for x is wrong */
/* the bits of a float: only binary32 can be run, whose differences round by a quarter at most */
#include <string.h>
#include <stdint.h>
static float same(float x)
{
	uint32_t b;

	memcpy(&b, &x, 4);
	b ^= 0;
	memcpy(&x, &b, 4);
	return x;
}

/* wengert: y[N] = cube(x[N]) */
void cube_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = same(x[i]) * x[i] * x[i];
}

void cube_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 1.5f * 3.0f * same(x[i]) * x[i] * dy[i];
}
