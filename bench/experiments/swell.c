/* swell -- nodes of a derivative as an expression, expanded and shared, and the time to evaluate
 * it; beside sympy.
 *
 *	product   (x + 1/k) (x + 2/k) ... (x + k/k)        nested   x <- 3 x (1 - x), k times
 *
 * Nodes are counted before a tree is built.  sympy differentiates in a child python3; its seconds
 * are those of diff, its bytes the most the child held (VmHWM).
 */
#include "bench/bench.h"
#include "bench/workload.h"
#include "engines/symbolic.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

static void product(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y = Add(x, Number(l, 1. / f->depth));

	for (int i = 2; i <= f->depth; i++) y = Mul(y, Add(x, Number(l, (double)i / f->depth)));
	Output(y);
}

static void nested(List *l, const Fn *f)
{
	V y = Input(l, "x", scalar());

	for (int i = 0; i < f->depth; i++) y = Mul(Mul(Number(l, 3), y), Sub(Number(l, 1), y));
	Output(y);
}

static const struct {
	const char *name;
	void (*record)(List *, const Fn *);
	double x;
	const char *python;
} kinds[] = {
	{ "product", product, 0.3, "f = 1\nfor i in range(k): f = f*(x + Rational(i + 1, k))" },
	{ "nested", nested, 0.3, "f = x\nfor i in range(k): f = 3*f*(1 - f)" },
};

/* of the derivative alone: as a tree, and as rows */
static void nodes(const Fn *fn, double *expanded, double *shared)
{
	char why[WHY];
	List *f = trace(fn, NULL, NULL, why), *two = pushforward(f, 1), *l = newlist();
	V x[2] = { Input(l, "x", scalar()) };

	x[1] = Const(x[0], 1);
	splice(l, two, x);
	l->out[0] = l->out[1], l->nout = 1;
	l = algebra(l, &f64);
	*expanded = treenodes(l), *shared = (double)l->n;
	freelist(l), freelist(two), freelist(f);
}

static const char *const script =
	"python3 - 2>/dev/null <<'END'\n"
	"import signal, time\n"
	"signal.alarm(%d)\n"
	"from sympy import Symbol, Rational, diff\n"
	"x = Symbol('x'); k = %d\n%s\n"
	"times = []\n"
	"for run in range(5):\n"
	"    from sympy.core.cache import clear_cache\n"
	"    clear_cache(); t = time.process_time(); d = diff(f, x); "
	"times.append(time.process_time() - t)\n"
	"size = {}\n"
	"def nodes(e):\n"
	"    if e not in size: size[e] = 1 + sum(nodes(a) for a in e.args)\n"
	"    return size[e]\n"
	"import sys; sys.setrecursionlimit(100000)\n"
	"n = nodes(d)\n"
	"import resource\n"
	"print(n, len(size), 1024*resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, *times)\n"
	"END\n";

/* false: there is none, or it took too long */
static bool sympy(Bench *b, int kind, int k, Measured *m, double *expanded, double *shared)
{
	char *command = text(script, quick(b) ? 4 : 20, k, kinds[kind].python);
	FILE *f;
	bool told;

	fflush(NULL);
	f = popen(command, "r");
	told = f && fscanf(f, "%lf %lf %zu", expanded, shared, &m->peak) == 3;
	for (m->self.calls = 1;
		told && m->self.n < 5 && fscanf(f, "%lf", &m->self.wall[m->self.n]) == 1;
		m->self.n++)
		m->self.cpu[m->self.n] = m->self.wall[m->self.n];
	if (f) pclose(f);
	release(command);
	m->status = told ? "ok" : "unable", m->error = NAN;
	if (!told)
		snprintf(m->why, WHY, "python3 has no sympy, or it takes longer than %d s",
			quick(b) ? 4 : 20);
	return told;
}

static void ours(Bench *b, int kind, const Fn *fn, const Engine *e, double expanded, double shared)
{
	char *series = text("swell %s %s", kinds[kind].name, e->name);
	Case c = { .fn = fn,
		.engine = e,
		.way = PUSH,
		.lo = kinds[kind].x,
		.hi = kinds[kind].x,
		.series = series,
		.size = fn->depth };
	Measured m;

	if (begins(b, "%s,%d,%s", kinds[kind].name, fn->depth, e->name)) {
		measure(b, &c, &m);
		ends(b, &m, "%.6g", e == &symbolic_engine ? expanded : shared);
	}
	release(series);
}

void swells(Bench *b)
{
	static const int size[] = { 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32 };
	double *last;

	for (int kind = 0; kind < 2; kind++)
		for (size_t i = 0; i < (smallest(b) ? 3 : sizeof size / sizeof *size);
			i += quick(b) ? 2 : 1) {
			int k = size[i];
			Fn fn = { .name = kinds[kind].name,
				.record = kinds[kind].record,
				.depth = k };
			double expanded, shared;
			Measured m = { 0 };

			nodes(&fn, &expanded, &shared);
			ours(b, kind, &fn, &symbolic_engine, expanded, shared);
			ours(b, kind, &fn, &shared_engine, expanded, shared);
			last = anticipated(b, kinds[kind].name);
			/* it starts slowly; it gave up at a smaller one */
			if (smallest(b) || last[1] ||
				!begins(b, "%s,%d,sympy", kinds[kind].name, k))
				continue;
			last[1] = !sympy(b, kind, k, &m, &expanded, &shared);
			ends(b, &m, "%.6g", last[1] ? NAN : expanded);
		}
}
