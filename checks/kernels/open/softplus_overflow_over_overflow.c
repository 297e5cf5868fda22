#include <math.h>
float softplus(float x) { return x > 20.0f ? x : log1pf(expf(x)); }
float softplus_vjp(float x, float g)
{
	float e = expf(x);
	return g * e / (1.0f + e);
}
