/* rewrite.c -- unit tests of list/rewrite.c: what depends on what, against the closure of the
 * graph; copies; verify after a pass. */
#include "engines/list/rewrite.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { IN = 4, N = 40, OUT = 3 };

static V anyscalar(List *l, gsl_rng *g)
{
	size_t i = gsl_rng_uniform_int(g, l->n);

	return shapeat(l, i)->rank ? anyscalar(l, g) : instruction(l, i);
}

static List *drawn(gsl_rng *g)
{
	List *l = newlist();

	for (int k = 0; k < IN; k++) Input(l, k % 2 ? NULL : "x", scalar());
	while (l->n < N) {
		V a = anyscalar(l, g), b = anyscalar(l, g), c = anyscalar(l, g);

		switch (gsl_rng_uniform_int(g, 5)) {
		case 0:  Sin(a); break;
		case 1:  Where(a, b, c); break;
		case 2:  Number(l, gsl_rng_uniform(g)); break;
		case 3:
			Segment(Flatten(5, (V[]){ a, b, c, a, b }), 3, scalar());
			break; /* more arguments than an instruction holds itself */
		default: Mul(a, b);
		}
	}
	for (int k = 0; k < OUT; k++) Output(anyscalar(l, g));
	return l;
}

/* needs[i][j]: i is computed from j, directly or not; Warshall */
static char (*closure(const List *l))[2 * N]
{
	char (*needs)[2 * N] = alloc(2 * N, sizeof *needs);

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs; k++) needs[i][args(l, &l->ins[i])[k]] = 1;
	for (size_t k = 0; k < l->n; k++)
		for (size_t i = 0; i < l->n; i++)
			for (size_t j = 0; needs[i][k] && j < l->n; j++) needs[i][j] |= needs[k][j];
	return needs;
}

static void what_depends_on_what(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (int t = 0; t < 300; t++) {
		List *l = drawn(g);
		char (*needs)[2 * N] = closure(l), *on = live(l, NULL),
				 *some = live(l, (const char[OUT]){ 0, 1, 0 }),
				 *after = alloc(l->n, 1);
		char *stopped = alloc(l->n, 1), *stop = alloc(l->n, 1);
		size_t from = gsl_rng_uniform_int(g, l->n), n = 0;

		assert_true(l->n <= 2 * N);
		after[from] = 1;
		dependents(l, after);
		for (size_t o = 0; o < l->nout; o++) stopped[l->out[o]] = 1;
		memset(stop, 1, l->n);
		reach(l, stopped, stop);
		for (size_t i = 0; i < l->n; i++) {
			bool out = false, needed = false;

			for (size_t o = 0; o < l->nout; o++)
				out |= l->out[o] == i, needed |= needs[l->out[o]][i];
			assert_int_equal(on[i], out || needed);
			assert_int_equal(stopped[i], out);
			assert_int_equal(some[i], l->out[1] == i || needs[l->out[1]][i]);
			assert_int_equal(after[i], i == from || needs[i][from]);
			n += out || needed;
		}
		assert_int_equal(marks(l->n, on), n);
		release(needs), release(on), release(some), release(after), release(stopped),
			release(stop);
		freelist(l);
	}
	gsl_rng_free(g);
}

static void values(const List *l, const double *x, double *y)
{
	Run *r = newrun(l, &f64);
	const void *from = x;
	void *to = y;

	for (size_t k = 0; k < l->nin; k++) from = put(r, k, from);
	run(r);
	for (size_t o = 0; o < l->nout; o++) to = get(r, o, to);
	freerun(r);
}

/* no instruction before its arguments' level, nor below the one before it */
static void sorted(const List *l)
{
	size_t *level = alloc(l->n, sizeof *level), was = 0;

	for (size_t i = 0; i < l->n; i++) {
		for (size_t k = 0; k < l->ins[i].nargs; k++) {
			size_t a = level[args(l, &l->ins[i])[k]];

			if (a >= level[i]) level[i] = a + 1;
		}
		if (isinput(&l->ins[i])) continue;
		assert_true(level[i] >= was);
		was = level[i];
	}
	release(level);
}

/* copies have the values, the inputs and their names */
static void copies(void **state)
{
	static const double x[IN] = { 0.5, -1.25, 2, 3 };
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (int t = 0; t < 200; t++) {
		List *l = drawn(g), *all = copylist(l), *alike = subset(l, NULL, NULL, NULL), *few,
		     *flat;
		char *on = live(l, (const char[OUT]){ 1, 0, 1 });
		double y[OUT], z[OUT];

		values(l, x, y);
		assert_int_equal(all->n, l->n);
		assert_int_equal(alike->n, l->n);
		values(all, x, z);
		assert_memory_equal(y, z, sizeof y);
		few = subset(l, (const char[IN]){ 1, 1, 1, 1 }, on, (const char[OUT]){ 1, 0, 1 });
		assert_int_equal(few->nout, 2);
		values(few, x, z);
		assert_memory_equal(&y[0], &z[0], sizeof *y);
		assert_memory_equal(&y[2], &z[1], sizeof *y);
		release(on);
		flat = bylevel(copylist(l));
		sorted(flat);
		values(flat, x, z);
		assert_memory_equal(y, z, sizeof y);
		on = live(l, NULL);
		for (size_t k = 0; k < l->nin; k++) on[l->in[k]] = 1;
		all = dead(all);
		assert_int_equal(all->n, marks(l->n, on));
		assert_int_equal(all->nin, IN);
		assert_string_equal(all->name[0], "x");
		assert_null(all->name[1]);
		values(all, x, z);
		assert_memory_equal(y, z, sizeof y);
		release(on);
		freelist(l), freelist(all), freelist(alike), freelist(few), freelist(flat);
	}
	gsl_rng_free(g);
}

static V negated(List *to, const List *f, size_t i, const V *map, void *with)
{
	V y = rerecord(to, f, i, map);

	++*(int *)with;
	return Neg(y);
}

/* the rule is asked once for each instruction that is no input, with the values that stand for its
 * arguments */
static void by_a_rule(void **state)
{
	List *l = newlist(), *m;
	V x = Input(l, "x", scalar()), y = Sqr(x);
	double at = 3, z;
	int asked = 0;

	Output(Add(y, x));                     /* -( -(x^2) + x) */
	m = rewrite(l, negated, &asked);
	values(m, &at, &z);
	assert_int_equal(asked, 2);
	assert_true(z == 6);
	freelist(l), freelist(m);
}

static void twice(const V *x, V *y, const void *what) { y[0] = Add(x[0], Sin(x[0])); }

/* a pass that has left a fault ends the program, which names the pass and the instruction */
static void dies(void broken(List *), bool after, const char *why)
{
	char says[512] = "";
	int to[2], status;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(to), 0);
	child = fork();
	if (!child) {
		List *l = newlist();
		V x = Input(l, "x", vector(2)), y[1];

		Checkpoint(1, &x, 1, twice, NULL, y);
		Output(Sin(y[0]));
		dup2(to[1], 2);
		broken(l);
		if (after)
			verified("the pass", l);
		else
			verify(l);
		_exit(0);
	}
	close(to[1]);
	for (size_t k = 0; (n = read(to[0], says + k, sizeof says - 1 - k)) > 0; ) k += (size_t)n;
	close(to[0]);
	assert_true(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
	if (!strstr(says, why)) fail_msg("\"%s\" does not say \"%s\"", says, why);
}

static List *bodyof(List *l) { return bodies(l->ins[1].prim, attr(l, &l->ins[1])).list[0]; }

static void forward(List *l)      { l->ins[2].arg[0] = 3; }
static void othershape(List *l)   { Number(l, 1), l->ins[3].shape = l->ins[4].shape; }
static void noinput(List *l)      { l->in[0] = 1; }
static void lateoutput(List *l)   { l->out[0] = 99; }
static void inbody(List *l)       { bodyof(l)->ins[1].arg[0] = 2; }

static void verified_after_a_pass(void **state)
{
	assert_true(verifying);
	dies(forward, false, "instruction v2 (segment) uses an instruction that is not yet there");
	dies(forward, true,
		"after the pass: v2 (segment) uses an instruction that is not yet there");
	dies(othershape, true, "after the pass: v3 (sin) has arguments of another shape");
	dies(noinput, true, "an input is no input instruction");
	dies(lateoutput, true, "yet a later one is an output");
	dies(inbody, true, "after the pass: v1 (checkpoint) has a body at fault");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_depends_on_what),
		cmocka_unit_test(copies),
		cmocka_unit_test(by_a_rule),
		cmocka_unit_test(verified_after_a_pass),
	};

	return cmocka_run_group_tests_name("rewrite", tests, NULL, NULL);
}
