/* expect 1: OK ring .* WRONG norm: the rule for p is wrong */
__global__ void ring_k(float4 *y, const float4 *x, int n)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i < n)
		y[i] = make_float4(x[i].x * x[i].y, x[i].y * x[i].z, x[i].z * x[i].w,
			x[i].w * x[i].x);
}
__global__ void ring_gradient_k(float4 *dx, const float4 *dy, const float4 *x, int n)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i >= n) return;
	float4 v = x[i], g = dy[i];
	dx[i] = make_float4(g.x * v.y + g.w * v.w, g.x * v.x + g.y * v.z, g.y * v.y + g.z * v.w,
		g.z * v.z + g.w * v.x);
}
// wengert: y[n,4] = ring(x[n,4]) overwrites
void ring_forward(float4 *y, const float4 *x, int n) { ring_k<<<(n + 127) / 128, 128>>>(y, x, n); }
void ring_backward(float4 *dx, const float4 *dy, const float4 *x, int n)
{
	ring_gradient_k<<<(n + 127) / 128, 128>>>(dx, dy, x, n);
}

// no header of C's is included: nvcc brings its mathematics along
__global__ void norm_k(float *y, const float *p, int n)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i < n) {
		float3 v = reinterpret_cast<const float3 *>(p)[i];
		y[i] = __expf(-max(v.x * v.x, 0.0f)) * rsqrtf(1 + v.y * v.y + v.z * v.z);
	}
}
__global__ void norm_gradient_k(float *dp, const float *dy, const float *p, const float *y, int n)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i < n) {
		float3 v = reinterpret_cast<const float3 *>(p)[i];
		float g = dy[i] * y[i], r = __fdividef(1.0f, 1 + v.y * v.y + v.z * v.z);
		reinterpret_cast<float3 *>(dp)[i] =
			make_float3(-g * v.x, -g * v.y * r, -g * v.z * r);
	}
}
// wengert: y[n] = norm(p[3*n]) overwrites
void norm_forward(float *y, const float *p, int n) { norm_k<<<(n + 63) / 64, 64>>>(y, p, n); }
void norm_backward(float *dp, const float *dy, const float *p, const float *y, int n)
{
	norm_gradient_k<<<(n + 63) / 64, 64>>>(dp, dy, p, y, n);
}
