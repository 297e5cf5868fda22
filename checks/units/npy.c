/* npy.c -- .npy files of every version, type and order read back; damaged ones refused with the
 * byte. */
#include "checks/io/npy.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static char file[] = "/tmp/wengert-npy-XXXXXX";

typedef struct { unsigned char b[512]; size_t n; } Blob;

static void put1(Blob *f, const void *p, size_t n)
{
	memcpy(f->b + f->n, p, n);
	f->n += n;
}

/* magic, version, length, dictionary, padded to a multiple of 16 as NumPy does */
static Blob headed(int version, const char *dictionary)
{
	Blob f = { .n = 0 };
	size_t length = strlen(dictionary) + 1, before = version > 1 ? 12 : 10;
	unsigned char size[4];

	while ((before + length) % 16) length++;
	for (int k = 0; k < 4; k++) size[k] = (unsigned char)(length >> (8 * k));
	put1(&f, "\x93NUMPY", 6);
	put1(&f, &(char){ (char)version }, 1);
	put1(&f, "", 1);
	put1(&f, size, version > 1 ? 4 : 2);
	memset(f.b + f.n, ' ', length);
	memcpy(f.b + f.n, dictionary, strlen(dictionary));
	f.b[f.n + length - 1] = '\n';
	f.n += length;
	return f;
}

static void write1(const Blob *f)
{
	FILE *to = fopen(file, "wb");

	assert_non_null(to);
	assert_int_equal(fwrite(f->b, 1, f->n, to), f->n);
	fclose(to);
}

static void reads(const Blob *f, const char *shape, size_t size, const double *x)
{
	Npy a;

	write1(f);
	a = readnpy(file);
	assert_string_equal(shapetext(&a.shape), shape);
	assert_int_equal(a.size, size);
	for (size_t k = 0; k < count(&a.shape); k++) assert_true(a.x[k] == x[k]);
	release(a.x);
}

static const double six[] = { 1, 2, 3, 4, 5, 0x1.8p-20 };

static void versions(void **state)
{
	for (int v = 1; v <= 3; v++) {
		Blob f = headed(v, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }");

		put1(&f, six, sizeof six);
		reads(&f, "[2,3]", 8, six);
	}
}

static void fortran(void **state)
{
	const float columns[] = { 1, 4, 2, 5, 3, 0x1.8p-20f };
	Blob f = headed(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }");

	put1(&f, columns, sizeof columns);
	reads(&f, "[2,3]", 4, six);
}

static void bigendian(void **state)
{
	Blob f = headed(1, "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }");

	put1(&f, "\x3f\x80\0\0", 4);
	reads(&f, "[1]", 4, six);
}

static void scalars(void **state)
{
	Blob f = headed(2, "{'descr': '<i8', 'fortran_order': False, 'shape': (), }");

	put1(&f, &(int64_t){ 1 }, 8);
	reads(&f, "", 8, six);
}

/* what readnpy says of it, from a child, for it ends there with status 2 */
static void refuses(const Blob *f, const char *says)
{
	int pipes[2], status;
	char said[512] = "";
	pid_t child;

	write1(f);
	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (!child) {
		dup2(pipes[1], 2);
		close(pipes[0]);
		readnpy(file);
		_exit(0);
	}
	close(pipes[1]);
	for (size_t n = 0; ; ) {
		ssize_t got = read(pipes[0], said + n, sizeof said - 1 - n);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	close(pipes[0]);
	waitpid(child, &status, 0);
	if (!strstr(said, says)) print_error("expected \"%s\" in: %s\n", says, said);
	assert_non_null(strstr(said, says));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
}

static void damaged(void **state)
{
	static const struct { const char *dictionary, *says; } table[] = {
		{ "{'descr': '<f1', 'fortran_order': False, 'shape': (2,), }",
			"byte 20: element type '<f1'" },
		{ "{'descr': '<c16', 'fortran_order': False, 'shape': (2,), }",
			"byte 20: element type '<c16'" },
		{ "{'descr': '<f8', 'fortran_order': Maybe, 'shape': (2,), }",
			"byte 44: Maybe; expected True or False" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (0,), }",
			"byte 61: expected a size of at least 1" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (2x), }",
			"byte 62: expected , or )" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (2",
			"byte 63: expected a size of at least 1, or )" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': 2, }", "byte 60: expected (" },
		{ "{'descr': '<f8', 'shape': (2,), }",
			"byte 10: expected a header with 'fortran_order'" },
		{ "['descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
			"byte 10: expected {" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999,), }",
			"10^9 elements" },
		{ "{'descr' '<f8', 'fortran_order': False, 'shape': (2,), }",
			"byte 19: expected : after 'descr'" },
		{ "{'descr': '<f8', 'fortran_order' True, 'shape': (2,), }",
			"byte 43: expected : after 'fortran_order'" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1), }",
			"expected at most 8 axes" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (-2,), }",
			"byte 61: expected a size of at least 1, or )" },
		{ "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }",
			"byte 20: element type '<i2'" },
		{ "{'descr': '<f9', 'fortran_order': False, 'shape': (2,), }",
			"byte 20: element type '<f9'" },
		{ "{'descr': '?f8', 'fortran_order': False, 'shape': (2,), }",
			"byte 20: element type '?f8'" },
	};

	for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
		Blob f = headed(1, table[k].dictionary);

		put1(&f, six, 16);
		refuses(&f, table[k].says);
	}
}

static void cut(void **state)
{
	Blob f = headed(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"), g;
	size_t head = f.n;

	put1(&f, six, sizeof six);
	g = f, g.n = head + 20;
	refuses(&g, "byte 100: the file ends in element 2; expected 6 of 8 bytes, to byte 128");
	g.n = 40;
	refuses(&g, "byte 40: the file ends; expected 40 bytes more of its header");
	g.n = 9;
	refuses(&g, "byte 9: the file ends; expected the length");
	g.n = 3;
	refuses(&g, "byte 0: not a .npy file: expected \\x93NUMPY");
	g.n = 0;
	refuses(&g, "byte 0: not a .npy file: expected \\x93NUMPY");
	g = f, put1(&g, "x", 1);
	refuses(&g,
		"byte 128: expected the end of the file after 6 elements of 8 bytes; there are 1 "
		"bytes more");
	g = f, g.b[6] = 4;
	refuses(&g, "byte 6: version 4; expected 1, 2 or 3");
	g = f, g.b[9] = 255, g.b[6] = 1;
	refuses(&g, "byte 128: the file ends");
	g = headed(3, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"), g.b[11] = 1;
	refuses(&g, "byte 8: a header of");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions),
		cmocka_unit_test(fortran),
		cmocka_unit_test(bigendian),
		cmocka_unit_test(scalars),
		cmocka_unit_test(damaged),
		cmocka_unit_test(cut),
	};
	int failed, f = mkstemp(file);

	if (f < 0)
		return 77;
	close(f);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(file);
	return failed;
}
