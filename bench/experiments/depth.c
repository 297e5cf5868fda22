/* depth -- a network of equal layers, x <- tanh(W x + b), against their number: one pass of each
 * engine, time and memory.
 *
 * The layers share W and b and are one scan, so that neither the inputs nor the list grow: what
 * grows is what the engine keeps.  A pass is a directional derivative forward, the whole gradient
 * backward.
 */
#include "bench/bench.h"
#include "bench/workload.h"
#include "engines/prims/recorders.h"

static void layer(const V *x, V *y, const void *what)
{
	y[0] = Tanh(Add(Matmul(x[1], x[0], false, false), x[2]));
}

static void network(List *l, const Fn *f)
{
	size_t n = (size_t)f->width;
	V x[3] = { Input(l, "x", matrix(n, 1)), Input(l, "W", matrix(n, n)),
		Input(l, "b", matrix(n, 1)) },
	  y;

	Scan((size_t)f->depth, false, 1, 0, 3, x, 1, layer, NULL, &y);
	Output(Sum(Sqr(y), ALL));
}

static void deeper(Bench *b, int depth, int width)
{
	Fn fn = { .name = "network", .record = network, .depth = depth, .width = width };

	for (const Engine *const *e = engines; *e; e++) {
		char *series = text("depth %d %s", width, (*e)->name);
		Case c = { .fn = &fn,
			.engine = *e,
			.way = PASS,
			.lo = -4.8 / width,
			.hi = 8. / width,
			.series = series,
			.size = depth };
		Measured m;

		if (charted(b, *e) && begins(b, "%d,%d,%s", depth, width, (*e)->name)) {
			measure(b, &c, &m);
			ends(b, &m, "%s", (*e)->vjp ? "gradient" : "direction");
		}
		release(series);
	}
}

void depths(Bench *b)
{
	int depth[32], width[32];
	size_t n = ladder(b, 'd', 1, quick(b) ? 1024 : 4096, depth),
	       m = ladder(b, 'w', 16, 16, width);

	for (size_t w = 0; w < m; w++)
		for (size_t k = 0; k < n; k++) deeper(b, depth[k], width[w]);
}
