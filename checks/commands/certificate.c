/* certificate.c -- `wengert certificate FORMULA --at V,...`: of each derivative what proves it,
 * for scripts/replay.py.
 *
 * Made as JSON; the text form is the same, a record a line.  The format is in docs/certificate.md.
 */
#include "checks/commands/commands.h"
#include "checks/io/out.h"
#include "checks/suite/functions.h"
#include "engines/reference/certified.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

/* of the format; bits that an enclosure is printed with beyond those it has */
enum { VERSION = 1, SPARE = 16 };
enum { WANT = 64 };                        /* bits a derivative is proved to, at least */

typedef struct {
	Point p;
	List *list;
	Fn fn;
	double *v;                         /* NULL: along each input */
	bool second;
	json_t *lists, *entries;
} Certificates;

/* ---- exact numbers --------------------------------------------------------------- */

/* a whole number, in hexadecimal, times a power of 2 */
static json_t *jexact(const arf_t x)
{
	fmpz_t m, e;
	char *a, *b, *t;
	json_t *j;

	if (arf_is_inf(x) || arf_is_nan(x))
		return arf_is_nan(x) ? json_null() : json_string(arf_sgn(x) > 0 ? "inf" : "-inf");
	fmpz_init(m), fmpz_init(e);
	arf_get_fmpz_2exp(m, e, x);
	a = fmpz_get_str(NULL, 16, m), b = fmpz_get_str(NULL, 10, e);
	t = text("%s0x%sp%s", *a == '-' ? "-" : "", a + (*a == '-'), b);
	j = json_string(t);
	release(t);
	flint_free(a), flint_free(b);
	fmpz_clear(m), fmpz_clear(e);
	return j;
}

static json_t *jmag(const mag_t x)
{
	arf_t t;
	json_t *j;

	arf_init(t);
	arf_set_mag(t, x);
	j = jexact(t);
	arf_clear(t);
	return j;
}

static json_t *jdouble(double x)
{
	arf_t t;
	json_t *j;

	if (isnan(x))
		return json_string("nan");
	arf_init(t);
	arf_set_d(t, x);
	j = jexact(t);
	arf_clear(t);
	return j;
}

static json_t *jpower(slong e)
{
	char *t = text("0x1p%ld", (long)e);
	json_t *j = json_string(t);

	release(t);
	return j;
}

/* no longer than its radius is worth; an infinite one is "inf" or "-inf", none null */
static json_t *jball(const arb_t x)
{
	arb_t t;
	slong bits = arb_rel_accuracy_bits(x);
	json_t *j;

	if (!arb_is_finite(x))
		return jexact(arb_midref(x));
	arb_init(t);
	if (arb_is_exact(x)) arb_set(t, x);
	else                 arb_set_round(t, x, (bits < 0 ? 0 : bits) + SPARE);
	j = json_pack("{s:o, s:o}", "mid", jexact(arb_midref(t)), "rad", jmag(arb_radref(t)));
	arb_clear(t);
	return j;
}

/* ---- lists ----------------------------------------------------------------------- */

static json_t *jstep(const Step *s)
{
	json_t *c = NULL, *j;
	char *t = text("%s", opname(s->op)), *more;

	if (s->op == O_input) more = text("%s %.0f", t, s->c);
	else if (s->op == O_const) {
		c = jdouble(s->c);
		more = text("%s %s", t, json_string_value(c));
		json_decref(c);
	} else more = text("%s", t);
	release(t);
	for (unsigned k = 0; k < s->nargs; k++) {
		t = more;
		more = text("%s %u", t, (unsigned)s->x[k]);
		release(t);
	}
	j = json_string(more);
	release(more);
	return j;
}

/* the number of this list among those there are, which it joins */
static size_t listof(Certificates *c, const Code *code)
{
	json_t *l = json_array(), *other;
	size_t k;

	for (size_t i = 0; i < code->n; i++) json_array_append_new(l, jstep(&code->s[i]));
	json_array_foreach(c->lists, k, other)
		if (json_equal(l, other)) {
			json_decref(l);
			return k;
		}
	json_array_append_new(c->lists, l);
	return json_array_size(c->lists) - 1;
}

/* ---- entries --------------------------------------------------------------------- */

static json_t *jbranches(const Account *a)
{
	json_t *all = json_array();

	for (size_t k = 0; k < a->nsettled; k++) {
		const Settled *s = &a->settled[k];

		json_array_append_new(all, json_pack("{s:i, s:s, s:s}", "step", (int)s->step,
		                                     "takes", s->takes ? s->takes : s->whole,
		                                     "by", s->beside ? "beside" : "value"));
	}
	return all;
}

/* what Cauchy's estimate rests on */
static void addevidence(json_t *j, const Account *a)
{
	const Evidence *e = &a->why;

	json_object_set_new(j, "power", json_integer(a->N));
	json_object_set_new(j, "order", json_integer(a->n));
	if (e->by == BYSTRUCTURE)
		return;
	if (e->by != BYDEGREE) {
		json_object_set_new(j, "R", jpower(e->e));
		json_object_set_new(j, "M", jmag(e->M));
		json_object_set_new(j, "centre", jexact(e->c));
	}
	if (e->by == BYESTIMATE)
		return;
	json_object_set_new(j, "h", jpower(e->e - e->m));
	json_object_set_new(j, "bits", json_integer((json_int_t)e->p));
	if (e->by == BYDISC) json_object_set_new(j, "remainder", jmag(e->r));
}

static json_t *jside(const Account *a, Class class)
{
	static const char *const names[] = { "left", "both", "right" };
	const char *by = class == JUMP ? "limit" : meansname[a->why.by];
	json_t *j = json_pack("{s:s, s:s}", "side", names[a->side + 1], "by", by);

	if (a->why.by == BYDOMAIN)
		json_object_set_new(j, "step", json_integer((json_int_t)a->outside));
	else {
		if (class == JUMP) json_object_set_new(j, "power", json_integer(a->N));
		else               addevidence(j, a);
		if (a->side) json_object_set_new(j, "limit", jball(a->limit));
		if (class != JUMP) json_object_set_new(j, "derivative", jball(a->d));
	}
	json_object_set_new(j, "branches", jbranches(a));
	return j;
}

static json_t *jdirection(const Certificates *c, const double *v)
{
	json_t *all = json_array();

	for (size_t k = 0; k < c->p.total; k++)
		if (v[k] != 0)
			json_array_append_new(all, json_pack("{s:i, s:o}", "input", (int)k,
			                                     "by", jdouble(v[k])));
	return all;
}

static json_t *jentry(Certificates *c, const Certified *r, size_t o, const char *along,
                      const double *v, const double *w)
{
	json_t *j = json_pack("{s:i, s:s, s:o, s:s, s:i}", "output", (int)o, "along", along,
	                      "v", jdirection(c, v), "class", classname[r->class],
	                      "list", (int)listof(c, r->code));
	json_t *sides = json_array();

	if (w) {
		json_object_set_new(j, "w", jdirection(c, w));
		json_object_set_new(j, "shift", json_pack("[I, I]", (json_int_t)r->shift[0],
		                                          (json_int_t)r->shift[1]));
	}
	if (r->n == 2) json_object_set_new(j, "value", jball(r->value));
	for (size_t k = 0; k < r->n; k++)
		json_array_append_new(sides, jside(&r->account[k], r->class));
	json_object_set_new(j, "sides", sides);
	if (!r->n) json_object_set_new(j, "why", json_string(r->why));
	return j;
}

/* comparisons that the function made in C, each proved to stay what it was */
static json_t *jguards(Certificates *c, const Proofs *p)
{
	json_t *all = json_array();

	for (size_t k = 0; k < p->nguards; k++) {
		const Certified *g = &p->guard[k];

		json_array_append_new(all, json_pack("{s:i, s:b, s:o}",
		                                     "list", (int)listof(c, g->code),
		                                     "holds", p->taken[k], "branches",
		                                     g->n ? jbranches(g->account) : json_null()));
	}
	return all;
}

/* w: NULL, or the second direction */
static void addentries(Certificates *c, Reference *r, const char *along, const double *v,
                       const double *w)
{
	Proofs p = proofsof(r, c->p.x, v, w);

	for (size_t o = 0; o < p.nout; o++) {
		json_t *j = jentry(c, &p.output[o], o, along, v, w);

		if (p.nguards) json_object_set_new(j, "guards", jguards(c, &p));
		json_array_append_new(c->entries, j);
	}
	freeproofs(&p);
}

/* along input i, second: along i and each j >= i */
static void addinput(Certificates *c, Reference *r, size_t i)
{
	double *v = alloc(c->p.total, sizeof *v), *w = alloc(c->p.total, sizeof *w);

	v[i] = 1;
	if (!c->second) addentries(c, r, c->p.label[i], v, NULL);
	for (size_t k = i; c->second && k < c->p.total; k++) {
		char *both = text("%s, %s", c->p.label[i], c->p.label[k]);

		w[k] = 1;
		addentries(c, r, both, v, w);
		w[k] = 0;
		release(both);
	}
	release(v), release(w);
}

static json_t *jcertificates(Certificates *c, const char *title)
{
	char why[WHY];
	Reference *r = newreference(&c->fn, WANT, why);
	json_t *inputs = json_array();

	c->lists = json_array(), c->entries = json_array();
	if (c->v) addentries(c, r, c->second ? "v, v" : "v", c->v, c->second ? c->v : NULL);
	for (size_t k = 0; k < c->p.total; k++) {
		json_array_append_new(inputs, json_pack("{s:s, s:o}", "name", c->p.label[k],
		                                        "at", jdouble(c->p.x[k])));
		if (!c->v) addinput(c, r, k);
	}
	freereference(r);
	return json_pack("{s:i, s:s, s:o, s:o, s:o}", "certificate", VERSION, "function", title,
	                 "inputs", inputs, "lists", c->lists, "entries", c->entries);
}

/* ---- text ------------------------------------------------------------------------ */

static const char *word(const json_t *j, const char *key)
{
	return json_string_value(json_object_get(j, key));
}

static int whole(const json_t *j, const char *key)
{
	return (int)json_integer_value(json_object_get(j, key));
}

static void ball(const char *name, const json_t *j)
{
	if (json_is_object(j))      printf("  %s %s +- %s\n", name, word(j, "mid"), word(j, "rad"));
	else if (json_is_string(j)) printf("  %s %s\n", name, json_string_value(j));
}

static void branchlines(const json_t *all)
{
	const json_t *b;
	size_t k;

	json_array_foreach(all, k, b)
		printf("  branch %d %s by %s\n", whole(b, "step"), word(b, "takes"), word(b, "by"));
}

static void sidelines(json_t *j)
{
	static const char *const told[] = {
		"power", "order", "R", "h", "bits", "M", "centre", "remainder", "step"
	};

	printf(" side %s by %s", word(j, "side"), word(j, "by"));
	for (size_t k = 0; k < sizeof told / sizeof *told; k++) {
		const json_t *t = json_object_get(j, told[k]);

		if (json_is_string(t))  printf(" %s %s", told[k], json_string_value(t));
		if (json_is_integer(t)) printf(" %s %d", told[k], (int)json_integer_value(t));
	}
	putchar('\n');
	ball("limit", json_object_get(j, "limit"));
	ball("derivative", json_object_get(j, "derivative"));
	branchlines(json_object_get(j, "branches"));
}

static void entrylines(json_t *j)
{
	json_t *side, *v;
	size_t k;

	printf("entry y%d along %s list %d class %s\n", whole(j, "output"), word(j, "along"),
	       whole(j, "list"), word(j, "class"));
	json_array_foreach(json_object_get(j, "v"), k, v)
		printf(" v %d %s\n", whole(v, "input"), word(v, "by"));
	json_array_foreach(json_object_get(j, "w"), k, v)
		printf(" w %d %s\n", whole(v, "input"), word(v, "by"));
	if ((v = json_object_get(j, "shift")))
		printf(" shift %lld %lld\n", json_integer_value(json_array_get(v, 0)),
		       json_integer_value(json_array_get(v, 1)));
	if (word(j, "why")) printf(" why %s\n", word(j, "why"));
	ball("value", json_object_get(j, "value"));
	json_array_foreach(json_object_get(j, "sides"), k, side) sidelines(side);
	json_array_foreach(json_object_get(j, "guards"), k, v) {
		printf(" guard list %d %s%s\n", whole(v, "list"),
		       json_is_true(json_object_get(v, "holds")) ? "holds" : "fails",
		       json_is_null(json_object_get(v, "branches")) ? " open" : "");
		branchlines(json_object_get(v, "branches"));
	}
}

static void astext(json_t *j)
{
	json_t *x, *step;
	size_t k, i;

	printf("certificate %d\nfunction %s\n", whole(j, "certificate"), word(j, "function"));
	json_array_foreach(json_object_get(j, "inputs"), k, x)
		printf("input %s %s\n", word(x, "name"), word(x, "at"));
	json_array_foreach(json_object_get(j, "lists"), k, x) {
		printf("list %zu\n", k);
		json_array_foreach(x, i, step) printf("  %zu %s\n", i, json_string_value(step));
	}
	json_array_foreach(json_object_get(j, "entries"), k, x) entrylines(x);
}

/* ---- the command ----------------------------------------------------------------- */

/* a function under test: at its own first point, or one that is drawn */
static Certificates underpoint(const Options *o, const Function *f)
{
	Certificates c = { .fn = fnof(f, 0, 0) };
	size_t n = inputsof(&c.fn);
	char *name = "x", *own = f->at && !o->at ? copytext(f->at, strcspn(f->at, ";")) : NULL;
	Shape s = n > 1 ? vector(n) : scalar();
	gsl_rng *g;

	c.p = pointof(1, &name, &s, o->at ? o->at : own, o->at ? "--at" : f->name);
	release(own);
	if (o->at || f->at)
		return c;
	g = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(g, o->rng);
	for (size_t i = 0; i < n; i++)
		c.p.x[i] = f32.round(f->lo + (f->hi - f->lo) * gsl_rng_uniform(g));
	gsl_rng_free(g);
	return c;
}

static Certificates underformula(const Options *o)
{
	Certificates c = { .p = newpoint(o) };

	c.list = formulas(o, &c.p);
	setpoint(&c.p, o);
	c.fn = listfn(o->operand[0], c.list);
	return c;
}

int cmd_certificate(int argc, char **argv)
{
	Options o = options(argc, argv);
	const Function *f;
	Certificates c;
	json_t *j;

	if (o.noperands != 1)
		bad("certificate takes one formula, or one function under test, not %zu",
		    o.noperands);
	f = functionnamed(o.operand[0]);
	c = f ? underpoint(&o, f) : underformula(&o);
	c.second = o.second;
	if (o.tangent) c.v = numbersof(o.tangent, "--tangent", c.p.total, "input");
	j = jcertificates(&c, o.operand[0]);
	if (o.format == JSON) jprint(j);
	else {
		astext(j);
		json_decref(j);
	}
	release(c.v);
	freelist(c.list);
	freepoint(&c.p);
	freeoptions(&o);
	return 0;
}
