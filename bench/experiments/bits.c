/* bits -- a gradient in MPFR against the bits of its numbers, over the same in binary64: arithmetic
 * only, and with tanh. */
#include "bench/bench.h"
#include "bench/workload.h"

void bitcosts(Bench *b)
{
	static const struct { const Function *f; int depth, width; double lo, hi; } what[] = {
		{ &leastsquares_function, 16, 16, 0.5, 2 }, { &mlp_function, 2, 8, -0.3, 0.6 },
	};
	int bits[32];
	size_t n = ladder(b, 0, 64, quick(b) ? 1024 : 8192, bits);
	long was = digits(&mpfr);

	for (size_t k = 0; k < n; k++)
		for (int w = 0; w < 2; w++) {
			Fn fn = fnof(what[w].f, what[w].depth, what[w].width);
			Case c = { .fn = &fn,
				.engine = &static_engine,
				.way = PULL,
				.num = &mpfr,
				.lo = what[w].lo,
				.hi = what[w].hi };
			Measured m;

			if (!begins(b, "%d,%s", bits[k], fn.name))
				continue;
			precision(bits[k]);
			measure(b, &c, &m);
			ends(b, &m, "%s", w ? "with tanh" : "arithmetic only");
		}
	precision(was);
}
