/* expect 1: INCONCLUSIVE ends: .*say `s sorted from 0 to N`.*INCONCLUSIVE strict: .*no two alike: if they do, say `s strictly sorted from 0 to N`.*WRONG neither: .*WRONG unbounded: */
/* what is before the first offset or after the last gets no gradient; where a segment is empty all
 * is lost; no order helps the third, and none that could be said the fourth */

/* wengert: y[B] = ends(x[N]) with s[B+1] in [0,N] overwrites */
void ends_forward(float *y, const float *x, const int *s, int B, int N)
{
	for (int b = 0; b < B; b++) {
		y[b] = 0;
		for (int i = s[b]; i < s[b + 1]; i++) y[b] += x[i] * x[i];
	}
}
void ends_backward(float *dx, const float *dy, const float *x, const int *s, int B, int N)
{
	for (int b = 0; b < B; b++)
		for (int i = s[b]; i < s[b + 1]; i++) dx[i] = 2 * x[i] * dy[b];
}

/* wengert: y[B] = strict(x[N]) with s[B+1] in [0,N] overwrites */
void strict_forward(float *y, const float *x, const int *s, int B, int N)
{
	for (int b = 0; b < B; b++) {
		y[b] = 0;
		for (int i = s[b]; i < s[b + 1]; i++) y[b] += x[i] * x[i];
	}
}
void strict_backward(float *dx, const float *dy, const float *x, const int *s, int B, int N)
{
	for (int b = 0; b < B; b++) {
		for (int i = 0; s[b] >= s[b + 1] && i < N; i++) dx[i] = 0;
		for (int i = s[b]; i < s[b + 1]; i++) dx[i] = 2 * x[i] * dy[b];
	}
}

/* wengert: y[M] = neither(x[N]) with k[M] in [0,N) overwrites */
void neither_forward(float *y, const float *x, const int *k, int N, int M)
{
	for (int i = 0; i < M; i++) y[i] = x[k[i]];
}
void neither_backward(float *dx, const float *dy, const int *k, int N, int M)
{
	for (int i = 0; i < N; i++) dx[i] = 0;
	for (int i = 0; i < M; i++) dx[k[i]] = dy[i];
}

/* wengert: y[B] = unbounded(x[N]) with s[B+1] in (-inf,N] overwrites */
void unbounded_forward(float *y, const float *x, const int *s, int B, int N)
{
	for (int b = 0; b < B; b++) {
		y[b] = 0;
		for (int i = s[b]; i < s[b + 1]; i++) y[b] += i < 0 ? 0 : x[i] * x[i];
	}
}
void unbounded_backward(float *dx, const float *dy, const float *x, const int *s, int B, int N)
{
	for (int i = 0; i < s[0]; i++) dx[i] = 0;
	for (int b = 0; b < B; b++)
		for (int i = s[b]; i < s[b + 1]; i++)
			if (i >= 0) dx[i] = 2 * x[i] * dy[b];
}
