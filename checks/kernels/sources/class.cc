/* expect 0: (OK|LOSSY) ta .*OK cube */
#include <cmath>
namespace a { namespace b {
static inline float act(float v) { return std::isnan(v) ? 0.f : std::tanh(v); }
/* wengert: y[N] = ta(x[N]) */
void TaForward(const float *x, float *y, int N) { for (int i = 0; i < N; ++i) y[i] = act(x[i]); }
void TaBackward(const float *grad_output, const float *y, float *grad_input, int N)
{
	for (int i = 0; i < N; ++i) grad_input[i] = grad_output[i] * (1.f - y[i] * y[i]);
}
}}
extern "C" {
double cube(double x) { return std::pow(x, 3); }
double cube_vjp(double x, double g) { return g * 3 * x * x; }
}
