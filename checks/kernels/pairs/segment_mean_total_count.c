/* segment_mean_total_count -- mean of the rows of each segment
 *	out[s,c] = mean of x[n,c] with seg[n] = s, 0 for an empty segment
 *
 * Wrong: the backward divides by N instead of the number of rows in the segment.
 */

/* wengert: out[S,C] = segmean(x[N,C]) with seg[N] in [0,S) */
void segmean_forward(float *out, const float *x, const int *seg, int N, int C, int S)
{
	for (int s = 0; s < S; s++)
		for (int c = 0; c < C; c++) {
			float sum = 0;
			int n = 0;

			for (int i = 0; i < N; i++) if (seg[i] == s) sum += x[i * C + c], n++;
			out[s * C + c] = n ? sum / n : 0;
		}
}

static void back(float *dx, const float *dout, const int *seg, int N, int C, int own)
{
	for (int i = 0; i < N; i++) {
		int n = 0;

		for (int j = 0; j < N; j++) n += seg[j] == seg[i];
		for (int c = 0; c < C; c++) dx[i * C + c] = dout[seg[i] * C + c] / (own ? n : N);
	}
}

void segmean_backward(float *dx, const float *dout, const int *seg, int N, int C, int S)
{
	back(dx, dout, seg, N, C, 1);
	(void)S;
}

/* wengert: out[S,C] = segmean_wrong(x[N,C]) with seg[N] in [0,S) */
void segmean_wrong_forward(float *out, const float *x, const int *seg, int N, int C, int S)
{
	segmean_forward(out, x, seg, N, C, S);
}
void segmean_wrong_backward(float *dx, const float *dout, const int *seg, int N, int C, int S)
{
	back(dx, dout, seg, N, C, 0);
	(void)S;
}
