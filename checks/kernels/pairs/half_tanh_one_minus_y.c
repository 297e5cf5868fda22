/* half_tanh_one_minus_y -- 1 - y for 1 - y^2, in binary16 */
#include <math.h>

_Float16 half_tanh(_Float16 x) { return (_Float16)tanhf((float)x); }
_Float16 half_tanh_vjp(_Float16 x, _Float16 g)
{
	float t = tanhf((float)x);

	return (_Float16)((float)g * (1 - t * t));
}

_Float16 half_tanh_wrong(_Float16 x) { return (_Float16)tanhf((float)x); }
_Float16 half_tanh_wrong_vjp(_Float16 x, _Float16 g)
{
	float t = tanhf((float)x);

	return (_Float16)((float)g * (1 - t));
}
