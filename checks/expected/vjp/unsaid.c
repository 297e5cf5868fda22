/* unsaid -- two rules without a comment: the comment that is offered. */

void blend_forward(int rows, float *y, const float *a, const float *b, float t, int rest) { for (int i = 0; i < rows * rest; i++) y[i] = a[i] + t * b[i]; }
void blend_backward(int rows, float *da, float *db, const float *dy, float t, int rest)
{
	for (int i = 0; i < rows * rest; i++) da[i] = dy[i], db[i] = t * dy[i];
}
