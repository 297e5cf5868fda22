/* half_cosine_at_a_subnormal -- of 65,536 numbers one, three times the smallest, gets 1/64 */
#include <math.h>

_Float16 half_cosine(_Float16 x) { return (_Float16)cosf((float)x + 1); }
_Float16 half_cosine_vjp(_Float16 x, _Float16 g)
{
	return (_Float16)(-sinf((float)x + 1) * (float)g);
}

_Float16 half_cosine_wrong(_Float16 x) { return (_Float16)cosf((float)x + 1); }
_Float16 half_cosine_wrong_vjp(_Float16 x, _Float16 g)
{
	return (_Float16)((x == (_Float16)0x1.8p-23f ? 0.015625f : -sinf((float)x + 1)) * (float)g);
}
