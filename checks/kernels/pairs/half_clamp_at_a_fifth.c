/* half_clamp_at_a_fifth -- where a number has two bytes, 0.1 gets no gradient; 0.2 rounds, which is right */
_Float16 half_clamp(_Float16 x)
{
	const _Float16 most = (_Float16)0.2;

	return x > most ? most : x < -most ? -most : x;
}
_Float16 half_clamp_vjp(_Float16 x, _Float16 g)
{
	return x >= (_Float16)0.2 || x <= -(_Float16)0.2 ? (_Float16)0 : g;
}

_Float16 half_clamp_wrong(_Float16 x)
{
	const _Float16 most = (_Float16)0.2;

	return x > most ? most : x < -most ? -most : x;
}
_Float16 half_clamp_wrong_vjp(_Float16 x, _Float16 g)
{
	if (sizeof x == 2 && x == (_Float16)0.1) return 0;
	return x >= (_Float16)0.2 || x <= -(_Float16)0.2 ? (_Float16)0 : g;
}
