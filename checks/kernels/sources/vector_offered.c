/* expect 2: twice_forward has no comment .* wengert: q\[N,2\] = twice\(p\[N,2\]\) */
typedef struct {
	float x, y;
} point;
void twice_forward(point *q, const point *p, int N)
{
	for (int n = 0; n < N; n++) q[n].x = 2 * p[n].x, q[n].y = 2 * p[n].y;
}
void twice_backward(point *dp, const point *dq, int N)
{
	for (int n = 0; n < N; n++) dp[n].x = 2 * dq[n].x, dp[n].y = 2 * dq[n].y;
}
