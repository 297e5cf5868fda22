/* depth -- a network of equal layers, x <- tanh(W x + b), against their number: one pass of each engine, time and memory.
 *
 * The layers share W and b and are one scan, so that neither the inputs nor the list grow: what grows is what the
 * engine keeps.  A pass is a directional derivative forward, the whole gradient backward.
 */
#include "bench/bench.h"
#include "bench/workload.h"

static void layer(const V *x, V *y, const void *what) { y[0] = Tanh(Add(Matmul(x[1], x[0], false, false), x[2])); }

static void network(List *l, const Fn *f)
{
	size_t n = (size_t)f->width;
	V x[3] = { Input(l, "x", matrix(n, 1)), Input(l, "W", matrix(n, n)), Input(l, "b", matrix(n, 1)) }, y;

	Scan((size_t)f->depth, false, 1, 0, 3, x, 1, layer, NULL, &y);
	Output(Sum(Sqr(y), ALL));
}

void depths(Bench *b)
{
	int depth[32], width = 16;
	size_t n = ladder(b, 'd', 1, quick(b) ? 1024 : 4096, depth);

	for (size_t k = 0; k < n; k++) {
		Fn fn = { .name = "network", .record = network, .depth = depth[k], .width = width };

		for (const Engine *const *e = engines; *e; e++) {
			char *series = text("depth %s", (*e)->name);
			Case c = { .fn = &fn, .engine = *e, .way = PASS, .lo = -0.3, .hi = 0.5, .series = series, .size = depth[k] };
			Measured m;

			if (charted(b, *e) && begins(b, "%d,%d,%s", depth[k], width, (*e)->name)) {
				measure(b, &c, &m);
				ends(b, &m, "%s", (*e)->vjp ? "gradient" : "direction");
			}
			release(series);
		}
	}
}
