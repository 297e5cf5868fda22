/* trace.c -- `wengert trace FORMULA --at V,...`: the evaluation trace as textbooks print it.
 *
 * Inputs are v(1-n) .. v0, rows v1, v2, ... by depth; constants stand where they are used.
 */
#include "checks/commands/commands.h"
#include "checks/commands/trace.h"
#include "checks/io/out.h"
#include "engines/formula/formula.h"
#include "engines/prims/traits.h"
#include "engines/prims/recorders.h"
#include <stdlib.h>
#include <string.h>

/* ---- names and operations ------------------------------------------------------- */

static void names(Trace *t)
{
	long next = 1 - (long)t->list->nin, rows = 1;

	t->name = alloc(t->n, sizeof *t->name);
	for (size_t k = 0; k < t->list->nin; k++)
		t->name[t->list->in[k]] = text("v%ld", next++);
	for (size_t i = 0; i < t->n; i++)
		if (t->list->ins[i].nargs)
			t->name[i] = text("v%ld", rows++);
}

static void nameless(Trace *t)
{
	for (size_t i = 0; i < t->n; i++) release(t->name[i]);
	release(t->name);
}

static char *operand(const Trace *t, Id i)
{
	double c;

	if (t->name[i])
		return text("%s", t->name[i]);
	return isconst(t->list, i, &c) ? shortest(&f64, &c)
				       : text("%s", t->list->ins[i].prim->name);
}

static char *operation(const Trace *t, size_t i)
{
	static const char *const sign[][2] = {
		{ "add", "+" },
		{ "sub", "-" },
		{ "mul", "*" },
		{ "div", "/" },
		{ "pow", "^" },
		{ "matmul", "@" },
	};
	const Ins *in = &t->list->ins[i];
	const char *op = signof(in->prim);
	const Id *x = args(t->list, in);
	char *s, *a, *more;

	for (size_t k = 0; k < t->list->nin; k++)
		if (t->list->in[k] == i)
			return text("%s%s", t->p.name[k], shapetext(&t->p.shape[k]));
	for (size_t k = 0; k < sizeof sign / sizeof *sign; k++)
		if (!strcmp(sign[k][0], in->prim->name)) op = sign[k][1];
	if (op) {
		char *b = operand(t, x[1]);

		a = operand(t, x[0]);
		s = text("%s %s %s", a, op, b);
		release(a);
		release(b);
		return s;
	}
	s = text("%s", in->prim->name);
	for (size_t k = 0; k < in->nargs; k++) {
		a = operand(t, x[k]);
		more = text("%s%s%s%s", s, k ? ", " : "(", a, k + 1 == in->nargs ? ")" : "");
		release(s);
		release(a);
		s = more;
	}
	return s;
}

/* a row's numbers: the first few */
static char *numbers(const Trace *t, V v)
{
	size_t n = v.list ? count(shapeat(v.list, v.id)) : 1, few = n < 4 ? n : 3;
	char *s = NULL, *one, *more;

	if (!v.list)
		return text("0");
	for (size_t k = 0; k < few; k++) {
		one = shortest(t->num, elem(t->num, value(v), k));
		more = text("%s%s%s", s ? s : "", s ? " " : "", one);
		release(s);
		release(one);
		s = more;
	}
	if (few < n) {
		more = text("%s ... (%zu)", s, n);
		release(s);
		s = more;
	}
	return s;
}

/* ---- forward and reverse ------------------------------------------------------------ */

/* a row of constants that takes its numbers from d */
static V seedrow(Trace *t, size_t i, const double **d)
{
	Shape s = *shapeat(t->eager, i);
	V v = Data(t->eager, s, *d);

	*d += count(&s);
	return v;
}

static void differentiate(Trace *t)
{
	bool forward = !strcmp(t->o.mode, "forward");
	List *l = t->eager;
	const Id *which = forward ? l->in : l->out;
	size_t many = forward ? l->nin : l->nout;
	double *d = direction(t->o.seed, forward ? nx(l) : ny(l), forward ? "input" : "result");
	const double *next = d;

	t->second = alloc(t->n, sizeof *t->second);
	for (size_t k = 0; k < many; k++) {
		V s = seedrow(t, which[k], &next), *to = &t->second[which[k]];

		*to = to->list ? Add(*to, s) : s;
	}
	if (forward) tangents(l, t->n, t->second);
	else         adjoints(l, t->n, t->second);
	release(d);
}

static List *taped(const Trace *t)
{
	Fn fn = listfn(t->o.operand[0], t->list);
	void *x = array(t->num, t->p.total);
	char why[WHY];
	List *l;

	t->num->set(t->p.total, x, t->p.x);
	if (!(l = trace(&fn, t->num, x, why)))
		bad("%s", why);
	freearray(t->num, t->p.total, x);
	return l;
}

/* with loops the rows are those a tape has at this point */
static void eager(Trace *t)
{
	t->eager = taped(t);
	if (t->eager->n != t->list->n) {
		List *l = simplify(copylist(t->eager), t->num);

		freelist(t->list);
		freelist(t->eager);
		t->list = bylevel(l);
		t->eager = taped(t);
		nameless(t);
		t->n = t->list->n;
		names(t);
	}
	if (!strcmp(t->o.mode, "forward") || !strcmp(t->o.mode, "reverse"))
		differentiate(t);
}

/* ---- output ----------------------------------------------------------------------------- */

static const char *secondname(const Trace *t)
{
	return !t->second ? NULL : !strcmp(t->o.mode, "forward") ? "tangent" : "adjoint";
}

static void textrow(const Trace *t, size_t i)
{
	char *op = operation(t, i), *y = numbers(t, instruction(t->eager, i)),
	     *d = t->second ? numbers(t, t->second[i]) : NULL;

	fputs("  ", stdout);
	padded(t->name[i], 6);
	padded(op, 24);
	padded(y, d ? 25 : 0);
	puts(d ? d : "");
	release(op);
	release(y);
	release(d);
}

static void astext(const Trace *t)
{
	bool back = t->second && !strcmp(t->o.mode, "reverse");

	printf("  %-6s%-24s%-*s%s\n", "row", "operation", t->second ? 25 : 0, "value",
		t->second ? secondname(t) : "");
	for (size_t k = 0; k < t->n; k++) {
		size_t i = back ? t->n - 1 - k : k;

		if (t->name[i]) textrow(t, i);
	}
	fputs("  result", stdout);
	for (size_t o = 0; o < t->list->nout; o++)
		printf(" %s", t->name[t->list->out[o]] ? t->name[t->list->out[o]] : "a constant");
	putchar('\n');
}

static json_t *jnumbers(const Trace *t, V v)
{
	size_t n = v.list ? count(shapeat(v.list, v.id)) : 0;
	json_t *a;

	if (!v.list)
		return json_real(0);
	if (!shapeat(v.list, v.id)->rank)
		return jnum(t->num, value(v));
	a = json_array();
	for (size_t k = 0; k < n; k++)
		json_array_append_new(a, jnum(t->num, elem(t->num, value(v), k)));
	return a;
}

static void asjson(const Trace *t)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < t->n; i++) {
		char *op = t->name[i] ? operation(t, i) : NULL;
		json_t *j;

		if (!op)
			continue;
		j = json_pack("{s:s, s:s, s:s, s:o}", "row", t->name[i], "primitive",
			t->list->ins[i].prim->name, "operation", op, "value",
			jnumbers(t, instruction(t->eager, i)));
		if (t->second) json_object_set_new(j, secondname(t), jnumbers(t, t->second[i]));
		json_array_append_new(rows, j);
		release(op);
	}
	jprint(json_pack("{s:s, s:s, s:s, s:o}", "function", t->o.operand[0], "mode", t->o.mode,
	                 "number", t->num->name, "rows", rows));
}

static void ascsv(const Trace *t)
{
	printf("row,operation,value%s%s\n", t->second ? "," : "", t->second ? secondname(t) : "");
	for (size_t i = 0; i < t->n; i++)
		if (t->name[i]) {
			char *op = operation(t, i), *y = numbers(t, instruction(t->eager, i)),
			     *d = t->second ? numbers(t, t->second[i]) : NULL;

			printf("%s,\"%s\",%s%s%s\n", t->name[i], op, y, d ? "," : "", d ? d : "");
			release(op);
			release(y);
			release(d);
		}
}

/* ---- the command -------------------------------------------------------------------------- */

enum { PRIMAL, FORWARD, REVERSE, STATIC, SYMBOLIC };

static int modeof(const Options *o)
{
	static const char *const modes[] = { "primal", "forward", "reverse", "static", "symbolic" };
	int mode = 0;

	while (strcmp(o->mode, modes[mode])) mode++;
	if (o->seed && mode != FORWARD && mode != REVERSE)
		bad("trace: --seed is for --mode forward and reverse, not for %s", o->mode);
	if (o->after && (mode != PRIMAL || o->format == CSV))
		bad("--after prints a list, as text or with --format json: without %s",
			mode != PRIMAL ? "--mode" : "--format csv");
	if (o->dot && (mode != PRIMAL || (o->format != TEXT && !o->after)))
		bad("trace: --dot draws the function; neither --mode nor --format goes with it");
	if (o->format == CSV && (mode == STATIC || mode == SYMBOLIC))
		bad("trace: --mode %s has text and json, no csv", o->mode);
	return mode;
}

int cmd_trace(int argc, char **argv)
{
	Trace t = { .o = options(argc, argv) };
	int status = 0, mode = modeof(&t.o);

	if (t.o.noperands != 1)
		bad("trace takes one formula, not %zu", t.o.noperands);
	t.num = t.o.num ? t.o.num : &f64;
	t.points = t.o.at;
	/* the list shown is the last's */
	if (t.o.at && mode == STATIC && strrchr(t.o.at, ';')) t.o.at = strrchr(t.o.at, ';') + 1;
	t.p = newpoint(&t.o);
	t.list = bylevel(formulas(&t.o, &t.p));
	setpoint(&t.p, &t.o);
	t.n = t.list->n;
	names(&t);
	if (t.o.after)             showpasses(&t);
	else if (t.o.dot)          dot(t.list, stdout);
	else if (mode == STATIC)   showstatic(&t);
	else if (mode == SYMBOLIC) status = showsymbolic(&t);
	else {
		eager(&t);
		if (t.o.format == JSON)     asjson(&t);
		else if (t.o.format == CSV) ascsv(&t);
		else                        astext(&t);
	}
	nameless(&t);
	release(t.second);
	freelist(t.eager);
	freelist(t.list);
	freepoint(&t.p);
	freeoptions(&t.o);
	return status;
}
