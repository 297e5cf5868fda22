/* structs.c -- p as Params { N = N, eps = 1e-5, data = x }. */
#include "checks/vjp/structs.h"
#include "checks/vjp/names.h"
#include "checks/vjp/pool.h"
#include <math.h>
#include <string.h>
#include <strings.h>

int structof(const Kernel *k, const Param *p)
{
	for (int i = 0; i < k->nfilled; i++) {
		const Filled *f = &k->filled[i];

		if (f->name ? p->name && !strcmp(f->name, p->name)
			    : !p->type && p->other && !strcmp(f->type, p->other))
			return i;
	}
	return -1;
}

bool fieldholds(const Filled *f, Role r, int which)
{
	for (size_t k = 0; k < f->n; k++)
		if (f->field[k].role == r && f->field[k].which == which) return true;
	return false;
}

static int find(const Array *a, int n, const char *name)
{
	for (int k = 0; k < n; k++)
		if (!strcmp(a[k].name, name)) return k;
	return -1;
}

/* a number becomes one that is given, with a name that no parameter has */
static void number(Kernel *k, const Filled *f, Member *d)
{
	if (k->ngiven == MOST || isnan(sized(d->value, k, (const long[SIZES]){ 0 }))) {
		d->role = WRITTEN;
		return;
	}
	d->role = FIXED, d->which = k->ngiven;
	k->given[k->ngiven++] = (Given){ pooled("%s.%s", f->type, d->name), d->value };
}

static void field(Kernel *k, const Filled *f, Member *d)
{
	int w;

	if ((w = find(k->arg, k->nargs, d->value)) >= 0)
		d->role = ARGUMENT;
	else if ((w = find(k->res, k->nres, d->value)) >= 0)
		d->role = RESULT;
	else if ((w = find(k->scratch, k->nscratch, d->value)) >= 0)
		d->role = SCRATCH;
	else if ((w = derived(k->res, k->nres, d->value)) >= 0)
		d->role = COTANGENT;
	else if ((w = derived(k->arg, k->nargs, d->value)) >= 0)
		d->role = GRADIENT;
	else {
		for (w = 0; w < k->nsizes && strcmp(k->size[w], d->value); w++)
			;
		d->role = SIZE;
		if (w == k->nsizes) {
			number(k, f, d);
			return;
		}
	}
	d->which = w;
}

void fillfields(Kernel *k)
{
	for (int i = 0; i < k->nfilled; i++) {
		Filled *f = &k->filled[i];
		Member *own = keptroom(f->n + 1, sizeof *own);

		if (f->n) memcpy(own, f->field, f->n * sizeof *own);
		f->field = own;
		for (size_t d = 0; d < f->n; d++) field(k, f, &f->field[d]);
	}
}

static const Param *fieldof(const Record *r, const char *name)
{
	for (int k = 0; r && k < r->n; k++)
		if (r->field[k].name && !strcmp(r->field[k].name, name)) return &r->field[k];
	return NULL;
}

void learnfields(Kernel *k, const File *file, const Proto *p)
{
	for (int i = 0; i < p->n; i++) {
		const Filled *f =
			p->param[i].role == COMPOUND ? &k->filled[p->param[i].which] : NULL;

		for (size_t d = 0; f && d < f->n; d++) {
			const Param *type = fieldof(structnamed(file, f->type), f->field[d].name);
			Array *a = f->field[d].role == ARGUMENT ? &k->arg[f->field[d].which]
				: f->field[d].role == RESULT    ? &k->res[f->field[d].which]
				: f->field[d].role == SCRATCH   ? &k->scratch[f->field[d].which]
								: NULL;

			f->field[d].pointer = type && type->pointer;
			f->field[d].whole =
				type && !type->pointer && (!type->type || type->base == WHOLE);
			/* a number that is traced would not become a whole one */
			if (f->field[d].whole && f->field[d].role == FIXED)
				f->field[d].role = WRITTEN;
			if (a && type && type->type) a->base = type->base, a->bytes = type->bytes;
			if (a && type && type->base == WHOLE) a->wanted = false;
		}
	}
}

/* what a field of that name may hold; NULL: it is left at 0 */
static char *mayhold(const Kernel *k, const Param *f)
{
	int w;

	for (int n = 0; n < k->nsizes; n++)
		if (!strcasecmp(k->size[n], f->name)) return k->size[n];
	if (find(k->arg, k->nargs, f->name) >= 0 || find(k->res, k->nres, f->name) >= 0)
		return f->name;
	if ((w = derived(k->res, k->nres, f->name)) >= 0) return pooled("d%s", k->res[w].name);
	if ((w = derived(k->arg, k->nargs, f->name)) >= 0) return pooled("d%s", k->arg[w].name);
	/* where there is one size, a whole number is likely that */
	if (!f->pointer && f->type && f->base == WHOLE && k->nsizes == 1) return k->size[0];
	return f->pointer ? NULL : pooled("1");
}

char *structclause(const Kernel *k, const File *file, const Param *p)
{
	const Record *r = structnamed(file, p->other);
	char *s = pooled("as %s {", p->other);
	bool first = true;

	for (int i = 0; r && i < r->n; i++) {
		char *value = r->field[i].name ? mayhold(k, &r->field[i]) : NULL;

		if (!value) continue;
		s = pooled("%s%s%s = %s", s, first ? " " : ", ", r->field[i].name, value);
		first = false;
	}
	return r ? pooled("%s }", s) : NULL;
}
