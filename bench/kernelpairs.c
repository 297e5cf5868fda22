/* kernelpairs.c -- the kernels of the source tree, built and judged one file at a time.
 *
 * A kernel may crash a checker of others as it may crash any program, and a file that does not
 * compile ends the process that asked: each file has its own.
 */
#include "bench/kernelpairs.h"
#include "bench/bench.h"
#include "checks/vjp/flat.h"
#include "checks/vjp/hedge.h"
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { POINTS = 10 };

/* ---- what there is ----------------------------------------------------------------------- */

KernelPair *kernelpairs(size_t *n, char why[WHY])
{
	char *path = text("%s/checks/kernels/origin.csv", home()), line[256];
	FILE *f = fopen(path, "r");
	KernelPair *all = NULL;
	size_t room = 0;

	*n = 0;
	if (!f) snprintf(why, WHY, "checks/kernels is not here: it is in the source tree alone");
	while (f && fgets(line, sizeof line, f)) {
		KernelPair p = { .why = "" };

		if (sscanf(line, "pairs,%95[^,],%15[^,\n],%15[^,\n],%15[^,\n]", p.file, p.origin,
			    p.first[0], p.first[1]) < 2)
			continue;
		all = grow(all, &room, *n + 1, sizeof *all);
		all[(*n)++] = p;
	}
	if (f) fclose(f);
	release(path);
	return all;
}

/* ---- the checkers of others -------------------------------------------------------------- */

typedef struct {
	Flat *flat;
	unsigned long seed;
} Drawing;

static void primal(const Trial *t, const double *x, double *y)
{
	flatprimal(((const Drawing *)t->of)->flat, x, y);
}

static void pull(const Trial *t, const double *g, double *dx)
{
	flatpull(((const Drawing *)t->of)->flat, t->x, g, dx);
}

static bool draw(Trial *t, int k)
{
	const Drawing *d = t->of;

	if (!flatpoint(d->flat, k, d->seed)) return false;
	t->nx = flatnx(d->flat), t->ny = flatny(d->flat);
	release(t->x), release(t->y);
	t->x = alloc((size_t)t->nx + 1, sizeof *t->x),
	t->y = alloc((size_t)t->ny + 1, sizeof *t->y);
	memcpy(t->x, flatx(d->flat), (size_t)t->nx * sizeof *t->x);
	flatprimal(d->flat, t->x, t->y);
	return true;
}

static void byothers(Twin *to, const Kernel *k, const Built *b, unsigned long seed)
{
	Drawing d = { newflat(k, b, to->why), seed };

	for (int c = 0; c < GRADCHECKERS && d.flat; c++) {
		Trial t = { .primal = primal, .pull = pull, .draw = draw, .of = &d };

		to->passed[c] = passesall(&gradcheckers[c], &t, POINTS, seed);
		release(t.x), release(t.y);
	}
	if (d.flat) freeflat(d.flat);
}

/* ---- a file ------------------------------------------------------------------------------ */

static bool iswrong(const char *name)
{
	size_t n = strlen(name), m = strlen("_wrong");

	return n > m && !strcmp(name + n - m, "_wrong");
}

static void told(KernelPair *to, const char *path, const Asked *a, bool others)
{
	Source s = readsource(path, 0, NULL);
	Built *b = build(&s, false);

	if (s.n != 2 || iswrong(s.kernel[0].name) == iswrong(s.kernel[1].name))
		snprintf(to->why, sizeof to->why, "%zu kernels, not a right and a wrong one", s.n);
	for (size_t k = 0; k < s.n && !*to->why; k++) {
		Twin *t = &to->twin[iswrong(s.kernel[k].name)];

		snprintf(t->kernel, sizeof t->kernel, "%s", s.kernel[k].name);
		t->ruling = hedged(&s, k, &b[k], a, tried(&s.kernel[k], &b[k], a)).ruling;
	}
	to->judged = true;
	for (size_t k = 0; k < s.n && others && !*to->why; k++)
		byothers(&to->twin[iswrong(s.kernel[k].name)], &s.kernel[k], &b[k], a->seed);
	freebuilt(b, s.n);
	freesource(&s);
}

void tellpair(KernelPair *p, unsigned long seed, double limit, bool others)
{
	const Asked a = { .seed = seed, .run = -1, .limit = limit };
	KernelPair *shared =
		mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char *path = text("%s/checks/kernels/pairs/%s", home(), p->file), *why;
	int status = 0;
	pid_t pid;

	if (shared == MAP_FAILED) bad("no shared memory");
	*shared = *p;
	fflush(NULL);
	pid = fork();
	if (pid < 0) bad("no child process");
	if (!pid) {
		told(shared, path, &a, others);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	*p = *shared;
	why = p->judged ? p->twin[0].why : p->why;
	if (WIFSIGNALED(status))
		snprintf(why, WHY, "stopped by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status))
		snprintf(why, WHY, "it could not be built or judged: wengert vjp says why");
	munmap(shared, sizeof *p);
	release(path);
}
