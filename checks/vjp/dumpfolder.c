/* dumpfolder.c -- what is in a folder of dumps: inputs, cotangent, gradients; the list. */
#include "checks/vjp/dumped.h"
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static char *path(const char *dir, const char *prefix, const char *name)
{
	return text("%s/%s%s.npy", dir, prefix, name);
}

static const Tensor *tensornamed(const Dumps *d, const char *prefix, const char *name)
{
	size_t n = strlen(prefix);

	for (size_t k = 0; k < d->ntensors; k++)
		if (!strncmp(d->tensor[k].name, prefix, n) && !strcmp(d->tensor[k].name + n, name))
			return &d->tensor[k];
	return NULL;
}

static bool there(const Dumps *d, const char *prefix, const char *name)
{
	char *file = path(d->dir, prefix, name);
	bool yes = !access(file, F_OK) || tensornamed(d, prefix, name);

	release(file);
	return yes;
}

/* the .npy file where there is one */
static Npy loaded(const Dumps *d, const char *prefix, const char *name)
{
	char *file = path(d->dir, prefix, name);
	const Tensor *t = access(file, F_OK) ? tensornamed(d, prefix, name) : NULL;
	Npy a;

	if (t && !t->a.kind)
		bad("%s: tensor %s%s is not of F16, BF16, F32, F64, I32 or I64", d->dir, prefix,
			name);
	if (t) {
		a = t->a;
		a.x = alloc(count(&a.shape), sizeof *a.x);
		memcpy(a.x, t->a.x, count(&a.shape) * sizeof *a.x);
	} else
		a = readnpy(file);
	release(file);
	return a;
}

static void tensors(Dumps *d)
{
	DIR *dir = opendir(d->dir);
	struct dirent *e;

	if (!dir) bad("%s: %s", d->dir, strerror(errno));
	while ((e = readdir(dir))) {
		size_t n = strlen(e->d_name), some;
		Tensor *t;

		if (n < 13 || strcmp(e->d_name + n - 12, ".safetensors")) continue;
		t = readtensors(text("%s/%s", d->dir, e->d_name), &some);
		for (size_t k = 0; k < some; k++) {
			if (tensornamed(d, "", t[k].name))
				bad("%s: two files hold a tensor %s: which of them is meant?",
					d->dir, t[k].name);
			d->tensor =
				grow(d->tensor, &d->tensorroom, d->ntensors + 1, sizeof *d->tensor);
			d->tensor[d->ntensors++] = t[k];
		}
		release(t);
	}
	closedir(dir);
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
		if (!there(d, "", name[k]))
			bad("%s/%s.npy is missing: it holds the formula's input %s", d->dir,
				name[k], name[k]);
		a[k] = loaded(d, "", name[k]);
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

static bool among(char **all, size_t count, const char *name, size_t n)
{
	for (size_t k = 0; k < count; k++)
		if (strlen(all[k]) == n && !strncmp(all[k], name, n)) return true;
	return false;
}

/* a gradient or a cotangent of nothing is a misspelt name; what: it is of */
static void strangers(const Dumps *d, const char *prefix, const char *what, char **all,
	size_t count)
{
	size_t m = strlen(prefix);
	DIR *dir = opendir(d->dir);
	struct dirent *e;

	if (!dir)
		bad("%s: %s", d->dir, strerror(errno));
	while ((e = readdir(dir))) {
		size_t n = strlen(e->d_name);

		if (strncmp(e->d_name, prefix, m) || n < m + 5 ||
			strcmp(e->d_name + n - 4, ".npy"))
			continue;
		if (!among(all, count, e->d_name + m, n - m - 4))
			bad("%s/%s: the formula has no %s %.*s", d->dir, e->d_name, what,
				(int)(n - m - 4), e->d_name + m);
	}
	closedir(dir);
	for (size_t k = 0; k < d->ntensors; k++) {
		const char *name = d->tensor[k].name;

		if (!strncmp(name, prefix, m) && !among(all, count, name + m, strlen(name + m)))
			bad("%s: a tensor is %s, but the formula has no %s %s", d->dir, name, what,
				name + m);
	}
}

static const Num *numof(const Npy *a)
{
	return a->size == 2 ? a->brain ? &bf16 : &f16 : a->size == 4 ? &f32 : &f64;
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
		if (!there(d, "grad_", a->name))
			continue;
		a->given = loaded(d, "grad_", a->name);
		if (a->given.kind != 'f')
			bad("%s: grad_%s holds whole numbers; a gradient is float32, "
			    "float64, float16 or bfloat16",
				d->dir, a->name);
		if (d->num && d->num != numof(&a->given))
			bad("%s: grad_%s is %s%zu, other gradients are not: all have to "
			    "be of one type",
				d->dir, a->name, a->given.brain ? "bfloat" : "float",
				8 * a->given.size);
		d->num = numof(&a->given);
		any++;
	}
	if (!any)
		bad("%s: there is no grad_%s.npy%s, so there is nothing to check", d->dir,
			d->p.name[0], d->p.n > 1 ? " or of another input" : "");
	for (size_t e = 0; e < d->p.total; e++)
		if (!fitsin(d->num, d->p.x[e]))
			bad("%s is %.17g, no %s, while the gradients are: dump what the kernel was "
			    "given",
				d->p.label[e], d->p.x[e],
				digits(d->num) == 24   ? "float32"
				: digits(d->num) == 11 ? "float16"
							 : "bfloat16");
}

/* what is 0 or not a number judges nothing; that which is not a number counts as 0 here */
static void weights(Dumps *d, Npy *g)
{
	for (size_t k = 0; k < count(&g->shape); k++) {
		d->weights++;
		d->zeros += g->x[k] == 0;
		if (g->x[k] - g->x[k] == 0) continue;
		d->nans++, g->x[k] = 0;
	}
}

/* g y; with a name, y is what the formula says of that name */
static V weighing(Dumps *d, V y, const char *prefix, const char *name)
{
	Npy g = loaded(d, prefix, name);
	Shape s = shapeof(y);

	if (!same(&g.shape, &s))
		bad("%s/%s%s.npy has shape %s, the %s %s", d->dir, prefix, name,
			g.shape.rank ? shapetext(&g.shape) : "()",
			*prefix ? text("value of %s", name) : "formula's value",
			s.rank ? shapetext(&s) : "()");
	weights(d, &g);
	y = Mul(y, Data(y.list, s, g.x));
	release(g.x);
	return s.rank ? Sum(y, ALL) : y;
}

/* the names that the formula gives to values, which have a cotangent of their own: u of
 * u = x*y; v = x + y.  Yours */
static char **outputs(const Dumps *d, size_t *n)
{
	char **all = NULL;
	size_t room = 0;

	*n = 0;
	for (const char *s = d->formula; s; s = strchr(s, ';') ? strchr(s, ';') + 1 : NULL) {
		size_t from = strspn(s, " \n\t"), m = 0;
		const char *after;

		while (s[from + m] == '_' || isalnum((unsigned char)s[from + m])) m++;
		after = s + from + m + strspn(s + from + m, " \t");
		if (!m || *after != '=' || after[1] == '=') continue;
		all = grow(all, &room, *n + 1, sizeof *all);
		all[(*n)++] = text("%.*s", (int)m, s + from);
	}
	return all;
}

/* sum g F(x), or of several outputs sum g u + sum h v */
static void weighed(Dumps *d)
{
	List *l = newlist();
	V *x = alloc(d->p.n, sizeof *x), y = { 0 };
	size_t n, some = 0;
	char **name = outputs(d, &n);

	strangers(d, "cotangent_", "value named", name, n);
	for (size_t k = 0; k < d->p.n; k++) x[k] = Input(l, d->p.name[k], d->p.shape[k]);
	for (size_t k = 0; k < n; k++) {
		char *upto = text("%s; %s", d->formula, name[k]);
		V one;

		if (!there(d, "cotangent_", name[k])) continue;
		one = recordformula(l, upto, d->p.n, (const char *const *)d->p.name, x);
		one = weighing(d, one, "cotangent_", name[k]);
		y = some++ ? Add(y, one) : one;
		release(upto);
	}
	if (some && there(d, "", "cotangent"))
		bad("%s: cotangent.npy and cotangent_NAME.npy are both there: one of them says "
		    "what the "
		    "outputs are",
			d->dir);
	if (!some) {
		y = recordformula(l, d->formula, d->p.n, (const char *const *)d->p.name, x);
		if (there(d, "", "cotangent")) {
			y = weighing(d, y, "", "cotangent");
		} else if (shapeof(y).rank && count(&(Shape[]){ shapeof(y) }[0]) > 1) {
			Shape s = shapeof(y);

			bad("%s/cotangent.npy is missing: the formula's value has shape %s", d->dir,
				shapetext(&s));
		} else if (shapeof(y).rank)
			y = Sum(y, ALL);
	}
	Output(y);
	release(x);
	for (size_t k = 0; k < n; k++) release(name[k]);
	release(name);
	d->list = dead(l);
}

void readdumps(Dumps *d)
{
	tensors(d);
	inputs(d);
	strangers(d, "grad_", "input", d->p.name, d->p.n);
	gradients(d);
	weighed(d);
}
