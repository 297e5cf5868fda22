/* depth_to_space_swapped_offsets -- depth to space, out[c,2h+i,2w+j] = x[c,i,j,h,w]
 *
 * Wrong: i and j are swapped in the backward.
 */

/* wengert: out[C,2*H,2*W] = shuffle(x[C,2,2,H,W]) */
void shuffle_forward(float *out, const float *x, int C, int H, int W)
{
	for (int c = 0; c < C; c++)
		for (int i = 0; i < 2; i++)
			for (int j = 0; j < 2; j++)
				for (int h = 0; h < H; h++)
					for (int w = 0; w < W; w++)
						out[(c * 2 * H + 2 * h + i) * 2 * W + 2 * w + j] =
							*x++;
}

void shuffle_backward(float *dx, const float *dout, int C, int H, int W)
{
	for (int c = 0; c < C; c++)
		for (int i = 0; i < 2; i++)
			for (int j = 0; j < 2; j++)
				for (int h = 0; h < H; h++)
					for (int w = 0; w < W; w++)
						*dx++ = dout[(c * 2 * H + 2 * h + i) * 2 * W +
							2 * w + j];
}

/* wengert: out[C,2*H,2*W] = shuffle_wrong(x[C,2,2,H,W]) */
void shuffle_wrong_forward(float *out, const float *x, int C, int H, int W)
{
	shuffle_forward(out, x, C, H, W);
}

void shuffle_wrong_backward(float *dx, const float *dout, int C, int H, int W)
{
	for (int c = 0; c < C; c++)
		for (int i = 0; i < 2; i++)
			for (int j = 0; j < 2; j++)
				for (int h = 0; h < H; h++)
					for (int w = 0; w < W; w++)
						*dx++ = dout[(c * 2 * H + 2 * h + j) * 2 * W +
							2 * w + i];
}
