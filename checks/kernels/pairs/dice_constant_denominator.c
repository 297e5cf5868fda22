/* dice_constant_denominator -- Dice loss, 1 - (2 sum p t + 1)/(sum p + sum t + 1)
 *
 * Wrong: the denominator is treated as a constant.
 */

/* wengert: loss[B] = dice(p[B,N]) with t[B,N] in (0,1), p in (0,1) */
void dice_forward(double *loss, const double *p, const double *t, int B, int N)
{
	for (int b = 0; b < B; b++, p += N, t += N) {
		double up = 1, down = 1;

		for (int i = 0; i < N; i++) up += 2 * p[i] * t[i], down += p[i] + t[i];
		loss[b] = 1 - up / down;
	}
}

static void back(double *dp, const double *dloss, const double *p, const double *t, int B, int N,
	int whole)
{
	for (int b = 0; b < B; b++, p += N, t += N, dp += N) {
		double up = 1, down = 1;

		for (int i = 0; i < N; i++) up += 2 * p[i] * t[i], down += p[i] + t[i];
		for (int i = 0; i < N; i++)
			dp[i] = -dloss[b] * (2 * t[i] - (whole ? up / down : 0)) / down;
	}
}

void dice_backward(double *dp, const double *dloss, const double *p, const double *t, int B, int N)
{
	back(dp, dloss, p, t, B, N, 1);
}

/* wengert: loss[B] = dice_wrong(p[B,N]) with t[B,N] in (0,1), p in (0,1) */
void dice_wrong_forward(double *loss, const double *p, const double *t, int B, int N)
{
	dice_forward(loss, p, t, B, N);
}
void dice_wrong_backward(double *dp, const double *dloss, const double *p, const double *t, int B,
	int N)
{
	back(dp, dloss, p, t, B, N, 0);
}
