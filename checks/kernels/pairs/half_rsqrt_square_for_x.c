/* half_rsqrt_square_for_x -- x^2 for x in the denominator */
#include <math.h>

/* wengert: y = half_rsqrt(x in (0,inf)) */
_Float16 half_rsqrt(_Float16 x) { return (_Float16)(1 / sqrtf((float)x)); }
_Float16 half_rsqrt_vjp(_Float16 x, _Float16 y, _Float16 g)
{
	return (_Float16)(-0.5f * (float)g * (float)y / (float)x);
}

/* wengert: y = half_rsqrt_wrong(x in (0,inf)) */
_Float16 half_rsqrt_wrong(_Float16 x) { return (_Float16)(1 / sqrtf((float)x)); }
_Float16 half_rsqrt_wrong_vjp(_Float16 x, _Float16 y, _Float16 g)
{
	return (_Float16)(-0.5f * (float)g * (float)y / ((float)x * (float)x));
}
