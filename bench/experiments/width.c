/* width -- a network of four layers, each with its own W and b, against their width: one pass of
 * each engine, time and memory. */
#include "bench/bench.h"
#include "bench/primal.h"

void widths(Bench *b)
{
	int width[32], depth = 4;
	size_t n = ladder(b, 'w', 4, quick(b) ? 128 : 2048, width);

	for (size_t k = 0; k < n; k++) {
		Fn fn = fnof(&mlp_function, depth, width[k]);
		double scale = 1 / (double)width[k];   /* of weights, so that no layer saturates */

		for (const Engine *const *e = engines; *e; e++) {
			char *series = text("width %s", (*e)->name);
			Case c = { .fn = &fn,
				.engine = *e,
				.way = PASS,
				.lo = -scale,
				.hi = 3 * scale,
				.primal = plain_mlp,
				.series = series,
				.size = width[k] };
			Measured m;

			if (charted(b, *e) && begins(b, "%d,%d,%s", width[k], depth, (*e)->name)) {
				measure(b, &c, &m);
				ends(b, &m, "%s", (*e)->vjp ? "gradient" : "direction");
			}
			release(series);
		}
	}
}
