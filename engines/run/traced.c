/* traced.c -- f is recorded at shapes s if no call had them before:   trace(f, s), made once for
 * each s.
 *
 * A static trace knows shapes, not numbers: other numbers run the same list, another
 * shape needs another one.  The list, its pullback and what is compiled of both are
 * kept for as long as the function.
 */
#include "engines/run/traced.h"
#include <string.h>

typedef struct { List *list; Run *run; } Compiled;
/* half: values; with gradients; made when first asked for */
typedef struct { Shape *x; List *f; Compiled half[2]; } Entry;

struct Traced {
	size_t nx, ny;
	Body *body;
	const void *what;
	const Num *num;
	Entry *entry;  size_t n, room;
	Traces count;
};

/* x, y: room, which a refusal does not lose */
typedef struct { const Traced *of; const Shape *s; V *x, *y; } Shaped;

static void recordbody(List *l, const Fn *f)
{
	const Shaped *r = f->what;

	for (size_t k = 0; k < r->of->nx; k++) r->x[k] = Input(l, NULL, r->s[k]);
	r->of->body(r->x, r->y, r->of->what);
	for (size_t k = 0; k < r->of->ny; k++) Output(r->y[k]);
}

Traced *newtraced(size_t nx, size_t ny, Body *body, const void *what, const Num *T)
{
	Traced *t = alloc(1, sizeof *t);

	*t = (Traced){ .nx = nx, .ny = ny, .body = body, .what = what, .num = T };
	return t;
}

void freetraced(Traced *t)
{
	for (size_t k = 0; k < t->n; k++) {
		for (int h = 0; h < 2; h++) {
			freerun(t->entry[k].half[h].run);
			freelist(t->entry[k].half[h].list);
		}
		freelist(t->entry[k].f);
		release(t->entry[k].x);
	}
	release(t->entry);
	release(t);
}

static Entry *found(Traced *t, const Shape *x)
{
	for (size_t k = 0; k < t->n; k++) {
		size_t i = 0;

		while (i < t->nx && same(&t->entry[k].x[i], &x[i])) i++;
		if (i == t->nx)
			return &t->entry[k];
	}
	return NULL;
}

static Entry *recorded(Traced *t, const Shape *x, char why[WHY])
{
	V *v = alloc(t->nx + t->ny, sizeof *v);
	Fn fn = { .name = "a traced function",
		.record = recordbody,
		.what = &(Shaped){ t, x, v, v + t->nx } };
	List *l = trace(&fn, NULL, NULL, why);
	const Prim *missing = l ? unrunnable(l, t->num) : NULL;
	Entry *e;

	release(v);
	if (missing)
		snprintf(why, WHY, "there is no %s in %s", missing->name, t->num->name);
	if (!l || missing) {
		freelist(l);
		return NULL;
	}
	t->entry = grow(t->entry, &t->room, t->n + 1, sizeof *t->entry);
	e = &t->entry[t->n++];
	*e = (Entry){ .x = alloc(t->nx, sizeof *e->x), .f = simplify(l, t->num) };
	if (t->nx) memcpy(e->x, x, t->nx * sizeof *x);
	t->count.retraces += t->count.traces++ > 0;
	return e;
}

static Compiled *ready(Traced *t, const Shape *x, bool gradients, char why[WHY])
{
	Entry *e = found(t, x);
	Compiled *c;
	List *d;

	if (e) t->count.hits++;
	else   e = recorded(t, x, why);
	if (!e)
		return NULL;
	c = &e->half[gradients];
	if (!c->run) {
		d = gradients ? pullback(e->f) : copylist(e->f);
		c->list = simplify(expand(d, runs, t->num), t->num);
		c->run = newrun(c->list, t->num);
		freelist(d);
	}
	return c;
}

Run *traced(Traced *t, const Shape *x, bool gradients, char why[WHY])
{
	Compiled *c = ready(t, x, gradients, why);

	return c ? c->run : NULL;
}

const List *tracedlist(Traced *t, const Shape *x, bool gradients, char why[WHY])
{
	Compiled *c = ready(t, x, gradients, why);

	return c ? c->list : NULL;
}

Traces traces(const Traced *t) { return t->count; }
