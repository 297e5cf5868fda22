/* segments -- y[b] = sum of x[i]^2, start[b] <= i < start[b+1]; the offsets are in order
 *
 *	wengert vjp examples/kernels/segments.c
 */

/* wengert: y[B] = segments(x[N], start[B+1] in [0,N] sorted from 0 to N) */
void segments_forward(double *y, const double *x, const int *start, int B, int N)
{
	for (int b = 0; b < B; b++) {
		y[b] = 0;
		for (int i = start[b]; i < start[b + 1]; i++) y[b] += x[i] * x[i];
	}
}

void segments_backward(double *dx, const double *dy, const double *x, const int *start, int B,
	int N)
{
	for (int b = 0; b < B; b++)
		for (int i = start[b]; i < start[b + 1]; i++) dx[i] = 2 * x[i] * dy[b];
}
