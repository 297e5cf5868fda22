/* expect 2: half_forward: q is of point, which is 2 numbers: q\[N,2\] says so */
typedef struct {
	float x, y;
} point;
/* wengert: q[N] = half(p[N]) overwrites */
void half_forward(point *q, const point *p, int N)
{
	for (int n = 0; n < N; n++) q[n].x = p[n].x / 2, q[n].y = p[n].y / 2;
}
void half_backward(point *dp, const point *dq, int N)
{
	for (int n = 0; n < N; n++) dp[n].x = dq[n].x / 2, dp[n].y = dq[n].y / 2;
}
