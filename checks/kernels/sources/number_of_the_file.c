/* expect 0: OK cap */
/* wengert: y[n] = cap(x[n]) */
static const float LIMIT = 2;
void cap_forward(int n, const float *x, float *y)
{
	for (int i = 0; i < n; i++) y[i] = x[i] < LIMIT ? x[i] : LIMIT;
}
void cap_backward(int n, const float *dy, const float *x, float *dx)
{
	for (int i = 0; i < n; i++) dx[i] = x[i] < LIMIT ? dy[i] : 0;
}
