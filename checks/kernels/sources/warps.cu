/* expect 1: OK ln .* WRONG shift: the rule for b .* launch race .* atomicAdd */
__global__ void norm_fwd(float *out, float *mean, float *rstd, const float *in, const float *w,
	const float *b, int N, int C)
{
	extern __shared__ float sh[];
	int r = blockIdx.x, t = threadIdx.x;
	const float *x = in + r * C;
	float s = 0;
	for (int i = t; i < C; i += blockDim.x) s += x[i];
	sh[t] = s;
	__syncthreads();
	for (int k = blockDim.x / 2; k > 0; k /= 2) {
		if (t < k) sh[t] += sh[t + k];
		__syncthreads();
	}
	float m = sh[0] / C;
	__syncthreads();
	s = 0;
	for (int i = t; i < C; i += blockDim.x) {
		float d = x[i] - m;
		s += d * d;
	}
	sh[t] = s;
	__syncthreads();
	for (int k = blockDim.x / 2; k > 0; k /= 2) {
		if (t < k) sh[t] += sh[t + k];
		__syncthreads();
	}
	float rs = rsqrtf(sh[0] / C + 1e-5f);
	if (t == 0) {
		mean[r] = m;
		rstd[r] = rs;
	}
	for (int i = t; i < C; i += blockDim.x) out[r * C + i] = (x[i] - m) * rs * w[i] + b[i];
}
__inline__ __device__ float warpsum(float v)
{
	for (int o = 16; o > 0; o >>= 1) v += __shfl_xor_sync(0xffffffff, v, o);
	return v;
}
__global__ void norm_bwd(float *din, float *dw, float *db, const float *dout, const float *in,
	const float *w, const float *mean, const float *rstd, int N, int C)
{
	int r = blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32, lane = threadIdx.x % 32;
	if (r >= N) return;
	float m = mean[r], rs = rstd[r], a = 0, b = 0;
	for (int i = lane; i < C; i += 32) {
		float n = (in[r * C + i] - m) * rs, g = w[i] * dout[r * C + i];
		a += g;
		b += g * n;
	}
	a = warpsum(a) / C;
	b = warpsum(b) / C;
	for (int i = lane; i < C; i += 32) {
		float n = (in[r * C + i] - m) * rs, d = dout[r * C + i];
		atomicAdd(&db[i], d);
		atomicAdd(&dw[i], n * d);
		din[r * C + i] += rs * (w[i] * d - a - n * b);
	}
}
// wengert: out[N,C] mean[N] rstd[N] = ln(in[N,C], w[C], b[C]) accumulates
void ln_forward(float *out, float *mean, float *rstd, const float *in, const float *w,
	const float *b, int N, int C)
{
	norm_fwd<<<N, 8, 8 * sizeof(float)>>>(out, mean, rstd, in, w, b, N, C);
}
void ln_backward(float *din, float *dw, float *db, const float *dout, const float *in,
	const float *w, const float *mean, const float *rstd, int N, int C)
{
	norm_bwd<<<N, 32>>>(din, dw, db, dout, in, w, mean, rstd, N, C);
}

__global__ void shift_k(float *y, const float *x, const float *b, int N, int C)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;
	if (i < N * C) y[i] = x[i] + b[i % C];
}
__global__ void shift_gradient_k(float *dx, float *db, const float *dy, int N, int C)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;
	if (i < N * C) dx[i] += dy[i], db[i % C] += dy[i];
}
// wengert: y[N,C] = shift(x[N,C], b[C]) accumulates
void shift_forward(float *y, const float *x, const float *b, int N, int C)
{
	shift_k<<<(N * C + 31) / 32, 32>>>(y, x, b, N, C);
}
void shift_backward(float *dx, float *db, const float *dy, int N, int C)
{
	shift_gradient_k<<<(N * C + 31) / 32, 32>>>(dx, db, dy, N, C);
}
