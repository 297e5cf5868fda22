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
/* the arrays of a call, what they were before the launch, what all threads have made of them: of each
 * thread what it wrote, as if none saw another's (launch.c) */
extern "C" {
struct wengert_apart {
	char **at, **was, **all;
	unsigned long *bytes;
	int arrays, on;
} wengert_threads;
}
static inline void wengert_before()
{
	for (int k = 0; wengert_threads.on && k < wengert_threads.arrays; k++) {
		memcpy(wengert_threads.was[k], wengert_threads.at[k], wengert_threads.bytes[k]);
		memcpy(wengert_threads.all[k], wengert_threads.at[k], wengert_threads.bytes[k]);
	}
}
static inline void wengert_between()
{
	for (int k = 0; wengert_threads.on && k < wengert_threads.arrays; k++) {
		char *at = wengert_threads.at[k], *was = wengert_threads.was[k];
		for (unsigned long i = 0; i < wengert_threads.bytes[k]; i++)
			if (at[i] != was[i]) wengert_threads.all[k][i] = at[i];
		memcpy(at, was, wengert_threads.bytes[k]);
	}
}
static inline void wengert_behind()
{
	for (int k = 0; wengert_threads.on && k < wengert_threads.arrays; k++)
		memcpy(wengert_threads.at[k], wengert_threads.all[k], wengert_threads.bytes[k]);
}
/* an atomic operation is of what all have made */
template <class T> static inline T *wengert_shared(T *p)
{
	char *a = (char *)p;
	for (int k = 0; wengert_threads.on && k < wengert_threads.arrays; k++)
		if (a >= wengert_threads.at[k] && a < wengert_threads.at[k] + wengert_threads.bytes[k])
			return (T *)(wengert_threads.all[k] + (a - wengert_threads.at[k]));
	return p;
}
#define WENGERT_ATOMIC(F, BECOMES) \
	template <class T, class U> static inline T F(T *p, U v) \
	{ \
		T *q = wengert_shared(p), was = *q; \
		*q = BECOMES; \
		return was; \
	}
WENGERT_ATOMIC(atomicAdd, was + v)
WENGERT_ATOMIC(atomicSub, was - v)
WENGERT_ATOMIC(atomicExch, v)
WENGERT_ATOMIC(atomicMax, was < v ? (T)v : was)
WENGERT_ATOMIC(atomicMin, was > v ? (T)v : was)
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
		wengert_before();
		for (blockIdx.z = 0; blockIdx.z < grid.z; blockIdx.z++)
			for (blockIdx.y = 0; blockIdx.y < grid.y; blockIdx.y++)
				for (blockIdx.x = 0; blockIdx.x < grid.x; blockIdx.x++)
					threads(p...);
		wengert_behind();
	}
	void threads(P... p) const
	{
		for (threadIdx.z = 0; threadIdx.z < block.z; threadIdx.z++)
			for (threadIdx.y = 0; threadIdx.y < block.y; threadIdx.y++)
				for (threadIdx.x = 0; threadIdx.x < block.x; threadIdx.x++)
					kernel(p...), wengert_between();
	}
};
template <class... P> static inline wengert_launched<P...> wengert_launch(void (*kernel)(P...),
	dim3 grid, dim3 block, unsigned long = 0, cudaStream_t = 0)
{
	return { kernel, grid, block };
}
