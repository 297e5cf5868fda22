/* readings.c -- what is understood of kernels whose comment or prototypes are mistyped, or what is
 * said of them, against what it was: checks/expected/readings.txt, a line each.
 *
 * Of each example a token outside the bodies is left out, doubled, exchanged with the next or
 * renamed; the result is read in a child of its own, for a mistake exits.  REMAKE=yes writes the
 * lines anew.
 */
#include "checks/vjp/signature.h"
#include <ctype.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { EACH = 23, ROOM = 1 << 14 }; /* of so many slips one is tried */
typedef enum { GONE, TWICE, EXCHANGED, RENAMED, SLIPS } Slip;
static const char *const slipname[] = { "without", "twice", "exchanged", "renamed" };
static const char expected[] = "checks/expected/readings.txt";

/* ---- what is understood ------------------------------------------------------------------- */

static void told(const char *what, const Array *a)
{
	printf(" %s %s", what, a->name);
	for (int d = 0; d < a->rank; d++) printf("[%s]", a->dim[d]);
	if (a->lo || a->hi)
		printf(" in %c%s,%s%c", a->openlo ? '(' : '[', a->lo, a->hi, a->openhi ? ')' : ']');
	printf(" %d/%d%s%s%s%s%s", a->base, a->bytes, a->wanted ? " wanted" : "",
		a->rows ? " rows" : "", a->sorted ? " sorted" : "", a->strictly ? " strictly" : "",
		a->zeroed ? " zeroed" : "");
	if (a->from || a->to)
		printf(" from %s to %s", a->from ? a->from : "-", a->to ? a->to : "-");
	putchar(';');
}

static void prototype(const Proto *p)
{
	static const char letter[] = { "arcgsewtv-" };

	printf(" %s(", p->name);
	for (int i = 0; i < p->n; i++)
		printf("%s%c%d%s%s", i ? " " : "", letter[p->param[i].role], p->param[i].which,
			p->param[i].pointer ? "*" : "", p->param[i].constant ? "c" : "");
	printf(");");
}

static void kernel(const Kernel *k)
{
	printf("%s:", k->name);
	for (int i = 0; i < k->nargs; i++) told("arg", &k->arg[i]);
	for (int i = 0; i < k->nres; i++) told("res", &k->res[i]);
	for (int i = 0; i < k->nscratch; i++) told("scratch", &k->scratch[i]);
	for (int i = 0; i < k->nsizes; i++) printf(" size %s;", k->size[i]);
	for (int i = 0; i < k->ngiven; i++)
		printf(" %s = %s;", k->given[i].name, k->given[i].value);
	for (int i = 0; i < k->nlimits; i++) {
		const Limit *l = &k->limit[i];

		printf(" %s of %d: %ld to %ld by %ld;", l->size, l->n, l->least, l->most, l->step);
	}
	for (int i = 0; i < k->nargs; i++) printf(" %d", k->over[i]);
	for (int i = 0; i < k->nres; i++) printf(" %d", k->from[i]);
	prototype(&k->forward), prototype(&k->backward);
	printf(" mode %d base %d%s%s%s%s\n", k->mode, k->base, k->inplace ? " in place" : "",
		k->derivative ? " derivative" : "", k->plain ? " plain" : "",
		k->tangents ? " tangents" : "");
}

static void reading(int to)
{
	Source s;

	dup2(to, STDOUT_FILENO);
	dup2(to, STDERR_FILENO);
	s = readsource("k.c", 0, NULL);
	for (size_t k = 0; k < s.n; k++) kernel(&s.kernel[k]);
	fflush(stdout);
	_exit(0);
}

/* what is printed on reading k.c here; its end, the exit status, is part of it */
static void whatisread(char *says)
{
	int to[2], status = 0;
	size_t n = 0;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(to), 0);
	fflush(NULL);
	if (!(child = fork())) reading(to[1]);
	close(to[1]);
	while ((got = read(to[0], says + n, ROOM - n - 100)) > 0) n += (size_t)got;
	close(to[0]);
	waitpid(child, &status, 0);
	snprintf(says + n, 100, "exit %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

/* ---- tokens outside the bodies, from the comment on
 * ------------------------------------------------------------------ */

typedef struct {
	size_t at, length;
} Token;

static size_t tokens(const char *s, Token *t, size_t room)
{
	const char *comment = strstr(s, "wengert:");
	size_t n = 0, from = comment ? (size_t)(comment - s) : 0;
	int depth = 0;

	for (size_t k = from; s[k];) {
		size_t length = 1;

		if (s[k] == '#') k += strcspn(s + k, "\n");

		if (isalnum((unsigned char)s[k]) || s[k] == '_')
			while (isalnum((unsigned char)s[k + length]) || s[k + length] == '_')
				length++;
		/* braces of a struct in the comment are no body */
		if (s[k] == '{') depth++;
		if (s[k] == '}') depth--;
		if (!depth && !isspace((unsigned char)s[k]) && s[k] != '}' && n < room)
			t[n++] = (Token){ k, length };
		k += length;
	}
	return n;
}

static void slipped(FILE *f, const char *s, const Token *t, size_t n, size_t k, Slip how)
{
	const Token *a = &t[k], *b = &t[k + 1 < n ? k + 1 : k];

	fwrite(s, 1, a->at, f);
	switch (how) {
	case GONE:
		break;
	case TWICE:
		fprintf(f, "%.*s %.*s", (int)a->length, s + a->at, (int)a->length, s + a->at);
		break;
	case RENAMED:
		fputs(isalpha((unsigned char)s[a->at]) ? "qq" : "7", f);
		break;
	default:
		fprintf(f, "%.*s %.*s", (int)b->length, s + b->at, (int)a->length, s + a->at);
		a = b;
	}
	fputs(s + a->at + a->length, f);
}

/* ---- all of them -------------------------------------------------------------------------------
 */

static char *textof(const char *file)
{
	FILE *f = fopen(file, "r");
	char *s = calloc(ROOM, 1);

	assert_non_null(f);
	assert_true(fread(s, 1, ROOM - 1, f) > 0);
	fclose(f);
	return s;
}

static uint64_t sum(const char *s)
{
	uint64_t h = 14695981039346656037u;

	while (*s) h = (h ^ (unsigned char)*s++) * 1099511628211u;
	return h;
}

static void slips_of(FILE *out, const char *root, const char *name, size_t *turn)
{
	char *path = NULL, *s, says[ROOM];
	Token t[2000];
	size_t n;

	assert_true(asprintf(&path, "%s/%s", root, name) > 0);
	s = textof(path);
	n = tokens(s, t, 2000);
	for (size_t k = 0; k < n; k++)
		for (Slip how = GONE; how < SLIPS; how++) {
			FILE *f;

			if ((*turn)++ % EACH) continue;
			f = fopen("k.c", "w");
			assert_non_null(f);
			slipped(f, s, t, n, k, how);
			fclose(f);
			whatisread(says);
			/* each compiler says it in its own words */
			if (strstr(says, " error: ")) strcpy(says, "the compiler refuses it");
			for (char *p = says; *p; p++)
				if (*p == '\n') *p = '|';
			fprintf(out, "%s %zu %s %.*s: %016lx %.150s\n", strrchr(name, '/') + 1, k,
				slipname[how], (int)t[k].length, s + t[k].at,
				(unsigned long)sum(says), says);
		}
	free(s), free(path);
}

static void as_they_were(void **state)
{
	char *root = getcwd(NULL, 0), folder[] = "/tmp/wengert-readings-XXXXXX", *now, *was, *path;
	glob_t g;
	size_t turn = 0, room = 0, lines = 0;
	FILE *out = open_memstream(&now, &room);
	char *a, *b, *x, *y;

	assert_int_equal(glob("examples/kernels/*.c", 0, NULL, &g), 0);
	assert_true(g.gl_pathc >= 10);
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	for (size_t k = 0; k < g.gl_pathc; k++) slips_of(out, root, g.gl_pathv[k], &turn);
	fclose(out);
	unlink("k.c");
	assert_int_equal(chdir(root), 0);
	rmdir(folder);
	if (getenv("REMAKE")) {
		FILE *f = fopen(expected, "w");

		assert_non_null(f);
		fputs(now, f);
		fclose(f);
	}
	path = strdup(expected);
	out = fopen(path, "r");
	assert_non_null(out);
	was = calloc(1, 1 << 20);
	assert_true(fread(was, 1, (1 << 20) - 1, out) > 0);
	fclose(out);
	for (a = now, b = was; (x = strsep(&a, "\n")) && (y = strsep(&b, "\n")); lines++)
		if (strcmp(x, y)) fail_msg("now:\n%s\nwas:\n%s", x, y);
	assert_true(!x == !a && lines > 100);
	free(now), free(was), free(path), free(root);
	globfree(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(as_they_were) };

	return cmocka_run_group_tests_name("readings", tests, NULL, NULL);
}
