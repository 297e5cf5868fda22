/* avgpool2d_half_for_quarter -- average pooling, two by two
 *
 * Wrong: each of the four elements gets 1/2 of the cotangent instead of 1/4.
 */

/* wengert: out[H,W] = meanpool(x[2*H,2*W]) accumulates */
void meanpool_forward(float *out, const float *x, int H, int W)
{
	for (int i = 0; i < H; i++)
		for (int j = 0; j < W; j++) {
			const float *p = x + 4 * i * W + 2 * j;

			out[i * W + j] = (p[0] + p[1] + p[2 * W] + p[2 * W + 1]) / 4;
		}
}

void meanpool_backward(float *dx, const float *dout, int H, int W)
{
	for (int i = 0; i < 2 * H; i++)
		for (int j = 0; j < 2 * W; j++) dx[i * 2 * W + j] += dout[i / 2 * W + j / 2] / 4;
}

/* wengert: out[H,W] = meanpool_wrong(x[2*H,2*W]) accumulates */
void meanpool_wrong_forward(float *out, const float *x, int H, int W)
{
	meanpool_forward(out, x, H, W);
}

void meanpool_wrong_backward(float *dx, const float *dout, int H, int W)
{
	for (int i = 0; i < 2 * H; i++)
		for (int j = 0; j < 2 * W; j++) dx[i * 2 * W + j] += dout[i / 2 * W + j / 2] * 0.5f;
}
