/* half_dot_remainder_of_8 -- the remainder of eight at a time gets no gradient */
/* wengert: y = half_dot(a[N], b[N]) */
_Float16 half_dot_forward(const _Float16 *a, const _Float16 *b, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += (float)a[i] * (float)b[i];
	return (_Float16)s;
}
void half_dot_backward(_Float16 *da, _Float16 *db, _Float16 dy, const _Float16 *a, const _Float16 *b, int N)
{
	for (int i = 0; i < N; i++) {
		da[i] = dy * b[i];
		db[i] = dy * a[i];
	}
}

/* wengert: y = half_dot_wrong(a[N], b[N]) */
_Float16 half_dot_wrong_forward(const _Float16 *a, const _Float16 *b, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += (float)a[i] * (float)b[i];
	return (_Float16)s;
}
void half_dot_wrong_backward(_Float16 *da, _Float16 *db, _Float16 dy, const _Float16 *a, const _Float16 *b, int N)
{
	for (int i = 0; i < N; i++) da[i] = db[i] = 0;
	for (int i = 0; i < N - N % 8; i++) {
		da[i] = dy * b[i];
		db[i] = dy * a[i];
	}
}
