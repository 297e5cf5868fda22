/* launch.hpp -- a launch: its blocks one after the other, the threads of each as well, or by turns. */
template <class... P> struct wengert_launched {
	void (*kernel)(P...);
	dim3 grid, block;
	WENGERT_SILENT void operator()(P... p) const
	{
		gridDim = grid, blockDim = block;
		wengert_before();
		for (blockIdx.z = 0; blockIdx.z < grid.z; blockIdx.z++)
			for (blockIdx.y = 0; blockIdx.y < grid.y; blockIdx.y++)
				for (blockIdx.x = 0; blockIdx.x < grid.x; blockIdx.x++)
					threads(p...);
		wengert_behind();
	}
#ifdef WENGERT_TURNS
	WENGERT_SILENT void threads(P... p) const
	{
		auto one = [&] { kernel(p...); };
		wengert_turns(block, [](void *at) { (*(decltype(one) *)at)(); }, &one);
		wengert_between();
	}
#else
	WENGERT_SILENT void threads(P... p) const
	{
		for (threadIdx.z = 0; threadIdx.z < block.z; threadIdx.z++)
			for (threadIdx.y = 0; threadIdx.y < block.y; threadIdx.y++)
				for (threadIdx.x = 0; threadIdx.x < block.x; threadIdx.x++)
					kernel(p...), wengert_between();
	}
#endif
};
template <class... P> WENGERT_OWN wengert_launched<P...> wengert_launch(void (*kernel)(P...),
	dim3 grid, dim3 block, unsigned long = 0, cudaStream_t = 0)
{
	return { kernel, grid, block };
}
