/* tridiagonal_solve_not_transposed -- tridiagonal solve by Thomas' method
 *	l x[i-1] + (4 + d^2) x[i] + u x[i+1] = b
 *
 * Wrong: the backward solves with the same matrix instead of its transpose.
 */
static void thomas(double *x, const double *l, const double *d, const double *u, const double *b,
	int N, double *c)
{
	double m = 4 + d[0] * d[0];

	x[0] = b[0] / m;
	for (int i = 1; i < N; i++) {
		c[i] = u[i - 1] / m;
		m = 4 + d[i] * d[i] - l[i] * c[i];
		x[i] = (b[i] - l[i] * x[i - 1]) / m;
	}
	for (int i = N - 1; i-- > 0; ) x[i] -= c[i + 1] * x[i + 1];
}

/* wengert: x[N] = tri(l[N], d[N], u[N], b[N]) with l in (-1,1), u in (-1,1) */
void tri_forward(double *x, const double *l, const double *d, const double *u, const double *b,
	int N)
{
	double c[200];

	thomas(x, l, d, u, b, N, c);
}

static void back(double *dl, double *dd, double *du, double *db, const double *dx, const double *l,
	const double *d, const double *u, const double *x, int N, int turned)
{
	double c[200], tl[200] = { 0 }, tu[200] = { 0 };

	for (int i = 0; i + 1 < N; i++) tl[i + 1] = u[i], tu[i] = l[i + 1];
	turned ? thomas(db, tl, d, tu, dx, N, c) : thomas(db, l, d, u, dx, N, c);
	for (int i = 0; i < N; i++) {
		dd[i] = -db[i] * x[i] * 2 * d[i];
		dl[i] = i ? -db[i] * x[i - 1] : 0;
		du[i] = i + 1 < N ? -db[i] * x[i + 1] : 0;
	}
}

void tri_backward(double *dl, double *dd, double *du, double *db, const double *dx, const double *l,
	const double *d, const double *u, const double *x, int N)
{
	back(dl, dd, du, db, dx, l, d, u, x, N, 1);
}

/* wengert: x[N] = tri_wrong(l[N], d[N], u[N], b[N]) with l in (-1,1), u in (-1,1) */
void tri_wrong_forward(double *x, const double *l, const double *d, const double *u,
	const double *b, int N)
{
	tri_forward(x, l, d, u, b, N);
}

void tri_wrong_backward(double *dl, double *dd, double *du, double *db, const double *dx,
	const double *l, const double *d, const double *u, const double *x, int N)
{
	back(dl, dd, du, db, dx, l, d, u, x, N, 0);
}
