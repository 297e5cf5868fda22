/* expect 0: OK table */
/* The function that is called stands at file scope, as a pointer with its star inside brackets. */
#include <math.h>

static float softened(float x) { return log1pf(expf(x)); }
static float (*const activation)(float) = softened;
static float (*slope(void))(float);
static float logistic(float x) { return 1.0f / (1.0f + expf(-x)); }
static float (*slope(void))(float) { return logistic; }

/* wengert: y[N] = table(x[N] in [-4,4]) */
void table_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = activation(x[i]);
}

void table_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += dy[i] * slope()(x[i]);
}
