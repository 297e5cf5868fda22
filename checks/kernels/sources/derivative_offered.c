/* expect 2: chain_grad writes no gradient: nothing is named dx .*chain\(x\[n\]\) derivative call chain_grad\(x, n, dx\) */
/* wengert: f = chain(x[n]) derivative */
double chain(const double *x, int n)
{
	double s = 0;
	for (int i = 0; i + 1 < n; i++) s += 100 * (x[i + 1] - x[i] * x[i]) * (x[i + 1] - x[i] * x[i]) + (1 - x[i]) * (1 - x[i]);
	return s;
}
void chain_grad(const double *x, int n, double *g)
{
	for (int i = 0; i < n; i++) g[i] = 0;
	for (int i = 0; i + 1 < n; i++) {
		double a = x[i + 1] - x[i] * x[i];
		g[i] += -400 * a * x[i] - 2 * (1 - x[i]);
		g[i + 1] += 200 * a;
	}
}
