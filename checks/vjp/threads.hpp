/* threads.hpp -- the threads of a block by turns, where they talk to each other.
 *
 * Each has a stack of its own and runs up to where it waits: for its warp (shuffles, __syncwarp) or
 * for its block (__syncthreads).  When no thread runs any more, those that wait for their warp go
 * on; when there are none of these, those that wait for the block.  Shared memory is static: blocks
 * run one after the other.
 */
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>
#define __shared__ static
static const int warpSize = 32;
enum { WENGERT_RUNS, WENGERT_WARP, WENGERT_BLOCK, WENGERT_ENDED, WENGERT_STACK = 1 << 17 };
struct wengert_thread {
	jmp_buf jump;                      /* where it waits */
	int state, begun;
	dim3 at;
	unsigned turn;                     /* of what is exchanged: two lie beside each other */
	char *stack, given[2][16];
};
struct wengert_all {
	wengert_thread *thread;
	int n, room, now, busy;
	jmp_buf back;
	void (*run)(void *);
	void *what;
};
wengert_all wengert_team;

static WENGERT_APART void wengert_wait(int state)
{
	wengert_thread *t = &wengert_team.thread[wengert_team.now];
	t->state = state;
	if (!_setjmp(t->jump)) _longjmp(wengert_team.back, 1);
}
/* others run before it returns: a compiler must not see that it writes nothing */
void (*volatile wengert_yield)(int) = wengert_wait;
/* a thread ends, and begins again in the next block */
static WENGERT_APART void wengert_life()
{
	for (;;) {
		wengert_team.run(wengert_team.what);
		wengert_yield(WENGERT_ENDED);
	}
}
static WENGERT_APART void wengert_begin(wengert_thread *t)
{
	ucontext_t own;
	t->begun = 1;
	getcontext(&own);
	own.uc_stack.ss_sp = t->stack, own.uc_stack.ss_size = WENGERT_STACK, own.uc_link = 0;
	makecontext(&own, wengert_life, 0);
	setcontext(&own);
}
static WENGERT_APART void wengert_turn(int k)
{
	wengert_thread *t = &wengert_team.thread[k];
	wengert_team.now = k, threadIdx = t->at;
	if (_setjmp(wengert_team.back)) return;
	if (t->begun) _longjmp(t->jump, 1);
	wengert_begin(t);
}
void (*volatile wengert_resume)(int) = wengert_turn;
WENGERT_OWN int wengert_release(int state)
{
	int some = 0;
	for (int k = 0; k < wengert_team.n; k++)
		if (wengert_team.thread[k].state == state)
			wengert_team.thread[k].state = WENGERT_RUNS, some = 1;
	return some;
}
WENGERT_OWN void wengert_room(int n)
{
	if (n > wengert_team.room) {
		wengert_thread *more =
			(wengert_thread *)calloc((unsigned long)n, sizeof(wengert_thread));
		for (int k = 0; more && k < n; k++)
			if (!(more[k].stack = (char *)malloc(WENGERT_STACK))) abort();
		if (!more) abort();
		for (int k = 0; k < wengert_team.room; k++) free(wengert_team.thread[k].stack);
		free(wengert_team.thread);
		wengert_team.thread = more, wengert_team.room = n;
	}
	/* what a call left in the middle begins anew */
	for (int k = 0; wengert_team.busy && k < wengert_team.room; k++)
		wengert_team.thread[k].begun = 0;
	wengert_team.n = n, wengert_team.busy = 1;
}
WENGERT_OWN void wengert_turns(dim3 block, void (*run)(void *), void *what)
{
	int n = (int)(block.x * block.y * block.z), some = 1;
	wengert_room(n);
	wengert_team.run = run, wengert_team.what = what;
	for (int k = 0; k < n; k++) {
		wengert_thread *t = &wengert_team.thread[k];
		unsigned i = (unsigned)k;
		t->state = WENGERT_RUNS, t->turn = 0;
		t->at = dim3(i % block.x, i / block.x % block.y, i / (block.x * block.y));
	}
	while (some) {
		/* backwards what needs a barrier comes out otherwise */
		for (int i = 0; i < n; i++) {
			int k = wengert_threads.backwards ? n - 1 - i : i;
			if (wengert_team.thread[k].state == WENGERT_RUNS) wengert_resume(k);
		}
		some = wengert_release(WENGERT_WARP) || wengert_release(WENGERT_BLOCK);
	}
	wengert_team.busy = 0;
}

/* ---- what is exchanged ------------------------------------------------------------------ */
WENGERT_OWN void __syncthreads() { wengert_yield(WENGERT_BLOCK); }
WENGERT_OWN void __syncwarp(unsigned = ~0u) { wengert_yield(WENGERT_WARP); }
WENGERT_OWN void __threadfence() { }
WENGERT_OWN void __threadfence_block() { }
/* v of the thread that is `lane` of width in its part of the warp */
template <class T> WENGERT_OWN T wengert_exchanged(T v, int lane, int width)
{
	wengert_thread *t = &wengert_team.thread[wengert_team.now];
	int side = (int)(t->turn++ & 1), first = wengert_team.now / width * width;
	static_assert(sizeof v <= sizeof t->given[0], "what is exchanged is one number");
	memcpy(t->given[side], &v, sizeof v);
	wengert_yield(WENGERT_WARP);
	if (lane >= 0 && lane < width && first + lane < wengert_team.n)
		memcpy(&v, wengert_team.thread[first + lane].given[side], sizeof v);
	return v;
}
WENGERT_OWN int wengert_lane(int width) { return wengert_team.now % width; }
template <class T> WENGERT_OWN T __shfl_sync(unsigned, T v, int lane, int width = 32)
{
	return wengert_exchanged(v, (lane % width + width) % width, width);
}
template <class T> WENGERT_OWN T __shfl_down_sync(unsigned, T v, unsigned by, int width = 32)
{
	return wengert_exchanged(v, wengert_lane(width) + (int)by, width);
}
template <class T> WENGERT_OWN T __shfl_up_sync(unsigned, T v, unsigned by, int width = 32)
{
	return wengert_exchanged(v, wengert_lane(width) - (int)by, width);
}
template <class T> WENGERT_OWN T __shfl_xor_sync(unsigned, T v, int with, int width = 32)
{
	return wengert_exchanged(v, wengert_lane(width) ^ with, width);
}
WENGERT_OWN unsigned __activemask() { return ~0u; }
WENGERT_OWN unsigned __ballot_sync(unsigned, int v)
{
	unsigned all = v ? 1u << wengert_lane(32) : 0;
	for (int by = 1; by < 32; by *= 2) all |= __shfl_xor_sync(~0u, all, by);
	return all;
}
WENGERT_OWN int __any_sync(unsigned m, int v) { return __ballot_sync(m, v) != 0; }
WENGERT_OWN int __all_sync(unsigned m, int v) { return !__ballot_sync(m, !v); }

/* ---- cooperative groups ------------------------------------------------------------------- */
namespace cooperative_groups {
struct thread_block {
	void sync() const { __syncthreads(); }
	unsigned thread_rank() const { return (unsigned)wengert_team.now; }
	unsigned size() const { return (unsigned)wengert_team.n; }
	unsigned num_threads() const { return size(); }
	dim3 thread_index() const { return threadIdx; }
	dim3 group_index() const { return blockIdx; }
};
WENGERT_OWN thread_block this_thread_block() { return thread_block(); }
template <unsigned N, class Parent = void> struct thread_block_tile {
	void sync() const { __syncwarp(); }
	unsigned thread_rank() const { return (unsigned)wengert_team.now % N; }
	unsigned meta_group_rank() const { return (unsigned)wengert_team.now / N; }
	unsigned meta_group_size() const { return ((unsigned)wengert_team.n + N - 1) / N; }
	unsigned size() const { return N; }
	unsigned num_threads() const { return N; }
	template <class T> T shfl(T v, int lane) const { return __shfl_sync(~0u, v, lane, N); }
	template <class T> T shfl_down(T v, int by) const
	{
		return __shfl_down_sync(~0u, v, (unsigned)by, N);
	}
	template <class T> T shfl_up(T v, int by) const
	{
		return __shfl_up_sync(~0u, v, (unsigned)by, N);
	}
	template <class T> T shfl_xor(T v, int by) const { return __shfl_xor_sync(~0u, v, by, N); }
};
template <unsigned N> WENGERT_OWN thread_block_tile<N> tiled_partition(const thread_block &)
{
	return thread_block_tile<N>();
}
template <class T = void> struct plus {
	template <class U> U operator()(U a, U b) const { return a + b; }
};
template <class T = void> struct greater {
	template <class U> U operator()(U a, U b) const { return a < b ? b : a; }
};
template <class T = void> struct less {
	template <class U> U operator()(U a, U b) const { return b < a ? b : a; }
};
template <unsigned N, class P, class T, class Op>
WENGERT_OWN T reduce(const thread_block_tile<N, P> &g, T v, Op op)
{
	for (unsigned by = N / 2; by; by /= 2) v = op(v, g.shfl_xor(v, (int)by));
	return v;
}
}
