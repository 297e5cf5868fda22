/* matmul -- out = inp weight' + bias,   out[b,o] = sum_c inp[b,c] weight[o,c] + bias[o]
 *
 *	ginp = gout weight,   gweight = gout' inp,   gbias = sum_b gout
 */

/* wengert: out[B,O] = matmul(inp[B,C], weight[O,C], bias[O]) accumulates */
void matmul_forward(float *out, const float *inp, const float *weight, const float *bias, int B,
	int C, int O)
{
	for (int b = 0; b < B; b++)
		for (int o = 0; o < O; o++) {
			float sum = bias[o];

			for (int c = 0; c < C; c++) sum += inp[b * C + c] * weight[o * C + c];
			out[b * O + o] = sum;
		}
}

void matmul_backward(float *dinp, float *dweight, float *dbias, const float *dout, const float *inp,
	const float *weight, int B, int C, int O)
{
	for (int b = 0; b < B; b++)
		for (int o = 0; o < O; o++) {
			float g = dout[b * O + o];

			dbias[o] += g;
			for (int c = 0; c < C; c++) {
				dinp[b * C + c] += g * weight[o * C + c];
				dweight[o * C + c] += g * inp[b * C + c];
			}
		}
}
