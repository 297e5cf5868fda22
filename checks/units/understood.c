/* understood.c -- all that is understood of a source: its kernels, arrays, sizes and parameters, or
 * the sentence why not.
 *
 * Sources stand in checks/data/understood.txt, answers in checks/expected/understood.said, which
 * REMAKE=yes writes anew.  Each is read in a child, for a mistake exits; their preprocessor leaves
 * them as they are, which takes a tenth of the time.
 */
#include "checks/vjp/signature.h"
#include "engines/wengert.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static const char data[] = "checks/data/understood.txt",
	answers[] = "checks/expected/understood.said", begins[] = "==== ",
	cpp[] = "#!/bin/sh\nexec sed 's/^#line /# /'\n";

/* ---- what is said of a kernel --------------------------------------------------------------- */

static const char *const bases[] = { "f32", "f64", "whole", "f16", "bf16" };

static void saysend(const char *word, const char *s) { if (s) printf(" %s %s", word, s); }

static void saysarray(const char *what, const Array *a)
{
	printf("  %s %s", what, a->name);
	for (int d = 0; d < a->rank; d++) printf("%s%s", d ? "," : "[", a->dim[d]);
	printf("%s%s %s", a->rank ? "]" : "", a->wanted ? "*" : "", bases[a->base]);
	if (a->bytes) printf(" of %d", a->bytes);
	if (a->lo) printf(" in %c%s,%s%c", "[("[a->openlo], a->lo, a->hi, "])"[a->openhi]);
	if (a->rows) printf(" rows");
	if (a->sorted || a->strictly) printf(a->strictly ? " strictly" : " sorted");
	saysend("from", a->from), saysend("to", a->to);
	printf(a->zeroed ? " zeroed\n" : "\n");
}

static void saysparam(const Kernel *k, const Param *p)
{
	static const char letter[] = { "arcgsewtv-" };

	if (p->role == NOTHING) return;
	printf("%s%s%c%d%s", p->constant ? "const-" : "", p->tagged ? "struct-" : "",
		letter[p->role], p->which, p->pointer ? "*" : "");
	if (p->role == WRITTEN) printf("`%s`", p->written);
}

static void saysproto(const char *what, const Kernel *k, const Proto *p)
{
	printf("  %s %s%s:", what, p->scope, p->name);
	for (int i = 0; i < p->n; i++) printf(" "), saysparam(k, &p->param[i]);
	printf(" ->"), saysparam(k, &p->back);
	printf(p->pattern ? " template\n" : "\n");
}

static void saysfilled(const Filled *f)
{
	static const char letter[] = { "arcgsewtv-" };

	printf("  struct %s %s:", f->type, f->name ? f->name : "");
	for (size_t d = 0; d < f->n; d++)
		printf(" %s%s=%c%d(%s)", f->field[d].pointer ? "*" : "", f->field[d].name,
			letter[f->field[d].role], f->field[d].which, f->field[d].value);
	putchar('\n');
}

static void sayslimit(const Limit *l)
{
	printf("  sizes %s from %ld to %ld by %ld:", l->size, l->least, l->most, l->step);
	for (int i = 0; i < l->n; i++) printf(" %ld", l->list[i]);
	putchar('\n');
}

static void sayskernel(const Kernel *k)
{
	static const char *const modes[] = { "", " accumulates", " overwrites" };

	printf("%s, line %d, %s%s%s%s%s%s%s", k->name, k->forward.line, bases[k->base],
		modes[k->mode], k->inplace ? " in place" : "", k->derivative ? " derivative" : "",
		k->plain ? " plain" : "", k->tangents ? " tangents" : "",
		k->symmetry ? " symmetry" : "");
	if (k->half) printf(" in %s", k->half);
	if (k->partner) printf(" beside %s", k->partner->name);
	putchar('\n');
	for (int i = 0; i < k->nres; i++) saysarray("result", &k->res[i]);
	for (int i = 0; i < k->nargs; i++) saysarray("argument", &k->arg[i]);
	for (int i = 0; i < k->nscratch; i++) saysarray("scratch", &k->scratch[i]);
	for (int i = 0; i < k->nsizes; i++) printf("%s%s", i ? " " : "  over ", k->size[i]);
	printf(k->nsizes ? "\n" : "");
	for (int i = 0; i < k->nlimits; i++) sayslimit(&k->limit[i]);
	for (int i = 0; i < k->ngiven; i++)
		printf("  with %s = %s\n", k->given[i].name, k->given[i].value);
	for (int i = 0; i < k->nfilled; i++) saysfilled(&k->filled[i]);
	for (int i = 0; i < k->nheld; i++)
		printf("  %s holds %s\n", k->held[i].type, bases[k->held[i].base]);
	for (int i = 0; i < MOST; i++)
		if (k->over[i]) printf("  gradient %d is cotangent %d\n", i, k->over[i] - 1);
	for (int i = 0; i < MOST; i++)
		if (k->from[i]) printf("  result %d is argument %d\n", i, k->from[i] - 1);
	saysproto("forward", k, &k->forward);
	saysproto("backward", k, &k->backward);
}

/* ---- a source ------------------------------------------------------------------------------- */

/* `FILE.c [--twice] [NAME]...: title` */
static void reading(char *head, int to)
{
	const char *name[8];
	size_t n = 0;
	Flags flags = { .word = NULL };
	char *file = strtok(head, " ");
	Source s;

	for (char *w; (w = strtok(NULL, " "));)
		if (!strcmp(w, "--twice")) flags.twice = true;
		else name[n++] = w;
	dup2(to, STDOUT_FILENO), dup2(to, STDERR_FILENO);
	s = readsourcewith(flags, file, n, name);
	for (size_t k = 0; k < s.n; k++) sayskernel(&s.kernel[k]);
	exit(0);
}

static void store(const char *file, const char *s, size_t n)
{
	FILE *f = fopen(file, "w");

	if (!f || fwrite(s, 1, n, f) != n || fclose(f)) fail_msg("%s is not written", file);
}

/* what is said on reading the n bytes of s, whose first line says how */
static char *said(const char *s, size_t n)
{
	FILE *all = tmpfile();
	const char *body = strchr(s, '\n') + 1, *colon = strchr(s, ':');
	static char *head, *file;          /* a child may end with them */
	char *says, *end;
	int status;
	size_t m;
	pid_t child;

	head = copytext(s, (size_t)(colon - s));
	file = copytext(head, strcspn(head, " "));
	assert_non_null(all);
	store(file, body, n - (size_t)(body - s));
	fflush(NULL);
	if (!(child = fork())) reading(head, fileno(all));
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	unlink(file);
	m = (size_t)lseek(fileno(all), 0, SEEK_END);
	rewind(all);
	says = alloc(m + 1, 1);
	assert_int_equal(fread(says, 1, m, all), m);
	fclose(all);
	end = text("%s%.*s\n%sexit %d\n\n", begins, (int)(body - s - 1), s, says,
		WEXITSTATUS(status));
	release(head), release(file), release(says);
	return end;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static char *contentsoffile(const char *name)
{
	FILE *f = fopen(name, "r");
	char *s = alloc(1 << 20, 1);
	size_t n = f ? fread(s, 1, (1 << 20) - 1, f) : 0;

	if (!n) fail_msg("%s is not read", name);
	fclose(f);
	return s;
}

/* where the case after s begins, or the end of the text */
static const char *following(const char *s)
{
	const char *next = strstr(s, "\n==== ");

	return next ? next + 1 : s + strlen(s);
}

static void each_source(void **state)
{
	static char *from, *want;          /* which a child may end with */
	char here[4096], folder[] = "/tmp/wengert-understood-XXXXXX";
	FILE *anew = getenv("REMAKE") ? fopen(answers, "w") : NULL;
	const char *w;
	int n = 0;

	from = contentsoffile(data);
	w = want = anew ? NULL : contentsoffile(answers);
	assert_true(getcwd(here, sizeof here) && mkdtemp(folder) && !chdir(folder));
	store("cpp", cpp, strlen(cpp));
	assert_true(!chmod("cpp", 0700) && !setenv("CC", "./cpp", 1) && !setenv("CXX", "./cpp", 1));
	for (const char *s = following(from), *next; *s; s = next, n++) {
		char *says;

		next = following(s);
		says = said(s + strlen(begins), (size_t)(next - s) - strlen(begins));
		if (anew)
			fputs(says, anew);
		else if (strncmp(w, says, strlen(says)))
			fail_msg("%s\nnot\n%.*s", says, (int)(following(w) - w), w);
		w = anew ? NULL : following(w);
		release(says);
	}
	assert_true(n > 0 && (anew || !*w));
	if (anew) fclose(anew);
	assert_true(!unlink("cpp") && !chdir(here) && !rmdir(folder));
	release(from), release(want);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_source) };

	return cmocka_run_group_tests_name("understood", tests, NULL, NULL);
}
