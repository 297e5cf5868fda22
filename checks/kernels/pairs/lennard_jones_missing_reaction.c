/* lennard_jones_missing_reaction -- energy of Lennard-Jones pairs, sum over i < j of r^-12 - r^-6
 *
 * Wrong: the force on the second of each pair is missing.
 */

/* wengert: out = pairs(pos[N,3]) */
void pairs_forward(double *out, const double *pos, int N)
{
	*out = 0;
	for (int i = 0; i < N; i++)
		for (int j = i + 1; j < N; j++) {
			double r2 = 0, s;

			for (int k = 0; k < 3; k++)
				r2 += (pos[3 * i + k] - pos[3 * j + k]) *
					(pos[3 * i + k] - pos[3 * j + k]);
			s = 1 / (r2 * r2 * r2);
			*out += s * s - s;
		}
}

static void back(double *dpos, const double *dout, const double *pos, int N, int both)
{
	for (int k = 0; k < 3 * N; k++) dpos[k] = 0;
	for (int i = 0; i < N; i++)
		for (int j = i + 1; j < N; j++) {
			double r2 = 0, s;

			for (int k = 0; k < 3; k++)
				r2 += (pos[3 * i + k] - pos[3 * j + k]) *
					(pos[3 * i + k] - pos[3 * j + k]);
			s = 1 / (r2 * r2 * r2);
			for (int k = 0; k < 3; k++) {
				double f = *dout * (6 * s - 12 * s * s) / r2 *
					(pos[3 * i + k] - pos[3 * j + k]);

				dpos[3 * i + k] += f;
				if (both) dpos[3 * j + k] -= f;
			}
		}
}

void pairs_backward(double *dpos, const double *dout, const double *pos, int N)
{
	back(dpos, dout, pos, N, 1);
}

/* wengert: out = pairs_wrong(pos[N,3]) */
void pairs_wrong_forward(double *out, const double *pos, int N) { pairs_forward(out, pos, N); }
void pairs_wrong_backward(double *dpos, const double *dout, const double *pos, int N)
{
	back(dpos, dout, pos, N, 0);
}
