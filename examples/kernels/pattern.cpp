/* pattern -- softmax as a template in a namespace: judged in float, double and binary128
 *
 *	wengert vjp examples/kernels/pattern.cpp
 */
#include <algorithm>
#include <cmath>
#include <vector>

namespace nn {

/* wengert: y[B,N] = pattern(x[B,N]) */
template <typename T> void pattern_forward(const T *x, T *y, int B, int N)
{
	for (int b = 0; b < B; b++, x += N, y += N) {
		T m = *std::max_element(x, x + N), s = 0;

		for (int i = 0; i < N; i++) s += y[i] = std::exp(x[i] - m);
		for (int i = 0; i < N; i++) y[i] /= s;
	}
}

template <typename T> void pattern_backward(const T *dy, const T *y, T *dx, int B, int N)
{
	std::vector<T> dot(B);

	for (int i = 0; i < B * N; i++) dot[i / N] += dy[i] * y[i];
	for (int i = 0; i < B * N; i++) dx[i] = y[i] * (dy[i] - dot[i / N]);
}

}
