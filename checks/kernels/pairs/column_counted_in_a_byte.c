/* column_counted_in_a_byte -- x^3 of a matrix
 *
 * Wrong: columns past 255 get no gradient.
 */
/* wengert: y[M,K] = cubebyte(x[M,K]) */
void cubebyte_forward(float *y, const float *x, int M, int K)
{
	for (int i = 0; i < M * K; i++) y[i] = x[i] * x[i] * x[i];
}

void cubebyte_backward(float *dx, const float *dy, const float *x, int M, int K)
{
	for (int m = 0; m < M; m++)
		for (int k = 0; k < K; k++) dx[m * K + k] = 3 * x[m * K + k] * x[m * K + k] * dy[m * K + k];
}

/* wengert: y[M,K] = cubebyte_wrong(x[M,K]) */
void cubebyte_wrong_forward(float *y, const float *x, int M, int K)
{
	for (int i = 0; i < M * K; i++) y[i] = x[i] * x[i] * x[i];
}

void cubebyte_wrong_backward(float *dx, const float *dy, const float *x, int M, int K)
{
	for (int m = 0; m < M; m++)
		for (int k = 0; k < K; k++) {
			int i = m * K + k;

			dx[i] = k != (unsigned char)k ? 0 : 3 * x[i] * x[i] * dy[i];
		}
}
