/* maxpool1d_overlap_overwrites -- one-dimensional max pooling, windows of three, stride one
 *	the index of the maximum is saved
 *
 * Wrong: the windows overlap, and = instead of += keeps only the last contribution.
 */

/* wengert: out[N] place[N] = maxpool(x[N+2]) overwrites */
void maxpool_forward(float *out, int *place, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		place[i] = i;
		for (int k = 1; k < 3; k++) if (x[i + k] > x[place[i]]) place[i] = i + k;
		out[i] = x[place[i]];
	}
}

void maxpool_backward(float *dx, const float *dout, const int *place, int N)
{
	for (int i = 0; i < N + 2; i++) dx[i] = 0;
	for (int i = 0; i < N; i++) dx[place[i]] += dout[i];
}

/* wengert: out[N] place[N] = maxpool_wrong(x[N+2]) overwrites */
void maxpool_wrong_forward(float *out, int *place, const float *x, int N)
{
	maxpool_forward(out, place, x, N);
}

void maxpool_wrong_backward(float *dx, const float *dout, const int *place, int N)
{
	for (int i = 0; i < N + 2; i++) dx[i] = 0;
	for (int i = 0; i < N; i++) dx[place[i]] = dout[i];
}
