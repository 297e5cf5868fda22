/* control.c -- unit tests of rows with bodies: cond, while, scan, checkpoint, subroutine, in each
 * other, to second order. */
#include "checks/measure/assess.h"
#include "engines/control/control.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ulps of the largest entry; rules and libm lose one a row */
static const double FEW = 64;

/* ---- functions ------------------------------------------------------------------- */

static V minus1(V x) { return Sub(Const(x, 1), x); }

/* u <- r u (1 - u), and every u is given */
static void logistic(const V *x, V *y, const void *what)
{
	y[0] = Mul(x[1], Mul(x[0], minus1(x[0])));
	y[1] = Sqr(y[0]);
}

static void r_logistic(List *l, const Fn *f)
{
	V x[] = { Input(l, "u", scalar()), Input(l, "r", scalar()) }, y[2];

	Scan((size_t)f->depth, false, 1, 0, 2, x, 2, logistic, NULL, y);
	Output(Add(y[0], Sum(y[1], ALL)));
}

/* h <- tanh(W [x; h] + b), from the last x to the first; y = |h|^2 at each step */
static void cell(const V *x, V *y, const void *what)
{
	V z = Matmul(x[2], Concat(2, (V[]){ x[1], x[0] }, 0), false, false);

	y[0] = Tanh(Add(z, x[3]));
	y[1] = Sum(Sqr(y[0]), ALL);
}

static void r_cells(List *l, const Fn *f)
{
	V x[4] = { Input(l, "h", matrix(2, 1)), Input(l, "x", (Shape){ 3, { 4, 3, 1 } }),
		Input(l, "W", matrix(2, 5)), Input(l, "b", matrix(2, 1)) };
	V y[2];

	Scan(4, true, 1, 1, 4, x, 2, cell, NULL, y);
	Output(Add(Sum(y[0], ALL),
		Dot(y[1], Data(l, vector(4), (const double[]){ 1, -2, 3, 0.5 }))));
}

/* Kepler: E - e sin E = M by Newton, to convergence */
static V residual(const V *x) { return Sub(Sub(x[0], Mul(x[1], Sin(x[0]))), x[2]); }
static void far(const V *x, V *y, const void *what)
{
	y[0] = Gt(Abs(residual(x)), Const(x[0], 1e-13));
}
static void newton(const V *x, V *y, const void *what)
{
	y[0] = Sub(x[0], Div(residual(x), minus1(Mul(x[1], Cos(x[0])))));
}

static void r_kepler(List *l, const Fn *f)
{
	V e = Input(l, "e", scalar()), M = Input(l, "M", scalar()), x[] = { M, e, M }, y[1];

	While(1, 3, x, far, newton, NULL, y);
	Output(y[0]);
}

/* carries that change places, a counter, a constant in both */
static void fewer(const V *x, V *y, const void *what) { y[0] = Lt(x[2], Const(x[2], 5)); }
static void swap(const V *x, V *y, const void *what)
{
	y[0] = Add(x[1], Mul(x[3], Sin(x[0])));
	y[1] = Mul(x[0], x[3]);
	y[2] = Add(x[2], Const(x[2], 1));
}

static void r_swaps(List *l, const Fn *f)
{
	V x[] = { Input(l, "a", scalar()), Input(l, "b", scalar()), Number(l, 0),
		Input(l, "k", scalar()) },
	  y[3];

	While(3, 4, x, fewer, swap, NULL, y);
	Output(Mul(y[0], Exp(y[1])));
}

static void square(const V *x, V *y, const void *what) { y[0] = Mul(x[0], x[1]); y[1] = Sin(x[1]); }
static void root(const V *x, V *y, const void *what)   { y[0] = Sqrt(x[0]); y[1] = Cos(x[0]); }

static void r_cond(List *l, const Fn *f)
{
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar()), y[2];

	Cond(Lt(a, b), 2, (V[]){ a, b }, 2, square, root, NULL, y);
	Output(Add(y[0], Mul(y[1], a)));
}

static void twice(const V *x, V *y, const void *what) { y[0] = Sin(Mul(x[0], Cos(x[0]))); }

static void r_checkpoint(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y;

	Checkpoint(1, &x, 1, twice, NULL, &y);
	Checkpoint(1, &y, 1, twice, NULL, &y);
	Subroutine(1, &y, 1, twice, NULL, &y);
	Subroutine(1, &y, 1, twice, NULL, &y);
	Output(Mul(y, x));
}

/* a scan of checkpoints of conds of whiles */
static void half(const V *x, V *y, const void *what)  { y[0] = Mul(x[0], Const(x[0], 0.5)); }
static void large(const V *x, V *y, const void *what) { y[0] = Gt(x[0], Const(x[0], 1.5)); }
static void shrunk(const V *x, V *y, const void *what)
{
	While(1, 1, x, large, half, NULL, y);
	y[0] = Add(y[0], Sin(x[0]));
}
static void grown(const V *x, V *y, const void *what)
{
	y[0] = Add(Mul(x[0], Const(x[0], 3)), Cos(x[1]));
}
static void shrunk2(const V *x, V *y, const void *what) { shrunk(x, y, what); }
static void inner(const V *x, V *y, const void *what)
{
	Cond(Gt(x[0], x[1]), 2, x, 1, shrunk2, grown, NULL, y);
}
static void outer(const V *x, V *y, const void *what)
{
	Checkpoint(2, x, 1, inner, NULL, y);
	y[1] = Mul(y[0], x[1]);
}

static void r_nested(List *l, const Fn *f)
{
	V x[] = { Input(l, "a", scalar()), Input(l, "k", scalar()) }, y[2];

	Scan(6, false, 1, 0, 2, x, 2, outer, NULL, y);
	Output(Add(y[0], Sum(y[1], ALL)));
}

/* a scan whose body scans */
static void line(const V *x, V *y, const void *what)
{
	y[0] = Add(Mul(x[0], x[2]), x[1]);
	y[1] = Tanh(y[0]);
}
static void lines(const V *x, V *y, const void *what)
{
	V in[] = { x[0], x[1], x[2] }, out[2];

	Scan(3, false, 1, 1, 3, in, 2, line, NULL, out);
	y[0] = out[0];
	y[1] = Sum(out[1], ALL);
}

static void r_horner(List *l, const Fn *f)
{
	V x[] = { Input(l, "s", scalar()), Input(l, "A", matrix(4, 3)), Input(l, "t", scalar()) },
	  y[2];

	Scan(4, true, 1, 1, 3, x, 2, lines, NULL, y);
	Output(Add(y[0], Prod(y[1], ALL)));
}

static const struct { Fn fn; double x[24]; } cases[] = {
	{ { "logistic", r_logistic, .depth = 7 }, { 0.3, 2.5 } },
	{ { "logistic of one", r_logistic, .depth = 1 }, { 0.3, 2.5 } },
	{ { "cells", r_cells },
		{ 0.1, -0.2, 0.3, 0.5, -1, 0.2, 0.7, 0.9, -0.3, 1.5, 0.25, -0.75, 0.6, 0.4, 1.1,
			-0.5, 0.8, 0.35, -0.9, 0.15, 0.45, 0.55, -0.65, 0.05 } },
	{ { "kepler", r_kepler }, { 0.6, 1.25 } },
	{ { "swaps", r_swaps }, { 0.4, 0.7, 0.9 } },
	{ { "cond, one side", r_cond }, { 0.4, 0.7 } },
	{ { "cond, other side", r_cond }, { 0.7, 0.4 } },
	{ { "checkpoint", r_checkpoint }, { 0.3 } },
	{ { "nested", r_nested }, { 0.8, 0.6 } },
	{ { "horner", r_horner },
		{ 0.5, 0.1, 0.2, 0.3, -0.4, 0.5, 0.6, 0.7, -0.8, 0.9, 1.0, 1.1, 1.2, 0.9 } },
};
enum { CASES = sizeof cases / sizeof *cases };

/* ---- tests ------------------------------------------------------------------------- */

static const Engine *const who[] = { &forward_engine, &reverse_engine, &static_engine,
	&checkpointed_engine, &complexstep_engine };

static void agree(const Fn *fn, const double *x, int everyengine)
{
	Facts f = facts(fn, x, 53);

	for (int e = 0; e < everyengine; e++) {
		Answer a = answer(who[e], &f, &f64);

		if (a.status == UNABLE) fail_msg("%s %s: %s", who[e]->name, fn->name, a.j.why);
		for (size_t k = 0; k < f.nx * f.ny; k++) {
			if (!known(&f.t[k]))
				fail_msg("%s: entry %zu is %s", fn->name, k,
					classname[f.t[k].class]);
			if (!(a.norm[k] <= FEW))
				fail_msg("%s %s: entry %zu is %.17g, %g ulps off %.17g",
					who[e]->name, fn->name, k, ((double *)a.j.J)[k], a.norm[k],
					mpfr_get_d(f.t[k].d, MPFR_RNDN));
		}
		freeanswer(&a);
	}
	freefacts(&f);
}

static void first_order(void **state)
{
	for (size_t k = 0; k < CASES; k++) agree(&cases[k].fn, cases[k].x, 5);
}

/* d2f/dxi dxj by no rule: [D2(ei + ej) - D2(ei - ej)]/4, or D2(ei) */
static double curvature(Reference *r, const double *x, size_t n, size_t i, size_t j)
{
	double v[24] = { 0 }, d[2] = { 0, 0 };
	Truth *t = newtruths(1);

	for (int s = 0; s < 2; s++) {
		v[j] = s ? -1 : 1;
		v[i] = 1;
		along(r, x, v, t);
		if (!known(t)) fail_msg("along e%zu and e%zu: %s", i, j, classname[t->class]);
		d[s] = mpfr_get_d(t->second, MPFR_RNDN);
		if (i == j) break;
	}
	freetruths(1, t);
	return i == j ? d[0] : (d[0] - d[1]) / 4;
}

static void second_order(void **state)
{
	for (size_t k = 0; k < CASES; k++) {
		Fn g = gradientfn(&cases[k].fn);
		size_t n = inputsof(&g);
		char why[WHY];
		Reference *r;

		if (n > 3) {                       /* the gradient has a gradient */
			agree(&g, cases[k].x, 4);
			continue;
		}
		r = newreference(&cases[k].fn, 100, why);
		for (int e = 0; e < 4; e++) {
			Jacobian H = jacobian(who[e], &g, &f64, cases[k].x);

			for (size_t i = 0; i < n; i++)
				for (size_t j = 0; j < n; j++) {
					double is = ((double *)H.J)[i * n + j],
					       d = curvature(r, cases[k].x, n, i, j);

					if (!(fabs(is - d) <= 1e-12 * (1 + fabs(d))))
						fail_msg("%s %s: H[%zu,%zu] is %.17g, not %.17g",
							who[e]->name, cases[k].fn.name, i, j, is,
							d);
				}
			freejacobian(&H);
		}
		freereference(r);
	}
}

/* not of Newton's steps: their adjoints hold 1 - r'/r', of which the reference sees nothing but
 * rounding */
static void third_order(void **state)
{
	for (size_t k = 0; k < CASES; k++) {
		Fn g = gradientfn(&cases[k].fn), h;
		char why[WHY];
		List *l = trace(&g, NULL, NULL, why), *d;

		if (inputsof(&g) > 3 || !strcmp(cases[k].fn.name, "kepler")) {
			freelist(l);
			continue;
		}
		/* inputs x and a cotangent of the gradient: H g, differentiated again */
		d = pullback(l);
		h = listfn(cases[k].fn.name, d);
		agree(&h,
			(const double[]){ cases[k].x[0], cases[k].x[1], cases[k].x[2], 0.5, 0.25,
				1 },
			4);
		freelist(d);
		freelist(l);
	}
}

static void prints_and_parses(void **state)
{
	for (size_t k = 0; k < CASES; k++) {
		char why[WHY], *a = NULL, *b = NULL;
		size_t na, nb;
		List *t = trace(&cases[k].fn, NULL, NULL, why), *l = pullback(t), *m;
		FILE *f = open_memstream(&a, &na);

		verify(l);
		print(l, f);
		fclose(f);
		m = parse(a, NULL, NULL);
		f = open_memstream(&b, &nb);
		print(m, f);
		fclose(f);
		assert_string_equal(a, b);
		free(a);
		free(b);
		freelist(t);
		freelist(l);
		freelist(m);
	}
}

/* eager rows grow with the loop, static ones do not */
static void rows_of_a_loop(void **state)
{
	char why[WHY];
	size_t eager[2], fixed[2];

	for (int k = 0; k < 2; k++) {
		Fn f = { "logistic", r_logistic, .depth = k ? 1000 : 10 };
		List *e = trace(&f, &f64, cases[0].x, why), *s = trace(&f, NULL, NULL, why),
		     *d = simplify(pullback(s), &f64);

		eager[k] = e->n;
		fixed[k] = d->n;
		freelist(e);
		freelist(s);
		freelist(d);
	}
	assert_true(eager[1] > 50 * eager[0]);
	assert_int_equal(fixed[0], fixed[1]);
}

static void written_out(void **state)
{
	for (size_t k = 0; k < CASES; k++) {
		char why[WHY];
		List *l = trace(&cases[k].fn, NULL, NULL, why), *u = unroll(l);
		extern const Prim scan_prim, cond_prim, checkpoint_prim;

		assert_false(has(u, &scan_prim) || has(u, &cond_prim) || has(u, &checkpoint_prim));
		freelist(l);
		freelist(u);
	}
}

static void misfit(const V *x, V *y, const void *what) { y[0] = Concat(2, (V[]){ x[0], x[0] }, 0); }
static void wider(const V *x, V *y, const void *what)
{
	y[0] = Concat(3, (V[]){ x[0], x[0], x[0] }, 0);
}
static void always(const V *x, V *y, const void *what) { y[0] = Ge(x[0], x[0]); }
static void alike(const V *x, V *y, const void *what)  { y[0] = x[0]; }
static V outside;
static void leaks(const V *x, V *y, const void *what)  { y[0] = outside; }

static void r_carry(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(2)), y;
	Scan(3, false, 1, 0, 1, &x, 1, misfit, NULL, &y);
	Output(y);
}
static void r_branch(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(2)), y;
	Cond(Number(l, 1), 1, &x, 1, misfit, wider, NULL, &y);
	Output(y);
}
static void r_outside(List *l, const Fn *f)
{
	V x = outside = Input(l, "x", scalar()), y;
	Checkpoint(1, &x, 1, leaks, NULL, &y);
	Output(y);
}
static void itself(const V *x, V *y, const void *what) { Subroutine(1, x, 1, itself, NULL, y); }
static void r_itself(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y;
	Subroutine(1, &x, 1, itself, NULL, &y);
	Output(y);
}
static void r_forever(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y;
	While(1, 1, &x, always, alike, NULL, &y);
	Output(y);
}

static void r_number(List *l, const Fn *f) { truth(Input(l, "x", scalar())); }
static void r_steps(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y;
	Scan(0, false, 1, 0, 1, &x, 1, alike, NULL, &y);
}
static void r_items(List *l, const Fn *f)
{
	V x[] = { Input(l, "x", scalar()), Number(l, 1) }, y;
	Scan(3, false, 1, 1, 2, x, 1, alike, NULL, &y);
	Output(y);
}
static void refusals(void **state)
{
	static const struct { Fn fn; bool eager; const char *says; } wrong[] = {
		{ { "carry", r_carry }, false, "changes carry 1 from shape \"[2]\" to \"[4]\"" },
		{ { "branch", r_branch }, false,
			"shape \"[4]\" in one branch and \"[6]\" in the other" },
		{ { "outside", r_outside }, false, "is no value of the body" },
		{ { "itself", r_itself }, false, "records itself never ends" },
		{ { "forever", r_forever }, true, "steps and no end" },
		{ { "number", r_number }, false, "branches on instruction v0 (input), whose" },
		{ { "steps", r_steps }, false, "scan: 0 steps, 1 carries, 0 item arrays of 1" },
		{ { "items", r_items }, false, "scan: item array 1 has shape \"\"; 3 steps" },
	};

	long was = moststeps;

	moststeps = 1000;
	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
		char why[WHY];

		assert_null(trace(&wrong[k].fn, wrong[k].eager ? &f64 : NULL,
			(const double[]){ 1, 2 }, why));
		if (!strstr(why, wrong[k].says)) fail_msg("%s: %s", wrong[k].fn.name, why);
	}
	moststeps = was;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_order),
		cmocka_unit_test(second_order),
		cmocka_unit_test(third_order),
		cmocka_unit_test(prints_and_parses),
		cmocka_unit_test(rows_of_a_loop),
		cmocka_unit_test(written_out),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests_name("control", tests, NULL, NULL);
}
