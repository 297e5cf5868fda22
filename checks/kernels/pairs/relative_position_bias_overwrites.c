/* relative_position_bias_overwrites -- scores with a bias for each relative position
 *	out[h,t,s] = pre[h,t,s] + bias[h,t-s+T-1]
 *
 * Wrong: = instead of +=: the bias gets the last cotangent of its relative position, not their sum.
 */

/* wengert: out[H,T,T] = relative(pre[H,T,T], bias[H,2*T-1]) */
void relative_forward(float *out, const float *pre, const float *bias, int H, int T)
{
	for (int h = 0; h < H; h++)
		for (int t = 0; t < T; t++)
			for (int s = 0; s < T; s++)
				*out++ = *pre++ + bias[h * (2 * T - 1) + t - s + T - 1];
}

void relative_backward(float *dpre, float *dbias, const float *dout, int H, int T)
{
	for (int k = 0; k < H * (2 * T - 1); k++) dbias[k] = 0;
	for (int h = 0; h < H; h++)
		for (int t = 0; t < T; t++)
			for (int s = 0; s < T; s++, dout++) {
				*dpre++ = *dout;
				dbias[h * (2 * T - 1) + t - s + T - 1] += *dout;
			}
}

/* wengert: out[H,T,T] = relative_wrong(pre[H,T,T], bias[H,2*T-1]) */
void relative_wrong_forward(float *out, const float *pre, const float *bias, int H, int T)
{
	relative_forward(out, pre, bias, H, T);
}

void relative_wrong_backward(float *dpre, float *dbias, const float *dout, int H, int T)
{
	for (int h = 0; h < H; h++)
		for (int t = 0; t < T; t++)
			for (int s = 0; s < T; s++, dout++) {
				*dpre++ = *dout;
				dbias[h * (2 * T - 1) + t - s + T - 1] = *dout;
			}
}
