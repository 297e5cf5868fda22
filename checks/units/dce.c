/* dce.c -- unit tests of transform/dce.c: what stays in a loop or a branch is what the graph of its
 * dependences reaches.
 *
 * Bodies are drawn at random as graphs; what must stay is found by closure over the graph, not from
 * the list.
 */
#include "engines/transform/dce.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

extern const Prim scan_prim, while_prim, cond_prim;

enum { C = 8 };                            /* carries, arguments, results */

static uint64_t carried = 88172645463325252u;

static unsigned drawn(unsigned n)          /* Marsaglia's xorshift */
{
	carried ^= carried << 13, carried ^= carried >> 7, carried ^= carried << 17;
	return (unsigned)(carried >> 33) % n;
}

/* result k of a body is the sum of sin of what it needs; bit j of needs[k]: input j */
typedef struct { unsigned needs[C], test; } Graph;

static V sumof(const V *x, unsigned needs)
{
	V s = Number(x[0].list, 0.125);

	for (int j = 0; j < C; j++)
		if (needs >> j & 1) s = Add(Mul(s, Number(x[0].list, 0.5)), Sin(x[j]));
	return s;
}

static void summed(const V *x, V *y, const void *graph)
{
	for (int k = 0; k < C; k++) y[k] = sumof(x, ((const Graph *)graph)->needs[k]);
}

static void other(const V *x, V *y, const void *graph)
{
	for (int k = 0; k < C; k++)
		y[k] = Mul(sumof(x, ((const Graph *)graph)->needs[(k + 1) % C]), x[0]);
}

static void tested(const V *x, V *y, const void *graph)
{
	*y = Lt(sumof(x, ((const Graph *)graph)->test), Number(x[0].list, -9));
}

static Graph graph(void)
{
	Graph g = { .test = drawn(1 << C) & drawn(1 << C) & drawn(1 << C) };

	for (int k = 0; k < C; k++) g.needs[k] = drawn(1 << C) & drawn(1 << C) & drawn(1 << C);
	return g;
}

static unsigned closure(const Graph *g, unsigned on)
{
	for (unsigned was = ~on; was != on; ) {
		was = on;
		for (int k = 0; k < C; k++)
			if (on >> k & 1) on |= g->needs[k];
	}
	return on;
}

static const Ins *only(const List *l, const Prim *p, size_t *at)
{
	const Ins *in = NULL;

	for (size_t i = 0; i < l->n; i++)
		if (l->ins[i].prim == p) {
			assert_null(in);
			in = &l->ins[i], *at = i;
		}
	return in;
}

static void values(const List *l, double *y)
{
	double x[C];
	const void *from = x;
	Run *r = newrun(l, &f64);
	void *to = y;

	for (int k = 0; k < C; k++) x[k] = 0.3 + 0.1 * k;
	for (size_t k = 0; k < l->nin; k++) from = put(r, k, from);
	run(r);
	for (size_t o = 0; o < l->nout; o++) to = get(r, o, to);
	freerun(r);
}

/* the list, of which the results in read are outputs, before and after */
static List *smaller(void recorded(List *, const V *, V *, const Graph *), const Graph *g,
		     unsigned read)
{
	List *l = newlist();
	V x[C], y[C];
	double before[C], after[C];

	for (int k = 0; k < C; k++) x[k] = Input(l, NULL, scalar());
	recorded(l, x, y, g);
	for (int k = 0; k < C; k++)
		if (read >> k & 1) Output(y[k]);
	values(l, before);
	l = trimmed(l);
	verify(l);
	values(l, after);
	assert_memory_equal(before, after, l->nout * sizeof *after);
	return l;
}

static void scans(List *l, const V *x, V *y, const Graph *g)
{
	Scan(3, false, C, 0, C, x, C, summed, g, y);
}
static void whiles(List *l, const V *x, V *y, const Graph *g)
{
	While(C, C, x, tested, summed, g, y);
}
static void conds(List *l, const V *x, V *y, const Graph *g)
{
	Cond(Gt(x[0], x[1]), C, x, C, summed, other, g, y);
}

static size_t inbits(unsigned b) { return (size_t)__builtin_popcount(b); }

static void carries_of_a_scan(void **state)
{
	for (int t = 0; t < 300; t++) {
		Graph g = graph();
		unsigned read = 1 + drawn((1 << C) - 1), stays = closure(&g, read);
		List *l = smaller(scans, &g, read);
		size_t at = 0;
		const Ins *in = only(l, &scan_prim, &at);

		assert_non_null(in);
		assert_int_equal(in->nargs, inbits(stays));
		assert_int_equal(count(shapeat(l, at)), inbits(stays));
		freelist(l);
	}
}

static void carries_of_a_while(void **state)
{
	for (int t = 0; t < 300; t++) {
		Graph g = graph();
		unsigned read = 1 + drawn((1 << C) - 1), stays = closure(&g, read | g.test);
		List *l = smaller(whiles, &g, read);
		size_t at = 0;
		const Ins *in = only(l, &while_prim, &at);

		assert_non_null(in);
		assert_int_equal(in->nargs, inbits(stays));
		freelist(l);
	}
}

/* results that are read, and what either branch needs for them */
static void arguments_of_a_cond(void **state)
{
	for (int t = 0; t < 300; t++) {
		Graph g = graph();
		unsigned read = 1 + drawn((1 << C) - 1), stays = 1;
		List *l = smaller(conds, &g, read);
		size_t at = 0;
		const Ins *in = only(l, &cond_prim, &at);

		for (int k = 0; k < C; k++)
			if (read >> k & 1) stays |= g.needs[k] | g.needs[(k + 1) % C];
		assert_non_null(in);
		assert_int_equal(in->nargs, 1 + inbits(stays));
		assert_int_equal(count(shapeat(l, at)), inbits(read));
		freelist(l);
	}
}

/* it is idempotent, and a loop that nobody reads goes whole */
static void to_the_end(void **state)
{
	List *l = newlist();
	Graph g = graph();
	V x[C], y[C];
	size_t n;

	for (int k = 0; k < C; k++) x[k] = Input(l, NULL, scalar());
	scans(l, x, y, &g);
	Output(Sin(x[0]));
	l = trimmed(l);
	assert_int_equal(l->n, C + 1);
	freelist(l);
	l = smaller(scans, &g, 5);
	n = allrows(l);
	l = trimmed(l);
	assert_int_equal(allrows(l), n);
	freelist(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_of_a_scan),
		cmocka_unit_test(carries_of_a_while),
		cmocka_unit_test(arguments_of_a_cond),
		cmocka_unit_test(to_the_end),
	};

	return cmocka_run_group_tests_name("dce", tests, NULL, NULL);
}
