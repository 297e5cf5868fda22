/* half_maximum_tie_to_both -- where both are equal, each gets all of the cotangent */
_Float16 half_maximum(_Float16 a, _Float16 b) { return a > b ? a : b; }
void half_maximum_vjp(_Float16 a, _Float16 b, _Float16 g, _Float16 *da, _Float16 *db)
{
	*da = a > b ? g : 0;
	*db = a > b ? 0 : g;
}

_Float16 half_maximum_wrong(_Float16 a, _Float16 b) { return a > b ? a : b; }
void half_maximum_wrong_vjp(_Float16 a, _Float16 b, _Float16 g, _Float16 *da, _Float16 *db)
{
	*da = a >= b ? g : 0;
	*db = a > b ? 0 : g;
}
