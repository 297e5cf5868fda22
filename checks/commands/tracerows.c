/* tracerows.c -- the rows of a trace: their names, what they do and their numbers.
 *
 * Inputs are v(1-n) .. v0, rows v1, v2, ... by depth; constants stand where they are used.
 */
#include "checks/commands/trace.h"
#include "checks/io/out.h"
#include "engines/prims/traits.h"
#include <string.h>

/* ---- names and operations ------------------------------------------------------- */

void rownames(Trace *t)
{
	long next = 1 - (long)t->list->nin, rows = 1;

	t->name = alloc(t->n, sizeof *t->name);
	for (size_t k = 0; k < t->list->nin; k++)
		t->name[t->list->in[k]] = text("v%ld", next++);
	for (size_t i = 0; i < t->n; i++)
		if (t->list->ins[i].nargs)
			t->name[i] = text("v%ld", rows++);
}

void nameless(Trace *t)
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

char *operation(const Trace *t, size_t i)
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

/* the first few of n numbers, each in so many characters, 0: in as many as it takes */
static char *listed(const Trace *t, V v, size_t n, size_t few, int each)
{
	char *s = NULL, *one, *more;

	for (size_t k = 0; k < few; k++) {
		const void *x = elem(t->num, value(v), k);

		one = each ? brief(t->num, x, each) : shortest(t->num, x);
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

/* a row's numbers: the first few; where they are too wide, each of fewer digits, then fewer */
char *rownumbers(const Trace *t, V v, int width)
{
	/* characters of a number: from most of binary64's digits to three of them */
	static const int tries[] = { 0, 17, 16, 15, 14, 13 };
	size_t n = v.list ? count(shapeat(v.list, v.id)) : 1;
	char *s;

	if (!v.list)
		return text("0");
	if (n == 1 && width)
		return listed(t, v, 1, 1, width);
	for (size_t few = n < 4 ? n : 3; few; few--)
		for (size_t k = 0; k < sizeof tries / sizeof *tries; k++) {
			s = listed(t, v, n, few, tries[k]);
			if (!width || (int)strlen(s) <= width)
				return s;
			release(s);
		}
	return listed(t, v, n, 1, 13);
}

/* ---- their numbers --------------------------------------------------------------- */

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
void eagerrows(Trace *t)
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
		rownames(t);
	}
}
