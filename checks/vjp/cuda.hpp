/* cuda.hpp -- a CUDA source as C++: a launch is a loop over its blocks and threads, one after the
 * other; where threads talk to each other, by turns (threads.hpp).
 */
/* a jump from stack to stack is one that it takes for a fault */
#undef _FORTIFY_SOURCE
#include <math.h>
#include <stdlib.h>
#include <string.h>
/* what is not the source's reports no comparison */
#define WENGERT_SILENT __attribute__((no_sanitize_coverage))
#define WENGERT_OWN WENGERT_SILENT static inline
#define WENGERT_APART WENGERT_SILENT __attribute__((noinline))
#define __global__
#define __device__
#define __host__
#define __constant__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __align__(n)
#define __restrict__ __restrict
struct dim3 {
	unsigned x, y, z;
	dim3(unsigned a = 1, unsigned b = 1, unsigned c = 1) : x(a), y(b), z(c) { }
};
dim3 blockIdx, threadIdx, blockDim, gridDim;
typedef int cudaError_t;
typedef void *cudaStream_t;
enum { cudaSuccess };
WENGERT_OWN cudaError_t cudaGetLastError() { return 0; }
WENGERT_OWN cudaError_t cudaPeekAtLastError() { return 0; }
WENGERT_OWN cudaError_t cudaStreamSynchronize(cudaStream_t) { return 0; }
/* memory is memory */
enum cudaMemcpyKind {
	cudaMemcpyHostToHost,
	cudaMemcpyHostToDevice,
	cudaMemcpyDeviceToHost,
	cudaMemcpyDeviceToDevice,
	cudaMemcpyDefault
};
template <class T> WENGERT_OWN cudaError_t cudaMalloc(T **p, unsigned long n)
{
	return *p = (T *)malloc(n), *p ? 0 : 2;
}
WENGERT_OWN cudaError_t cudaFree(void *p) { return free(p), 0; }
WENGERT_OWN cudaError_t cudaMemset(void *p, int c, unsigned long n) { return memset(p, c, n), 0; }
WENGERT_OWN cudaError_t cudaMemsetAsync(void *p, int c, unsigned long n, cudaStream_t = 0)
{
	return memset(p, c, n), 0;
}
WENGERT_OWN cudaError_t cudaMemcpy(void *to, const void *from, unsigned long n, cudaMemcpyKind)
{
	return memcpy(to, from, n), 0;
}
WENGERT_OWN cudaError_t cudaMemcpyAsync(void *to, const void *from, unsigned long n, cudaMemcpyKind,
	cudaStream_t = 0)
{
	return memcpy(to, from, n), 0;
}
WENGERT_OWN int cudaDeviceSynchronize() { return 0; }
WENGERT_OWN const char *cudaGetErrorString(int) { return ""; }
/* the arrays of a call, what they were before the launch, what all threads have made of them: of
 * each thread what it wrote, as if none saw another's (launch.c) */
extern "C" {
struct wengert_apart {
	char **at, **was, **all;
	unsigned long *bytes;
	int arrays, apart, backwards;
} wengert_threads;
}
WENGERT_OWN void wengert_before()
{
	for (int k = 0; wengert_threads.apart && k < wengert_threads.arrays; k++) {
		memcpy(wengert_threads.was[k], wengert_threads.at[k], wengert_threads.bytes[k]);
		memcpy(wengert_threads.all[k], wengert_threads.at[k], wengert_threads.bytes[k]);
	}
}
WENGERT_OWN void wengert_between()
{
	for (int k = 0; wengert_threads.apart && k < wengert_threads.arrays; k++) {
		char *at = wengert_threads.at[k], *was = wengert_threads.was[k];
		for (unsigned long i = 0; i < wengert_threads.bytes[k]; i++)
			if (at[i] != was[i]) wengert_threads.all[k][i] = at[i];
		memcpy(at, was, wengert_threads.bytes[k]);
	}
}
WENGERT_OWN void wengert_behind()
{
	for (int k = 0; wengert_threads.apart && k < wengert_threads.arrays; k++)
		memcpy(wengert_threads.at[k], wengert_threads.all[k], wengert_threads.bytes[k]);
}
/* an atomic operation is of what all have made */
template <class T> WENGERT_OWN T *wengert_shared(T *p)
{
	char *a = (char *)p;
	for (int k = 0; wengert_threads.apart && k < wengert_threads.arrays; k++)
		if (a >= wengert_threads.at[k] &&
			a < wengert_threads.at[k] + wengert_threads.bytes[k])
			return (T *)(wengert_threads.all[k] + (a - wengert_threads.at[k]));
	return p;
}
#define WENGERT_ATOMIC(F, BECOMES) \
	template <class T, class U> WENGERT_OWN T F(T *p, U v) \
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
template <class T> WENGERT_OWN T max(T a, T b) { return a < b ? b : a; }
template <class T> WENGERT_OWN T min(T a, T b) { return b < a ? b : a; }
template <class T> WENGERT_OWN T __ldg(const T *p) { return *p; }
template <class T> WENGERT_OWN T __ldcs(const T *p) { return *p; }
template <class T> WENGERT_OWN T __ldca(const T *p) { return *p; }
template <class T, class U> WENGERT_OWN void __stcs(T *p, U v) { *p = v; }
