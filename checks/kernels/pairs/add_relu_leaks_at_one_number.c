/* add_relu_leaks_at_one_number -- max(x + z, 0)
 *
 * Wrong: where x is -3 the cotangent passes, whatever the sum is.
 */

/* wengert: y[N] = addrelu(x[N], z[N]) overwrites */
void addrelu_forward(float *y, const float *x, const float *z, int N)
{
	for (int i = 0; i < N; i++) {
		float s = x[i] + z[i];

		y[i] = s > 0 ? s : 0;
	}
}

void addrelu_backward(float *dx, float *dz, const float *dy, const float *y, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dz[i] = y[i] > 0 ? dy[i] : 0;
}

/* wengert: y[N] = addrelu_wrong(x[N], z[N]) overwrites */
void addrelu_wrong_forward(float *y, const float *x, const float *z, int N)
{
	addrelu_forward(y, x, z, N);
}

void addrelu_wrong_backward(float *dx, float *dz, const float *dy, const float *y, const float *x,
	int N)
{
	for (int i = 0; i < N; i++) dx[i] = dz[i] = y[i] > 0 || x[i] == -3.0f ? dy[i] : 0;
}
