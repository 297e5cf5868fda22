/* hoist.c -- unit tests of transform/hoist.c: after it no body computes what depends on constants
 * of the loop alone. */
#include "checks/commands/passes.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

extern const Prim scan_prim, while_prim;

static uint64_t carried = 88172645463325252u;

static unsigned drawn(unsigned n)          /* Marsaglia's xorshift */
{
	carried ^= carried << 13, carried ^= carried >> 7, carried ^= carried << 17;
	return (unsigned)(carried >> 33) % n;
}

enum {
	CARRIES = 2,
	ITEMS = 1,
	CONSTANTS = 3,
	NX = CARRIES + ITEMS + CONSTANTS,
	STEPS = 4,
	ROWS = 30
};

typedef struct { unsigned op[ROWS], a[ROWS], b[ROWS]; size_t nx; } Drawn;

static Drawn body(size_t nx)
{
	Drawn d = { .nx = nx };

	for (unsigned k = 0; k < ROWS; k++)
		d.op[k] = drawn(4), d.a[k] = drawn((unsigned)nx + k),
		d.b[k] = drawn((unsigned)nx + k);
	return d;
}

static V computed(const Drawn *d, const V *x, V *v)
{
	for (size_t k = 0; k < d->nx; k++) v[k] = x[k];
	for (size_t k = 0; k < ROWS; k++) {
		V a = v[d->a[k]], b = v[d->b[k]], *y = &v[d->nx + k];

		*y = d->op[k] == 0   ? Sin(a)
		     : d->op[k] == 1 ? Mul(a, Cos(b))
		     : d->op[k] == 2 ? Tanh(Add(a, b))
				     : Sub(Tanh(a), Number(a.list, 0.5));
	}
	return v[d->nx + ROWS - 1];
}

static void step(const V *x, V *y, const void *what)
{
	V v[NX + ROWS];

	y[1] = Mul(computed(what, x, v), x[0]);
	y[0] = Add(x[0], Number(x[0].list, 1));
	y[2] = v[NX + ROWS - 2];
}

static void turn(const V *x, V *y, const void *what)
{
	V v[NX + ROWS];

	y[1] = computed(what, x, v);
	y[0] = Add(x[0], Number(x[0].list, 1));
}

static void more(const V *x, V *y, const void *what)
{
	*y = Lt(x[0], Add(Number(x[0].list, 4), Sqr(x[2])));
}

/* whether some instruction of the body has arguments, and all of them depend on its last q inputs
 * or on nothing */
static bool invariant(const List *f, size_t q)
{
	char *fixed = alloc(f->n, 1);
	bool found = false;

	for (size_t i = 0; i < f->n; i++) {
		fixed[i] = !isinput(&f->ins[i]);
		for (size_t k = f->nin - q; k < f->nin; k++) fixed[i] |= f->in[k] == i;
		for (size_t k = 0; k < f->ins[i].nargs; k++)
			fixed[i] &= fixed[args(f, &f->ins[i])[k]];
		found |= fixed[i] && f->ins[i].nargs;
	}
	release(fixed);
	return found;
}

static void values(const List *l, double *y)
{
	double x[16];
	const void *from = x;
	void *to = y;
	Run *r = newrun(l, &f64);

	for (int k = 0; k < 16; k++) x[k] = 0.1 + 0.07 * k;
	for (size_t k = 0; k < l->nin; k++) from = put(r, k, from);
	run(r);
	for (size_t o = 0; o < l->nout; o++) to = get(r, o, to);
	freerun(r);
}

static size_t hoistedof(List *l, const Prim *p, size_t fixedcarries, size_t word)
{
	const Pass *last;
	double before[8], lifted[8];
	size_t n = 0;

	values(l, before);
	l = after("dce,hoist", l, &f64, &last);
	verify(l);
	values(l, lifted);
	assert_memory_equal(before, lifted, ny(l) * sizeof *lifted);
	for (size_t i = 0; i < l->n; i++) {
		Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));
		size_t q = word ? (size_t)*(const int64_t *)attr(l, &l->ins[i])
				: l->ins[i].nargs - fixedcarries;

		for (size_t k = 0; k < b.n; k++) assert_false(invariant(b.list[k], q));
		if (l->ins[i].prim == p) n = q;
	}
	freelist(l);
	return n;
}

static void of_a_scan(void **state)
{
	size_t moved = 0;

	for (int t = 0; t < 200; t++) {
		Drawn d = body(NX);
		List *l = newlist();
		V x[NX], y[3];

		for (int k = 0; k < NX; k++)
			x[k] = Input(l, NULL, k == CARRIES ? vector(STEPS) : scalar());
		Scan(STEPS, false, CARRIES, ITEMS, NX, x, 3, step, &d, y);
		for (int k = 0; k < 3; k++) Output(y[k]);
		moved += hoistedof(l, &scan_prim, CARRIES + ITEMS, 0) - CONSTANTS;
	}
	assert_true(moved > 200);              /* else there was nothing to move */
}

static void of_a_while(void **state)
{
	size_t moved = 0;

	for (int t = 0; t < 200; t++) {
		Drawn d = body(CARRIES + CONSTANTS);
		List *l = newlist();
		V x[CARRIES + CONSTANTS], y[CARRIES];

		for (int k = 0; k < CARRIES + CONSTANTS; k++) x[k] = Input(l, NULL, scalar());
		While(CARRIES, CARRIES + CONSTANTS, x, more, turn, &d, y);
		for (int k = 0; k < CARRIES; k++) Output(y[k]);
		moved += hoistedof(l, &while_prim, 0, 1) - CONSTANTS;
	}
	assert_true(moved > 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(of_a_scan),
					    cmocka_unit_test(of_a_while) };

	return cmocka_run_group_tests_name("hoist", tests, NULL, NULL);
}
