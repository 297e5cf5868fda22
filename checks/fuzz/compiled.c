/* compiled -- random lists with control flow: does compiled code give the bits of the static
 * engine?
 *
 * usage: fuzz-compiled N [SEED]
 *
 * Each list in binary64 or binary32, by turns; values and gradient, and values and two tangents, at
 * three points each.  NaN is NaN, whatever its sign and payload.  Prints counts; exit 1 if a bit
 * differs or a program cannot be made.
 */
#include "checks/fuzz/grown.h"
#include "checks/io/progress.h"
#include <stdlib.h>
#include <string.h>

enum { POINTS = 3, TANGENTS = 2 };

typedef struct {
	size_t lists, entries, unable, unlike;
} Counts;

static void like(const Num *T, size_t n, const void *a, const void *b, unsigned long seed,
	Counts *c)
{
	for (size_t k = 0; k < n; k++) {
		double u, v;

		T->get(1, &u, elem(T, a, k));
		T->get(1, &v, elem(T, b, k));
		c->entries++;
		if ((u != u && v != v) || !memcmp(elem(T, a, k), elem(T, b, k), T->size)) continue;
		c->unlike++;
		printf("# UNLIKE list %lu in %s: entry %zu is %a compiled, %a static\n", seed,
			T->name, k, u, v);
	}
}

/* value and derivatives of one engine at x, one after the other */
static void *all(const Engine *e, void *s, const Num *T, const void *x)
{
	enum { NX = GROWNINPUTS, ALL = 1 + NX + 1 + TANGENTS };
	void *y = array(T, ALL), *g = array(T, 1), *d = array(T, TANGENTS * NX);

	T->fill(1, g, 1);
	for (int k = 0; k < TANGENTS * NX; k++) T->fill(1, elem(T, d, k), 1.0 / (1 + k));
	e->vjp(s, x, g, y, elem(T, y, 1));
	e->jvp(s, x, TANGENTS, d, elem(T, y, 1 + NX), elem(T, y, 2 + NX), NULL);
	freearray(T, 1, g);
	freearray(T, TANGENTS * NX, d);
	return y;
}

static void drawn(gsl_rng *g, Counts *c)
{
	const Num *T = c->lists % 2 ? &f32 : &f64;
	Grown q = { .seed = gsl_rng_get(g) };
	Fn fn = { .name = "random", .record = grown, .what = &q };
	char why[WHY];
	void *by[2] = { static_engine.open(&fn, T, why), compiled_engine.open(&fn, T, why) };

	c->lists++;
	if (!by[1]) {
		c->unable++;
		printf("# UNABLE list %lu: %s\n", q.seed, why);
	}
	for (int k = 0; k < POINTS && by[1]; k++) {
		double at[GROWNINPUTS];
		void *x = array(T, GROWNINPUTS), *y[2];

		grownpoint(g, at);
		T->set(GROWNINPUTS, x, at);
		y[0] = all(&static_engine, by[0], T, x);
		y[1] = all(&compiled_engine, by[1], T, x);
		like(T, 2 + GROWNINPUTS + TANGENTS, y[1], y[0], q.seed, c);
		freearray(T, GROWNINPUTS, x);
		for (int e = 0; e < 2; e++) freearray(T, 2 + GROWNINPUTS + TANGENTS, y[e]);
	}
	static_engine.close(by[0]);
	if (by[1]) compiled_engine.close(by[1]);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 100;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 42;
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	Counts c = { 0 };

	if (!n || argc > 3) {
		fputs("usage: fuzz-compiled N [SEED]\n", stderr);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	gsl_rng_set(g, seed);
	while (c.lists < n) {
		progress("fuzz-compiled", (double)c.lists / (double)n);
		drawn(g, &c);
	}
	progressended();
	printf("# command make fuzz-compiled N=%zu\n# wengert "
	       "%s\nlists,entries,unable,unlike,seed\n"
	       "%zu,%zu,%zu,%zu,%lu\n",
		n, WENGERT_VERSION, c.lists, c.entries, c.unable, c.unlike, seed);
	gsl_rng_free(g);
	return c.unable || c.unlike;
}
