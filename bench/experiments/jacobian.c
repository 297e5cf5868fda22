/* jacobian -- y = B tanh(C tanh(A x)), n inputs and m outputs: all m n entries by columns and by
 * rows; where they cost the same. */
#include "bench/bench.h"
#include "bench/workload.h"
#include "engines/prims/recorders.h"
#include <string.h>

/* C has most of the work, whatever n and m; the size that stays while the other moves */
enum { HIDDEN = 64, FIXED = 16 };

static V table(List *l, size_t m, size_t n)
{
	double *a = alloc(m * n, sizeof *a);
	V y;

	for (size_t k = 0; k < m * n; k++) a[k] = ((double)(7 * k % 31) - 11) / 31 / (double)n;
	y = Data(l, matrix(m, n), a);
	release(a);
	return y;
}

static void network(List *l, const Fn *f)          /* depth: outputs; width: inputs */
{
	size_t n = (size_t)f->width, m = (size_t)f->depth;
	V h = Tanh(Matmul(table(l, HIDDEN, n), Input(l, "x", matrix(n, 1)), false, false));

	Output(Matmul(table(l, m, HIDDEN), Tanh(Matmul(table(l, HIDDEN, HIDDEN), h, false, false)),
		false, false));
}

static const struct { const char *name; const Engine *engine; Way way; } ways[] = {
	{ "forward", &forward_engine, COLUMNS }, { "reverse", &reverse_engine, LINES },
	{ "static forward", &static_engine, COLUMNS }, { "static reverse", &static_engine, LINES },
};

static void along(Bench *b, const char *vary, int size)
{
	bool inputs = !strcmp(vary, "n");
	Fn fn = { .name = "jacobian",
		.record = network,
		.width = inputs ? size : FIXED,
		.depth = inputs ? FIXED : size };

	for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
		char *series = text("jacobian %s %s", vary, ways[w].name);
		Case c = { .fn = &fn,
			.engine = ways[w].engine,
			.way = ways[w].way,
			.lo = 0.5,
			.hi = 1.5,
			.series = series,
			.size = size };
		Measured m;

		if (wanted(optionsof(b), ways[w].engine) &&
			begins(b, "%s,%d,%s", vary, size, ways[w].name)) {
			measure(b, &c, &m);
			ends(b, &m, "%d,%d,%zu", fn.width, fn.depth, passes(&c));
		}
		release(series);
	}
}

void jacobians(Bench *b)
{
	int size[32];
	size_t n = ladder(b, 0, 1, quick(b) ? 64 : 256, size);

	for (size_t k = 0; k < n; k++) along(b, "n", size[k]);
	for (size_t k = 0; k < n; k++) along(b, "m", size[k]);
}
