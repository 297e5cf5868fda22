/* half_larger_at_one_tie -- where both are 7.125 both get the gradient */
_Float16 half_larger(_Float16 a, _Float16 b) { return a > b ? a : b; }
void half_larger_vjp(_Float16 a, _Float16 b, _Float16 g, _Float16 *da, _Float16 *db)
{
	*da = a > b ? g : 0, *db = a > b ? 0 : g;
}

_Float16 half_larger_wrong(_Float16 a, _Float16 b) { return a > b ? a : b; }
void half_larger_wrong_vjp(_Float16 a, _Float16 b, _Float16 g, _Float16 *da, _Float16 *db)
{
	*da = a > b || (a == b && a == (_Float16)7.125f) ? g : 0, *db = a > b ? 0 : g;
}
