/* checkpoint.c -- unit tests of checkpointing: the same gradient by every plan, bytes as foreseen,
 * the cheapest plan within a budget. */
#include "checks/measure/depth.h"
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <mpfr.h>

/* ---- what is reversed --------------------------------------------------------------- */

enum { WIDTH = 16 };

static void layer(const V *x, V *y, const void *what)
{
	y[0] = Tanh(Add(Matmul(x[1], x[0], false, false), x[2]));
}

static V quarter(V z, size_t k, size_t n)
{
	return Slice(z, (size_t[]){ k * n, 0 }, (size_t[]){ n, 1 }, NULL);
}

/* carries c, h; an input at each step, from the last to the first; every h is given */
static void cell(const V *x, V *y, const void *what)
{
	size_t n = shapeof(x[0]).dim[0];
	V z = Add(Matmul(x[3], Concat(2, (V[]){ x[2], x[1] }, 0), false, false), x[4]);

	y[0] = Add(Mul(Sigmoid(quarter(z, 1, n)), x[0]),
		Mul(Sigmoid(quarter(z, 0, n)), Tanh(quarter(z, 3, n))));
	y[1] = y[2] = Mul(Sigmoid(quarter(z, 2, n)), Tanh(y[0]));
}

static void r_lstmscan(List *l, const Fn *f)
{
	size_t n = (size_t)f->width, d = (size_t)f->depth;
	V W = Input(l, "W", matrix(4 * n, 2 * n)), b = Input(l, "b", matrix(4 * n, 1)),
	  h = Input(l, "h", matrix(n, 1));
	V x[] = { Zeros(l, matrix(n, 1)), Sin(h), Input(l, "x", (Shape){ 3, { d, n, 1 } }), W, b },
	  y[3];

	Scan(d, true, 2, 1, 5, x, 3, cell, NULL, y);
	Output(Sum(Sqr(y[2]), ALL));
	Output(Dot(Reshape(y[0], vector(n)), Reshape(h, vector(n))));
	Output(y[2]);
	Output(h);
}

/* one scan's stack is the next one's items, and a row passes by both */
static void r_twoscans(List *l, const Fn *f)
{
	size_t n = (size_t)f->width, d = (size_t)f->depth;
	V x[] = { Input(l, "x", matrix(n, 1)), Input(l, "W", (Shape){ 3, { d, n, n } }),
		Input(l, "b", (Shape){ 3, { d, n, 1 } }) },
	  y[3];
	V by = Exp(x[0]), W = Input(l, "V", matrix(4 * n, 2 * n)),
	  b = Input(l, "c", matrix(4 * n, 1));

	Scan(d, false, 1, 2, 3, x, 1, layer, NULL, y);
	V z[] = { y[0], by, Sin(x[2]), W, b };
	Scan(d, true, 2, 1, 5, z, 3, cell, NULL, y);
	V again[] = { y[1], x[1], y[2] };
	Scan(d, false, 1, 2, 3, again, 1, layer, NULL, y);
	Output(Dot(Reshape(Mul(y[0], z[0]), vector(n)), Reshape(by, vector(n))));
}

/* outputs that are carries, constants, inputs, the same twice; a constant for an item; a stack that
 * nobody reads */
static void r_outputs(List *l, const Fn *f)
{
	size_t n = (size_t)f->width, d = (size_t)f->depth;
	V x[] = { Zeros(l, matrix(n, 1)), Input(l, "h", matrix(n, 1)),
		Const(Zeros(l, (Shape){ 3, { d, n, 1 } }), 0.5),
		Input(l, "W", matrix(4 * n, 2 * n)), Input(l, "b", matrix(4 * n, 1)) },
	  y[3], z[3];

	Scan(d, false, 2, 1, 5, x, 3, cell, NULL, y);
	V again[] = { y[1], y[0], x[2], x[3], x[4] };
	Scan(d, false, 2, 1, 5, again, 3, cell, NULL, z);
	Output(y[0]), Output(z[1]), Output(z[1]), Output(x[0]), Output(x[1]);
}

static void sines(const V *x, V *y, const void *what) { y[0] = Sin(x[0]), y[1] = x[0]; }

/* a segment across two results: the scan stays one instruction */
static void r_across(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(2)), y[2];

	Scan((size_t)f->depth, false, 1, 0, 1, &x, 2, sines, NULL, y);
	Output(Segment(instruction(l, args(l, at(y[0]))[0]), 1, vector(3)));
}

static Fn named(const char *name, int depth, int width)
{
	return fnof(functionnamed(name), depth, width);
}

enum { CASES = 10 };

static Fn caseof(int k)
{
	switch (k) {
	case 0:  return named("mlp", 37, WIDTH);
	case 1:  return deepfn(ROLLED, 37, WIDTH);
	case 2:  return (Fn){ "lstm as a scan", r_lstmscan, .depth = 29, .width = 8 };
	case 3:  return named("odesolve", 23, 8);
	case 4:  return named("lstm", 19, 8);
	case 5:  return (Fn){ "three scans", r_twoscans, .depth = 11, .width = 4 };
	case 6:  return named("gmm", 0, 0);
	case 7:  return (Fn){ "outputs", r_outputs, .depth = 7, .width = 3 };
	case 8:  return (Fn){ "across", r_across, .depth = 7 };
	default: return named("logistic", 40, 1);
	}
}

typedef struct { Fn fn; List *l; Chain *c; size_t nx, ny; double *x, *g, *y, *gx; } Case;

static Case opened(Fn fn)
{
	char why[WHY];
	Case k = { .fn = fn, .l = trace(&fn, NULL, NULL, why) };
	uint64_t r = 88172645463325252u;       /* Marsaglia's xorshift */

	k.c = newchain(k.l, &f64);
	k.nx = nx(k.l), k.ny = ny(k.l);
	k.x = alloc(k.nx, sizeof *k.x), k.gx = alloc(k.nx, sizeof *k.gx),
	k.g = alloc(k.ny, sizeof *k.g), k.y = alloc(k.ny, sizeof *k.y);
	for (size_t i = 0; i < k.nx; i++) {
		r ^= r << 13, r ^= r >> 7, r ^= r << 17;
		k.x[i] = ((double)(r >> 11) * 0x1p-53 - .5) / 2 + (k.nx < 10 ? 1 : 0);
	}
	for (size_t o = 0; o < k.ny; o++) k.g[o] = 1 / (1. + (double)o);
	return k;
}

static void closed(Case *k)
{
	freechain(k->c);
	freelist(k->l);
	release(k->x), release(k->g), release(k->y), release(k->gx);
}

/* ---- gradients ----------------------------------------------------------------------------- */

static const char *const plans[] = { "store-all", "uniform", "uniform:5", "binomial", "binomial:1",
	"binomial:2", "binomial:3", "binomial:1000" };
enum { PLANS = sizeof plans / sizeof *plans };

static Plan wishes(const char *name, size_t length)
{
	Policy w = { 0 };

	assert_true(planfrom(name, &w));
	return planof(w, length);
}

static void bit_equal(void **state)
{
	for (int k = 0; k < CASES; k++) {
		Case a = opened(caseof(k));
		double *first = alloc(a.nx, sizeof *first), *y = alloc(a.ny, sizeof *y), scale = 0;
		char why[WHY];
		void *s = static_engine.open(&a.fn, &f64, why);

		static_engine.vjp(s, a.x, a.g, y, first);
		for (size_t i = 0; i < a.nx; i++)
			scale = first[i] * first[i] > scale * scale ? first[i] : scale;
		for (int p = 0; p < PLANS; p++) {
			Cost c = pulled(a.c, wishes(plans[p], a.c->length), a.x, a.g, a.y, a.gx);

			assert_int_equal(c.advanced,
				advances(wishes(plans[p], a.c->length), a.c->length));
			assert_int_equal(c.taped, a.c->length);
			assert_memory_equal(a.y, y, a.ny * sizeof *y);
			/* sums are taken in another order there */
			for (size_t i = 0; !p && i < a.nx; i++)
				if (!((a.gx[i] - first[i]) * (a.gx[i] - first[i]) <=
					    1e-26 * scale * scale))
					fail_msg("%s: entry %zu is %.17g, not %.17g", a.fn.name, i,
						a.gx[i], first[i]);
			if (!p) memcpy(first, a.gx, a.nx * sizeof *first);
			if (memcmp(first, a.gx, a.nx * sizeof *first))
				fail_msg("%s by %s: another gradient", a.fn.name, plans[p]);
		}
		static_engine.close(s);
		release(first), release(y);
		closed(&a);
	}
}

/* stages: as many as layers, steps; few kinds of them */
static void stages(void **state)
{
	static const struct { size_t least, most, kinds;
	} is[CASES] = { { 37, 38, 3 }, { 39, 39, 3 }, { 31, 31, 3 }, { 23, 26, 5 }, { 19, 20, 4 },
		{ 37, 37, 7 }, { 1, 60, 60 }, { 17, 17, 4 }, { 1, 1, 1 }, { 39, 41, 4 } };

	for (int k = 0; k < CASES; k++) {
		Case a = opened(caseof(k));

		if (a.c->length < is[k].least || a.c->length > is[k].most ||
			a.c->ntemplates > is[k].kinds)
			fail_msg("%s: %zu stages of %zu kinds", a.fn.name, a.c->length,
				a.c->ntemplates);
		closed(&a);
	}
}

/* how often each stage is run: by binomial at most r times and once for its tape */
static void runs_of_a_stage(void **state)
{
	Case a = opened(caseof(1));
	size_t L = a.c->length, r = 0, all = 0;

	a.c->times = alloc(L, sizeof *a.c->times);
	pulled(a.c, binomial(L, 4), a.x, a.g, NULL, a.gx);
	while (beta(4, r) < L) r++;
	for (size_t k = 0; k < L; k++) {
		assert_in_range(a.c->times[k], 1, r + 1);
		all += a.c->times[k];
	}
	assert_int_equal(all, L + r * L - beta(5, r - 1));
	release(a.c->times);
	closed(&a);
}

/* <g, J d> = <J'g, d> */
static void adjoint_of_forward(void **state)
{
	for (int k = 0; k < CASES; k++) {
		Case a = opened(caseof(k));
		double *d = alloc(a.nx, sizeof *d), *dy = alloc(a.ny, sizeof *dy),
		       *y = alloc(a.ny, sizeof *y), left = 0, right = 0, size = 0;

		for (size_t i = 0; i < a.nx; i++) d[i] = a.x[a.nx - 1 - i];
		pushed(a.c, a.x, d, a.y, dy);
		followed(a.c, a.x, y);
		assert_memory_equal(a.y, y, a.ny * sizeof *y);
		pulled(a.c, binomial(a.c->length, 0), a.x, a.g, y, a.gx);
		assert_memory_equal(a.y, y, a.ny * sizeof *y);
		for (size_t o = 0; o < a.ny; o++)
			left += a.g[o] * dy[o],
				size += a.g[o] * dy[o] > 0 ? a.g[o] * dy[o] : -a.g[o] * dy[o];
		for (size_t i = 0; i < a.nx; i++)
			right += a.gx[i] * d[i],
				size += a.gx[i] * d[i] > 0 ? a.gx[i] * d[i] : -a.gx[i] * d[i];
		if (!((left - right) * (left - right) <= 1e-24 * size * size))
			fail_msg("%s: %.17g is not %.17g", a.fn.name, left, right);
		release(d), release(dy), release(y);
		closed(&a);
	}
}

/* ---- bytes --------------------------------------------------------------------------------- */

/* bytes: what planning the run of a stage takes for a moment, a few dozen for each of its rows; all
 * else is foreseen */
enum { PLANNING = 4 << 10 };

static bool near(size_t is, size_t says) { return is >= says && is <= says + PLANNING; }

static size_t peakof(Case *a, Plan p)
{
	size_t was = bytes().live;

	resetpeak();
	pulled(a->c, p, a->x, a->g, a->y, a->gx);
	assert_int_equal(bytes().live, was);
	return bytes().peak - was;
}

static void foreseen_is_measured(void **state)
{
	for (int k = 0; k < CASES; k++) {
		Case a = opened(caseof(k));

		for (int p = 0; p < PLANS; p++) {
			Plan plan = wishes(plans[p], a.c->length);
			Cost says = foreseen(a.c, plan),
			     is = pulled(a.c, plan, a.x, a.g, NULL, a.gx);
			size_t peak = peakof(&a, plan);

			assert_int_equal(says.bytes, is.bytes);
			assert_int_equal(says.advanced, is.advanced);
			if (!near(peak, says.bytes))
				fail_msg("%s by %s: %zu bytes foreseen, %zu measured", a.fn.name,
					plans[p], says.bytes, peak);
		}
		closed(&a);
	}
}

/* the same in other number types: equal to the last bit, bytes as foreseen */
static void other_numbers(void **state)
{
	static const Num *const types[] = { &f32, &c64, &mpfr };

	for (int t = 0; t < 3; t++)
		for (int k = 0; k < 4; k++) {
			const Num *T = types[t];
			Case a = opened(caseof(k));
			Chain *c = newchain(a.l, T);
			void *x = array(T, a.nx), *g = array(T, a.ny), *gx = array(T, a.nx),
			     *first = array(T, a.nx);

			T->set(a.nx, x, a.x);
			T->set(a.ny, g, a.g);
			pulled(c, storeall(c->length), x, g, NULL, first);
			for (int p = 1; p < PLANS; p++) {
				size_t was = bytes().live,
				       says = foreseen(c, wishes(plans[p], c->length)).bytes;

				resetpeak();
				pulled(c, wishes(plans[p], c->length), x, g, NULL, gx);
				if (!near(bytes().peak - was, says))
					fail_msg("%s %s by %s: %zu bytes foreseen, %zu measured",
						T->name, a.fn.name, plans[p], says,
						bytes().peak - was);
				for (size_t i = 0; i < a.nx; i++) {
					bool equal = adjustable(T)
						? mpfr_equal_p(((mpfr_t *)gx)[i],
							  ((mpfr_t *)first)[i])
						: !memcmp(elem(T, gx, i), elem(T, first, i),
							  T->size);

					if (!equal)
						fail_msg("%s %s by %s: another gradient", T->name,
							a.fn.name, plans[p]);
				}
			}
			freearray(T, a.nx, x), freearray(T, a.ny, g), freearray(T, a.nx, gx),
				freearray(T, a.nx, first);
			freechain(c);
			closed(&a);
		}
}

/* the fewest runs of any group and any number of snapshots that stay within b bytes */
static size_t bruteforce(Chain *c, size_t b)
{
	size_t L = c->length, fewest = SIZE_MAX;

	for (size_t m = 1; m <= L; m++)
		for (size_t s = 1; s <= (L + m - 1) / m; s++)
			if (advances((Plan){ m, s }, L) < fewest &&
				foreseen(c, (Plan){ m, s }).bytes <= b)
				fewest = advances((Plan){ m, s }, L);
	return fewest;
}

static void is_cheapest(void **state)
{
	for (int k = 0; k < 4; k++) {
		Case a = opened(caseof(k));
		size_t all = foreseen(a.c, storeall(a.c->length)).bytes,
		       least = foreseen(a.c, (Plan){ 1, 1 }).bytes;
		char why[WHY];
		Plan p;

		for (size_t b = least; b <= all; b += (all - least) / 17) {
			assert_true(cheapest(a.c, b, &p, why));
			assert_int_equal(advances(p, a.c->length), bruteforce(a.c, b));
		}
		closed(&a);
	}
}

/* any budget from the least to all: the plan stays within it, and a larger one never costs more
 * runs */
static void budgets(void **state)
{
	Case a = opened(deepfn(ROLLED, 600, 4));
	size_t L = a.c->length, all = foreseen(a.c, storeall(L)).bytes,
	       least = foreseen(a.c, (Plan){ 1, 1 }).bytes, fewest = SIZE_MAX;
	char why[WHY];
	Plan p;

	for (size_t b = least; b < all; b += (all - least) / 23) {
		assert_true(cheapest(a.c, b, &p, why));
		assert_true(foreseen(a.c, p).bytes <= b);
		assert_true(advances(p, L) <= fewest);
		for (int k = 0; k < PLANS; k++) {
			Plan called = wishes(plans[k], L);

			if (foreseen(a.c, called).bytes <= b &&
				advances(called, L) < advances(p, L))
				fail_msg("%zu bytes: {%zu, %zu} runs %zu stages, %s only %zu", b,
					p.group, p.snaps, advances(p, L), plans[k],
					advances(called, L));
		}
		fewest = advances(p, L);
	}
	assert_true(cheapest(a.c, all, &p, why));
	assert_int_equal(advances(p, L), 0);
	assert_false(cheapest(a.c, least / 2, &p, why));
	if (!strstr(why, "no plan stays within")) fail_msg("%s", why);
	closed(&a);
}

/* the engine itself: a sentence, exit 2 */
static void refused(void **state)
{
	Fn fn = caseof(0);
	char says[512] = "", why[WHY];
	int to[2], status;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(to), 0);
	child = fork();
	if (!child) {
		dup2(to[1], 2);
		checkpointpolicy = (Policy){ .budget = 100 };
		checkpointed_engine.open(&fn, &f64, why);
		_exit(0);
	}
	close(to[1]);
	for (size_t k = 0; (n = read(to[0], says + k, sizeof says - 1 - k)) > 0; ) k += (size_t)n;
	close(to[0]);
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
	if (!strstr(says, "no plan stays within 100 bytes")) fail_msg("%s", says);
}

int main(void)
{
	countmpfr();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stages),
		cmocka_unit_test(bit_equal),
		cmocka_unit_test(runs_of_a_stage),
		cmocka_unit_test(adjoint_of_forward),
		cmocka_unit_test(foreseen_is_measured),
		cmocka_unit_test(other_numbers),
		cmocka_unit_test(is_cheapest),
		cmocka_unit_test(budgets),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests_name("checkpoint", tests, NULL, NULL);
}
