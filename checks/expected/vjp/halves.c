/* halves.c -- kernels of binary16 at every input, by + - * / of binary32 and one rounding at the
 * end: their errors are the same on every machine. */

_Float16 quotient(_Float16 x)
{
	float v = (float)x;

	return (_Float16)(v / (1 + v * v));
}
/* the divisor is rounded to 11 digits, and overflows */
_Float16 quotient_vjp(_Float16 x, _Float16 g)
{
	float v = (float)x, d = (float)(_Float16)(1 + v * v);

	return (_Float16)((1 - v * v) / (d * d) * (float)g);
}

_Float16 cube(_Float16 x)
{
	float v = (float)x;

	return (_Float16)(v * v * v);
}
/* at one number 0 */
_Float16 cube_vjp(_Float16 x, _Float16 g)
{
	float v = (float)x;

	return (_Float16)(v == -0.14697265625f ? 0 : 3 * v * v * (float)g);
}

_Float16 square(_Float16 x)
{
	float v = (float)x;

	return (_Float16)(v * v);
}
/* half of it at one number, where a number has two bytes */
_Float16 square_vjp(_Float16 x, _Float16 g)
{
	float v = (float)x, k = sizeof x == 2 && v == 85.3125f ? 1 : 2;

	return (_Float16)(k * v * (float)g);
}

_Float16 product(_Float16 a, _Float16 b) { return (_Float16)((float)a * (float)b); }
void product_vjp(_Float16 a, _Float16 b, _Float16 g, _Float16 *da, _Float16 *db)
{
	*da = (_Float16)((float)b * (float)g), *db = (_Float16)((float)a * (float)g);
}
