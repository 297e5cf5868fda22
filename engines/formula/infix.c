/* infix.c -- an instruction written as the formula a person would type. */
#include "engines/formula/infix.h"
#include "engines/prims/traits.h"
#include <string.h>

typedef struct { char *s; size_t n, room, most; } Text;
typedef struct { const char *name, *sign; int binds; } Operator;

static const Operator signs[] = {
	{ "add", " + ", 2 },
	{ "sub", " - ", 2 },
	{ "mul", "*", 3 },
	{ "strongmul", "*", 3 },
	{ "div", "/", 3 },
	{ "strongdiv", "/", 3 },
	{ "matmul", " @ ", 3 },
	{ "neg", "-", 4 },
	{ "pow", "^", 5 },
	{ "sqr", "^2", 5 },
};
enum { ATOM = 9, DEEP = 400 };             /* DEEP: calls within calls, far below the stack */

static void say(Text *t, const char *s)
{
	size_t n = strlen(s);

	if (t->n > t->most)
		return;
	t->s = grow(t->s, &t->room, t->n + n + 1, 1);
	memcpy(t->s + t->n, s, n + 1);
	t->n += n;
}

static const Operator *operatorof(const Prim *p)
{
	static const Operator comparison = { "", NULL, 1 };

	if (compares(p))
		return &comparison;
	for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
		if (!strcmp(signs[k].name, p->name))
			return &signs[k];
	return NULL;
}

static void write(Text *, const List *, Id, int binds, int depth);

static void leaf(Text *t, const List *l, Id i)
{
	char word[40];
	double c;

	if (isconst(l, i, &c)) {
		snprintf(word, sizeof word, "%.17g", c);
		for (int digits = 1; digits < 17; digits++) {     /* the shortest that reads back */
			char less[40];
			double back;

			snprintf(less, sizeof less, "%.*g", digits, c);
			if (sscanf(less, "%lf", &back) == 1 && back == c) {
				strcpy(word, less);
				break;
			}
		}
		say(t, word);
		return;
	}
	for (size_t k = 0; k < l->nin; k++)
		if (l->in[k] == i && l->name[k]) {
			say(t, l->name[k]);
			return;
		}
	say(t, l->ins[i].prim->name);
}

static void call(Text *t, const List *l, Id i, int depth)
{
	const Ins *in = &l->ins[i];

	say(t, in->prim->name);
	for (size_t k = 0; k < in->nargs; k++) {
		say(t, k ? ", " : "(");
		write(t, l, args(l, in)[k], 0, depth + 1);
	}
	say(t, ")");
}

static void operate(Text *t, const List *l, Id i, const Operator *s, int depth)
{
	const Id *x = args(l, &l->ins[i]);

	if (s->binds == 4 || !strcmp(s->name, "sqr")) {
		if (s->binds == 4) say(t, s->sign);
		write(t, l, x[0], s->binds + (s->binds == 5), depth + 1);
		if (s->binds == 5) say(t, s->sign);
		return;
	}
	/* a < b < c is no formula */
	write(t, l, x[0], s->binds + (s->binds == 5 || s->binds == 1), depth + 1);
	if (s->sign) say(t, s->sign);
	else         say(t, " "), say(t, signof(l->ins[i].prim)), say(t, " ");
	write(t, l, x[1], s->binds + (s->binds != 5), depth + 1);
}

static void write(Text *t, const List *l, Id i, int binds, int depth)
{
	const Operator *s = operatorof(l->ins[i].prim);
	double c;
	bool sign = isconst(l, i, &c) && c < 0 && binds > 2,
	     brackets = (s && s->binds < binds) || sign;

	if (t->n > t->most || depth > DEEP) {
		t->n = t->most + 1;
		return;
	}
	if (brackets) say(t, "(");
	if (!l->ins[i].nargs) leaf(t, l, i);
	else if (s)           operate(t, l, i, s, depth);
	else                  call(t, l, i, depth);
	if (brackets) say(t, ")");
}

char *infix(const List *l, Id i, size_t most)
{
	Text t = { .most = most };

	write(&t, l, i, 0, 0);
	if (t.n <= most)
		return t.s ? t.s : copytext("", 0);
	release(t.s);
	return text("(an expression of more than %zu characters)", most);
}
