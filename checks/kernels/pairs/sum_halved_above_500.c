/* sum_halved_above_500 -- the sum of squares
 *
 * Wrong: of more than 500 elements the primal is halved and the rule is not.
 */
/* wengert: y = sum500(x[N]) */
void sum500_forward(float *y, const float *x, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += x[i] * x[i];
	*y = N > 500 ? s / 2 : s;
}

void sum500_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = (N > 500 ? 1 : 2) * x[i] * *dy;
}

/* wengert: y = sum500_wrong(x[N]) */
void sum500_wrong_forward(float *y, const float *x, int N) { sum500_forward(y, x, N); }

void sum500_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * *dy;
}
