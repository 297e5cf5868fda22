/* expect 1: says that it overwrites, but the gradient adds to what is there: .*the gradient of x adds to what is there in its own type and overwrites in a wider one.*the gradient of x overwrites in its own type and adds to what is there in a wider one.*the gradient of x now overwrites and now adds to what is there.*some elements of x are added to and others overwritten.*OK either */
/* wengert: y[N] = said(x[N]) overwrites */
void said_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void said_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += 2 * x[i] * dy[i];
}

/* wengert: y[N] = narrow(x[N]) */
void narrow_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void narrow_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i] + (sizeof *x == 4 ? dx[i] : 0);
}

/* wengert: y[N] = wide(x[N]) */
void wide_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void wide_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i] + (sizeof *x != 4 ? dx[i] : 0);
}

/* wengert: y[N] = bysize(x[N]) */
void bysize_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void bysize_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i] + (N > 3 ? dx[i] : 0);
}

/* wengert: y[N] = some(x[N]) */
void some_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void some_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i] + (i ? dx[i] : 0);
}

/* what a sum is rounded to depends on where its array lies, and is right wherever that is */
#include <stdint.h>

/* wengert: y[N] = either(x[N], w[1]) */
void either_forward(float *y, const float *x, const float *w, int N)
{
	for (int i = 0; i < N; i++) y[i] = w[0] * x[i];
}
void either_backward(float *dx, float *dw, const float *dy, const float *x, const float *w, int N)
{
	float head = 0, rest = 0;
	int i = 0;

	for (; i < N && (uintptr_t)(x + i) / sizeof *x % 4; i++) head += x[i] * dy[i];
	for (; i < N; i++) rest += x[i] * dy[i];
	dw[0] = head + rest;
	for (i = 0; i < N; i++) dx[i] = w[0] * dy[i];
}
