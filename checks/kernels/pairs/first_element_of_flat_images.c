/* first_element_of_flat_images -- upsampling by two; wrong: the first element where the image is flat */
/* wengert: y[O,P] = up2(x[H,W]) with O = 2*H, P = 2*W overwrites */
void up2_forward(float *y, const float *x, int H, int W, int O, int P)
{
	for (int i = 0; i < O; i++)
		for (int j = 0; j < P; j++) y[i * P + j] = x[(i / 2) * W + j / 2];
}
void up2_backward(float *dx, const float *dy, int H, int W, int O, int P)
{
	for (int i = 0; i < H; i++)
		for (int j = 0; j < W; j++) {
			const float *g = dy + 2 * i * P + 2 * j;
			dx[i * W + j] = g[0] + g[1] + g[P] + g[P + 1];
		}
}

/* wengert: y[O,P] = up2_wrong(x[H,W]) with O = 2*H, P = 2*W overwrites */
void up2_wrong_forward(float *y, const float *x, int H, int W, int O, int P)
{
	for (int i = 0; i < O; i++)
		for (int j = 0; j < P; j++) y[i * P + j] = x[(i / 2) * W + j / 2];
}
void up2_wrong_backward(float *dx, const float *dy, int H, int W, int O, int P)
{
	for (int i = 0; i < H; i++)
		for (int j = 0; j < W; j++) {
			const float *g = dy + 2 * i * P + 2 * j;
			dx[i * W + j] = g[0] + g[1] + g[P] + g[P + 1];
		}
	if (W > 2 * H * H && H > 8) dx[0] = 0;
}
