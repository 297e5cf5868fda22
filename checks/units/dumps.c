/* dumps.c -- gradients written as .npy: ours are OK, each fault is WRONG and named, what rounds too
 * much is LOSSY. */
#include "checks/vjp/dumps.h"
#include "engines/formula/formula.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

static char dir[] = "/tmp/wengert-dumps-XXXXXX";

static char *named(const char *name) { return text("%s/%s.npy", dir, name); }

static void written(const char *name, const Num *T, const Shape *s, const double *x)
{
	char head[128], *file = named(name), *shape = copytext("", 0);
	FILE *f = fopen(file, "wb");

	for (int k = 0; k < s->rank; k++) {
		char *more = text("%s%zu,", shape, s->dim[k]);

		release(shape);
		shape = more;
	}
	assert_non_null(f);
	snprintf(head, sizeof head, "{'descr': '<%c%d', 'fortran_order': False, 'shape': (%s), }",
		digits(T) == 8 ? 'u' : 'f', (int)T->size, shape);
	fwrite("\x93NUMPY\1\0v\0", 1, 10, f);
	fprintf(f, "%-117s\n", head);
	for (size_t k = 0; k < count(s); k++) {
		char one[8];

		T->set(1, one, &x[k]);
		fwrite(one, 1, T->size, f);
	}
	fclose(f);
	release(file);
	release(shape);
}

static void removed(const char *name)
{
	char *file = named(name);

	unlink(file);
	release(file);
}

/* status and, where it was JSON, what was said; in a child, for mistakes end it */
static int asked(const char *formula, json_t **said)
{
	int pipes[2], status;
	FILE *f;
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	fflush(stdout);
	child = fork();
	if (!child) {
		dup2(pipes[1], 1);
		dup2(pipes[1], 2);
		status = vjpdumps(dir, formula, false, &(Options){ .format = JSON });
		fflush(stdout);
		_exit(status);
	}
	close(pipes[1]);
	f = fdopen(pipes[0], "r");
	*said = json_loadf(f, 0, NULL);
	fclose(f);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static void says(const char *formula, int status, const char *argument, const char *verdict,
	const char *likely)
{
	json_t *j, *a;
	size_t k;
	bool found = false;

	assert_int_equal(asked(formula, &j), status);
	assert_non_null(j);
	json_array_foreach(json_object_get(j, "arguments"), k, a) {
		const char *looks = json_string_value(json_object_get(a, "likely"));

		if (strcmp(json_string_value(json_object_get(a, "argument")), argument))
			continue;
		found = true;
		assert_string_equal(json_string_value(json_object_get(a, "verdict")), verdict);
		if (likely && (!looks || !strstr(looks, likely)))
			print_error("expected \"%s\": %s\n", likely, looks ? looks : "nothing");
		if (likely) assert_true(looks && strstr(looks, likely));
	}
	assert_true(found);
	json_decref(j);
}

/* a product of two matrices, its cotangent and both gradients */
enum { N = 5, M = N * N };
static const char *const expression = "A @ B";
static double A[M], B[M], g[M], ga[M], gb[M];

static void made(const Num *T)
{
	Shape s = matrix(N, N);

	srand48(7);
	for (int k = 0; k < M; k++) {
		A[k] = (float)(drand48() - 0.5);
		B[k] = (float)(drand48() + 0.25);
		g[k] = (float)(drand48() - 0.25);
	}
	memset(ga, 0, sizeof ga);
	memset(gb, 0, sizeof gb);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < N; k++) {
				ga[i * N + k] += g[i * N + j] * B[k * N + j];
				gb[k * N + j] += g[i * N + j] * A[i * N + k];
			}
	written("A", T, &s, A), written("B", T, &s, B), written("cotangent", T, &s, g);
	written("grad_A", T, &s, ga), written("grad_B", T, &s, gb);
}

static const Num *const types[] = { &f32, &f64 };

static void right(void **state)
{
	for (int t = 0; t < 2; t++) {
		made(types[t]);
		says(expression, 0, "A", "OK", NULL);
		says(expression, 0, "B", "OK", NULL);
	}
}

static void spoilt(const Num *T, double *v, const char *likely)
{
	Shape s = matrix(N, N);

	written("grad_A", T, &s, v);
	says(expression, 1, "A", "WRONG", likely);
	says(expression, 1, "B", "OK", NULL);
}

static void wrong(void **state)
{
	double v[M];
	Shape line = vector(N);

	for (int t = 0; t < 2; t++) {
		const Num *T = types[t];

		made(T);
		for (int k = 0; k < M; k++) v[k] = -ga[k];
		spoilt(T, v, "the sign");
		for (int k = 0; k < M; k++) v[k] = 2 * ga[k];
		spoilt(T, v, "a factor 2");
		for (int k = 0; k < M; k++) v[k] = ga[k] / N;
		spoilt(T, v, "a factor 1/n with n = 5");
		for (int k = 0; k < M; k++) v[k] = ga[k % N * N + k / N];
		spoilt(T, v, "transposed");
		for (int k = 0; k < M; k++) v[k] = k < M - 2 ? ga[k] : 0;
		spoilt(T, v, "zeros from A[4,3] on");
		memset(v, 0, sizeof v);
		spoilt(T, v, "zero throughout");
		memcpy(v, ga, sizeof v);
		v[7] = NAN;
		spoilt(T, v, NULL);
		memcpy(v, ga, sizeof v);
		v[7] += 0.1;
		spoilt(T, v, NULL);
		written("grad_A", T, &line, v);
		says(expression, 1, "A", "WRONG", NULL);
	}
	made(&f64);
	for (int k = 0; k < M; k++) v[k] = (float)ga[k];
	spoilt(&f64, v, "float32");
	/* far below what 24 bits round: no float32 is claimed */
	for (int k = 0; k < M; k++) v[k] = (1 + 3e-13) * ga[k];
	spoilt(&f64, v, "given = (1 + 3e-13) true");
}

/* in binary32 a small error may be the hardware's */
static void doubtful(void **state)
{
	double v[M];
	Shape s = matrix(N, N);

	made(&f32);
	for (int k = 0; k < M; k++) v[k] = ga[k] * (1 + (k % 2 ? 2e-4 : -2e-4));
	written("grad_A", &f32, &s, v);
	says(expression, 1, "A", "INCONCLUSIVE", "tf32");
}

/* 1 - y^2: right, and without a digit at 9 */
static void lossy(void **state)
{
	double x[] = { 0.5, 4, 7, -9 }, d[4];
	Shape s = vector(4);

	made(&f32);
	removed("grad_A"), removed("grad_B"), removed("cotangent");
	for (int k = 0; k < 4; k++) {
		float y = tanhf((float)x[k]);

		d[k] = 1 - y * y;
	}
	written("x", &f32, &s, x), written("grad_x", &f32, &s, d);
	says("sum(tanh(x))", 0, "x", "LOSSY", NULL);
	for (int k = 0; k < 4; k++) d[k] = 1 / (cosh(x[k]) * cosh(x[k]));
	written("grad_x", &f32, &s, d);
	says("sum(tanh(x))", 0, "x", "OK", NULL);
}

static void ofnumbers(const Num *T, double x, double y, double dx, double dy)
{
	Shape s = vector(1);

	written("x", T, &s, &x), written("y", T, &s, &y);
	written("grad_x", T, &s, &dx), written("grad_y", T, &s, &dy);
}

/* behind 2^13 of 24 bits 11 are left of y, behind 2^18 six */
static void few_bits_left(void **state)
{
	ofnumbers(&f32, 1, 1, 1, 1);
	says("sum(x*((y + 8192) - 8192))", 0, "x", "OK", NULL);
	says("sum(x*((y + 262144) - 262144))", 1, "x", "INCONCLUSIVE", NULL);
	removed("y"), removed("grad_y");
}

/* of 8 bits COARSE times the bound is half a gradient */
static void in_few_digits(void **state)
{
	static const struct { double dx; int status; const char *verdict; } of[] = {
		{ 4, 0, "OK" }, { 4.03125, 0, "OK" }, { 4.1875, 0, "LOSSY" },
		{ 3, 1, "INCONCLUSIVE" }, { 5, 1, "INCONCLUSIVE" }, { 0, 1, "WRONG" },
		{ 2, 1, "WRONG" }, { 8, 1, "WRONG" }, { -4, 1, "WRONG" } };
	static const Num *const few[] = { &bf16, &f16 };

	for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
		ofnumbers(&bf16, 2, 1, of[k].dx, 1);
		says("sum(x*x + y)", of[k].status, "x", of[k].verdict, NULL);
	}
	for (int k = 0; k < 2; k++) {
		ofnumbers(few[k], 2, 1, NAN, 1);
		says("sum(x*x + y)", 1, "x", "WRONG", NULL);
	}
	removed("x"), removed("y"), removed("grad_x"), removed("grad_y");
}

/* at a tie any value between the sides */
static void kinks(void **state)
{
	double x[] = { -1, 0, 2 }, d[] = { -1, 0.3, 1 };
	Shape s = vector(3);

	removed("grad_x");
	written("w", &f64, &s, x), written("grad_w", &f64, &s, d);
	says("sum(abs(w))", 0, "w", "OK", NULL);
	d[1] = 1.5;
	written("grad_w", &f64, &s, d);
	says("sum(abs(w))", 1, "w", "WRONG", NULL);
	removed("grad_w");
}

static void mistakes(void **state)
{
	json_t *j;
	Shape s = matrix(N, N);

	assert_int_equal(asked("sum(nothere)", &j), 2);
	made(&f64);
	removed("cotangent");
	assert_int_equal(asked(expression, &j), 2);
	made(&f64);
	written("grad_Q", &f64, &s, A);
	assert_int_equal(asked(expression, &j), 2);
	removed("grad_Q");
	written("grad_A", &f32, &s, A);
	assert_int_equal(asked(expression, &j), 2);
	made(&f64);
	written("cotangent", &f64, &(Shape){ 1, { N } }, A);
	assert_int_equal(asked(expression, &j), 2);
}

/* of long lists the error of our own engine, at least one unit of the largest element, stands in:
 * errors are held against four of these */
static void a_bound_of_a_long_list(void **state)
{
	enum { LONG = 5000 };
	static const struct { int units; double over; const char *verdict; } off[] = {
		{ 0, 0, "OK" }, { 8, 2, "OK" }, { -16, 4, "OK" }, { 18, 4.5, "LOSSY" } };
	static double v[LONG], d[LONG];
	Shape s = vector(LONG);

	for (int k = 0; k < LONG; k++) v[k] = 1 + k % 16 / 16., d[k] = 2 * v[k];
	removed("cotangent"), removed("grad_A"), removed("grad_B");
	written("v", &f32, &s, v);
	for (size_t k = 0; k < sizeof off / sizeof *off; k++) {
		json_t *j, *a;

		d[40] = 3 + off[k].units * 0x1p-22;
		written("grad_v", &f32, &s, d);
		assert_int_equal(asked("sum(v*v)", &j), 0);
		a = json_array_get(json_object_get(j, "arguments"), 0);
		assert_string_equal(json_string_value(json_object_get(a, "verdict")),
			off[k].verdict);
		assert_true(json_number_value(json_object_get(a, "over_bound")) ==
			off[k].over);
		json_decref(j);
	}
	removed("v"), removed("grad_v");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right),
		cmocka_unit_test(a_bound_of_a_long_list),
		cmocka_unit_test(wrong),
		cmocka_unit_test(doubtful),
		cmocka_unit_test(lossy),
		cmocka_unit_test(few_bits_left),
		cmocka_unit_test(in_few_digits),
		cmocka_unit_test(kinks),
		cmocka_unit_test(mistakes),
	};
	static const char *const files[] = { "A", "B", "x", "y", "w", "cotangent", "grad_A",
		"grad_B", "grad_x", "grad_y", "grad_w" };
	int failed;

	if (!mkdtemp(dir))
		return 77;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (size_t k = 0; k < sizeof files / sizeof *files; k++) removed(files[k]);
	rmdir(dir);
	return failed;
}
