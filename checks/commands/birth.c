/* birth.c -- where a NaN or an infinity comes into a gradient: the first instruction of the reverse
 * sweep that makes one of adjoints that are finite, and before it, the first value that is not. */
#include "checks/commands/birth.h"
#include "checks/commands/trace.h"
#include "checks/io/out.h"
#include <math.h>

/* was: the adjoints before the instruction that the sweep is at */
typedef struct { const Trace *t; V *was; Birth *birth; bool found; } Sought;

/* the first element that is not finite; SIZE_MAX: all are */
static size_t unlimited(const Num *T, V v)
{
	size_t n = v.list ? count(shapeat(v.list, v.id)) : 0;
	double d;

	for (size_t k = 0; k < n; k++) {
		T->get(1, &d, elem(T, value(v), k));
		if (!isfinite(d))
			return k;
	}
	return SIZE_MAX;
}

/* one element; of an array all where there is no such element.  No list: 0 */
static char *number(const Trace *t, V v, size_t k)
{
	if (!v.list)
		return text("0");
	if (k >= count(shapeat(v.list, v.id)))
		return rownumbers(t, v, 0);
	return shortest(t->num, elem(t->num, value(v), k));
}

/* "[3]" of an array: yours to release */
static char *place(V v, size_t k)
{
	return v.list && shapeat(v.list, v.id)->rank ? text("[%zu]", k) : text("%s", "");
}

/* v3[1], or v-1[1] (x[1]) of an input: yours to release */
static char *nameof(const Trace *t, Id id, const char *place)
{
	for (size_t k = 0; k < t->list->nin; k++)
		if (t->list->in[k] == id)
			return text("%s%s (%s%s)", t->name[id], place, t->p.name[k], place);
	return text("%s%s", t->name[id] ? t->name[id] : "a constant", place);
}

static void born(Sought *s, size_t i, size_t k, Id x, size_t e, const V *g)
{
	const Trace *t = s->t;
	V y = instruction(t->eager, i), v = instruction(t->eager, x);
	char *where = place(v, e);
	bool alike = same(shapeat(t->eager, i), shapeat(t->eager, x));

	*s->birth = (Birth){ .inadjoints = true, .row = nameof(t, (Id)i, ""),
		.operation = operation(t, i),
		.value = number(t, y, alike ? e : SIZE_MAX),
		.adjoint = number(t, g[i], alike ? e : SIZE_MAX),
		.argument = nameof(t, x, where),
		.argumentvalue = number(t, v, e),
		.before = number(t, s->was[x], e),
		.after = number(t, g[x], e) };
	s->found = true;
	release(where);
}

static void spread(void *what, List *l, size_t i, const V *g)
{
	Sought *s = what;
	const Id *x = args(l, &l->ins[i]);

	for (size_t k = 0; k < l->ins[i].nargs && !s->found; k++) {
		size_t e = x[k] < s->t->n && l->ins[x[k]].nargs + isinput(&l->ins[x[k]])
			? unlimited(s->t->num, g[x[k]]) : SIZE_MAX;

		if (e != SIZE_MAX) born(s, i, k, x[k], e, g);
		else if (x[k] < s->t->n) s->was[x[k]] = g[x[k]];
	}
}

/* the first value that is not finite */
static bool overflowing(const Trace *t, Birth *b)
{
	for (size_t i = 0; i < t->n; i++) {
		V y = instruction(t->eager, i);
		size_t e = t->eager->ins[i].nargs ? unlimited(t->num, y) : SIZE_MAX;

		if (e == SIZE_MAX)
			continue;
		*b = (Birth){ .row = nameof(t, (Id)i, ""), .operation = operation(t, i),
			.value = number(t, y, e) };
		return true;
	}
	return false;
}

Births birthsof(const Options *o, const Point *p, const List *l, const Num *T)
{
	Trace t = { .o = *o, .p = *p, .list = bylevel(copylist(l)), .num = T };
	Births b = { .n = 0 };
	Sought s = { .t = &t };
	V *g;

	t.n = t.list->n;
	rownames(&t);
	eagerrows(&t);
	b.n += overflowing(&t, &b.at[0]);
	s.birth = &b.at[b.n];
	s.was = alloc(t.n, sizeof *s.was);
	g = alloc(t.n, sizeof *g);
	g[t.eager->out[0]] = Number(t.eager, 1);
	watchedadjoints(t.eager, t.n, g, spread, &s);
	b.n += s.found;
	release(g);
	release(s.was);
	nameless(&t);
	freelist(t.eager);
	freelist(t.list);
	return b;
}

char *birthtext(const Birth *b)
{
	if (!b->inadjoints)
		return text("The first value that is not finite: %s = %s = %s.", b->row,
			b->operation, b->value);
	return text("The first adjoint that is not finite: at %s = %s, of value %s and adjoint %s, "
		    "the "
		    "reverse sweep takes the adjoint of %s, of value %s, from %s to %s.",
		b->row, b->operation, b->value, b->adjoint, b->argument, b->argumentvalue,
		b->before, b->after);
}

void freebirths(Births *b)
{
	for (size_t k = 0; k < b->n; k++) {
		release(b->at[k].row);
		release(b->at[k].operation);
		release(b->at[k].value);
		release(b->at[k].adjoint);
		release(b->at[k].argument);
		release(b->at[k].argumentvalue);
		release(b->at[k].before);
		release(b->at[k].after);
	}
	b->n = 0;
}
