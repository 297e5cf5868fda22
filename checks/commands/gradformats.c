/* gradformats.c -- `wengert grad` for programs: JSON and CSV. */
#include "checks/commands/gradient.h"
#include "checks/commands/points.h"
#include "checks/io/out.h"
#include "checks/measure/condition.h"
#include "checks/measure/ranked.h"
#include "engines/reference/certificate.h"
#include <math.h>
#include <string.h>

static json_t *jinputs(const Point *p)
{
	json_t *all = json_array();
	size_t e = 0;

	for (size_t k = 0; k < p->n; k++) {
		json_t *at = p->shape[k].rank ? json_array() : jreal(p->x[e]);
		size_t n = count(&p->shape[k]);

		for (size_t i = 0; p->shape[k].rank && i < n; i++)
			json_array_append_new(at, jreal(p->x[e + i]));
		e += n;
		json_array_append_new(all, json_pack("{s:s, s:o}", "name", p->name[k], "at", at));
		if (p->shape[k].rank) {
			json_t *s = json_array();

			for (int j = 0; j < p->shape[k].rank; j++)
				json_array_append_new(s,
					json_integer((json_int_t)p->shape[k].dim[j]));
			json_object_set_new(json_array_get(all, k), "shape", s);
		}
	}
	return all;
}

static json_t *jnone(double x) { return isnan(x) ? json_null() : jreal(x); }

static void jconditions(const Grad *g, json_t *all)
{
	json_t *c = json_array(), *b = json_array();

	for (size_t i = 0; i < g->f.nx; i++) {
		double one = conditioned(g) ? conditionof(&g->f, 0, i) : NAN;

		json_array_append_new(c, jnone(one));
		json_array_append_new(b, jnone(one * unitroundoff(g->num)));
	}
	json_object_set_new(all, "condition", c);
	json_object_set_new(all, "error_bound", b);
	json_object_set_new(all, "error_bound_sum", 
		jnone(conditioned(g) ? roundingbound(&g->f, 0, g->num) : NAN));
}

static json_t *jreference(const Grad *g)
{
	const Facts *f = &g->f;
	json_t *d = json_array(), *c = json_array(), *l = json_array(), *r = json_array(),
	       *s = json_array();
	json_t *p = json_array(), *e = json_array(), *w = json_array(), *all;

	for (size_t i = 0; i < f->nx; i++) {
		const Truth *t = &f->t[i];

		json_array_append_new(d, jmpfr(t->d, 40));
		json_array_append_new(c, json_string(classname[t->class]));
		json_array_append_new(l, jmpfr(t->left, 40));
		json_array_append_new(r, jmpfr(t->right, 40));
		json_array_append_new(s, jmpfr(t->second, 40));
		json_array_append_new(p,
			t->proof ? json_string(groundname[t->proof]) : json_null());
		json_array_append_new(e, jmpfr(t->radius, 3));
		json_array_append_new(w, t->class == UNDECIDED ? json_string(t->why) : json_null());
	}
	all = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:b}", "gradient", d,
		"classes", c, "left", l, "right", r, "second", s, "proof", p, "radius", e, "why", w,
		"bits", f->bits, "certified", certified(f));
	jconditions(g, all);
	json_object_set_new(all, "value", json_string(f->computed ? "computed" : "proved"));
	if (resting(f)) json_object_set_new(all, "chance", jreal(MISSES));
	return all;
}

static json_t *janswer(const Grad *g, const Answer *a)
{
	json_t *j = json_pack("{s:s, s:s, s:s}", "engine", a->engine->name, "number", g->num->name,
		"status", statusword(a));
	json_t *d, *u, *e;

	if (a->status == UNABLE) {
		json_object_set_new(j, "why", json_string(a->j.why));
		return j;
	}
	d = json_array(), u = json_array(), e = json_array();
	for (size_t i = 0; i < g->f.nx; i++) {
		json_array_append_new(d, jnum(g->num, elem(g->num, a->j.J, i)));
		json_array_append_new(u, jnone(comparedulps(&g->f, a, i)));
		if (a->j.err) json_array_append_new(e, jreal(a->j.err[i]));
	}
	if (valued(g)) {
		json_object_set_new(j, "value", jnum(g->num, a->j.y));
		json_object_set_new(j, "value_ulps", jnone(valueulps(&g->f, a, 0)));
	}
	json_object_set_new(j, "gradient", d);
	json_object_set_new(j, "ulps", u);
	if (a->j.err) json_object_set_new(j, "abserr", e);
	else          json_decref(e);
	json_object_set_new(j, "passes", json_integer((json_int_t)a->j.passes));
	return j;
}

static json_t *jorder(const Grad *g)
{
	json_t *all = json_array();

	for (int k = 0; k < g->order; k++)
		json_array_append_new(all, json_string(g->p.label[g->by[k]]));
	return all;
}

static json_t *jbirth(const Birth *b)
{
	json_t *j = json_pack("{s:s, s:s, s:s, s:s}", "in", b->inadjoints ? "adjoints" : "values",
		"row", b->row, "operation", b->operation, "value", b->value);

	if (b->inadjoints)
		json_object_update_new(j,
			json_pack("{s:s, s:s, s:s, s:s, s:s}", "adjoint", b->adjoint, "argument",
				b->argument, "argument_value", b->argumentvalue, "before",
				b->before, "after", b->after));
	return j;
}

void gradjson(const Grad *g, json_t *points)
{
	json_t *all = json_array(), *births = json_array(), *j;

	for (size_t k = 0; k < g->births.n; k++)
		json_array_append_new(births, jbirth(&g->births.at[k]));
	for (size_t k = 0; k < g->na; k++)
		json_array_append_new(all, janswer(g, &g->a[k]));
	j = json_pack("{s:s, s:o, s:o, s:o, s:o}", "function", g->o.operand[0], "value",
		jmpfr(g->f.y[0], 40), "inputs", jinputs(&g->p), "reference", jreference(g),
		"engines", all);
	if (g->births.n) json_object_set_new(j, "births", births);
	else             json_decref(births);
	if (g->order) json_object_set_new(j, "order", jorder(g));
	else if (g->v) json_object_set_new(j, "tangent", jvector(g->v, g->p.total));
	if (g->u) json_object_set_new(j, "cotangent", jvector(g->u, 1));
	if (g->p.nfixed) json_object_set_new(j, "fixed", jfixed(&g->p));
	printpoint(points, j);
}

static bool unfinished(const Grad *g, const Answer *a, size_t i)
{
	double d;

	g->num->get(1, &d, elem(g->num, a->j.J, i));
	return !isfinite(d);
}

/* where input i is; along v nothing */
static void csvat(const Grad *g, size_t i)
{
	putchar(',');
	if (!g->v) printf("%.17g", g->p.x[i]);
}

/* what stands behind the first columns: of the engine, which may be none, and of the reference */
static void csvrest(const Grad *g, const Answer *a, const char *why, size_t i)
{
	const Truth *t = &g->f.t[i];
	double c = conditioned(g) ? conditionof(&g->f, 0, i) : NAN;
	char *birth;

	csvreal(a && valued(g) ? valueulps(&g->f, a, 0) : NAN);
	csvmpfr(t->left, 40), csvmpfr(t->right, 40), csvmpfr(t->second, 40);
	printf(",%s", t->proof ? groundname[t->proof] : "");
	csvmpfr(t->radius, 3);
	printf(",%d", g->f.bits);
	csvreal(c), csvreal(c * unitroundoff(g->num));
	csvreal(a && a->j.err ? a->j.err[i] : NAN);
	putchar(',');
	if (a) printf("%zu", a->j.passes);
	putchar(',');
	birth = a && g->births.n && unfinished(g, a, i) ? birthtext(&g->births.at[g->births.n - 1])
							: NULL;
	csvcell(why ? why : birth ? birth : t->class == UNDECIDED ? t->why : "");
	release(birth);
	if (g->o.point) printf(",%zu", g->o.point);
	putchar('\n');
}

/* the reference, where it alone is asked for */
static void csvreference(const Grad *g)
{
	for (size_t i = 0; i < g->f.nx; i++) {
		char *t = csvtruth(&g->f.t[i]);

		fputs("reference,mpfr,ok,", stdout);
		csvcell(label(g, i));
		csvat(g, i);
		printf(",%s,,%s,%s", t, t, classname[g->f.t[i].class]);
		csvmpfr(g->f.y[0], 40);
		csvrest(g, NULL, NULL, i);
		release(t);
	}
}

static void csvengine(const Grad *g, const Answer *of)
{
	const Answer *a = of->status == UNABLE ? NULL : of;

	for (size_t i = 0; i < g->f.nx; i++) {
		char *d = a ? shortest(g->num, elem(g->num, a->j.J, i)) : text("%s", ""),
		     *y = a && valued(g) ? shortest(g->num, a->j.y) : text("%s", ""),
		     *t = csvtruth(&g->f.t[i]);

		printf("%s,%s,%s,", of->engine->name, g->num->name, statusword(of));
		csvcell(label(g, i));
		csvat(g, i);
		printf(",%s", d);
		csvreal(a ? comparedulps(&g->f, a, i) : NAN);
		printf(",%s,%s,%s", t, classname[g->f.t[i].class], y);
		csvrest(g, a, a ? NULL : of->j.why, i);
		release(d);
		release(t);
		release(y);
	}
}

void gradcsv(const Grad *g)
{
	if (g->o.point <= 1)
		printf("engine,number,status,input,at,derivative,ulps,reference,class,f,f_ulps,"
		       "left,right,second,proof,radius,bits,condition,error_bound,abserr,passes,"
		       "why%s\n",
			g->o.point ? ",point" : "");
	if (!g->na) csvreference(g);
	for (size_t k = 0; k < g->na; k++) csvengine(g, &g->a[k]);
}
