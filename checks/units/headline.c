/* headline.c -- unit tests of the headline problems: the list that is differentiated and the plain
 * program it is timed against are one function, in value and in gradient, at two points each.
 *
 *	bench/headlines.c    functions under test, against plain C (bench/primal.c)
 *	bench/headline.c     ten problems as arrays, against scalars in C++
 * (engines/peers/headline.hpp), where a compiler of C++ is here
 */
#include "bench/headline.h"
#include "bench/primal.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* of the larger of 1 and |y|: sums in another order; of the larger of 1 and the largest entry: a
 * difference at this step has truncation and round-off of 1e-9 */
static const double VALUE = 1e-11, SLOPE = 1e-6, STEP = 0x1p-17;

typedef void Program(const void *what, const double *x, double *y);
typedef struct { const char *name; Program *plain; const void *what; } Plain;

static double largest(size_t n, const double *x)
{
	double most = 1;

	for (size_t k = 0; k < n; k++) most = fmax(most, fabs(x[k]));
	return most;
}

/* column i of the Jacobian, by the plain program */
static void difference(const Plain *p, const double *at, size_t nx, size_t ny, size_t i, double *d)
{
	double *x = alloc(nx, sizeof *x), *down = alloc(ny, sizeof *down);

	memcpy(x, at, nx * sizeof *x);
	x[i] = at[i] - STEP;
	p->plain(p->what, x, down);
	x[i] = at[i] + STEP;
	p->plain(p->what, x, d);
	for (size_t o = 0; o < ny; o++) d[o] = (d[o] - down[o]) / (2 * STEP);
	release(x), release(down);
}

static void one_function(const Fn *fn, const Plain *p, const double *x)
{
	Jacobian j = jacobian(&reverse_engine, fn, &f64, x);
	const double *y = j.y, *J = j.J;
	double *plain = alloc(j.ny, sizeof *plain), *d = alloc(j.ny, sizeof *d), top;

	assert_int_equal(j.status, OK);
	p->plain(p->what, x, plain);
	for (size_t o = 0; o < j.ny; o++)
		if (!(fabs(y[o] - plain[o]) <= VALUE * fmax(1, fabs(plain[o]))))
			fail_msg("%s: result %zu is %.17g, in the plain program %.17g", p->name, o,
				y[o], plain[o]);
	top = largest(j.nx * j.ny, J);
	for (size_t i = 0; i < j.nx; i++) {
		difference(p, x, j.nx, j.ny, i, d);
		for (size_t o = 0; o < j.ny; o++)
			if (!(fabs(J[o * j.nx + i] - d[o]) <= SLOPE * top))
				fail_msg("%s: dy%zu/dx%zu is %.12g, of the plain program %.12g",
					p->name, o, i, J[o * j.nx + i], d[o]);
	}
	release(plain), release(d);
	freejacobian(&j);
}

/* ---- functions under test, against plain C -------------------------------------------------- */

typedef struct { const Headline *h; const Fn *fn; } InC;

static void inc(const void *what, const double *x, double *y)
{
	const InC *c = what;

	c->h->primal(x, y, c->fn->depth, c->fn->width);
}

static void lists_are_the_plain_programs(void **state)
{
	size_t n = 0;

	for (const Headline *h = headlinetable; h->f; h++, n++) {
		Fn fn = fnof(h->f, 0, 0);
		InC c = { h, &fn };
		Plain p = { h->f->name, inc, &c };

		for (unsigned long seed = 1; seed <= 2; seed++) {
			double *x = drawn(&fn, h->f->lo, h->f->hi, seed);

			one_function(&fn, &p, x);
			release(x);
		}
	}
	assert_true(n >= 14);
}

/* ---- ten problems, against C++ ------------------------------------------------------------ */

#ifdef HAVE_PLAIN
static void incpp(const void *what, const double *x, double *y)
{
	Problem p = *(const Problem *)what;

	p.x = x;
	plainheadline(&p, y);
}

static void problems_are_the_text_of_the_tools(void **state)
{
	static const struct { const char *name; Which which; size_t a, b, c; } problems[] = {
		{ "rosenbrock", ROSENBROCK, 7, 0, 0 }, { "speelpenning", SPEELPENNING, 7, 0, 0 },
		{ "sinexp", SINEXP, 7, 0, 0 },         { "logsumexp", LOGSUMEXP, 9, 0, 0 },
		{ "gmm", GMM, 3, 4, 20 },              { "lstm", LSTM, 2, 3, 6 },
		{ "bundle", BUNDLE, 5, 0, 0 },         { "ode", ODE, 8, 10, 0 },
		{ "minors", MINORS, 5, 0, 0 },         { "mlp", MLP, 3, 4, 0 },
	};

	assert_int_equal(sizeof problems / sizeof *problems, PROBLEMS);
	for (size_t k = 0; k < PROBLEMS; k++) {
		size_t a = problems[k].a, b = problems[k].b, c = problems[k].c;
		Problem p = newproblem(problems[k].which, a, b, c);
		Fn fn = headlinefn(&p);
		Plain plain = { problems[k].name, incpp, &p };
		double *other = alloc(p.nx, sizeof *other);

		for (size_t i = 0; i < p.nx; i++) other[i] = p.x[i] + 0.25 * sin((double)i);
		one_function(&fn, &plain, p.x);
		one_function(&fn, &plain, other);
		release(other);
		freeproblem(&p);
	}
}
#else
/* no compiler of C++ */
static void problems_are_the_text_of_the_tools(void **state) { skip(); }
#endif

/* points are drawn from the whole of an interval, whose ends they come near */
static void points_fill_their_interval(void **state)
{
	static const Which arrays[] = { MINORS, GMM, LSTM };

	for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
		Problem p = newproblem(arrays[k], 20, 20, 20);
		double least = INFINITY, most = -INFINITY;

		for (size_t i = 0; i < p.nx; i++)
			least = fmin(least, p.x[i]), most = fmax(most, p.x[i]);
		assert_true(p.nx >= 400);
		if (!(most - least >= 1.95 && most - least <= 2))
			fail_msg("problem %d: from %g to %g", (int)arrays[k], least, most);
		freeproblem(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_fill_their_interval),
		cmocka_unit_test(lists_are_the_plain_programs),
		cmocka_unit_test(problems_are_the_text_of_the_tools),
	};

	return cmocka_run_group_tests_name("headline", tests, NULL, NULL);
}
