/* strided_conv1d_last_input_missing -- convolution of stride two
 *	out[b,o,t] = bias[o] + sum_ck x[b,c,2t+k] w[o,c,k], k < 3
 *
 * Wrong: the last element of x gets no gradient.
 */

/* wengert: out[B,O,T] = strided(x[B,C,2*T+1], w[O,C,3], bias[O]) accumulates */
void strided_forward(float *out, const float *x, const float *w, const float *bias, int B, int C,
	int O, int T)
{
	int L = 2 * T + 1;

	for (int b = 0; b < B; b++)
		for (int o = 0; o < O; o++)
			for (int t = 0; t < T; t++) {
				float s = bias[o];

				for (int c = 0; c < C; c++)
					for (int k = 0; k < 3; k++)
						s += x[(b * C + c) * L + 2 * t + k] *
							w[(o * C + c) * 3 + k];
				out[(b * O + o) * T + t] = s;
			}
}

static void back(float *dx, float *dw, float *dbias, const float *dout, const float *x,
	const float *w, int B, int C, int O, int T, int last)
{
	int L = 2 * T + 1;

	for (int b = 0; b < B; b++)
		for (int o = 0; o < O; o++)
			for (int t = 0; t < T; t++) {
				float g = dout[(b * O + o) * T + t];

				dbias[o] += g;
				for (int c = 0; c < C; c++)
					for (int k = 0; k < 3; k++) {
						int at = 2 * t + k;

						dw[(o * C + c) * 3 + k] +=
							g * x[(b * C + c) * L + at];
						if (at < L - last)
							dx[(b * C + c) * L + at] +=
								g * w[(o * C + c) * 3 + k];
					}
			}
}

void strided_backward(float *dx, float *dw, float *dbias, const float *dout, const float *x,
	const float *w, int B, int C, int O, int T)
{
	back(dx, dw, dbias, dout, x, w, B, C, O, T, 0);
}

/* wengert: out[B,O,T] = strided_wrong(x[B,C,2*T+1], w[O,C,3], bias[O]) accumulates */
void strided_wrong_forward(float *out, const float *x, const float *w, const float *bias, int B,
	int C, int O, int T)
{
	strided_forward(out, x, w, bias, B, C, O, T);
}

void strided_wrong_backward(float *dx, float *dw, float *dbias, const float *dout, const float *x,
	const float *w, int B, int C, int O, int T)
{
	back(dx, dw, dbias, dout, x, w, B, C, O, T, 1);
}
