/* grad.c -- `wengert grad FORMULA --at V,...`: the gradient by every engine, each entry with its
 * error. */
#include "checks/commands/along.h"
#include "checks/commands/gradient.h"
#include "checks/commands/points.h"
#include <math.h>
#include <string.h>

enum { PROVABLE = 16 };                    /* inputs that are proved one by one */

const char *label(const Grad *g, size_t i)
{
	return g->order ? g->names : g->v ? "v" : g->p.label[i];
}

char *derivativename(const Grad *g, size_t i)
{
	if (g->order)
		return ordername(&g->p, g->order, g->by);
	return g->v ? text("∇f·v") : text("%s∂f/∂%s", g->u ? "u " : "", g->p.label[i]);
}

bool valued(const Grad *g)      { return !g->order; }
bool conditioned(const Grad *g) { return !g->v; }

/* an engine has an entry that is not finite, where the reference has one that is, or f is */
static bool unlimited(const Grad *g)
{
	double y, d;

	for (size_t k = 0; k < g->na; k++) {
		const Answer *a = &g->a[k];

		if (a->status == UNABLE)
			continue;
		g->num->get(1, &y, a->j.y);
		for (size_t i = 0; i < g->f.nx; i++) {
			g->num->get(1, &d, elem(g->num, a->j.J, i));
			if (!isfinite(d) && (isfinite(y) || known(&g->f.t[i])))
				return true;
		}
	}
	return false;
}

/* x,x,y: yours to release */
static char *joined(const Point *p, int n, const size_t *by)
{
	char *s = text("%s", ""), *more;

	for (int k = 0; k < n; k++) {
		more = text("%s%s%s", s, k ? "," : "", p->label[by[k]]);
		release(s);
		s = more;
	}
	return s;
}

/* all derivatives but the last are taken here, by tangents; v is along the input of that */
static Facts higher(Grad *g, const Fn *f)
{
	Powers w;
	Fn last;

	g->order = ordersof(g->o.order, &g->p, g->by, &w);
	g->names = joined(&g->p, g->order, g->by);
	g->last = copylist(g->list);
	for (int k = 0; k + 1 < g->order; k++) {
		List *l = derivedby(g->last, g->by[k], g->num);

		freelist(g->last);
		g->last = l;
	}
	g->v = alloc(g->p.total, sizeof *g->v);
	g->v[g->by[g->order - 1]] = 1;
	last = listfn(f->name, g->last);
	return higherfacts(f, &last, g->p.x, &w, g->v, digits(g->num));
}

static int gradat(const Options *o, json_t *points)
{
	Grad g = { .o = *o, .num = o->num };
	size_t room = 0;
	bool crashed = false;
	Fn fn;

	g.p = newpoint(&g.o);
	g.list = formulas(&g.o, &g.p);
	setpoint(&g.p, &g.o);
	if (ny(g.list) != 1)
		bad("the result has shape %s; grad needs a scalar: use sum(...), or wengert "
		    "jacobian",
			shapetext(shapeat(g.list, g.list->out[0])));
	if (o->tangent) g.v = vectorof(o->tangent, "--tangent", g.p.total, "input", g.num);
	if (o->cotangent) {
		g.u = vectorof(o->cotangent, "--cotangent", 1, "result", g.num);
		g.list = weightedby(g.list, g.u);
	}
	fn = listfn(g.o.operand[0], g.list);
	/* the point is what the number type holds */
	for (size_t i = 0; i < g.p.total; i++) g.p.x[i] = g.num->round(g.p.x[i]);
	if (o->order)
		g.f = higher(&g, &fn);
	else if (g.v)
		g.f = factsalong(&fn, g.p.x, g.v, digits(g.num));
	else
		g.f = (g.p.total <= PROVABLE || !strcmp(o->prove, "all") ? entries : facts)(&fn,
			g.p.x, digits(g.num));
	for (const Engine *const *e = engines; *e; e++)
		if (wanted(&g.o, *e)) {
			g.a = grow(g.a, &room, g.na + 1, sizeof *g.a);
			g.a[g.na++] = answer(*e, &g.f, g.num);
		}
	if (valued(&g) && unlimited(&g)) g.births = birthsof(&g.o, &g.p, g.list, g.num);
	if (g.o.format == JSON)     gradjson(&g, points);
	else if (g.o.format == CSV) gradcsv(&g);
	else                        gradtext(&g);
	for (size_t k = 0; k < g.na; k++) {
		crashed |= g.a[k].j.status == CRASHED;
		freeanswer(&g.a[k]);
	}
	release(g.a);
	freebirths(&g.births);
	release(g.v);
	release(g.u);
	freefacts(&g.f);
	freelist(g.list);
	freelist(g.last);
	release(g.names);
	freepoint(&g.p);
	return crashed;
}

int cmd_grad(int argc, char **argv)
{
	Options o = options(argc, argv);
	int status;

	if (o.noperands != 1)
		bad("grad takes one formula, not %zu; jacobian takes several", o.noperands);
	onlyone(&o, o.order,
		"--tangent gives the derivative along v, --cotangent the gradient of u f, "
		"--order one of higher order");
	status = eachpoint(&o, gradat);
	freeoptions(&o);
	return status;
}
