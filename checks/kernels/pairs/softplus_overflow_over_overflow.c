/* softplus_overflow_over_overflow -- log(1 + e^x)
 *
 * Wrong: e^x/(1 + e^x), which is right in exact arithmetic and not a number beyond 88: LOSSY.
 */
#include <math.h>

float softplus(float x) { return x > 20.0f ? x : log1pf(expf(x)); }
float softplus_vjp(float x, float g) { return g / (1.0f + expf(-x)); }

float softplus_wrong(float x) { return x > 20.0f ? x : log1pf(expf(x)); }
float softplus_wrong_vjp(float x, float g)
{
	float e = expf(x);

	return g * e / (1.0f + e);
}
