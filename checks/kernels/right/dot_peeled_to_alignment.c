#include <stdint.h>
/* wengert: y[1] = dot(a[N], b[N]) overwrites */
void dot_forward(float *y, const float *a, const float *b, int N)
{
	float s = 0;
	int i = 0;
	while (i < N && ((uintptr_t)(a + i) & 15)) {
		s += a[i] * b[i];
		i++;
	}
	float l[4] = { 0 };
	for (; i + 4 <= N; i += 4)
		for (int k = 0; k < 4; k++) l[k] += a[i + k] * b[i + k];
	for (; i < N; i++) s += a[i] * b[i];
	*y = s + (l[0] + l[1]) + (l[2] + l[3]);
}
void dot_backward(float *da, float *db, const float *dy, const float *a, const float *b, int N)
{
	int i = 0, n = (N + 7) / 8;
	if (!N) return;
	switch (N % 8) { /* Duff */
	case 0:
		do {
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		case 7:
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		case 6:
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		case 5:
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		case 4:
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		case 3:
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		case 2:
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		case 1:
			da[i] = *dy * b[i];
			db[i] = *dy * a[i];
			i++;
		} while (--n > 0);
	}
}
