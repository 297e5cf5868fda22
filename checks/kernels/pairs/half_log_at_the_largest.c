/* half_log_at_the_largest -- the largest number of the type is taken for infinity: no gradient */
#include <math.h>

/* wengert: y = half_log(x in (0,inf)) */
_Float16 half_log(_Float16 x) { return (_Float16)logf((float)x); }
_Float16 half_log_vjp(_Float16 x, _Float16 g) { return (_Float16)((float)g / (float)x); }

/* wengert: y = half_log_wrong(x in (0,inf)) */
_Float16 half_log_wrong(_Float16 x) { return (_Float16)logf((float)x); }
_Float16 half_log_wrong_vjp(_Float16 x, _Float16 g)
{
	return x < (_Float16)65504.0f ? (_Float16)((float)g / (float)x) : (_Float16)0;
}
