/* dropout_previous_row_mask -- dropout whose mask is an integer argument, out = x mask/keep
 *
 * Wrong: in the last row the mask of the previous row is used.
 */

/* wengert: out[B,C] = masked(x[B,C]) with keep = 0.75, mask[B,C] in [0,2) accumulates */
void masked_forward(float *out, const float *x, const int *mask, float keep, int B, int C)
{
	for (int i = 0; i < B * C; i++) out[i] = x[i] * mask[i] / keep;
}

void masked_backward(float *dx, const float *dout, const int *mask, float keep, int B, int C)
{
	for (int i = 0; i < B * C; i++) dx[i] += dout[i] * mask[i] / keep;
}

/* wengert: out[B,C] = masked_wrong(x[B,C]) with keep = 0.75, mask[B,C] in [0,2) accumulates */
void masked_wrong_forward(float *out, const float *x, const int *mask, float keep, int B, int C)
{
	masked_forward(out, x, mask, keep, B, C);
}

void masked_wrong_backward(float *dx, const float *dout, const int *mask, float keep, int B, int C)
{
	for (int i = 0; i < B * C; i++)
		dx[i] += dout[i] * mask[B > 1 && i / C == B - 1 ? i - C : i] / keep;
}
