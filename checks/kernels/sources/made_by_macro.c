/* expect 0: OK sine .*OK cosine */
#include <math.h>
#include <stddef.h>
#define MAP(name, f, df) \
	void name##_forward(float *y, const float *x, size_t n) { for (size_t i = 0; i < n; i++) y[i] = f(x[i]); } \
	void name##_backward(float *dx, const float *dy, const float *x, size_t n) { for (size_t i = 0; i < n; i++) dx[i] = dy[i] * df(x[i]); }
/* wengert: y[n] = sine(x[n]) */
MAP(sine, sinf, cosf)
/* wengert: y[n] = cosine(x[n]) */
MAP(cosine, cosf, -sinf)
