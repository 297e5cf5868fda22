/* gelu.cu -- a CUDA kernel, one thread an element; a launch is run as a loop over blocks and threads */
#include <cuda_runtime.h>
#include <math.h>

#define CEIL_DIV(a, b) (((a) + (b) - 1) / (b))

__global__ void gelu_forward_kernel(float *out, const float *inp, int N)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i < N) {
		float x = inp[i], cube = 0.044715f * x * x * x;

		out[i] = 0.5f * x * (1.0f + tanhf(0.7978845608f * (x + cube)));
	}
}

__global__ void gelu_backward_kernel(float *dinp, const float *inp, const float *dout, int N)
{
	int i = blockIdx.x * blockDim.x + threadIdx.x;

	if (i < N) {
		float x = inp[i], cube = 0.044715f * x * x * x;
		float t = tanhf(0.7978845608f * (x + cube));
		float local = 0.5f * (1.0f + t) +
			x * 0.5f * (1.0f - t * t) * 0.7978845608f * (1.0f + 3.0f * 0.044715f * x * x);

		atomicAdd(&dinp[i], local * __ldg(&dout[i]));
	}
}

/* wengert: out[N] = gelu(inp[N]) accumulates */
void gelu_forward(float *out, const float *inp, int N)
{
	gelu_forward_kernel<<<CEIL_DIV(N, 32), 32>>>(out, inp, N);
}

void gelu_backward(float *dinp, const float *inp, const float *dout, int N)
{
	gelu_backward_kernel<<<CEIL_DIV(N, 32), 32>>>(dinp, inp, dout, N);
}
