/* batch -- gradients at many points: one run of a batched list against the list run point by point.
 */
#include "bench/bench.h"
#include "bench/workload.h"
#include <math.h>

/* run as often as there are points */
typedef struct { List *list; Run *run; size_t points, nx, ny; const double *x; double *y; } Many;

static void evaluated(void *to)
{
	Many *m = to;

	for (size_t p = 0; p < m->points; p++) {
		const void *x = m->x + p * m->nx;
		void *y = m->y + p * m->ny;

		for (size_t k = 0; k < m->list->nin; k++) x = put(m->run, k, x);
		run(m->run);
		for (size_t k = 0; k < m->list->nout; k++) y = get(m->run, k, y);
	}
}

static Many ready(List *l, size_t points, const double *x)
{
	List *e = simplify(expand(l, runs, &f64), &f64);
	Many m = { e, newrun(e, &f64), points, nx(e), ny(e), x, NULL };

	m.y = alloc(points * m.ny, sizeof *m.y);
	freelist(l);
	return m;
}

static void freemany(Many *m)
{
	freerun(m->run);
	freelist(m->list);
	release(m->y);
}

/* the points one behind the other in each input of the batched list, each with its own inputs
 * behind one another in the other */
static void turned(const List *l, size_t points, const double *x, double *all)
{
	size_t n = nx(l), first = 0;

	for (size_t k = 0; k < l->nin; k++) {
		size_t size = count(shapeat(l, l->in[k]));

		for (size_t p = 0; p < points; p++)
			for (size_t i = 0; i < size; i++) *all++ = x[p * n + first + i];
		first += size;
	}
}

static void compared(Bench *b, const Fn *fn, size_t points, double lo, double hi, Measured *m)
{
	List *f = trace(fn, NULL, NULL, m->why), *g = simplify(pullback(f), &f64), *all;
	size_t n = nx(g), base = bytes().live;
	double *x = alloc(points * n, sizeof *x), *t = alloc(points * n, sizeof *t),
	       start = cputime();

	for (size_t k = 0; k < points * n; k++)
		x[k] = lo + (hi - lo) * fmod(0.618034 * (double)k, 1);
	for (size_t p = 0; p < points; p++) x[p * n + n - 1] = 1;          /* the cotangent */
	turned(g, points, x, t);
	all = batch(g, points, m->why);
	m->status = "unable";
	if (all) {
		Many one = ready(copylist(g), points, x), together = ready(all, 1, t);

		m->prepare = cputime() - start;
		timed(b, m, evaluated, &together, evaluated, &one);
		m->live = bytes().live - base, m->peak = bytes().peak - base;
		freemany(&one), freemany(&together);
	}
	release(x), release(t);
	freelist(g), freelist(f);
}

void batches(Bench *b)
{
	static const struct { const Function *f; int depth, width; double lo, hi; } what[] = {
		{ &mlp_function, 2, 8, -0.3, 0.6 },
		{ &rosenbrock_function, 1, 16, -2, -0.5 },
		{ &logsumexp_function, 1, 16, -3, 3 },
	};
	int points[32];
	size_t n = ladder(b, 0, 1, quick(b) ? 256 : 1024, points);

	for (int w = 0; w < 3; w++)
		for (size_t k = 0; k < n; k++) {
			Fn fn = fnof(what[w].f, what[w].depth, what[w].width);
			Measured m = { 0 };

			if (!begins(b, "%s,%d", fn.name, points[k]))
				continue;
			resetpeak();
			compared(b, &fn, (size_t)points[k], what[w].lo, what[w].hi, &m);
			ends(b, &m, "%s", "");
		}
}
