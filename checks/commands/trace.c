/* trace.c -- `wengert trace FORMULA --at V,...`: the evaluation trace as textbooks print it.
 */
#include "checks/commands/commands.h"
#include "checks/commands/trace.h"
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
#include <stdlib.h>
#include <string.h>

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

/* ---- output ----------------------------------------------------------------------------- */

static const char *secondname(const Trace *t)
{
	return !t->second ? NULL : !strcmp(t->o.mode, "forward") ? "tangent" : "adjoint";
}

/* what a row says: name, operation, value, and tangent or adjoint */
enum { ROWNAME, ROWOPERATION, ROWVALUE, ROWSECOND, CELLS };

/* columns of a row where numbers are numbers; of the longest operation */
enum { ROWWIDTH = 6, OPERATION = 24, VALUE = 25, LONGESTOPERATION = 30 };

/* width: characters of a value */
static void cells(const Trace *t, size_t i, int width, char *cell[CELLS])
{
	char *op = operation(t, i);

	cell[ROWNAME] = text("%s", t->name[i]);
	cell[ROWOPERATION] = cut(op, LONGESTOPERATION);
	cell[ROWVALUE] = rownumbers(t, instruction(t->eager, i), width);
	cell[ROWSECOND] = t->second ? rownumbers(t, t->second[i], width) : NULL;
	release(op);
}

/* each column as wide as its longest cell, and at least as where numbers are numbers */
static void sized(const Trace *t, int width, char *(*cell)[CELLS], int wide[CELLS], int last)
{
	for (size_t i = 0; i < t->n; i++) {
		if (!t->name[i]) continue;
		for (int c = 0; c <= last; c++) release(cell[i][c]);
		cells(t, i, width, cell[i]);
		for (int c = 0; c <= last; c++)
			if (characters(cell[i][c]) + 2 > wide[c])
				wide[c] = characters(cell[i][c]) + 2;
	}
}

/* characters of a value: all there are in a row but for its name and its operation */
static int valuewidth(const int wide[CELLS], bool second)
{
	int left = TERMINAL - 2 - wide[ROWNAME] - wide[ROWOPERATION];

	return second ? left / 2 - 1 : left;
}

static void astext(const Trace *t)
{
	bool back = t->second && !strcmp(t->o.mode, "reverse");
	char *(*cell)[CELLS] = alloc(t->n, sizeof *cell);
	int wide[CELLS] = { ROWWIDTH, OPERATION, VALUE, 0 }, room,
	    last = t->second ? ROWSECOND : ROWVALUE;

	sized(t, 0, cell, wide, last);
	room = valuewidth(wide, t->second != NULL);
	if (wide[ROWNAME] + wide[ROWOPERATION] + wide[ROWVALUE] + wide[ROWSECOND] > TERMINAL) {
		wide[ROWVALUE] = VALUE < room + 2 ? VALUE : room + 2;
		wide[ROWSECOND] = 0;
		sized(t, room, cell, wide, last);
	}
	wide[last] = 0;
	printf("  %-*s%-*s%-*s%s\n", wide[0], "row", wide[1], "operation", wide[2], "value",
		t->second ? secondname(t) : "");
	for (size_t k = 0; k < t->n; k++) {
		size_t i = back ? t->n - 1 - k : k;

		if (!t->name[i]) continue;
		fputs("  ", stdout);
		for (int c = 0; c <= last; c++) padded(cell[i][c], wide[c]);
		putchar('\n');
		for (int c = 0; c <= last; c++) release(cell[i][c]);
	}
	release(cell);
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
			char *op = operation(t, i), *y = rownumbers(t, instruction(t->eager, i), 0),
			     *d = t->second ? rownumbers(t, t->second[i], 0) : NULL;

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
	if (!strcmp(o->emit, "c") && mode != STATIC)
		bad("trace: --emit is for --mode static, not for %s", o->mode);
	if (!strcmp(o->emit, "c") && !o->num->ctype)
		bad("trace: --emit c: programs are made of f64 and f32, not of %s", o->num->name);
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
	t.num = t.o.num;
	t.points = t.o.at;
	/* the list shown is the last's */
	if (t.o.at && mode == STATIC && strrchr(t.o.at, ';')) t.o.at = strrchr(t.o.at, ';') + 1;
	t.p = newpoint(&t.o);
	t.list = bylevel(formulas(&t.o, &t.p));
	setpoint(&t.p, &t.o);
	t.n = t.list->n;
	rownames(&t);
	if (t.o.after)             showpasses(&t);
	else if (t.o.dot)          dot(t.list, stdout);
	else if (mode == STATIC)   showstatic(&t);
	else if (mode == SYMBOLIC) status = showsymbolic(&t);
	else {
		eagerrows(&t);
		if (mode != PRIMAL) differentiate(&t);
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
