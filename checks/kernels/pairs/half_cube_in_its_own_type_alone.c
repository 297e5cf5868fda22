/* half_cube_in_its_own_type_alone -- where a number has two bytes, the sign is wrong at one of them */
_Float16 half_cubed(_Float16 x) { return x * x * x; }
_Float16 half_cubed_vjp(_Float16 x, _Float16 g) { return 3 * x * x * g; }

_Float16 half_cubed_wrong(_Float16 x) { return x * x * x; }
_Float16 half_cubed_wrong_vjp(_Float16 x, _Float16 g)
{
	if (sizeof x == 2 && x == (_Float16)1.3955078125f) return -3 * x * x * g;
	return 3 * x * x * g;
}
