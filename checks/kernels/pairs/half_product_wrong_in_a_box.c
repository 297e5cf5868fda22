/* half_product_wrong_in_a_box -- a gradient is twice what it should be for a from 2 to 3
 * and b from 120 to 240, which no comparison of numbers shows */
_Float16 half_product(_Float16 a, _Float16 b) { return a * b; }
void half_product_vjp(_Float16 a, _Float16 b, _Float16 g, _Float16 *da, _Float16 *db)
{
	*da = b * g, *db = a * g;
}

_Float16 half_product_wrong(_Float16 a, _Float16 b) { return a * b; }
void half_product_wrong_vjp(_Float16 a, _Float16 b, _Float16 g, _Float16 *da, _Float16 *db)
{
	*da = b * g;
	*db = a * g * ((int)(a * 16) / 15 == 2 && (int)b / 120 == 1 ? 2 : 1);
}
