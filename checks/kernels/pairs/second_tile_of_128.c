/* second_tile_of_128 -- y = x^2 in tiles of 128 by 128
 *
 * Wrong: the tile that is the second both ways.
 */
enum { TILE = 128 };

/* wengert: y[M,N] = tiled(x[M,N]) overwrites */
void tiled_forward(double *y, const double *x, int M, int N)
{
	for (int i = 0; i < M * N; i++) y[i] = x[i] * x[i];
}

void tiled_backward(double *dx, const double *dy, const double *x, int M, int N)
{
	for (int i0 = 0; i0 < M; i0 += TILE)
		for (int j0 = 0; j0 < N; j0 += TILE)
			for (int i = i0; i < i0 + TILE && i < M; i++)
				for (int j = j0; j < j0 + TILE && j < N; j++)
					dx[i * N + j] = 2 * x[i * N + j] * dy[i * N + j];
}

/* wengert: y[M,N] = tiled_wrong(x[M,N]) overwrites */
void tiled_wrong_forward(double *y, const double *x, int M, int N)
{
	for (int i = 0; i < M * N; i++) y[i] = x[i] * x[i];
}

void tiled_wrong_backward(double *dx, const double *dy, const double *x, int M, int N)
{
	for (int i0 = 0; i0 < M; i0 += TILE)
		for (int j0 = 0; j0 < N; j0 += TILE)
			for (int i = i0; i < i0 + TILE && i < M; i++)
				for (int j = j0; j < j0 + TILE && j < N; j++)
					dx[i * N + j] = (i0 * j0 ? 3 : 2) * x[i * N + j] * dy[i * N + j];
}
