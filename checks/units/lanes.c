/* lanes.c -- every primitive along an axis, on lanes of 1, 2, 511, 512, 513, 600 and 1025 elements.
 *
 * What is expected comes from plain loops in binary128 over the definition: no engine, rule or
 * kernel of ours computes it.
 */
#include "checks/measure/loops.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

Loop expq(Loop), logq(Loop), sqrtq(Loop);

/* kernels work in blocks of 256, and a long lane begins at two of them: lengths on both sides of
 * each; products without one take the blocks by sixteens */
static const size_t sizes[] = { 1, 2, 511, 512, 513, 600, 1025, 4351, 4353, 8449 };
enum { SIZES = 7, LONGER = sizeof sizes / sizeof *sizes };

typedef struct { size_t n; Loop *x, *d, *g, *y, *dy, *gx; } Lane;

typedef struct {
	const char *name;
	V    (*record)(V, int axis);
	void (*truth)(Lane *);             /* what it does to one lane */
	size_t zeros;                      /* among the arguments */
	bool longer;
	bool cancels;
	size_t most;                       /* elements of the longest lane; 0: any */
	/* sizes from which on: of two elements what is left of a cotangent along u is nearly
	 * nothing, whatever the rule */
	size_t least;
} Case;

/* ---- one lane, by its definition ------------------------------------------------------------- */

static void l_sum(Lane *a)
{
	*a->y = *a->dy = 0;
	for (size_t i = 0; i < a->n; i++) *a->y += a->x[i], *a->dy += a->d[i], a->gx[i] = *a->g;
}

static void l_mean(Lane *a)
{
	l_sum(a);
	*a->y /= (Loop)a->n, *a->dy /= (Loop)a->n;
	for (size_t i = 0; i < a->n; i++) a->gx[i] /= (Loop)a->n;
}

/* the product of all that are not 0; zeros: how many are */
static Loop product(const Lane *a, size_t *zeros)
{
	Loop p = 1;

	*zeros = 0;
	for (size_t i = 0; i < a->n; i++) {
		if (a->x[i] == 0) ++*zeros;
		else              p *= a->x[i];
	}
	return p;
}

static void l_prod(Lane *a)
{
	size_t zeros;
	Loop p = product(a, &zeros);

	*a->y = zeros ? 0 : p, *a->dy = 0;
	for (size_t i = 0; i < a->n; i++) {
		bool zero = a->x[i] == 0;
		Loop others = zeros > zero ? 0 : zero ? p : p / a->x[i];

		*a->dy += a->d[i] * others, a->gx[i] = *a->g * others;
	}
}

/* of lanes without a 0: y[i] = p/x[i], and dy[i] is the sum of p d[k]/(x[i] x[k]) over all k but
 * i */
static void l_leaveoneout(Lane *a)
{
	size_t zeros;
	Loop p = product(a, &zeros), sd = 0, sg = 0;

	for (size_t k = 0; k < a->n; k++) sd += a->d[k] / a->x[k], sg += a->g[k] / a->x[k];
	for (size_t i = 0; i < a->n; i++) {
		a->y[i] = p / a->x[i];
		a->dy[i] = a->y[i] * (sd - a->d[i] / a->x[i]);
		a->gx[i] = a->y[i] * (sg - a->g[i] / a->x[i]);
	}
}

static void extreme(Lane *a, int sign)
{
	size_t place = 0;

	for (size_t i = 0; i < a->n; i++) {
		if (sign * a->x[i] > sign * a->x[place]) place = i;
		a->gx[i] = 0;
	}
	*a->y = a->x[place], *a->dy = a->d[place], a->gx[place] = *a->g;
}

static void l_reducemax(Lane *a) { extreme(a, +1); }
static void l_reducemin(Lane *a) { extreme(a, -1); }

static void l_norm(Lane *a)
{
	Loop s = 0;

	*a->dy = 0;
	for (size_t i = 0; i < a->n; i++) s += a->x[i] * a->x[i];
	*a->y = sqrtq(s);
	for (size_t i = 0; i < a->n; i++)
		*a->dy += a->d[i] * a->x[i] / *a->y, a->gx[i] = *a->g * a->x[i] / *a->y;
}

static void l_unit(Lane *a)
{
	Loop s = 0, yd = 0, yg = 0;

	for (size_t i = 0; i < a->n; i++) s += a->x[i] * a->x[i];
	s = sqrtq(s);
	for (size_t i = 0; i < a->n; i++) {
		a->y[i] = a->x[i] / s;
		yd += a->y[i] * a->d[i], yg += a->y[i] * a->g[i];
	}
	for (size_t i = 0; i < a->n; i++) {
		a->dy[i] = (a->d[i] - a->y[i] * yd) / s;
		a->gx[i] = (a->g[i] - a->y[i] * yg) / s;
	}
}

static Loop exponentials(const Lane *a)
{
	Loop s = 0;

	for (size_t i = 0; i < a->n; i++) s += expq(a->x[i]);
	return s;
}

static void l_logsumexp(Lane *a)
{
	Loop s = exponentials(a);

	*a->y = logq(s), *a->dy = 0;
	for (size_t i = 0; i < a->n; i++)
		*a->dy += a->d[i] * expq(a->x[i]) / s, a->gx[i] = *a->g * expq(a->x[i]) / s;
}

static void l_softmax(Lane *a)
{
	Loop s = exponentials(a), yd = 0, yg = 0;

	for (size_t i = 0; i < a->n; i++) {
		a->y[i] = expq(a->x[i]) / s;
		yd += a->y[i] * a->d[i], yg += a->y[i] * a->g[i];
	}
	for (size_t i = 0; i < a->n; i++)
		a->dy[i] = a->y[i] * (a->d[i] - yd), a->gx[i] = a->y[i] * (a->g[i] - yg);
}

static void running(size_t n, Loop *y, const Loop *x, bool back)
{
	Loop s = 0;

	for (size_t k = 0; k < n; k++) {
		size_t i = back ? n - 1 - k : k;

		y[i] = s += x[i];
	}
}

static void cumulated(Lane *a, bool back)
{
	running(a->n, a->y, a->x, back);
	running(a->n, a->dy, a->d, back);
	running(a->n, a->gx, a->g, !back);
}

static void l_cumsum(Lane *a)     { cumulated(a, false); }
static void l_backward(Lane *a)   { cumulated(a, true); }
static V cumsum(V x, int axis)    { return Cumsum(x, axis == ALL ? 0 : axis, false); }
static V backwards(V x, int axis) { return Cumsum(x, axis == ALL ? 0 : axis, true); }

/* ---- an array of lanes: outer x n x inner ---------------------------------------------------- */

static const struct { int axis; size_t outer, inner; } layouts[] = {
	{ ALL, 1, 1 }, { 0, 1, 3 }, { 1, 2, 1 }, { 1, 2, 2 }
};
enum { LAYOUTS = sizeof layouts / sizeof *layouts };

static Shape shaped(int layout, size_t n)
{
	size_t outer = layouts[layout].outer, inner = layouts[layout].inner;
	const Shape s[] = { vector(n), matrix(n, inner), matrix(outer, n),
	                    { 3, { outer, n, inner } } };

	return s[layout];
}

/* n elements, each fromstep and tostep further */
static void copied(size_t n, Loop *to, size_t tostep, const Loop *from, size_t fromstep)
{
	for (size_t i = 0; i < n; i++) to[i * tostep] = from[i * fromstep];
}

static void expect(Loops *j, const Case *c)
{
	size_t outer = layouts[j->variant].outer, inner = layouts[j->variant].inner, n = j->n;
	size_t m = j->ny / outer / inner;
	Loop *all = alloc(6 * n, sizeof *all);
	Lane a = { n, all, all + n, all + 2 * n, all + 3 * n, all + 4 * n, all + 5 * n };

	for (size_t k = 0; k < outer * inner; k++) {
		size_t x = k / inner * n * inner + k % inner, y = k / inner * m * inner + k % inner;

		copied(n, a.x, 1, j->x + x, inner);
		copied(n, a.d, 1, j->d + x, inner);
		copied(m, a.g, 1, j->g + y, inner);
		c->truth(&a);
		copied(m, j->y + y, inner, a.y, 1);
		copied(m, j->dy + y, inner, a.dy, 1);
		copied(n, j->gx + x, inner, a.gx, 1);
	}
	release(all);
}

static void judged(Loops *j)
{
	static const Num *const types[] = { &f64, &f32, &mpfr };
	char *why = NULL;

	for (size_t t = 0; t < 3 && !why; t++) why = disagreement(j, types[t]);
	if (why) fail_msg("%s", why);
	closeloops(j);
}

static void lengths(void **state)
{
	const Case *c = *state;

	for (size_t k = 0; k < (c->longer ? LONGER : SIZES) && (!c->most || sizes[k] <= c->most);
		k++)
		for (int v = 0; v < LAYOUTS && sizes[k] >= c->least; v++) {
			Loops j = { .name = c->name, .n = sizes[k], .variant = v };

			j.l = newlist(), j.cancels = c->cancels;
			Output(c->record(Input(j.l, "x", shaped(v, sizes[k])), layouts[v].axis));
			openloops(&j, 100 * k + (size_t)v);
			for (size_t z = 0; z < c->zeros; z++)
				j.x[(j.nx / 2 + z * j.nx / 3) % j.nx] = 0;
			expect(&j, c);
			judged(&j);
		}
}

/* [n,2] and [n,1] side by side; [n,2] and [3,2] one below the other */
static void concatenated(void **state)
{
	for (size_t k = 0; k < SIZES; k++)
		for (int v = 0; v < 2; v++) {
			size_t n = sizes[k];
			Loops j = { .name = "concat", .n = n, .variant = v, .l = newlist() };
			V x[2];

			x[0] = Input(j.l, "a", matrix(n, 2));
			x[1] = Input(j.l, "b", v ? matrix(n, 1) : matrix(3, 2));
			Output(Concat(2, x, v));
			openloops(&j, k);
			for (size_t o = 0; o < j.ny; o++) {
				size_t side = o % 3 < 2 ? o / 3 * 2 + o % 3 : 2 * n + o / 3;

				flows(&j, o, v ? side : o);
			}
			judged(&j);
		}
}

/* of three sizes that differ, enough of them for BLAS, in each way to turn the factors */
static void products(void **state)
{
	enum { M = 24, P = 65, N = 40 };

	for (int v = 0; v < 4; v++) {
		bool ta = v & 1, tb = v & 2;
		Loops j = { .name = "matmul", .n = N, .variant = v, .l = newlist() };
		V a = Input(j.l, "a", ta ? matrix(P, M) : matrix(M, P));

		j.cancels = true;
		Output(Matmul(a, Input(j.l, "b", tb ? matrix(N, P) : matrix(P, N)), ta, tb));
		openloops(&j, (size_t)v);
		for (size_t t = 0; t < (size_t)M * P * N; t++) {
			size_t i = t / P / N, k = t / P % N, q = t % P, o = i * N + k;
			size_t x = ta ? q * M + i : i * P + q;
			size_t y = (size_t)M * P + (tb ? k * P + q : q * N + k);

			j.y[o] += j.x[x] * j.x[y];
			j.dy[o] += j.d[x] * j.x[y] + j.x[x] * j.d[y];
			j.gx[x] += j.g[o] * j.x[y], j.gx[y] += j.g[o] * j.x[x];
		}
		judged(&j);
	}
}

static const Case cases[] = {
	/* name       recorder   one lane     zeros */
	{ "sum", Sum, l_sum, 0 },
	{ "mean", Mean, l_mean, 0 },
	{ "prod", Prod, l_prod, 0, .longer = true },
	{ "prod", Prod, l_prod, 1 },
	{ "prod", Prod, l_prod, 2 },
	{ "leaveoneout", Leaveoneout, l_leaveoneout, 0, .most = 2 }, /* n^2 numbers */
	{ "reducemax", Reducemax, l_reducemax, 0 },
	{ "reducemin", Reducemin, l_reducemin, 0 },
	{ "norm", Norm, l_norm, 0 },
	{ "unit", Unit, l_unit, 0, .cancels = true, .least = 511 },
	{ "logsumexp", Logsumexp, l_logsumexp, 0 },
	{ "softmax", Softmax, l_softmax, 0, .cancels = true },
	{ "cumsum", cumsum, l_cumsum, 0 },
	{ "cumsum", backwards, l_backward, 0 },
};
enum { CASES = sizeof cases / sizeof *cases };

/* a new primitive along an axis needs a case here; the others have theirs in arrays.c */
static void every_primitive(void **state)
{
	for (const Prim *const *p = prims; *p; p++) {
		const char *field = (*p)->fields ? (*p)->fields[0].name : "";
		bool there = strcmp(field, "axis") || !strcmp((*p)->name, "concat");

		for (size_t k = 0; k < CASES; k++) there |= !strcmp((*p)->name, cases[k].name);
		if (!there) fail_msg("%s has no case in checks/units/lanes.c", (*p)->name);
	}
}

int main(void)
{
	struct CMUnitTest tests[CASES + 3] = { cmocka_unit_test(every_primitive),
	                                       cmocka_unit_test(concatenated),
	                                       cmocka_unit_test(products) };

	for (size_t k = 0; k < CASES; k++)
		tests[k + 3] = (struct CMUnitTest){ cases[k].name, lengths, NULL, NULL,
		                                    (void *)&cases[k] };
	return cmocka_run_group_tests_name("lanes", tests, NULL, NULL);
}
