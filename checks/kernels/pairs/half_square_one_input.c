/* half_square_one_input -- one of 65,536 inputs has no gradient */
_Float16 half_square(_Float16 x) { return x * x; }
_Float16 half_square_vjp(_Float16 x, _Float16 g) { return 2 * x * g; }

_Float16 half_square_wrong(_Float16 x) { return x * x; }
_Float16 half_square_wrong_vjp(_Float16 x, _Float16 g)
{
	return x == (_Float16)3.451171875f ? (_Float16)0 : (_Float16)(2 * x * g);
}
