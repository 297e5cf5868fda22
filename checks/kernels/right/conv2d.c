/* conv2d -- out[n,o,y,x] = bias[o] + sum_cij inp[n,c,y+i,x+j] weight[o,c,i,j], N C H W, borders of
 * zero
 *
 *	ginp[n,c,y+i,x+j] += gout[n,o,y,x] weight[o,c,i,j],   gweight likewise with inp,   gbias =
 * sum gout
 */

/* where weight[..,i,j], k = iK + j, meets the image for pixel (y, x) of the result, or -1: on the
 * border */
static int pixel(int y, int x, int k, int K, int H, int W)
{
	y += k / K - K / 2;
	x += k % K - K / 2;
	return y < 0 || y >= H || x < 0 || x >= W ? -1 : y * W + x;
}

/* wengert: out[N,O,H,W] = conv2d(inp[N,C,H,W], weight[O,C,K,K], bias[O]) */
void conv2d_forward(float *out, const float *inp, const float *weight, const float *bias, int N,
	int C, int O, int H, int W, int K)
{
	for (int at = 0; at < N * O * H * W; at++) {
		int n = at / (O * H * W), o = at / (H * W) % O, y = at / W % H, x = at % W;
		float sum = bias[o];

		for (int c = 0; c < C; c++)
			for (int k = 0; k < K * K; k++) {
				int from = pixel(y, x, k, K, H, W);

				if (from >= 0)
					sum += inp[(n * C + c) * H * W + from] *
						weight[(o * C + c) * K * K + k];
			}
		out[at] = sum;
	}
}

void conv2d_backward(float *dinp, float *dweight, float *dbias, const float *dout, const float *inp,
	const float *weight, int N, int C, int O, int H, int W, int K)
{
	for (int i = 0; i < N * C * H * W; i++) dinp[i] = 0;
	for (int i = 0; i < O * C * K * K; i++) dweight[i] = 0;
	for (int o = 0; o < O; o++) dbias[o] = 0;
	for (int at = 0; at < N * O * H * W; at++) {
		int n = at / (O * H * W), o = at / (H * W) % O, y = at / W % H, x = at % W;

		dbias[o] += dout[at];
		for (int c = 0; c < C; c++)
			for (int k = 0; k < K * K; k++) {
				int from = pixel(y, x, k, K, H, W);

				if (from < 0) continue;
				dinp[(n * C + c) * H * W + from] +=
					dout[at] * weight[(o * C + c) * K * K + k];
				dweight[(o * C + c) * K * K + k] +=
					dout[at] * inp[(n * C + c) * H * W + from];
			}
	}
}
