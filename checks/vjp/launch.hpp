/* launch.hpp -- a launch: its blocks one after the other, the threads of each too, or by turns. */
template <class... P> struct wengert_launched {
	void (*kernel)(P...);
	dim3 grid, block;
	/* the i-th that comes, of a grid or a block: the last where they come backwards */
	WENGERT_SILENT static dim3 nth(unsigned i, dim3 of)
	{
		unsigned k = wengert_threads.backwards ? of.x * of.y * of.z - 1 - i : i;
		return dim3(k % of.x, k / of.x % of.y, k / (of.x * of.y));
	}
	WENGERT_SILENT void operator()(P... p) const
	{
		gridDim = grid, blockDim = block;
		wengert_before();
		for (unsigned i = 0; i < grid.x * grid.y * grid.z; i++) {
			blockIdx = nth(i, grid);
			threads(p...);
		}
		wengert_behind();
	}
	WENGERT_SILENT void threads(P... p) const
	{
#ifdef WENGERT_TURNS
		auto one = [&] { kernel(p...); };
		wengert_turns(block, [](void *at) { (*(decltype(one) *)at)(); }, &one);
		wengert_between();
#else
		for (unsigned i = 0; i < block.x * block.y * block.z; i++) {
			threadIdx = nth(i, block);
			kernel(p...), wengert_between();
		}
#endif
	}
};
template <class... P> WENGERT_OWN wengert_launched<P...> wengert_launch(void (*kernel)(P...),
	dim3 grid, dim3 block, unsigned long = 0, cudaStream_t = 0)
{
	return { kernel, grid, block };
}
