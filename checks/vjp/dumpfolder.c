/* dumpfolder.c -- what is in a folder of dumps: inputs, cotangent, gradients; the list. */
#include "checks/vjp/dumped.h"
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static char *path(const char *dir, const char *prefix, const char *name)
{
	return text("%s/%s%s.npy", dir, prefix, name);
}

static Npy loaded(const char *dir, const char *prefix, const char *name)
{
	char *file = path(dir, prefix, name);
	Npy a = readnpy(file);

	release(file);
	return a;
}

static bool there(const char *dir, const char *prefix, const char *name)
{
	char *file = path(dir, prefix, name);
	bool yes = !access(file, F_OK);

	release(file);
	return yes;
}

static void inputs(Dumps *d)
{
	char **name;
	size_t n = freenames(1, &d->formula, &name), e = 0;
	Npy *a = alloc(n, sizeof *a);
	Shape *shape = alloc(n, sizeof *shape);

	if (!n)
		bad("the formula has no inputs, so there is nothing to differentiate by");
	for (size_t k = 0; k < n; k++) {
		if (!there(d->dir, "", name[k]))
			bad("%s/%s.npy is missing: it holds the formula's input %s", d->dir,
				name[k], name[k]);
		a[k] = loaded(d->dir, "", name[k]);
		shape[k] = a[k].shape;
	}
	d->p = pointof(n, name, shape, NULL, "--npy");
	for (size_t k = 0; k < n; k++) {
		memcpy(d->p.x + e, a[k].x, count(&shape[k]) * sizeof *a[k].x);
		e += count(&shape[k]);
		release(a[k].x);
		release(name[k]);
	}
	release(name);
	release(a);
	release(shape);
}

/* a gradient of nothing is a misspelt name */
static void strangers(const Dumps *d)
{
	DIR *dir = opendir(d->dir);
	struct dirent *e;

	if (!dir)
		bad("%s: %s", d->dir, strerror(errno));
	while ((e = readdir(dir))) {
		size_t n = strlen(e->d_name), k = 0;

		if (strncmp(e->d_name, "grad_", 5) || n < 10 ||
			strcmp(e->d_name + n - 4, ".npy"))
			continue;
		while (k < d->p.n &&
			(strlen(d->p.name[k]) != n - 9 ||
				strncmp(d->p.name[k], e->d_name + 5, n - 9)))
			k++;
		if (k == d->p.n)
			bad("%s/%s: the formula has no input %.*s", d->dir, e->d_name, (int)(n - 9),
				e->d_name + 5);
	}
	closedir(dir);
}

/* the gradients, and the number type they are in */
static void gradients(Dumps *d)
{
	size_t from = 0, any = 0;

	d->arg = alloc(d->p.n, sizeof *d->arg);
	for (size_t k = 0; k < d->p.n; k++) {
		Argument *a = &d->arg[k];

		*a = (Argument){ .name = d->p.name[k], .from = from, .n = count(&d->p.shape[k]) };
		from += a->n;
		if (!there(d->dir, "grad_", a->name))
			continue;
		a->given = loaded(d->dir, "grad_", a->name);
		if (a->given.kind != 'f')
			bad("%s/grad_%s.npy holds whole numbers; a gradient is float32 or "
			    "float64",
				d->dir, a->name);
		if (d->num && digits(d->num) != (a->given.size == 4 ? 24 : 53))
			bad("%s/grad_%s.npy is float%zu, other gradients are not: all have to "
			    "be of one type",
				d->dir, a->name, 8 * a->given.size);
		d->num = a->given.size == 4 ? &f32 : &f64;
		any++;
	}
	if (!any)
		bad("%s: there is no grad_%s.npy%s, so there is nothing to check", d->dir,
			d->p.name[0], d->p.n > 1 ? " or of another input" : "");
	for (size_t e = 0; e < d->p.total; e++)
		if (!fitsin(d->num, d->p.x[e]))
			bad("%s is %.17g, no float32, while the gradients are float32: dump what "
			    "the kernel was given",
				d->p.label[e], d->p.x[e]);
}

/* sum g F(x) */
static void weighed(Dumps *d)
{
	List *l = newlist();
	V *x = alloc(d->p.n, sizeof *x), y;
	Shape s;

	for (size_t k = 0; k < d->p.n; k++) x[k] = Input(l, d->p.name[k], d->p.shape[k]);
	y = recordformula(l, d->formula, d->p.n, (const char *const *)d->p.name, x);
	s = shapeof(y);
	if (there(d->dir, "", "cotangent")) {
		Npy g = loaded(d->dir, "", "cotangent");

		if (!same(&g.shape, &s))
			bad("%s/cotangent.npy has shape %s, the formula's value %s", d->dir,
				g.shape.rank ? shapetext(&g.shape) : "()",
				s.rank ? shapetext(&s) : "()");
		y = Mul(y, Data(l, s, g.x));
		release(g.x);
	} else if (count(&s) > 1)
		bad("%s/cotangent.npy is missing: the formula's value has shape %s", d->dir,
			shapetext(&s));
	Output(s.rank ? Sum(y, ALL) : y);
	release(x);
	d->list = dead(l);
}

void readdumps(Dumps *d)
{
	inputs(d);
	strangers(d);
	gradients(d);
	weighed(d);
}
