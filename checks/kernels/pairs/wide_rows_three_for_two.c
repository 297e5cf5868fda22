/* wide_rows_three_for_two -- x^2 of a matrix
 *
 * Wrong: in rows of 128 and more the factor is 3.
 */
/* wengert: y[M,K] = squarewide(x[M,K]) */
void squarewide_forward(float *y, const float *x, int M, int K)
{
	for (int i = 0; i < M * K; i++) y[i] = x[i] * x[i];
}

void squarewide_backward(float *dx, const float *dy, const float *x, int M, int K)
{
	for (int m = 0; m < M; m++)
		for (int k = 0; k < K; k++) dx[m * K + k] = 2 * x[m * K + k] * dy[m * K + k];
}

/* wengert: y[M,K] = squarewide_wrong(x[M,K]) */
void squarewide_wrong_forward(float *y, const float *x, int M, int K)
{
	for (int i = 0; i < M * K; i++) y[i] = x[i] * x[i];
}

void squarewide_wrong_backward(float *dx, const float *dy, const float *x, int M, int K)
{
	for (int m = 0; m < M; m++)
		for (int k = 0; k < K; k++) dx[m * K + k] = (K >= 128 ? 3 : 2) * x[m * K + k] * dy[m * K + k];
}
