/* gate.cu -- a CUDA kernel, one thread an element: y = x g
 *
 * A launch is run as a loop over its blocks and threads.
 *
 *	wengert vjp examples/kernels/gate.cu
 */
#include <cuda_runtime.h>

__global__ void multiply(float *out, const float *inp, const float *gate, int N)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i < N) out[i] = __ldg(&inp[i]) * __ldg(&gate[i]);
}

__global__ void multiplied(float *dinp, float *dgate, const float *dout, const float *inp,
	const float *gate, int N)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i >= N) return;
	atomicAdd(&dinp[i], dout[i] * gate[i]);
	atomicAdd(&dgate[i], dout[i] * inp[i]);
}

/* wengert: out[N] = gated(inp[N], gate[N]) accumulates */
void gated_forward(float *out, const float *inp, const float *gate, int N)
{
	multiply<<<(N + 31) / 32, 32>>>(out, inp, gate, N);
}

void gated_backward(float *dinp, float *dgate, const float *dout, const float *inp,
	const float *gate, int N)
{
	multiplied<<<(N + 31) / 32, 32>>>(dinp, dgate, dout, inp, gate, N);
}
