/* functions.c -- unit tests of the functions under test: each is the list it was, with its points,
 * its sizes and its box; so are the examples of primitives.
 *
 * A function that changes unseen still agrees with its reference: both change.  REMAKE=1 prints the
 * tables anew.
 */
#include "checks/suite/definitions.h"
#include "checks/suite/functions.h"
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* FNV-1a, 32 bits (Fowler, Noll, Vo); of each number DIGITS digits, for the last ones of weights
 * are the C library's */
enum { DIGITS = 8 };

static uint32_t summed(const char *s)
{
	uint32_t h = 2166136261u;
	int digits = 0;

	for (; *s; s++) {
		if (!isxdigit((unsigned char)*s)) digits = 0;
		else if (++digits > DIGITS)       continue;
		h = (h ^ (unsigned char)*s) * 16777619u;
	}
	return h;
}

static char *written(const Function *f)
{
	Fn fn = fnof(f, 0, 0);
	char why[WHY], *s = NULL, *all;
	size_t n;
	List *l = trace(&fn, NULL, NULL, why);
	FILE *to = open_memstream(&s, &n);

	if (l) print(l, to);
	else   fprintf(to, "%s", why);
	fclose(to);
	all = text("%s depth %d width %d box %g %g at %s", s, fn.depth, fn.width, f->lo, f->hi,
		f->at ? f->at : "-");
	free(s);
	freelist(l);
	return all;
}

static const struct { const char *name; uint32_t sum; } table[] = {
#define F(name, sum) { #name, sum },
#include "checks/units/functions.def"
};

static void as_they_were(void **state)
{
	size_t n = 0;

	for (const Function *const *f = functions; *f; f++, n++) {
		char *s = written(*f);

		if (getenv("REMAKE")) {
			printf("F(%s, %uu)\n", (*f)->name, summed(s));
		} else {
			assert_in_range(n, 0, sizeof table / sizeof *table - 1);
			assert_string_equal((*f)->name, table[n].name);
			if (summed(s) != table[n].sum)
				fail_msg("%s is another function than it was:\n%s", (*f)->name, s);
		}
		release(s);
	}
	if (!getenv("REMAKE")) assert_int_equal(n, sizeof table / sizeof *table);
}

static const struct { const char *name; uint32_t sum; } examples[] = {
#define E(name, sum) { #name, sum },
#include "checks/units/examples.def"
};

static void examples_as_they_were(void **state)
{
	size_t n = 0;

	for (const Prim *const *p = prims; *p; p++) {
		List *l = definitionlist((*p)->name);
		char *s = NULL;
		size_t size;
		FILE *to;

		if (!l) continue;
		to = open_memstream(&s, &size);
		print(l, to);
		fclose(to);
		if (getenv("REMAKE")) {
			printf("E(%s, %uu)\n", (*p)->name, summed(s));
		} else {
			assert_in_range(n, 0, sizeof examples / sizeof *examples - 1);
			assert_string_equal((*p)->name, examples[n].name);
			if (summed(s) != examples[n].sum)
				fail_msg("the example of %s is another than it was:\n%s",
					(*p)->name, s);
		}
		n++;
		free(s);
		freelist(l);
	}
	if (!getenv("REMAKE")) assert_int_equal(n, sizeof examples / sizeof *examples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_they_were),
		cmocka_unit_test(examples_as_they_were),
	};

	return cmocka_run_group_tests_name("functions", tests, NULL, NULL);
}
