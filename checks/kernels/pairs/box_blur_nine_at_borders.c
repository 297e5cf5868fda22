/* box_blur_nine_at_borders -- mean of the three by three neighbourhood
 *	of those elements that lie inside
 *
 * Wrong: the backward divides by nine at the borders too.
 */

static int within(int i, int n) { return 3 - (i == 0) - (i == n - 1); }

/* wengert: out[H,W] = blur(x[H,W]) */
void blur_forward(float *out, const float *x, int H, int W)
{
	for (int i = 0; i < H; i++)
		for (int j = 0; j < W; j++) {
			float s = 0;

			for (int a = i - 1; a <= i + 1; a++)
				for (int b = j - 1; b <= j + 1; b++)
					if (a >= 0 && a < H && b >= 0 && b < W) s += x[a * W + b];
			out[i * W + j] = s / (within(i, H) * within(j, W));
		}
}

static void back(float *dx, const float *dout, int H, int W, int nine)
{
	for (int k = 0; k < H * W; k++) dx[k] = 0;
	for (int i = 0; i < H; i++)
		for (int j = 0; j < W; j++)
			for (int a = i - 1; a <= i + 1; a++)
				for (int b = j - 1; b <= j + 1; b++)
					if (a >= 0 && a < H && b >= 0 && b < W)
						dx[a * W + b] += dout[i * W + j] /
							(nine ? 9 : within(i, H) * within(j, W));
}

void blur_backward(float *dx, const float *dout, int H, int W) { back(dx, dout, H, W, 0); }

/* wengert: out[H,W] = blur_wrong(x[H,W]) */
void blur_wrong_forward(float *out, const float *x, int H, int W) { blur_forward(out, x, H, W); }
void blur_wrong_backward(float *dx, const float *dout, int H, int W) { back(dx, dout, H, W, 1); }
