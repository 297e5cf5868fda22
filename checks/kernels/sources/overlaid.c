/* expect 2: parameter p is a struct both, and the comment does not say */
typedef union {
	float x, y;
} both;
/* wengert: q[N] = u(p[N]) overwrites */
void u_forward(float *q, const both *p, int N)
{
	for (int n = 0; n < N; n++) q[n] = p[n].x;
}
void u_backward(both *dp, const float *dq, int N)
{
	for (int n = 0; n < N; n++) dp[n].y = dq[n];
}
