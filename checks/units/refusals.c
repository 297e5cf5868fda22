/* refusals.c -- unit tests of what instructions refuse: the whole sentence, shapes in their order.
 */
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct { jmp_buf out; char why[2 * WHY]; } Caught;

static void caught(void *c, const char *why)
{
	snprintf(((Caught *)c)->why, sizeof ((Caught *)c)->why, "%s", why);
	longjmp(((Caught *)c)->out, 1);
}

static void one(const V *x, V *y, const void *what)   { y[0] = x[0]; }
static void two(const V *x, V *y, const void *what)   { y[0] = x[0], y[1] = x[1]; }
static void grown(const V *x, V *y, const void *what) { y[0] = Concat(2, (V[]){ x[0], x[0] }, 0); }
static void test(const V *x, V *y, const void *what)  { y[0] = Lt(x[0], x[1]); }
static void long_test(const V *x, V *y, const void *what) { y[0] = x[1]; }
static void leaks(const V *x, V *y, const void *what) { y[0] = *(const V *)what; }

/* a: [2,3], b: [4,5], v: [3], w: [4], s: a scalar, t: [2,3,4], u: [5,4,2], m: of the most axes */
typedef struct { V a, b, v, w, s, t, u, m; } Inputs;

static void matmul(Inputs i)    { Matmul(i.a, i.b, false, false); }
static void flipped(Inputs i)   { Matmul(i.a, i.b, true, true); }
static void leading(Inputs i)   { Matmul(i.t, i.u, false, false); }
static void dots(Inputs i)       { Dot(i.v, i.w); }
static void dot_matrix(Inputs i) { Dot(i.a, i.a); }
static void add(Inputs i)       { Add(i.a, i.w); }
static void choose(Inputs i)    { Where(i.v, i.a, i.w); }
static void axis(Inputs i)      { Sum(i.a, 2); }
static void below(Inputs i)     { Sum(i.a, -2); }
static void broadcast(Inputs i) { Broadcast(i.a, matrix(3, 2)); }
static void reshape(Inputs i)   { Reshape(i.a, vector(5)); }
static void concat(Inputs i)    { Concat(2, (V[]){ i.a, i.b }, 0); }
static void concat_axis(Inputs i) { Concat(2, (V[]){ i.a, i.b }, 1); }
static void gather(Inputs i)    { Gather(i.s, i.v); }
static void gather_by(Inputs i) { Gather(i.v, i.a); }
static void layernorm(Inputs i) { Layernorm(i.a, i.v, i.w, 1e-5); }
static void layernorm_scale(Inputs i) { Layernorm(i.a, i.w, i.v, 1e-5); }
static void slice(Inputs i)     { Slice(i.a, (size_t[]){ 1, 2 }, (size_t[]){ 1, 2 }, NULL); }
static void zero(Inputs i)      { Input(i.a.list, NULL, vector(0)); }
static void zero_rows(Inputs i) { Scatter(i.v, i.v, 0); }
static void large(Inputs i)     { Zeros(i.a.list, vector((1u << 29) + 1)); }
static void larger(Inputs i)
{
	Zeros(i.a.list, (Shape){ 4, { 2, 3, (size_t)1 << 32, (size_t)1 << 32 } });
}

static void cond(Inputs i)
{
	V y[2];

	Cond(i.a, 1, &i.v, 1, one, one, NULL, y);
}

static void cond_results(Inputs i)
{
	V y[2];

	Cond(i.s, 1, &i.v, 1, one, grown, NULL, y);
}

static void scan_carry(Inputs i)
{
	V y[1];

	Scan(3, false, 1, 0, 1, &i.v, 1, grown, NULL, y);
}

static void scan_items(Inputs i)
{
	V y[2];

	Scan(3, false, 1, 1, 2, (V[]){ i.s, i.w }, 2, two, NULL, y);
}

static void while_carry(Inputs i)
{
	V y[1];

	While(1, 2, (V[]){ i.v, i.s }, test, grown, NULL, y);
}

static void while_test(Inputs i)
{
	V y[1];

	While(1, 2, (V[]){ i.s, i.w }, long_test, one, NULL, y);
}

static void body_results(Inputs i)
{
	V y[65];

	Checkpoint(1, &i.v, 65, one, NULL, y);
}

static void body_arguments(Inputs i)
{
	V x[64], y[1];

	for (int k = 0; k < 64; k++) x[k] = i.v;
	Subroutine(64, x, 1, one, NULL, y);
}

static void body_of_another(Inputs i)
{
	V y[1];

	Checkpoint(1, &i.v, 1, leaks, &i.w, y);
}

static const struct { const char *name; void (*record)(Inputs); const char *says; } table[] = {
#define R(name, says) { #name, name, says },
#include "checks/units/refusals.def"
};

static void whole_sentences(void **state)
{
	for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
		List *l = newlist();
		Caught c = { .why = "" };
		Inputs i = { .a = Input(l, "a", matrix(2, 3)), .b = Input(l, "b", matrix(4, 5)),
			.v = Input(l, "v", vector(3)), .w = Input(l, "w", vector(4)),
			.s = Input(l, "s", scalar()),
			.t = Input(l, "t", (Shape){ 3, { 2, 3, 4 } }),
			.u = Input(l, "u", (Shape){ 3, { 5, 4, 2 } }),
			.m = Input(l, "m", (Shape){ RANK, { 2, 1, 1, 1, 1, 1, 1, 1 } }) };

		l->fail = caught, l->failed = &c;
		if (!setjmp(c.out)) {
			table[k].record(i);
			fail_msg("%s is recorded", table[k].name);
		}
		if (strcmp(c.why, table[k].says))
			fail_msg("%s: \"%s\", not \"%s\"", table[k].name, c.why, table[k].says);
		freelist(l);
	}
}

/* a body that is left by longjmp while it is recorded is given back by nobody */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_sentences),
	};

	return cmocka_run_group_tests_name("refusals", tests, NULL, NULL);
}
