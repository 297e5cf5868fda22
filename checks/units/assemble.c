/* assemble.c -- unit tests of transform/assemble.c: a sum of slices put into zeros is assembled if
 * and only if no two meet. */
#include "engines/transform/assemble.h"
#include "engines/list/rewrite.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

extern const Prim unslice_prim, concat_prim;

enum { MOST = 5 };

typedef struct { size_t n, from[MOST], len[MOST]; int axis[MOST]; bool rest; Shape wide; } Case;

/* slices along one axis; now and then one along another.  Half of the cases are cut so that none
 * meet */
static Case drawn(gsl_rng *g)
{
	Case c = { .n = 2 + gsl_rng_uniform_int(g, MOST - 1),
		   .rest = gsl_rng_uniform_int(g, 3) == 0,
		   .wide = matrix(12, 12) };
	int axis = (int)gsl_rng_uniform_int(g, 2);
	bool cut = gsl_rng_uniform_int(g, 2);

	for (size_t k = 0; k < c.n; k++) {
		c.axis[k] = gsl_rng_uniform_int(g, 8) ? axis : 1 - axis;
		c.from[k] = cut ? 2 * ((3 * k + 1) % MOST) + gsl_rng_uniform_int(g, 2)
				: gsl_rng_uniform_int(g, 11);
		c.len[k] = cut ? 2 - c.from[k] % 2
			       : 1 + gsl_rng_uniform_int(g, 12 - c.from[k] - (c.from[k] == 0));
	}
	return c;
}

/* all along one axis, and no index of it in two */
static bool disjoint(const Case *c)
{
	int times[12] = { 0 };
	bool apart = true;

	for (size_t k = 0; k < c->n; k++) {
		apart &= c->axis[k] == c->axis[0];
		for (size_t i = c->from[k]; i < c->from[k] + c->len[k]; i++) apart &= !times[i]++;
	}
	return apart;
}

static List *recorded(const Case *c, gsl_rng *g)
{
	List *l = newlist();
	V term[MOST + 1] = { { 0 } }, sum;
	size_t n = c->n, order[MOST + 1] = { 0 };

	for (size_t k = 0; k < n; k++) {
		Shape few = c->wide;

		few.dim[c->axis[k]] = c->len[k];
		term[k] = Input(l, NULL, few);
	}
	if (c->rest) term[n] = Input(l, NULL, c->wide);
	for (size_t k = 0; k < n; k++) {
		size_t start[RANK] = { 0 };

		start[c->axis[k]] = c->from[k];
		term[k] = Unslice(term[k], c->wide, start, NULL);
	}
	n += c->rest;
	for (size_t k = 0; k < n; k++) order[k] = k;
	gsl_ran_shuffle(g, order, n, sizeof *order);
	sum = term[order[0]];
	for (size_t k = 1; k < n; k++) sum = Add(sum, term[order[k]]);
	Output(sum);
	return l;
}

static void values(const List *l, double *y)
{
	Run *r = newrun(l, &f64);

	for (size_t k = 0, seed = 1; k < l->nin; k++) {
		double *x = slot(r, l->in[k]);

		for (size_t i = 0; i < count(shapeat(l, l->in[k])); i++)
			x[i] = (double)(seed++ % 97) + 0.5;
	}
	run(r);
	get(r, 0, y);
	freerun(r);
}

static size_t many(const List *l, const Prim *p)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) n += l->ins[i].prim == p;
	return n;
}

static void if_and_only_if_disjoint(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	size_t yes = 0, no = 0;

	for (int t = 0; t < 2000; t++) {
		Case c = drawn(g);
		List *l = recorded(&c, g);
		char *on = live(l, NULL);
		Id *user = usersof(l, on);
		Assembly a = { 0 };
		bool is = assembles(l, user, l->out[0], &a), should = disjoint(&c);
		double before[144], after[144];

		if (is != should)
			fail_msg("case %d: %s", t,
				 is ? "slices that meet are assembled"
				    : "slices that do not meet are not");
		if (is) {
			assert_int_equal(a.n, c.n);
			assert_int_equal(a.more, c.rest);
		}
		*(is ? &yes : &no) += 1;
		values(l, before);
		l = simplify(l, &f64);
		values(l, after);
		assert_memory_equal(
			before, after,
			sizeof after); /* sums of two or three small numbers are exact */
		assert_int_equal(many(l, &unslice_prim), is ? 0 : c.n);
		assert_int_equal(many(l, &concat_prim), is);
		freelist(l);
		release(on), release(user), release(a.piece);
	}
	assert_true(yes > 300 && no > 300);
	gsl_rng_free(g);
}

/* a slice that something else reads too must be there anyway: it is not taken apart */
static void only_what_nobody_else_reads(void **state)
{
	List *l = newlist();
	V a = Input(l, NULL, vector(2)), b = Input(l, NULL, vector(2)), s, t;
	char *on;
	Id *user;
	Assembly y = { 0 };

	s = Add(Unslice(a, vector(4), (size_t[]){ 0 }, NULL),
		Unslice(b, vector(4), (size_t[]){ 2 }, NULL));
	t = Add(s, s);
	Output(t);
	Output(s);
	on = live(l, NULL);
	user = usersof(l, on);
	assert_true(assembles(l, user, s.id, &y));
	assert_false(assembles(l, user, t.id, &y));
	release(on), release(user), release(y.piece);
	freelist(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(if_and_only_if_disjoint),
					    cmocka_unit_test(only_what_nobody_else_reads) };

	return cmocka_run_group_tests_name("assemble", tests, NULL, NULL);
}
