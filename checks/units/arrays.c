/* arrays.c -- products, layer normalisation and what only moves elements, on both sides of blocks.
 *
 * As in lanes.c, plain loops in binary128 say what is expected.
 */
#include "checks/measure/loops.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

Loop sqrtq(Loop), expq(Loop);

static const size_t sizes[] = { 1, 2, 511, 512, 513, 600, 1025 };
enum { SIZES = sizeof sizes / sizeof *sizes };
typedef struct {
	const char *name;
	int variants;
	V    (*record)(List *, size_t n, int variant);
	void (*truth)(Loops *);
	bool cancels;
	size_t most;                       /* size, 0: of all */
} Case;

/* ---- products -------------------------------------------------------------------------------- */

static V r_dot(List *l, size_t n, int v)
{
	V a = Input(l, "a", vector(n)), b = Input(l, "b", vector(n));

	return Dot(a, b);
}

static void t_dot(Loops *j)
{
	for (size_t k = 0, b = j->n; k < j->n; k++, b++) {
		*j->y += j->x[k] * j->x[b];
		*j->dy += j->d[k] * j->x[b] + j->x[k] * j->d[b];
		j->gx[k] = *j->g * j->x[b], j->gx[b] = *j->g * j->x[k];
	}
}

/* variants: a stored transposed, b stored transposed, a batch of two of both; then which of the
 * three sizes is the lane */
enum { FLAGS = 4, MATMULS = 3 * FLAGS };
typedef struct { size_t m, k, n, batch; bool ta, tb; } Product;

static Product productof(size_t n, int v)
{
	int lane = v / FLAGS;

	return (Product){ lane == 0 ? n : 3, lane == 1 ? n : 4, lane == 2 ? n : 2,
	                  (v & 3) == 3 ? 2 : 1, v & 1, v & 2 };
}

static V r_matmul(List *l, size_t n, int v)
{
	Product p = productof(n, v);
	Shape a = p.ta ? matrix(p.k, p.m) : matrix(p.m, p.k);
	Shape b = p.tb ? matrix(p.n, p.k) : matrix(p.k, p.n);
	V x[2];

	if (p.batch > 1) {
		a = (Shape){ 3, { p.batch, a.dim[0], a.dim[1] } };
		b = (Shape){ 3, { p.batch, b.dim[0], b.dim[1] } };
	}
	x[0] = Input(l, "a", a), x[1] = Input(l, "b", b);
	return Matmul(x[0], x[1], p.ta, p.tb);
}

static void t_matmul(Loops *j)
{
	Product p = productof(j->n, j->variant);

	for (size_t c = 0; c < p.batch * p.m * p.n * p.k; c++) {
		size_t t = c / (p.m * p.n * p.k), r = c / (p.n * p.k) % p.m, s = c / p.k % p.n;
		size_t k = c % p.k, y = (t * p.m + r) * p.n + s;
		size_t a = t * p.m * p.k + (p.ta ? k * p.m + r : r * p.k + k);
		size_t b = p.batch * p.m * p.k + t * p.k * p.n + (p.tb ? s * p.k + k : k * p.n + s);

		j->y[y] += j->x[a] * j->x[b];
		j->dy[y] += j->d[a] * j->x[b] + j->x[a] * j->d[b];
		j->gx[a] += j->g[y] * j->x[b], j->gx[b] += j->g[y] * j->x[a];
	}
}

/* ---- layer normalisation of three rows, with weights and offsets ----------------------------- */

static const double EPS = 0.25;            /* smaller, a gradient of two elements cancels */

static V r_layernorm(List *l, size_t n, int v)
{
	V x = Input(l, "x", matrix(3, n)), w = Input(l, "w", vector(n));
	V b = Input(l, "b", vector(n));

	return Layernorm(x, w, b, EPS);
}

static Loop mean(size_t n, const Loop *a, const Loop *b)
{
	Loop s = 0;

	for (size_t i = 0; i < n; i++) s += b ? a[i] * b[i] : a[i];
	return s / (Loop)n;
}

static void normalised(Loops *j, size_t row, Loop *z, Loop *u)
{
	size_t n = j->n, at = row * n;
	const Loop *x = j->x + at, *d = j->d + at, *g = j->g + at;
	const Loop *w = j->x + 3 * n, *dw = j->d + 3 * n;
	Loop m = mean(n, x, NULL), s, md, mzd, mu, mzu;

	for (size_t i = 0; i < n; i++) z[i] = x[i] - m, u[i] = g[i] * w[i];
	s = sqrtq(mean(n, z, z) + (Loop)EPS);
	for (size_t i = 0; i < n; i++) z[i] /= s;
	md = mean(n, d, NULL), mzd = mean(n, z, d), mu = mean(n, u, NULL), mzu = mean(n, z, u);
	for (size_t i = 0; i < n; i++) {
		j->y[at + i] = w[i] * z[i] + w[n + i];
		j->dy[at + i] = w[i] * (d[i] - md - z[i] * mzd) / s + dw[i] * z[i] + dw[n + i];
		j->gx[at + i] = (u[i] - mu - z[i] * mzu) / s;
		j->gx[3 * n + i] += g[i] * z[i], j->gx[4 * n + i] += g[i];
	}
}

static void t_layernorm(Loops *j)
{
	Loop *z = alloc(2 * j->n, sizeof *z);

	for (size_t row = 0; row < 3; row++) normalised(j, row, z, z + j->n);
	release(z);
}

/* ---- what only moves elements ---------------------------------------------------------------- */

static V r_reshape(List *l, size_t n, int v)
{
	return Reshape(Input(l, "x", matrix(n, 2)), vector(2 * n));
}

static void t_inorder(Loops *j) { for (size_t o = 0; o < j->ny; o++) flows(j, o, o); }

static V r_transpose(List *l, size_t n, int v)
{
	if (v) return Transpose(Input(l, "x", (Shape){ 3, { 2, n, 3 } }), (const int[]){ 2, 0, 1 });
	return Transpose(Input(l, "x", matrix(n, 3)), NULL);
}

static void t_transpose(Loops *j)
{
	size_t rows = j->nx / 3;           /* the last axis comes first, the others stay in order */

	for (size_t i = 0; i < j->nx; i++) flows(j, i % 3 * rows + i / 3, i);
}

static V r_broadcast(List *l, size_t n, int v)
{
	if (v == 0) return Broadcast(Input(l, "x", scalar()), vector(n + 1));
	if (v == 1) return Broadcast(Input(l, "x", vector(n)), matrix(3, n));
	return Broadcast(Input(l, "x", matrix(n, 1)), matrix(n, 3));
}

static void t_broadcast(Loops *j)
{
	for (size_t o = 0; o < j->ny; o++)
		flows(j, o, j->variant == 0 ? 0 : j->variant == 1 ? o % j->n : o / 3);
}

/* every second from the second on; then a column */
static V r_slice(List *l, size_t n, int v)
{
	static const size_t second[] = { 1 }, step[] = { 2 }, column[] = { 0, 1 };

	if (v) return Slice(Input(l, "x", matrix(n, 3)), column, (const size_t[]){ n, 1 }, NULL);
	return Slice(Input(l, "x", vector(2 * n + 1)), second, (const size_t[]){ n }, step);
}

static V r_unslice(List *l, size_t n, int v)
{
	static const size_t second[] = { 1 }, step[] = { 2 }, column[] = { 0, 1 };

	if (v) return Unslice(Input(l, "x", matrix(n, 1)), matrix(n, 3), column, NULL);
	return Unslice(Input(l, "x", vector(n)), vector(2 * n + 1), second, step);
}

static size_t strided(const Loops *j, size_t k) { return j->variant ? 3 * k + 1 : 2 * k + 1; }
static void t_slice(Loops *j)   { for (size_t k = 0; k < j->n; k++) flows(j, k, strided(j, k)); }
static void t_unslice(Loops *j) { for (size_t k = 0; k < j->n; k++) flows(j, strided(j, k), k); }

/* the index of row k: some rows more than once, some never */
static size_t rowof(size_t k, size_t rows) { return k * 7 / 3 % rows; }

static V indices(List *l, size_t n, size_t rows)
{
	double *to = alloc(n, sizeof *to);
	V v;

	for (size_t k = 0; k < n; k++) to[k] = (double)rowof(k, rows);
	v = Data(l, vector(n), to);
	release(to);
	return v;
}

/* the lane is what is gathered, or the index */
static V r_gather(List *l, size_t n, int v)
{
	V x = Input(l, "x", matrix(v ? 5 : n, 2));

	return Gather(x, v ? indices(l, n, 5) : indices(l, 7, n));
}

static V r_scatter(List *l, size_t n, int v)
{
	V x = Input(l, "x", matrix(v ? 7 : n, 2));

	return v ? Scatter(x, indices(l, 7, n), n) : Scatter(x, indices(l, n, 5), 5);
}

static void t_gather(Loops *j)
{
	for (size_t o = 0; o < j->ny; o++) flows(j, o, 2 * rowof(o / 2, j->nx / 2) + o % 2);
}

static void t_scatter(Loops *j)
{
	for (size_t i = 0; i < j->nx; i++) flows(j, 2 * rowof(i / 2, j->ny / 2) + i % 2, i);
}

static V r_segment(List *l, size_t n, int v)
{
	return Segment(Input(l, "x", vector(n + 5)), 3, vector(n));
}

static V r_scattersegment(List *l, size_t n, int v)
{
	return Scattersegment(Input(l, "x", vector(n)), 2, n + 5);
}
static void t_part(Loops *j)   { for (size_t k = 0; k < j->n; k++) flows(j, k, k + 3); }
static void t_unpart(Loops *j) { for (size_t k = 0; k < j->n; k++) flows(j, k + 2, k); }

static V r_flatten(List *l, size_t n, int v)
{
	V a = Input(l, "a", vector(n)), b = Input(l, "b", matrix(2, n));

	return Flatten(2, (V[]){ a, b });
}

static V r_where(List *l, size_t n, int v)
{
	V a = Input(l, "a", vector(n)), b = Input(l, "b", vector(n));

	return Where(indices(l, n, 3), a, b);
}

static void t_where(Loops *j)
{
	for (size_t o = 0; o < j->n; o++) flows(j, o, rowof(o, 3) ? o : j->n + o);
}

/* ---- three arguments, element by element ----------------------------------------------------- */

static V rising(List *l, size_t n) { return Sigmoid(Input(l, "x", vector(n))); }

static Loop sigmoidq(Loop x) { return 1 / (1 + expq(-x)); }

/* of element k: y, and f = dy/dx */
static void onelement(Loops *j, size_t k, Loop y, Loop f)
{
	j->y[k] = y, j->dy[k] = f * j->d[k], j->gx[k] = f * j->g[k];
}

/* 60 t^2 (1 - t)^3, and its integral from 0 to t */
static V r_betapdf(List *l, size_t n, int v)
{
	return Betapdf(Number(l, 3), Number(l, 4), rising(l, n));
}

static V r_betainc(List *l, size_t n, int v)
{
	return Betainc(Number(l, 3), Number(l, 4), rising(l, n));
}

static void t_betapdf(Loops *j)
{
	for (size_t k = 0; k < j->n; k++) {
		Loop t = sigmoidq(j->x[k]), r = sigmoidq(-j->x[k]);

		onelement(j, k, 60 * t * t * r * r * r,
			60 * (2 * t * r * r * r - 3 * t * t * r * r) * t * r);
	}
}

static void t_betainc(Loops *j)
{
	for (size_t k = 0; k < j->n; k++) {
		Loop t = sigmoidq(j->x[k]), r = sigmoidq(-j->x[k]);

		onelement(j, k, t * t * t * (20 - 45 * t + 36 * t * t - 10 * t * t * t),
			60 * t * t * r * r * r * t * r);
	}
}

/* psi'(a) - psi'(a + 1) = 1/a^2 */
static V r_psidiff(List *l, size_t n, int v)
{
	return Psidiff(Number(l, 1), Exp(Input(l, "x", vector(n))), Number(l, 1));
}

static void t_psidiff(Loops *j)
{
	for (size_t k = 0; k < j->n; k++) {
		Loop y = expq(-2 * j->x[k]);

		onelement(j, k, y, -2 * y);
	}
}

/* by Wronski's I_1 K_0 + I_0 K_1 = 1/x, and its derivative by the scaled forms (DLMF 10.28.2) */
static V r_dive(List *l, size_t n, int v)
{
	V x = Exp(Input(l, "x", vector(n))), zero = Number(l, 0), one = Number(l, 1);

	return Add(Mul(Dive(zero, one, x), Dkve(zero, zero, x)),
		Mul(Dive(zero, zero, x), Dkve(zero, one, x)));
}

static void t_dive(Loops *j)
{
	for (size_t k = 0; k < j->n; k++) onelement(j, k, expq(-j->x[k]), -expq(-j->x[k]));
}

/* ---- a system of order 2, whose right side has n columns; by Cramer's rule ---- */

static V r_solve(List *l, size_t n, int v)
{
	V a = Input(l, "a", matrix(2, 2)), b = Input(l, "b", matrix(2, n));

	return Solve(Add(a, Data(l, matrix(2, 2), (const double[]){ 4, 0, 0, 4 })), b);
}

/* z = m^-1 r, or m'^-1 r */
static void cramer(const Loop *a, bool turned, Loop r0, Loop r1, Loop *z0, Loop *z1)
{
	Loop m00 = a[0] + 4, m11 = a[3] + 4, m01 = a[turned ? 2 : 1], m10 = a[turned ? 1 : 2],
	     d = m00 * m11 - m01 * m10;

	*z0 = (m11 * r0 - m01 * r1) / d, *z1 = (m00 * r1 - m10 * r0) / d;
}

static void t_solve(Loops *j)
{
	const Loop *a = j->x, *da = j->d;
	size_t n = j->n;

	for (size_t k = 0, p = 4, q = 4 + n; k < n; k++, p++, q++) {
		Loop y0, y1, g0, g1;

		cramer(a, false, j->x[p], j->x[q], &y0, &y1);
		j->y[k] = y0, j->y[n + k] = y1;
		cramer(a, false, j->d[p] - da[0] * y0 - da[1] * y1,
			j->d[q] - da[2] * y0 - da[3] * y1, &j->dy[k], &j->dy[n + k]);
		cramer(a, true, j->g[k], j->g[n + k], &g0, &g1);
		j->gx[p] = g0, j->gx[q] = g1;
		j->gx[0] -= g0 * y0, j->gx[1] -= g0 * y1;
		j->gx[2] -= g1 * y0, j->gx[3] -= g1 * y1;
	}
}

/* ---- the cases ------------------------------------------------------------------------------- */

static const Case cases[] = {
	/* name      variants recorder     by loops */
	{ "dot",       1,       r_dot,       t_dot },
	{ "matmul",    MATMULS, r_matmul,    t_matmul },
	{ "layernorm", 1,       r_layernorm, t_layernorm, .cancels = true },
	{ "reshape",   1,       r_reshape,   t_inorder },
	{ "transpose", 2,       r_transpose, t_transpose },
	{ "broadcast", 3,       r_broadcast, t_broadcast },
	{ "slice",     2,       r_slice,     t_slice },
	{ "unslice",   2,       r_unslice,   t_unslice },
	{ "gather",    2,       r_gather,    t_gather },
	{ "scatter",   2,       r_scatter,   t_scatter },
	{ "segment",      1,       r_segment,      t_part },
	{ "scattersegment",    1,       r_scattersegment,    t_unpart },
	{ "flatten",      1,       r_flatten,      t_inorder },
	{ "where",     1,       r_where,     t_where },
	{ "betapdf",   1,       r_betapdf,   t_betapdf, .cancels = true },
	{ "betainc",   1,       r_betainc,   t_betainc },
	{ "psidiff",   1,       r_psidiff,   t_psidiff, .most = 2 },                     /* slow */
	{ "dive",      1,       r_dive,      t_dive, .cancels = true, .most = 2 },
	{ "dkve",      1,       r_dive,      t_dive, .cancels = true, .most = 2 },
	{ "solve",     1,       r_solve,     t_solve, .cancels = true },
};
enum { CASES = sizeof cases / sizeof *cases };

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

	for (size_t k = 0; k < SIZES && (!c->most || sizes[k] <= c->most); k++)
		for (int v = 0; v < c->variants; v++) {
			Loops j = { .name = c->name, .n = sizes[k], .variant = v };

			j.l = newlist(), j.cancels = c->cancels;
			Output(c->record(j.l, sizes[k], v));
			openloops(&j, 100 * k + (size_t)v);
			c->truth(&j);
			judged(&j);
		}
}

static bool alongaxis(const Prim *p) { return p->fields && !strcmp(p->fields[0].name, "axis"); }

/* a new primitive needs a case here; those along an axis have theirs in lanes.c, those with
 * bodies in control.c; those of one square matrix have no lanes, and theirs in scripts/arrays.sh */
static void every_primitive(void **state)
{
	static const char *const none[] = { "const", "data", "pi", "det", "cholesky" };

	for (const Prim *const *p = prims; *p; p++) {
		bool there = (*p)->nargs || (*p)->higherorder || alongaxis(*p);

		for (size_t k = 0; k < sizeof none / sizeof *none; k++)
			there |= !strcmp((*p)->name, none[k]);
		for (size_t k = 0; k < CASES; k++) there |= !strcmp((*p)->name, cases[k].name);
		if (!there) fail_msg("%s has no case in checks/units/arrays.c", (*p)->name);
	}
}

int main(void)
{
	struct CMUnitTest tests[CASES + 1] = { cmocka_unit_test(every_primitive) };

	for (size_t k = 0; k < CASES; k++)
		tests[k + 1] = (struct CMUnitTest){ cases[k].name, lengths, NULL, NULL,
		                                    (void *)&cases[k] };
	return cmocka_run_group_tests_name("arrays", tests, NULL, NULL);
}
