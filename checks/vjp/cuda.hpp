/* cuda.hpp -- a CUDA source as C++: a launch is a loop over its blocks and threads, one after the
 * other.
 *
 * Kernels whose threads do not talk to each other: there is no __shared__, no __syncthreads and no
 * shuffle here, and what uses them does not compile.
 */
#include <math.h>
#include <string.h>
#define __global__
#define __device__
#define __host__
#define __constant__
#define __forceinline__ inline
#define __launch_bounds__(...)
struct dim3 {
	unsigned x, y, z;
	dim3(unsigned a = 1, unsigned b = 1, unsigned c = 1) : x(a), y(b), z(c) { }
};
static dim3 blockIdx, threadIdx, blockDim, gridDim;
typedef int cudaError_t;
typedef void *cudaStream_t;
enum { cudaSuccess };
static inline int cudaGetLastError() { return 0; }
static inline int cudaDeviceSynchronize() { return 0; }
static inline const char *cudaGetErrorString(int) { return ""; }
template <class T, class U> static inline T atomicAdd(T *p, U v)
{
	T was = *p;
	*p = *p + v;
	return was;
}
template <class T> static inline T __ldg(const T *p) { return *p; }
template <class T> static inline T __ldcs(const T *p) { return *p; }
template <class T> static inline T __ldca(const T *p) { return *p; }
template <class T, class U> static inline void __stcs(T *p, U v) { *p = v; }
template <class... P> struct wengert_launched {
	void (*kernel)(P...);
	dim3 grid, block;
	void operator()(P... p) const
	{
		gridDim = grid, blockDim = block;
		for (blockIdx.z = 0; blockIdx.z < grid.z; blockIdx.z++)
			for (blockIdx.y = 0; blockIdx.y < grid.y; blockIdx.y++)
				for (blockIdx.x = 0; blockIdx.x < grid.x; blockIdx.x++)
					threads(p...);
	}
	void threads(P... p) const
	{
		for (threadIdx.z = 0; threadIdx.z < block.z; threadIdx.z++)
			for (threadIdx.y = 0; threadIdx.y < block.y; threadIdx.y++)
				for (threadIdx.x = 0; threadIdx.x < block.x; threadIdx.x++)
					kernel(p...);
	}
};
template <class... P> static inline wengert_launched<P...> wengert_launch(void (*kernel)(P...),
	dim3 grid, dim3 block, unsigned long = 0, cudaStream_t = 0)
{
	return { kernel, grid, block };
}
