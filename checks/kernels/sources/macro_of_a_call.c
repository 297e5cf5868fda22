/* expect 0: OK halved .* truth by binary128 differences */
/* a macro of the file that the comment passes: the compiler sees preprocessed text, without it */
#define WIDTH 3
/* wengert: y[N] = halved(x[N]) call halved_forward(y, x, N, WIDTH)
 * call halved_backward(dx, dy, N, WIDTH) */
void halved_forward(float *y, const float *x, int N, int k)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * k / 2;
}
void halved_backward(float *dx, const float *dy, int N, int k)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * k / 2;
}
