/* plan.c -- unit tests of run/plan.c: no two values that are both still to be read share
 * an element.
 *
 * Whether they do is found out here anew, from the list and from nothing of the plan but where each
 * value lies and when.
 */
#include "engines/run/run.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

extern const Prim sum_prim, unslice_prim, scattersegment_prim, concat_prim, where_prim;

static size_t length(const List *l, size_t i) { return count(shapeat(l, i)); }

/* ---- random lists: long values, short ones, views of them, pieces put together ------------- */

static V vectorof(V x) { Shape s = shapeof(x); return Reshape(x, vector(count(&s))); }

static V first(V x, size_t n)
{
	Shape s = shapeof(x);

	return count(&s) == n ? x : Slice(x, (size_t[]){ 0 }, (size_t[]){ n }, NULL);
}

static V anyof(List *l, gsl_rng *g)
{
	return vectorof(instruction(l, gsl_rng_uniform_int(g, l->n)));
}

static V two(List *l, gsl_rng *g, V x)
{
	V y = anyof(l, g);
	Shape s = shapeof(x), t = shapeof(y);
	size_t n;

	for (int k = 0; k < 8 && count(&t) < count(&s); k++)
		t = shapeof(y = anyof(l, g)); /* mostly as long as x */
	n = count(&s) < count(&t) ? count(&s) : count(&t);

	x = first(x, n), y = first(y, n);
	return gsl_rng_uniform_int(g, 2) ? Mul(x, y) : Where(Gt(x, y), x, y);
}

/* x put into zeros further on and read by others of its group: they must not write over what is
 * still to be moved */
static void moved(V x, size_t start)
{
	Shape s = shapeof(x);

	x = Cumsum(x, 0, false);
	Output(Unslice(x, vector(count(&s) + 3), (size_t[]){ start }, NULL));
	Output(Sin(x));
}

static void grown(List *l, gsl_rng *g)
{
	V x = vectorof(instruction(l, gsl_rng_uniform_int(g, 8)
				      ? l->n - 1 - gsl_rng_uniform_int(g, l->n < 6 ? l->n : 6)
				      : gsl_rng_uniform_int(g, 2)));
	Shape s = shapeof(x);
	size_t n = count(&s), from = gsl_rng_uniform_int(g, n);

	if (n > 30000) x = first(x, n = 30000), from %= n;
	switch (gsl_rng_uniform_int(g, 14)) {
	case 0:  case 9:  case 10: Sin(x); break;
	case 1:  case 11: Exp(x); break;
	case 2:  Sum(x, ALL); break;
	case 7:  Cumsum(x, 0, false); break;
	case 8:  moved(x, gsl_rng_uniform_int(g, 4)); break;
	case 3:  Segment(x, from, vector(n - from)); break;
	case 4:  Unslice(x, vector(n + 3), (size_t[]){ gsl_rng_uniform_int(g, 4) }, NULL); break;
	case 5:  Concat(3, (V[]){ Sin(x), Cos(x), x }, 0); break;
	case 6:  Sub(x, Broadcast(Sum(x, ALL), vector(n))); break;
	default: two(l, g, x);
	}
}

static List *drawn(unsigned long seed)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	List *l = newlist();

	gsl_rng_set(g, seed);
	Input(l, "x", vector(4000 + gsl_rng_uniform_int(g, 3000)));
	Input(l, "z", vector(8000));
	Input(l, "y", vector(1 + gsl_rng_uniform_int(g, 20)));
	while (l->n < 60) grown(l, g);
	for (int k = 0; k < 5; k++) Output(instruction(l, l->n - 1 - gsl_rng_uniform_int(g, 40)));
	gsl_rng_free(g);
	return dead(l);
}

/* ---- when a value is written first and read last, in places of the order -------------------- */

enum { BEFORE = -1, EVER = INT32_MAX };

typedef struct {
	const List *l;
	Plan p;
	long *at, *first, *last;
} Times; /* at: of each instruction */

static bool elementwise(const Prim *p) { return p->nargs || p == &where_prim; }

static long groupsend(const Times *t, long k)
{
	const Place *p = t->p.place;

	while ((size_t)k + 1 < t->p.n && p[t->p.order[k + 1]].group &&
	       p[t->p.order[k + 1]].group == p[t->p.order[k]].group)
		k++;
	return k;
}

static long groupsstart(const Times *t, long k)
{
	const Place *p = t->p.place;

	while (k && p[t->p.order[k - 1]].group &&
	       p[t->p.order[k - 1]].group == p[t->p.order[k]].group)
		k--;
	return k;
}

/* an instruction of a group that does not read the block it is at, but before it, is done with its
 * arguments when the group is */
static long doneat(const Times *t, size_t i)
{
	const Prim *p = t->l->ins[i].prim;
	size_t start = 0;
	bool here = elementwise(p) || p == &sum_prim || (contiguous(t->l, i, &start) && !start);

	return t->p.place[i].group && !here ? groupsend(t, t->at[i]) : t->at[i];
}

static Times timesof(const List *l, Plan p)
{
	Times t = { l, p, alloc(l->n, sizeof *t.at), alloc(l->n, sizeof *t.first),
		    alloc(l->n, sizeof *t.last) };

	for (size_t k = 0; k < p.n; k++) t.at[p.order[k]] = (long)k;
	for (size_t i = 0; i < l->n; i++) {
		t.first[i] = l->ins[i].nargs ? t.at[i] : BEFORE;
		t.last[i] = l->ins[i].nargs ? t.at[i] : EVER;
	}
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs && p.place[i].root == i; k++) {
			Id r = p.place[args(l, &l->ins[i])[k]].root;

			if (doneat(&t, i) > t.last[r]) t.last[r] = doneat(&t, i);
		}
	for (size_t o = 0; o < l->nout; o++) t.last[p.place[l->out[o]].root] = EVER;
	/* a concatenation stands from its first piece to the last reader of any */
	for (size_t i = 0; i < l->n; i++) {
		Id h = p.place[i].home;

		if (p.place[i].root != i || h == i) continue;
		if (groupsstart(&t, t.first[i]) < t.first[h])
			t.first[h] = groupsstart(&t, t.first[i]);
		if (t.last[i] > t.last[h]) t.last[h] = t.last[i];
	}
	return t;
}

static void freetimes(Times *t)
{
	release(t->at), release(t->first), release(t->last), freeplan(&t->p);
}

/* ---- the properties ------------------------------------------------------------------------- */

static void every_instruction_once(const Times *t)
{
	size_t views = 0, nullary = 0;

	for (size_t i = 0; i < t->l->n; i++) {
		views += t->l->ins[i].nargs && t->p.place[i].root != i;
		nullary += !t->l->ins[i].nargs;
	}
	assert_int_equal(t->p.n + views + nullary, t->l->n);
	for (size_t k = 0; k < t->p.n; k++) assert_int_equal(t->at[t->p.order[k]], k);
}

static void after_what_it_reads(const Times *t)
{
	for (size_t k = 0; k < t->p.n; k++) {
		const Ins *in = &t->l->ins[t->p.order[k]];

		for (size_t j = 0; j < in->nargs; j++) {
			Id r = t->p.place[args(t->l, in)[j]].root;

			if (t->l->ins[r].nargs) assert_true(t->at[r] < (long)k);
		}
	}
}

/* storage of i: what it takes in the arena, or in the buffers */
static size_t takes(const Times *t, size_t i)
{
	return t->p.place[i].block ? FUSED : length(t->l, i);
}

static bool owner(const Times *t, size_t i)
{
	return t->p.place[i].root == i && t->p.place[i].home == i;
}

static bool overlap(const Times *t, size_t i, size_t j)
{
	const Place *a = &t->p.place[i], *b = &t->p.place[j];
	size_t before_a = a->delayed ? LAG : 0,
	       before_b = b->delayed ? LAG : 0; /* what a delayed stream keeps stands before it */

	return a->scratch == b->scratch && a->at - before_a < b->at + takes(t, j) &&
	       b->at - before_b < a->at + takes(t, i);
}

/* buffers belong to a group while it runs */
static bool sametime(const Times *t, size_t i, size_t j)
{
	if (t->p.place[i].scratch && t->p.place[i].group != t->p.place[j].group)
		return false;
	return t->first[i] < t->last[j] && t->first[j] < t->last[i];
}

static void apart(const Times *t, unsigned long seed)
{
	for (size_t i = 0; i < t->l->n; i++)
		for (size_t j = 0; owner(t, i) && j < i; j++)
			if (owner(t, j) && overlap(t, i, j) && sametime(t, i, j))
				fail_msg(
					"list %lu: v%zu and v%zu, both in use, share an element",
					seed, j, i);
}

/* when they end where the other begins, the second takes over element by element, or it is not read
 * in a group */
static void taken_over(const Times *t, unsigned long seed)
{
	for (size_t i = 0; i < t->l->n; i++)
		for (size_t j = 0; owner(t, i) && j < t->l->n; j++)
			if (j != i && owner(t, j) && t->last[j] == t->first[i] &&
			    overlap(t, i, j) && t->p.place[i].scratch == t->p.place[j].scratch &&
			    !elementwise(t->l->ins[i].prim) && !t->p.place[i].whole)
				fail_msg("list %lu: v%zu is written over its argument v%zu", seed,
					 i, j);
}

static void pieces_side_by_side(const Times *t)
{
	for (size_t i = 0; i < t->l->n; i++) {
		const Ins *in = &t->l->ins[i];

		for (size_t k = 0, off = 0; in->prim == &concat_prim && k < in->nargs;
		     off += length(t->l, args(t->l, in)[k++])) {
			Id a = args(t->l, in)[k];

			if (t->p.place[a].root == a && t->p.place[a].home == i)
				assert_int_equal(t->p.place[a].into, off);
		}
	}
}

static void no_value_over_another(void **state)
{
	size_t groups = 0, buffers = 0, views = 0, pieces = 0;

	for (unsigned long seed = 1; seed <= 1500; seed++) {
		List *l = drawn(seed);
		Times t = timesof(l, newplan(l, &f64, false, SIZE_MAX));

		every_instruction_once(&t);
		after_what_it_reads(&t);
		apart(&t, seed);
		taken_over(&t, seed);
		pieces_side_by_side(&t);
		for (size_t i = 0; i < l->n; i++) {
			buffers += t.p.place[i].scratch, groups += t.p.place[i].group != 0;
			views += t.p.place[i].root != i,
				pieces += t.p.place[i].home != i && t.p.place[i].root == i;
			assert_true(t.p.place[i].root != i || t.p.place[i].scratch ||
				    t.p.place[t.p.place[i].home].at + length(l, i) <= t.p.total ||
				    t.p.place[i].block);
		}
		freetimes(&t);
		freelist(l);
	}
	assert_true(groups > 1000 && buffers > 1000 && views > 1000 &&
		    pieces > 100); /* else nothing was tried */
}

/* what is borrowed or written to the caller's buffer has no storage: the arena of a list that has
 * nothing else is empty */
static void nothing_of_the_callers(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", vector(1000));
	Plan p;

	Output(Sin(x));
	p = newplan(l, &f64, true, 0);
	assert_int_equal(p.total, 0);
	assert_true(p.place[1].callers);
	freeplan(&p);
	p = newplan(l, &f64, false, SIZE_MAX);
	assert_int_equal(p.total, 2000);
	freeplan(&p);
	freelist(l);
}

/* a chain of n elementwise instructions takes the storage of one, whatever n */
static void a_chain_in_one_place(void **state)
{
	for (size_t n = 2; n < 40; n += 7) {
		List *l = newlist();
		V x = Input(l, "x", vector(100));
		Plan p;

		for (size_t k = 0; k < n; k++) x = Sin(x);
		Output(x);
		p = newplan(l, &f64, false, SIZE_MAX);
		assert_int_equal(p.total, 200);
		freeplan(&p);
		freelist(l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_value_over_another),
		cmocka_unit_test(nothing_of_the_callers),
		cmocka_unit_test(a_chain_in_one_place),
	};

	return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
