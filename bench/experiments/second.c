/* second -- a gradient, one product H v and the whole Hessian by n/8 sweeps of products, against n;
 * the chained Rosenbrock function. */
#include "bench/bench.h"
#include "bench/workload.h"

void secondorders(Bench *b)
{
	int size[32];
	size_t n = ladder(b, 0, 4, quick(b) ? 256 : 2048, size);

	for (size_t k = 0; k < n; k++) {
		Fn f = fnof(&rosenbrock_function, 1, size[k]), g = gradientfn(&f);
		const struct {
			const char *name;
			const Fn *fn;
			Way way;
			const Engine *engine;
		} what[] = {
			{ "gradient", &f, PULL, &static_engine },
			{ "product H v", &g, PUSH, &static_engine },
			{ "product H v by forward", &g, PUSH, &forward_engine },
			{ "Hessian", &g, COLUMNS, &static_engine },
		};

		for (int w = 0; w < 4; w++) {
			char *series = text("second %s", what[w].name);
			Case c = { .fn = what[w].fn,
				.engine = what[w].engine,
				.way = what[w].way,
				.lo = -2,
				.hi = -0.5,
				.series = series,
				.size = size[k] };
			Measured m;

			if (wanted(optionsof(b), what[w].engine) &&
				begins(b, "%d,%s", size[k], what[w].name)) {
				measure(b, &c, &m);
				ends(b, &m, "%zu", passes(&c));
			}
			release(series);
		}
	}
}
