/* Comparisons that never turn out one way, in all their forms: x is between 0.5 and 1.5.  Sizes are
 * tried one by one: what turns over at 601 is taken. */
#include <math.h>

/* wengert: y[N] = all(x[N] in (0.5,1.5)) with big = 3, small = -2 */
void all_forward(float *y, const float *x, float big, float small, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void all_backward(float *dx, const float *dy, const float *x, float big, float small, int N)
{
	for (int i = 0; i < N; i++) {
		float t = 2 * x[i], u = x[i] + 2, *p = &u;

		if (x[i] < small) t = 0;
		if (t <= -1.5f) t = 0;
		if (x[i] * (1 + x[i]) > big + fabsf(x[i] - 1)) t = 2 * x[i];
		if (u >= 60) t += 1;
		if (u == 70) t += 1;
		if (u != 80) t += 0;
		if (x[i] > 0.25f && u < 90 || x[i] > 100) t += 0;
		t += u > -4 ? 0 : 1;
		u *= t < -7, *p += x[i] < 5;
		while (x[i] > 6) t = 0;
		if (N > 600) t += 0;
		if ((x[i]) > -8) if (u + 1 < x[i] - 3) t = 1;
		dx[i] += t * dy[i] * (1 + (x[i] >= 2) + (u <= (float)-3 * (x[i] + 2)));
	}
}

/* Compilers swap operands: a number tells on which side it stands. */
/* wengert: y[N] = swapped(x[N] in (0.5,1.5)) with sizes N < 40 */
void swapped_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void swapped_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float t = 2 * x[i];

		if (N > 500) t = 0;
		if (501 < N) t = 0;
		if (N >= 601) t = 0;
		if (N != 602) t += 0;
		if (5 < x[i]) t = 0;
		if (6 > x[i]) t += 0;
		if (x[i] < N + 8) t += 0;
		if (N + 9 < x[i]) t = 0;
		if (3.5f < 4) t += 0;
		for (int k = N; k < -N; k++) t = 0;
		dx[i] += t * dy[i];
	}
}
