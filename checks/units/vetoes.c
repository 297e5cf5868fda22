/* vetoes.c -- unit tests of what keeps a source from another number type: bits that are moved,
 * bytes that are counted by hand, vectors. */
#include "checks/units/pooled.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char bits[] = "line 1: the bits of a number",
		  both[] = "line 1: a union of a number and its bits",
		  moved[] = "line 1: memcpy moves the bits of a number",
		  copied[] = "line 1: memcpy of bytes that are not counted by sizeof";

/* what is said of it; NULL: nothing */
static const struct { const char *body, *why; } spoilt[] = {
	{ "union { float f; int i; } u;", both },
	{ "\nunion bits { unsigned u; double d; } u;", "line 2: a union of a number and its bits" },
	{ "union { float f; double d; } u;", NULL },
	{ "union { int i; } u; float f;", NULL },
	{ "union bits u;", NULL },
	{ "int i = *(int *)&x;", bits },
	{ "int i = *(const unsigned int *)(void *)&x;", bits },
	{ "float *p = 0; int i = *(int *)(p + 2);", bits },
	{ "unsigned u; x = *(float *)&u;", bits },
	{ "float y, z; int i = *(int *)&z;", bits },
	{ "unsigned u = *reinterpret_cast<unsigned *>(&x);", bits },
	{ "unsigned &u = reinterpret_cast<unsigned &>(x);", bits },
	{ "float *p = reinterpret_cast<float *>(&x);", NULL },
	{ "int i = (int)x;", NULL },
	{ "float *p = (float *)&x;", NULL },
	{ "int i = *(int *)&n;", NULL },
	{ "int i = *(int *)0;", NULL },
	{ "int i = x * (n);", NULL },
	{ "float z; int i; memcpy(&i, &z, sizeof z);", moved },
	{ "float z; int i; memcpy(&z, (void *)&i, sizeof z);", moved },
	{ "float z; int i; memmove(&i, &z, sizeof z);",
		"line 1: memmove moves the bits of a number" },
	{ "float z, w; memcpy(&w, &z, sizeof z);", NULL },
	{ "float z; char c[4]; memcpy(c, &z, sizeof z);", NULL },
	{ "float z; char c[4]; memcpy(&z, c, sizeof z);", NULL },
	{ "float *p; memcpy(p, p, sizeof(*p) * min(n, 4));", NULL },
	{ "float *p; memcpy(p, p, n * 4);", copied },
	{ "float *p; memcpy(p, p + (n, 1), 16);", copied },
	{ "char *p; memcpy(p, p, 16);", NULL },
	{ "char *p; memcpy(p, p, 8 * n);", copied },
	{ "float *p; int m = n * w, k = sizeof *p; memcpy(p, p, m);", copied },
	{ "float *p; memset(p, 0, n << 2);",
		"line 1: memset of bytes that are not counted by sizeof" },
	{ "float *p; memset(p, 0, n);", "line 1: memset of bytes that are not counted by sizeof" },
	{ "float *p; int m = n * sizeof *p; memset(p, 0, m);", NULL },
	{ "char *p; memset(p, 0, n);", NULL },
	{ "int *p = (int *)malloc(n * sizeof(int));", NULL },
	{ "char *p = malloc(n);", NULL },
	{ "float *p = malloc(n * 4);", "line 1: malloc of bytes that are not counted by sizeof" },
	{ "float *p = calloc(n, 4);", "line 1: calloc of bytes that are not counted by sizeof" },
	{ "float *p = calloc(4, sizeof *p);", NULL },
	{ "float *p = aligned_alloc(16, n * 4);",
		"line 1: aligned_alloc of bytes that are not counted by sizeof" },
	{ "float *p; posix_memalign((void **)&p, 64, n * 8);",
		"line 1: posix_memalign of bytes that are not counted by sizeof" },
	{ "float *p; int memcpy = 4; p[0] = memcpy;", NULL },
	{ "__m256 v = _mm256_set1_ps(1);", "line 1: __m256" },
	{ "int v = _mm_cvt_ss2si(y);", "line 1: _mm_cvt_ss2si" },
	{ "p = _mm_malloc(n, 64); _mm_pause();", NULL },
	{ "y = vld1q_f32(p);", "line 1: vld1q_f32" },
	{ "y = __builtin_ia32_addps(y, y);", "line 1: __builtin_ia32_addps" },
	{ "int __mine = vl, __m = vld;", NULL },
	{ "__asm__(\"nop\");", "line 1: __asm__" },
	{ "int i = std::bit_cast<int>(x);", "line 1: bit_cast" },
};

static void bits_are_vetoed(void **state)
{
	for (size_t k = 0; k < sizeof spoilt / sizeof *spoilt; k++) {
		char *source = pooled("void f(float x, int n) { %s }\nvoid g(void) {}\n",
			     spoilt[k].body),
		     *why;

		release(needed(source, &why));
		if (!why != !spoilt[k].why || (why && strcmp(why, spoilt[k].why)))
			fail_msg("%s: %s", spoilt[k].body, why ? why : "");
		release(why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(bits_are_vetoed) };

	return cmocka_run_group_tests_name("vetoes", tests, pooling, poolof);
}
