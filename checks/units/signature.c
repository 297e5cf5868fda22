/* signature.c -- what is understood of a backward's parameters, and what is said of a misfit.
 *
 * Each row of checks/data/signatures.def is written as a C file and read in a child of its own,
 * for a mistake exits.
 */
#include "checks/vjp/signature.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

typedef struct { bool array, right; const char *returns, *parameters, *says; } Row;

static const Row rows[] = {
#define ARRAY(parameters, says)               { true, true, "void", parameters, says },
#define NO_ARRAY(parameters, says)            { true, false, "void", parameters, says },
#define SCALAR(returns, parameters, says)     { false, true, returns, parameters, says },
#define NO_SCALAR(returns, parameters, says)  { false, false, returns, parameters, says },
#include "checks/data/signatures.def"
};
enum { ROWS = sizeof rows / sizeof *rows, REFUSED = 2 };

static const char *const forwards[] = {
	"double s(double a, double b) { return a * b; }\n%s s_vjp(%s) {}\n",
	"/* wengert: out[N] z = f(x[N], a) with k[N] in [0,5), eps = 0.5 */\n"
	"void f_forward(float *out, float *z, const float *x, const int *k, float a, float eps, "
	"int N) {}\n"
	"%s f_backward(%s) {}\n",
};

static void store(const char *file, const Row *r)
{
	FILE *f = fopen(file, "w");

	assert_non_null(f);
	fprintf(f, forwards[r->array], r->returns, r->parameters);
	fclose(f);
}

/* in the child: roles and places to standard output; a mistake goes to standard error, which is
 * there too */
static void reading(const char *file, int to)
{
	static const char letter[] = { "arcgsewtv-" };
	Source s;

	dup2(to, STDOUT_FILENO);
	dup2(to, STDERR_FILENO);
	s = readsource(file, 0, NULL);
	for (int i = 0; i < s.kernel->backward.n; i++) {
		const Param *p = &s.kernel->backward.param[i];

		printf("%s%c%d", i ? " " : "", letter[p->role], p->which);
	}
	fflush(stdout);
	_exit(0);
}

/* what is printed on reading it; returns the exit status */
static int reads(const Row *r, char *says, size_t room)
{
	char file[] = "/tmp/wengert-signature-XXXXXX.c";
	int to[2], status = 0, f = mkstemps(file, 2);
	size_t n = 0;
	ssize_t got;
	pid_t child;

	assert_true(f >= 0 && !pipe(to));
	close(f);
	store(file, r);
	fflush(NULL);
	if (!(child = fork())) reading(file, to[1]);
	close(to[1]);
	while ((got = read(to[0], says + n, room - n - 1)) > 0) n += (size_t)got;
	says[n] = 0;
	close(to[0]);
	waitpid(child, &status, 0);
	unlink(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void one(const Row *r)
{
	char says[2000];
	int status = reads(r, says, sizeof says);
	bool fits = r->right ? !strcmp(says, r->says) : strstr(says, r->says) != NULL;

	if (status != (r->right ? 0 : REFUSED) || !fits)
		fail_msg("(%s): %d, \"%s\"; not \"%s\"", r->parameters, status, says, r->says);
}

static void some(bool array, bool right)
{
	for (int k = 0; k < ROWS; k++)
		if (rows[k].array == array && rows[k].right == right) one(&rows[k]);
}

static void arrays_understood(void **state)  { some(true, true); }
static void arrays_refused(void **state)     { some(true, false); }
static void numbers_understood(void **state) { some(false, true); }
static void numbers_refused(void **state)    { some(false, false); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrays_understood), cmocka_unit_test(arrays_refused),
		cmocka_unit_test(numbers_understood), cmocka_unit_test(numbers_refused),
	};

	return cmocka_run_group_tests_name("signature", tests, NULL, NULL);
}
