/* bias -- out[n,c] = in[n,c] + b[c]; names as a prefix, cotangents told by what is read and written
 *
 *	wengert vjp examples/kernels/bias.c
 */

/* wengert: out[N,C] = bias(in[N,C], b[C]) accumulates */
void forward_bias(float *out, const float *in, const float *b, int N, int C)
{
	for (int n = 0; n < N; n++)
		for (int c = 0; c < C; c++) out[n * C + c] = in[n * C + c] + b[c];
}

void backward_bias(const float *delta, float *in_delta, float *b_updates, int N, int C)
{
	for (int n = 0; n < N; n++)
		for (int c = 0; c < C; c++) {
			in_delta[n * C + c] += delta[n * C + c];
			b_updates[c] += delta[n * C + c];
		}
}
