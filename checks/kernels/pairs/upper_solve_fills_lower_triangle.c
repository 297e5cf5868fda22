/* upper_solve_fills_lower_triangle -- solve U x = b by back substitution, U upper triangular
 *	elements below its diagonal are not read
 *
 * Wrong: the gradient of U is -v x' everywhere, below the diagonal too.
 */

/* wengert: x[N] = backsolve(u[N,N], b[N]) with u in (0.5,2) */
void backsolve_forward(double *x, const double *u, const double *b, int N)
{
	for (int i = N - 1; i >= 0; i--) {
		double s = b[i];

		for (int j = i + 1; j < N; j++) s -= u[i * N + j] * x[j];
		x[i] = s / u[i * N + i];
	}
}

static void back(double *du, double *db, const double *dx, const double *u, const double *x, int N,
	int all)
{
	for (int i = 0; i < N; i++) {
		double s = dx[i];

		for (int j = 0; j < i; j++) s -= u[j * N + i] * db[j];
		db[i] = s / u[i * N + i];
	}
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) du[i * N + j] = all || j >= i ? -db[i] * x[j] : 0;
}

void backsolve_backward(double *du, double *db, const double *dx, const double *u, const double *x,
	int N)
{
	back(du, db, dx, u, x, N, 0);
}

/* wengert: x[N] = backsolve_wrong(u[N,N], b[N]) with u in (0.5,2) */
void backsolve_wrong_forward(double *x, const double *u, const double *b, int N)
{
	backsolve_forward(x, u, b, N);
}
void backsolve_wrong_backward(double *du, double *db, const double *dx, const double *u,
	const double *x, int N)
{
	back(du, db, dx, u, x, N, 1);
}
