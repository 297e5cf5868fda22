/* expect 0: (OK|LOSSY) inv3 */
struct M3 {
	double a[9];
	double &operator()(int i, int j) { return a[3 * i + j]; }
	double operator()(int i, int j) const { return a[3 * i + j]; }
	M3 operator*(const M3 &o) const
	{
		M3 r;
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++) {
				r(i, j) = 0;
				for (int k = 0; k < 3; k++) r(i, j) += (*this)(i, k) * o(k, j);
			}
		return r;
	}
	M3 transposed() const
	{
		M3 r;
		for (int i = 0; i < 9; i++) r.a[i] = a[i % 3 * 3 + i / 3];
		return r;
	}
	double cofactor(int i, int j) const
	{
		int k = (i + 1) % 3, l = (i + 2) % 3, m = (j + 1) % 3, n = (j + 2) % 3;
		return (*this)(k, m) * (*this)(l, n) - (*this)(k, n) * (*this)(l, m);
	}
	M3 inverse() const
	{
		M3 r;
		double d = a[0] * cofactor(0, 0) + a[1] * cofactor(0, 1) + a[2] * cofactor(0, 2);
		for (int i = 0; i < 9; i++) r.a[i] = cofactor(i % 3, i / 3) / d;
		return r;
	}
};
/* of rows nearly alike a difference of several elements passes over what turns within it */
/* wengert: y[N,9] = inv3(x[N,9]) */
void inv3_forward(M3 *y, const M3 *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i].inverse();
}
void inv3_backward(M3 *dx, const M3 *dy, const M3 *y, int N)
{
	for (int i = 0; i < N; i++) {
		M3 t = y[i].transposed(), r = t * dy[i] * t;
		for (int k = 0; k < 9; k++) dx[i].a[k] = -r.a[k];
	}
}
