/* clamp_of_huge_ignored -- x within +-3e38, and 0 where it is not a number
 *
 * Wrong: the clamp is taken for one that nothing reaches.
 */

/* wengert: y[N] = nantonumber(x[N]) overwrites */
void nantonumber_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float v = x[i];

		if (v > 3.0e38f) v = 3.0e38f;
		if (v < -3.0e38f) v = -3.0e38f;
		y[i] = v != v ? 0 : v;
	}
}

void nantonumber_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = x[i] <= 3.0e38f && x[i] >= -3.0e38f ? dy[i] : 0;
}

/* wengert: y[N] = nantonumber_wrong(x[N]) overwrites */
void nantonumber_wrong_forward(float *y, const float *x, int N)
{
	nantonumber_forward(y, x, N);
}

void nantonumber_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i];
}
