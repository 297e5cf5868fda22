/* sense.c -- whether the shapes, domains and sizes of a comment leave anything to be drawn.
 *
 * What no choice of sizes can satisfy is a mistake in the comment, and said: judged, it would be a
 * kernel about which nothing can be said.
 */
#include "checks/vjp/sense.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/roles.h"
#include "checks/vjp/values.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

static const long tried[] = { 1, 2, 3, 4, 7, 8, 15, 16, 64, 257, 4096, 1L << 20, 1L << 40 };
static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
enum { TRIED = sizeof tried / sizeof *tried, ORDERS = 3, APART = 64 };

/* alike, rising, falling, one of them larger or smaller than the others: K - N - M is a size for
 * some of these */
static void choose(const Kernel *k, int trial, int way, long *size)
{
	for (int i = 0; i < k->nsizes; i++) {
		bool one = way >= ORDERS && i == (way - ORDERS) / 2,
		     larger = way >= ORDERS && one == ((way - ORDERS) % 2 == 0);

		size[i] = tried[trial] *
			(way == 1                  ? i + 1
					: way == 2 ? k->nsizes - i
					: larger   ? APART
						   : 1);
	}
}

/* of an expression over all choices; not known: NaN at each of them */
typedef struct {
	bool known, varies;
	double least, most;
} Range;

static Range range(const Kernel *k, const char *expression)
{
	Range r = { .least = INFINITY, .most = -INFINITY };
	long size[SIZES];

	for (int t = 0; t < TRIED; t++)
		for (int w = 0; w < ORDERS + 2 * k->nsizes; w++) {
			double v;

			choose(k, t, w, size);
			v = sized(expression, k, size);
			if (isnan(v)) continue;
			r.known = true;
			r.least = fmin(r.least, v), r.most = fmax(r.most, v);
		}
	r.varies = r.least < r.most;
	return r;
}

/* 1e-5f, as C writes it */
static const char *number(const char *s)
{
	size_t n = strlen(s);

	return n > 1 && s[n - 1] == 'f' && strchr("0123456789.", s[n - 2]) ? keptcopy(s, n - 1) : s;
}

/* RELU: one word, which the source knows; its compiler says where it does not */
static bool ofsource(const Kernel *k, const char *s)
{
	return !isdigit((unsigned char)*s) && !s[strspn(s, letters)] && givenindex(k, s) < 0;
}

static char *noexpression(const char *what, const char *name, const char *s)
{
	return pooled("%s of %s: `%s` is neither a number nor an expression in sizes: 3*C, "
		      "(H-K)/S+1",
		what, name, s);
}

static char *shape(const Kernel *k, const Array *a)
{
	for (int d = 0; d < a->rank; d++) {
		Range r = range(k, a->dim[d]);

		if (!r.known) return noexpression("the shape", a->name, a->dim[d]);
		if (r.most < 1)
			return pooled("the shape of %s: %s is a size of less than 1", a->name,
				a->dim[d]);
	}
	return NULL;
}

static char *nothingin(const Array *a, const char *number)
{
	return pooled("the domain of %s: no %s is in %c%s,%s%c", a->name, number,
		a->openlo ? '(' : '[', a->lo ? a->lo : "-inf", a->hi ? a->hi : "inf",
		a->openhi ? ')' : ']');
}

static char *domain(const Kernel *k, const Array *a)
{
	Range lo = { true, false, -INFINITY, -INFINITY }, hi = { true, false, INFINITY, INFINITY };

	if (a->lo && !(lo = range(k, a->lo)).known)
		return noexpression("the domain", a->name, a->lo);
	if (a->hi && !(hi = range(k, a->hi)).known)
		return noexpression("the domain", a->name, a->hi);
	if (lo.least < hi.most || (lo.least == hi.most && !a->openlo && !a->openhi)) return NULL;
	return nothingin(a, "number");
}

char *nowhole(const Kernel *k)
{
	for (int i = 0; i < k->nargs; i++) {
		const Array *a = &k->arg[i];

		if (a->base != WHOLE || !a->lo || !a->hi) continue;
		if (leastwhole(a, range(k, a->lo).least) > mostwhole(a, range(k, a->hi).most))
			return nothingin(a, "whole number");
	}
	return NULL;
}

static bool allowed(const Limit *l, long n)
{
	return n >= l->least && (!l->most || n <= l->most) && n % l->step == 0;
}

static char *limits(const Limit *l)
{
	for (int i = 0; i < l->n; i++)
		if (!allowed(l, l->list[i]))
			return pooled("sizes: %s = %ld is not what is said beside it", l->size,
				l->list[i]);
	if (l->n || !l->most || l->most / l->step * l->step >= l->least) return NULL;
	return pooled("sizes: %s would be from %ld to %ld, a multiple of %ld: there is none",
		l->size, l->least, l->most, l->step);
}

/* ---- names of nothing ---------------------------------------------------------------------- */

static bool mentions(const char *expression, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = expression; s && *s;) {
		size_t word = strspn(s, letters);

		if (word == n && !strncmp(s, name, n)) return true;
		s += word ? word : 1;
	}
	return false;
}

static bool inarrays(const Array *a, int n, const char *name)
{
	for (int i = 0; i < n; i++) {
		if (mentions(a[i].lo, name) || mentions(a[i].hi, name) ||
			mentions(a[i].from, name) || mentions(a[i].to, name))
			return true;
		for (int d = 0; d < a[i].rank; d++)
			if (mentions(a[i].dim[d], name)) return true;
	}
	return false;
}

static bool parameter(const Proto *p, const char *name)
{
	for (int i = 0; i < p->n; i++)
		if ((p->param[i].name && !strcmp(p->param[i].name, name)) ||
			mentions(p->param[i].written, name))
			return true;
	return false;
}

/* does a name that the comment explains stand anywhere else? */
static bool used(const Kernel *k, const char *name)
{
	if (parameter(&k->forward, name) || parameter(&k->backward, name)) return true;
	if (inarrays(k->arg, k->nargs, name) || inarrays(k->res, k->nres, name) ||
		inarrays(k->scratch, k->nscratch, name))
		return true;
	for (int i = 0; i < k->ngiven; i++)
		if (mentions(k->given[i].value, name)) return true;
	for (int i = 0; i < k->nfilled; i++)
		for (size_t f = 0; f < k->filled[i].n; f++)
			if (mentions(k->filled[i].field[f].value, name)) return true;
	return false;
}

static char *ofnothing(const Kernel *k)
{
	const char *name = NULL;

	/* PARAMS.FIELD is one of ours */
	for (int i = 0; i < k->ngiven && !name; i++)
		if (!strchr(k->given[i].name, '.') && !used(k, k->given[i].name))
			name = k->given[i].name;
	for (int i = 0; i < k->nscratch && !name; i++)
		if (!used(k, k->scratch[i].name)) name = k->scratch[i].name;
	for (int i = 0; i < k->nfilled && !name; i++)
		if (k->filled[i].name && !used(k, k->filled[i].name)) name = k->filled[i].name;
	return name ? pooled("%s is no parameter of %s or %s, and stands in no shape", name,
			      k->forward.name, k->backward.name)
		    : NULL;
}

/* the first of the names that an earlier one is too, or NULL */
static const char *again(const Array *a, int n)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++)
			if (!strcmp(a[i].name, a[j].name)) return a[i].name;
	return NULL;
}

static char *repeated(const Kernel *k)
{
	const char *name = again(k->res, k->nres);

	if (!name) name = again(k->arg, k->nargs);
	if (!name) name = again(k->scratch, k->nscratch);
	for (int i = 0; i < k->ngiven && !name; i++)
		if (givenindex(k, k->given[i].name) < i && !strchr(k->given[i].name, '.'))
			name = k->given[i].name;
	return name ? pooled("%s is named twice", name) : NULL;
}

char *senseless(const Kernel *k)
{
	char *why = repeated(k);

	for (int i = 0; i < k->nres && !why; i++) why = shape(k, &k->res[i]);
	for (int i = 0; i < k->nargs && !why; i++)
		if (!(why = shape(k, &k->arg[i]))) why = domain(k, &k->arg[i]);
	for (int i = 0; i < k->nscratch && !why; i++) why = shape(k, &k->scratch[i]);
	for (int i = 0; i < k->ngiven && !why; i++)
		if (!ofsource(k, k->given[i].value) && !range(k, number(k->given[i].value)).known)
			why = noexpression("the value", k->given[i].name, k->given[i].value);
	for (int i = 0; i < k->nlimits && !why; i++) why = limits(&k->limit[i]);
	return why ? why : ofnothing(k);
}
