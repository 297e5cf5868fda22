/* expect 0: OK softmax */
#include <cuda_runtime.h>
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
namespace cg = cooperative_groups;
__global__ void softmax_k(float *y, const float *x, int N, int C)
{
	cg::thread_block block = cg::this_thread_block();
	cg::thread_block_tile<32> warp = cg::tiled_partition<32>(block);
	int idx = blockIdx.x * warp.meta_group_size() + warp.meta_group_rank();
	if (idx >= N) return;
	const float *row = x + idx * C;
	float m = -INFINITY;
	for (int i = warp.thread_rank(); i < C; i += warp.size()) m = fmaxf(m, row[i]);
	m = cg::reduce(warp, m, cg::greater<float>{});
	float s = 0;
	for (int i = warp.thread_rank(); i < C; i += warp.size()) s += expf(row[i] - m);
	s = cg::reduce(warp, s, cg::plus<float>{});
	for (int i = warp.thread_rank(); i < C; i += warp.size())
		y[idx * C + i] = expf(row[i] - m) / s;
}
__global__ void softmax_bk(float *dx, const float *dy, const float *y, int N, int C)
{
	__shared__ float part[4];
	int row = blockIdx.x, warp = threadIdx.x / 32, lane = threadIdx.x % 32;
	float s = 0;
	for (int i = threadIdx.x; i < C; i += blockDim.x) s += dy[row * C + i] * y[row * C + i];
	for (int o = 16; o > 0; o /= 2) s += __shfl_down_sync(0xffffffff, s, o);
	if (lane == 0) part[warp] = s;
	__syncthreads();
	if (warp == 0) {
		s = lane < 4 ? part[lane] : 0;
		for (int o = 2; o > 0; o /= 2) s += __shfl_down_sync(0xffffffff, s, o);
		if (lane == 0) part[0] = s;
	}
	__syncthreads();
	s = part[0];
	for (int i = threadIdx.x; i < C; i += blockDim.x)
		dx[row * C + i] += y[row * C + i] * (dy[row * C + i] - s);
}
// wengert: y[N,C] = softmax(x[N,C]) accumulates
void softmax_forward(float *y, const float *x, int N, int C)
{
	softmax_k<<<(N * 32 + 127) / 128, 128>>>(y, x, N, C);
}
void softmax_backward(float *dx, const float *dy, const float *y, int N, int C)
{
	softmax_bk<<<N, 128>>>(dx, dy, y, N, C);
}
