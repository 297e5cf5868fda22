/* strided -- out[o] = x[o S]; a length is made of two sizes
 *
 *	wengert vjp examples/kernels/strided.c
 */

/* wengert: out[O] = strided(x[(O-1)*S+1]) with W = (O-1)*S+1 */
void strided_forward(float *out, const float *x, int W, int O, int S)
{
	for (int o = 0; o < O && o * S < W; o++) out[o] = x[o * S];
}

void strided_backward(float *dx, const float *dout, int W, int O, int S)
{
	for (int i = 0; i < W; i++) dx[i] = 0;
	for (int o = 0; o < O; o++) dx[o * S] = dout[o];
}
