/* grad.c -- `wengert grad FORMULA --at V,...`: the gradient by every engine, each entry with its error. */
#include "checks/commands/commands.h"
#include "checks/io/out.h"
#include "engines/reference/certificate.h"
#include <math.h>
#include <string.h>

enum { PROVABLE = 16 };                    /* inputs that are proved one by one */
enum { NAME = 22, VALUE = 21, ULP = 8, BLOCKS = 6 };   /* columns; more inputs than BLOCKS: a summary */

typedef struct { Options o; Point p; List *list; Facts f; Answer *a; size_t na; const Num *num; } Grad;

/* ---- json and csv ------------------------------------------------------------ */

static json_t *jinputs(const Point *p)
{
	json_t *all = json_array();
	size_t e = 0;

	for (size_t k = 0; k < p->n; k++) {
		json_t *at = p->shape[k].rank ? json_array() : jreal(p->x[e]);
		size_t n = count(&p->shape[k]);

		for (size_t i = 0; p->shape[k].rank && i < n; i++) json_array_append_new(at, jreal(p->x[e + i]));
		e += n;
		json_array_append_new(all, json_pack("{s:s, s:o}", "name", p->name[k], "at", at));
		if (p->shape[k].rank) {
			json_t *s = json_array();

			for (int j = 0; j < p->shape[k].rank; j++) json_array_append_new(s, json_integer((json_int_t)p->shape[k].dim[j]));
			json_object_set_new(json_array_get(all, k), "shape", s);
		}
	}
	return all;
}

static json_t *jreference(const Facts *f)
{
	json_t *g = json_array(), *c = json_array(), *l = json_array(), *r = json_array(), *s = json_array();
	json_t *p = json_array(), *e = json_array(), *w = json_array(), *all;
	bool resting = false;

	for (size_t i = 0; i < f->nx; i++) {
		const Truth *t = &f->t[i];

		json_array_append_new(g, jmpfr(t->d, 40));
		json_array_append_new(c, json_string(classname[t->class]));
		json_array_append_new(l, jmpfr(t->left, 40));
		json_array_append_new(r, jmpfr(t->right, 40));
		json_array_append_new(s, jmpfr(t->second, 40));
		json_array_append_new(p, t->proof ? json_string(groundname[t->proof]) : json_null());
		json_array_append_new(e, jmpfr(t->radius, 3));
		json_array_append_new(w, t->class == UNDECIDED ? json_string(t->why) : json_null());
		resting |= t->proof == DIRECTION;
	}
	all = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:b}", "gradient", g, "classes", c, "left", l, "right", r,
	                "second", s, "proof", p, "radius", e, "why", w, "bits", f->bits, "certified", certified(f));
	if (resting) json_object_set_new(all, "chance", jreal(MISSES));
	return all;
}

static json_t *janswer(const Grad *g, const Answer *a)
{
	json_t *j = json_pack("{s:s, s:s, s:s}", "engine", a->engine->name, "number", g->num->name, "status", statusword(a));
	json_t *d, *u, *e;

	if (a->status == UNABLE) {
		json_object_set_new(j, "why", json_string(a->j.why));
		return j;
	}
	d = json_array(), u = json_array(), e = json_array();
	for (size_t i = 0; i < g->f.nx; i++) {
		json_array_append_new(d, jnum(g->num, elem(g->num, a->j.J, i)));
		json_array_append_new(u, isnan(a->ulps[i]) ? json_null() : jreal(a->ulps[i]));
		if (a->j.err) json_array_append_new(e, jreal(a->j.err[i]));
	}
	json_object_set_new(j, "value", jnum(g->num, a->j.y));
	json_object_set_new(j, "gradient", d);
	json_object_set_new(j, "ulps", u);
	if (a->j.err) json_object_set_new(j, "abserr", e);
	else          json_decref(e);
	json_object_set_new(j, "passes", json_integer((json_int_t)a->j.passes));
	return j;
}

static void asjson(const Grad *g)
{
	json_t *all = json_array();

	for (size_t k = 0; k < g->na; k++)
		json_array_append_new(all, janswer(g, &g->a[k]));
	jprint(json_pack("{s:s, s:o, s:o, s:o, s:o}", "function", g->o.operand[0], "value", jmpfr(g->f.y[0], 40),
	                 "inputs", jinputs(&g->p), "reference", jreference(&g->f), "engines", all));
}

static void ascsv(const Grad *g)
{
	puts("engine,number,status,input,at,derivative,ulps");
	for (size_t k = 0; k < g->na; k++)
		for (size_t i = 0; i < g->f.nx; i++) {
			const Answer *a = &g->a[k];
			char *d = a->status == UNABLE ? text("%s", "") : shortest(g->num, elem(g->num, a->j.J, i));

			printf("%s,%s,%s,%s,%.17g,%s,", a->engine->name, g->num->name, statusword(a), g->p.label[i], g->p.x[i], d);
			if (a->status != UNABLE && !isnan(a->ulps[i])) printf("%.6g", a->ulps[i]);
			putchar('\n');
			release(d);
		}
}

/* ---- text ------------------------------------------------------------------------ */

static void truthcell(const Truth *t, int width)
{
	char *s = known(t) || t->class == VERTICAL ? plain(t->d, 18) : text("%s", classname[t->class]);

	padded(s, width);
	release(s);
}

static void sides(const Grad *g)
{
	bool resting = false;

	for (size_t i = 0; i < g->f.nx; i++) {
		const Truth *t = &g->f.t[i];
		char *l = plain(t->left, 12), *r = plain(t->right, 12);

		if (t->class == KINK)
			printf("  %s is a kink: %s from the left, %s from the right; any value between is right\n", g->p.label[i], l, r);
		else if (!known(t))
			printf("  %s: %s there%s%s, so nothing is compared\n", g->p.label[i], classname[t->class], *t->why ? ": " : "", t->why);
		release(l);
		release(r);
		resting |= t->proof == DIRECTION;
	}
	if (resting)
		printf("  by rules in MPFR, confirmed along one random direction that is proved: a fault is missed with a chance of %.1g\n", MISSES);
}

static void columns(const Grad *g, size_t from, size_t n)
{
	char *name = text("%s, %d bit", certified(&g->f) ? "proved" : "mpfr", g->f.bits);

	printf("  %*s", NAME - 2, "");
	for (size_t i = from; i < from + n; i++) {
		char *head = text("∂f/∂%s", g->p.label[i]);

		padded(head, VALUE);
		padded("ulp", -(ULP - 1));
		if (i + 1 < from + n) putchar(' ');
		release(head);
	}
	fputs("\n  ", stdout);
	padded(name, NAME - 2);
	for (size_t i = from; i < from + n; i++)
		truthcell(&g->f.t[i], i + 1 < from + n ? VALUE + ULP : 0);
	putchar('\n');
	release(name);
	for (size_t k = 0; k < g->na; k++) {
		const Answer *a = &g->a[k];

		if (a->status == UNABLE)
			continue;
		fputs("  ", stdout);
		padded(a->engine->name, NAME - 2);
		for (size_t i = from; i < from + n; i++) {
			char *s = shortest(g->num, elem(g->num, a->j.J, i)), *t = plain(g->f.t[i].d, 18);

			agreeing(s, t, VALUE, g->o.color);
			padded(ulptext(a->ulps[i]), -(ULP - 1));
			if (i + 1 < from + n) putchar(' ');
			release(s);
			release(t);
		}
		putchar('\n');
	}
}

static void summary(const Grad *g)
{
	printf("  %-*s %10s %10s %10s   at\n", NAME - 2, "", "median ulp", "90 %", "worst");
	for (size_t k = 0; k < g->na; k++) {
		const Answer *a = &g->a[k];

		if (a->status == UNABLE)
			continue;
		printf("  %-*s %10s %10s %10s   %s\n", NAME - 2, a->engine->name, ulptext(median(g->f.nx, a->ulps, .5)),
		       ulptext(median(g->f.nx, a->ulps, .9)), ulptext(a->ulps[a->worst]), g->p.label[a->worst]);
	}
}

static bool fits(const Grad *g)
{
	for (size_t k = 0; k < g->na; k++)
		for (size_t i = 0; g->a[k].status != UNABLE && i < g->f.nx; i++) {
			char *s = shortest(g->num, elem(g->num, g->a[k].j.J, i));
			bool wide = strlen(s) >= VALUE;

			release(s);
			if (wide)
				return false;
		}
	return g->f.nx <= 2;
}

static void astext(const Grad *g)
{
	char *y = plain(g->f.y[0], 18);

	printf("  f = %s\n\n", y);
	release(y);
	if (fits(g))
		columns(g, 0, g->f.nx);
	else if (g->f.nx <= BLOCKS)
		for (size_t i = 0; i < g->f.nx; i++) {
			if (i) putchar('\n');
			columns(g, i, 1);
		}
	else
		summary(g);
	for (size_t k = 0; k < g->na; k++)
		if (g->a[k].status == UNABLE) {
			char *why = text("%s: %s", statusword(&g->a[k]), g->a[k].j.why);

			wrapped(g->a[k].engine->name, NAME, why);
			release(why);
		}
	sides(g);
}

/* ---- the command -------------------------------------------------------------------- */

static const About about = {
	"grad", "FORMULA",
	"The gradient of FORMULA at a point by every engine, with its error in ulps against an MPFR reference that uses no derivative rule."
	"\vExample: wengert grad 'x1*x2 + x2 - log(x1)' --at 3,-4"
};

int cmd_grad(int argc, char **argv)
{
	Grad g = { .o = options(argc, argv, &about) };
	size_t room = 0;
	bool crashed = false;
	Fn fn;

	if (g.o.noperands != 1)
		bad("grad takes one formula, not %zu; jacobian takes several", g.o.noperands);
	g.num = g.o.num ? g.o.num : &f64;
	g.p = newpoint(&g.o);
	g.list = formulas(&g.o, &g.p);
	setpoint(&g.p, &g.o);
	if (ny(g.list) != 1)
		bad("the result has shape %s; grad needs a scalar: use sum(...), or wengert jacobian", shapetext(rowshape(g.list, g.list->out[0])));
	fn = listfn(g.o.operand[0], g.list);
	for (size_t i = 0; g.num == &f32 && i < g.p.total; i++) g.p.x[i] = (double)(float)g.p.x[i];   /* the point is what binary32 holds */
	g.f = (g.p.total <= PROVABLE ? entries : facts)(&fn, g.p.x, digits(g.num));
	for (const Engine *const *e = engines; *e; e++)
		if (wanted(&g.o, *e)) {
			g.a = grow(g.a, &room, g.na + 1, sizeof *g.a);
			g.a[g.na++] = answer(*e, &g.f, g.num);
		}
	if (g.o.format == JSON)     asjson(&g);
	else if (g.o.format == CSV) ascsv(&g);
	else                        astext(&g);
	for (size_t k = 0; k < g.na; k++) {
		crashed |= g.a[k].j.status == CRASHED;
		freeanswer(&g.a[k]);
	}
	release(g.a);
	freefacts(&g.f);
	freelist(g.list);
	freepoint(&g.p);
	freeoptions(&g.o);
	return crashed;
}
