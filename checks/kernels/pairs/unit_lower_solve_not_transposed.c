/* unit_lower_solve_not_transposed -- solve L out = b, L lower triangular with ones on its diagonal
 *
 * Wrong: gb = L^-1 g instead of L'^-1 g.
 * Right: gb = L'^-1 g,   gL[i,j] = -gb[i] out[j] below the diagonal.
 */

/* wengert: out[N] = solve(L[N,N], b[N]) */
void solve_forward(double *out, const double *L, const double *b, int N)
{
	for (int i = 0; i < N; i++) {
		out[i] = b[i];
		for (int j = 0; j < i; j++) out[i] -= L[i * N + j] * out[j];
	}
}

static void shares(double *dL, const double *db, const double *out, int N)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) dL[i * N + j] = j < i ? -db[i] * out[j] : 0;
}

void solve_backward(double *dL, double *db, const double *dout, const double *L, const double *out,
	int N)
{
	for (int i = N; i-- > 0; ) {
		db[i] = dout[i];
		for (int j = i + 1; j < N; j++) db[i] -= L[j * N + i] * db[j];
	}
	shares(dL, db, out, N);
}

/* wengert: out[N] = solve_wrong(L[N,N], b[N]) */
void solve_wrong_forward(double *out, const double *L, const double *b, int N)
{
	solve_forward(out, L, b, N);
}

void solve_wrong_backward(double *dL, double *db, const double *dout, const double *L,
	const double *out, int N)
{
	solve_forward(db, L, dout, N);
	shares(dL, db, out, N);
}
