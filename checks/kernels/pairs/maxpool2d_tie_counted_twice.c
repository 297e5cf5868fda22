/* maxpool2d_tie_counted_twice -- max pooling, two by two
 *
 * Wrong: every element equal to the maximum gets the whole cotangent, so that a tie is counted
 *        twice.
 */

/* wengert: out[B,H,W] = maxpool(x[B,2*H,2*W]) */
void maxpool_forward(float *out, const float *x, int B, int H, int W)
{
	for (int b = 0; b < B; b++)
		for (int i = 0; i < H; i++)
			for (int j = 0; j < W; j++) {
				const float *p = x + (b * 2 * H + 2 * i) * 2 * W + 2 * j;
				float m = p[0];

				if (p[1] > m) m = p[1];
				if (p[2 * W] > m) m = p[2 * W];
				if (p[2 * W + 1] > m) m = p[2 * W + 1];
				*out++ = m;
			}
}

static void back(float *dx, const float *dout, const float *x, const float *out, int B, int H,
	int W, int all)
{
	for (int k = 0; k < B * 4 * H * W; k++) dx[k] = 0;
	for (int b = 0; b < B; b++)
		for (int i = 0; i < H; i++)
			for (int j = 0; j < W; j++, out++, dout++)
				for (int k = 0; k < 4; k++) {
					int at =
						(b * 2 * H + 2 * i + k / 2) * 2 * W + 2 * j + k % 2;

					if (x[at] != *out) continue;
					dx[at] += *dout;
					if (!all) break;
				}
}

void maxpool_backward(float *dx, const float *dout, const float *x, const float *out, int B, int H,
	int W)
{
	back(dx, dout, x, out, B, H, W, 0);
}

/* wengert: out[B,H,W] = maxpool_wrong(x[B,2*H,2*W]) */
void maxpool_wrong_forward(float *out, const float *x, int B, int H, int W)
{
	maxpool_forward(out, x, B, H, W);
}
void maxpool_wrong_backward(float *dx, const float *dout, const float *x, const float *out, int B,
	int H, int W)
{
	back(dx, dout, x, out, B, H, W, 1);
}
