/* kerneltree.c -- statements and expressions of C: made, copied, written out. */
#include "checks/fuzz/kernels.h"
#include <quadmath.h>
#include <stdlib.h>
#include <string.h>

const char *const formtext[FORMS] = { "scalar", "pointwise", "blocked", "rows" };

/* ---- what is applied -------------------------------------------------------------------- */

/* F(name, written before the first argument, between two, after them, how many, how tightly it
 * binds, value): 0 loosest, 9 a call; a % before a parenthesis is the suffix of the number type */
#define ALL \
	F(add,      "", " + ", "", 2, 4, x[0] + x[1]) \
	F(sub,      "", " - ", "", 2, 4, x[0] - x[1]) \
	F(mul,      "", " * ", "", 2, 5, x[0] * x[1]) \
	F(div,      "", " / ", "", 2, 5, x[0] / x[1]) \
	F(rest,     "", " % ", "", 2, 5, fmodq(x[0], x[1])) \
	F(neg,      "-", "", "", 1, 6, -x[0]) \
	F(lt,       "", " < ", "", 2, 3, x[0] < x[1]) \
	F(le,       "", " <= ", "", 2, 3, x[0] <= x[1]) \
	F(gt,       "", " > ", "", 2, 3, x[0] > x[1]) \
	F(ge,       "", " >= ", "", 2, 3, x[0] >= x[1]) \
	F(eq,       "", " == ", "", 2, 2, x[0] == x[1]) \
	F(choose,   "", " ? ", " : ", 3, 1, x[0] != 0 ? x[1] : x[2]) \
	F(max,      "fmax%(", ", ", ")", 2, 9, fmaxq(x[0], x[1])) \
	F(min,      "fmin%(", ", ", ")", 2, 9, fminq(x[0], x[1])) \
	F(hypot,    "hypot%(", ", ", ")", 2, 9, hypotq(x[0], x[1])) \
	F(abs,      "fabs%(", "", ")", 1, 9, fabsq(x[0])) \
	F(sqrt,     "sqrt%(", "", ")", 1, 9, sqrtq(x[0])) \
	F(exp,      "exp%(", "", ")", 1, 9, expq(x[0])) \
	F(expm1,    "expm1%(", "", ")", 1, 9, expm1q(x[0])) \
	F(log,      "log%(", "", ")", 1, 9, logq(x[0])) \
	F(log1p,    "log1p%(", "", ")", 1, 9, log1pq(x[0])) \
	F(sin,      "sin%(", "", ")", 1, 9, sinq(x[0])) \
	F(cos,      "cos%(", "", ")", 1, 9, cosq(x[0])) \
	F(tanh,     "tanh%(", "", ")", 1, 9, tanhq(x[0])) \
	F(cosh,     "cosh%(", "", ")", 1, 9, coshq(x[0])) \
	F(sinh,     "sinh%(", "", ")", 1, 9, sinhq(x[0])) \
	F(atan,     "atan%(", "", ")", 1, 9, atanq(x[0])) \
	F(erf,      "erf%(", "", ")", 1, 9, erfq(x[0]))

#define F(name, before, between, after, n, binds, value) \
	static Quad q_##name(const Quad *x) { return value; }
ALL
#undef F
#define F(name, before, between, after, n, binds, value) \
	{ #name, before, between, after, n, binds, q_##name },
static const Apply table[] = { ALL };
#undef F

const Apply *applied(const char *name)
{
	for (size_t k = 0; k < sizeof table / sizeof *table; k++)
		if (!strcmp(table[k].name, name)) return &table[k];
	return NULL;
}

bool isapply(const Node *n, const char *f) { return n->op == APPLY && !strcmp(n->f->name, f); }

bool decides(const Node *n)
{
	return n->op == APPLY && (n->f->binds == 3 || isapply(n, "eq") || isapply(n, "max") ||
		isapply(n, "min"));
}

/* ---- made ------------------------------------------------------------------------------- */

/* nodes live until all are forgotten: trees share theirs freely */
enum { CHUNK = 4096 };
typedef struct Chunk Chunk;
struct Chunk { Chunk *before; int n; Node node[CHUNK]; };
static Chunk *chunks;

static Node *newnode(Op op)
{
	Node *n;

	if (!chunks || chunks->n == CHUNK) {
		Chunk *c = alloc(1, sizeof *c);

		c->before = chunks;
		chunks = c;
	}
	n = &chunks->node[chunks->n++];
	n->op = op;
	return n;
}

void forget(void)
{
	while (chunks) {
		Chunk *c = chunks;

		chunks = c->before;
		release(c);
	}
}

Node *number(double v) { Node *n = newnode(NUMBER); n->value = v; return n; }
Node *integer(long v)    { Node *n = newnode(WHOLE);  n->value = (double)v; return n; }
Node *called(int name)  { Node *n = newnode(NAME);   n->name = name; return n; }

Node *item(int array, Node *index)
{
	Node *n = newnode(AT);

	n->name = array, n->kid[0] = index;
	return n;
}

Node *applying(const char *f, Node *a, Node *b, Node *c)
{
	Node *n = newnode(APPLY);

	n->f = applied(f);
	if (!n->f) die("fuzz-kernels: C has no %s", f);
	n->kid[0] = a, n->kid[1] = b, n->kid[2] = c;
	return n;
}

Node *statement(Op op, Node *a, Node *b)
{
	Node *n = newnode(op);

	n->kid[0] = a, n->kid[1] = b;
	return n;
}

Node *copied(const Node *n)
{
	Node *c;

	if (!n) return NULL;
	c = newnode(n->op);
	*c = *n;
	for (int k = 0; k < 3; k++) c->kid[k] = copied(n->kid[k]);
	c->next = copied(n->next);
	return c;
}

Node *then(Node *first, Node *second)
{
	Node *last = first;

	if (!first) return second;
	while (last->next) last = last->next;
	last->next = second;
	return first;
}

int newname(Kernel *k, const char *fmt, ...)
{
	va_list ap;
	char *s;
	int was;

	va_start(ap, fmt);
	s = vtext(fmt, ap);
	va_end(ap);
	was = namenamed(k, s);
	if (was >= 0) return was;
	if (k->nnames == NAMES) die("fuzz-kernels: more than %d names", NAMES);
	k->name[k->nnames] = s;
	return k->nnames++;
}

int namenamed(const Kernel *k, const char *s)
{
	for (int n = 0; n < k->nnames; n++)
		if (!strcmp(k->name[n], s)) return n;
	return -1;
}

Param *param(Kernel *k, Role role, int name, int rank, int dim0, int dim1)
{
	Param *p = &k->param[k->nparams++];

	*p = (Param){ .role = role, .name = name, .rank = rank, .dim = { dim0, dim1 } };
	return p;
}

/* ---- written out ------------------------------------------------------------------------ */

typedef struct { const Kernel *k; FILE *to; } Page;

static void literal(Page p, double v)
{
	char s[40];

	for (int n = 1; n <= 17; n++) {
		snprintf(s, sizeof s, "%.*g", n, v);
		if (fitted(p.k, strtod(s, NULL)) == v) break;
	}
	fprintf(p.to, "%s%s%s", s, strpbrk(s, ".e") ? "" : ".0", p.k->isfloat ? "f" : "");
}

static void expression(Page p, const Node *n, int least);

static void word(Page p, const char *s)
{
	for (; *s; s++)
		if (*s == '%' && s[1] == '(') {
			if (p.k->isfloat) fputc('f', p.to);
		} else {
			fputc(*s, p.to);
		}
}

static void application(Page p, const Node *n, int least)
{
	const Apply *f = n->f;
	bool call = f->binds == 9, paren = f->binds < least;
	int left = call ? 0 : f->binds + (f->arity != 2), right = call ? 0 : f->binds + 1;

	if (paren) fputc('(', p.to);
	word(p, f->before);
	expression(p, n->kid[0], left);
	if (f->arity > 1) word(p, f->between), expression(p, n->kid[1], right);
	word(p, f->after);
	if (f->arity > 2) expression(p, n->kid[2], f->binds);
	if (paren) fputc(')', p.to);
}

static void expression(Page p, const Node *n, int least)
{
	bool paren = (n->op == NUMBER || n->op == WHOLE) && n->value < 0 && least > 4;

	if (paren) fputc('(', p.to);
	switch (n->op) {
	case NUMBER: literal(p, n->value); break;
	case WHOLE:  fprintf(p.to, "%ld", (long)n->value); break;
	case NAME:   fputs(p.k->name[n->name], p.to); break;
	case AT:
		fprintf(p.to, n->kid[0] ? "%s[" : "*%s", p.k->name[n->name]);
		if (n->kid[0]) expression(p, n->kid[0], 0), fputc(']', p.to);
		break;
	case NARROW:
		fputs("(float)", p.to);
		expression(p, n->kid[0], 7);
		break;
	default: application(p, n, least);
	}
	if (paren) fputc(')', p.to);
}

static void indent(Page p, int deep) { while (deep-- > 0) fputc('\t', p.to); }

static void statements(Page p, const Node *n, int deep);

static void block(Page p, const Node *n, int deep)
{
	fputs("{\n", p.to);
	statements(p, n, deep + 1);
	indent(p, deep);
	fputs("}", p.to);
}

static void loop(Page p, const Node *n, int deep)
{
	const char *i = p.k->name[n->name];

	fputs("for (", p.to);
	if (n->kid[0]) fprintf(p.to, "int %s = ", i), expression(p, n->kid[0], 0);
	fprintf(p.to, n->value > 1 && !n->whole ? "; %s + %g <= " : "; %s < ", i, n->value);
	expression(p, n->kid[1], 4);
	fprintf(p.to, n->value > 1 ? "; %s += %g) " : "; %s++) ", i, n->value);
	block(p, n->kid[2], deep);
	fputc('\n', p.to);
}

static void one(Page p, const Node *n, int deep)
{
	const char *T = p.k->isfloat ? "float" : "double";

	indent(p, deep);
	switch (n->op) {
	case FOR: loop(p, n, deep); return;
	case BLOCK: block(p, n->kid[0], deep), fputc('\n', p.to); return;
	case IF:
		fputs("if (", p.to), expression(p, n->kid[0], 0), fputs(") ", p.to);
		block(p, n->kid[1], deep);
		if (n->kid[2]) fputs(" else ", p.to), block(p, n->kid[2], deep);
		fputc('\n', p.to);
		return;
	case LET:
		fprintf(p.to, "%s%s %s = ", n->changes || n->whole ? "" : "const ",
			n->whole ? "int" : T, p.k->name[n->name]);
		expression(p, n->kid[0], 0);
		break;
	case RETURN: fputs("return ", p.to), expression(p, n->kid[0], 0); break;
	default:
		expression(p, n->kid[0], 0);
		fputs(n->op == ADDTO ? " += " : " = ", p.to);
		expression(p, n->kid[1], 0);
	}
	fputs(";\n", p.to);
}

static void statements(Page p, const Node *n, int deep)
{
	for (; n; n = n->next) one(p, n, deep);
}

/* a result that the backward takes as its saved value */
static bool again(const Kernel *k, const Param *p)
{
	return p->role == SAVED && p->name == k->param[0].name;
}

/* the parameters of these roles, in that order */
static int parameters(Page p, const Role *role, int nroles, bool back)
{
	const char *T = p.k->isfloat ? "float" : "double";
	int n = 0;

	for (int r = 0; r < nroles; r++)
		for (int i = 0; i < p.k->nparams; i++) {
			const Param *a = &p.k->param[i];
			bool written = back ? a->role == GRADIENT : a->role <= SAVED;

			if (a->role != role[r] || (!back && again(p.k, a))) continue;
			if (n++) fputs(", ", p.to);
			if (a->role == SIZE) fprintf(p.to, "int %s", p.k->name[a->name]);
			else
				fprintf(p.to, "%s%s %s%s", a->rank && !written ? "const " : "", T,
					a->rank || a->role == GRADIENT ? "*" : "",
					p.k->name[a->name]);
		}
	return n;
}

static void dims(Page p, const Param *a)
{
	const char *S[] = { "N", "" };

	if (p.k->form == ROWS) S[0] = "B", S[1] = "C";
	if (a->rank == 1) fprintf(p.to, "[%s]", S[a->dim[0]]);
	if (a->rank == 2) fprintf(p.to, "[%s,%s]", S[a->dim[0]], S[a->dim[1]]);
}

static void comment(Page p)
{
	const Kernel *k = p.k;
	int n = 0;

	fputs("/* wengert:", p.to);
	for (int i = 0; i < k->nparams; i++)
		if (k->param[i].role <= SAVED && !again(k, &k->param[i]))
			fprintf(p.to, " %s", k->name[k->param[i].name]), dims(p, &k->param[i]);
	fprintf(p.to, " = %s(", k->title);
	for (int i = 0; i < k->nparams; i++) {
		if (k->param[i].role != INPUT) continue;
		fprintf(p.to, "%s%s", n++ ? ", " : "", k->name[k->param[i].name]);
		dims(p, &k->param[i]);
		if (k->bounded) fprintf(p.to, " in [%g,%g]", k->lo, k->hi);
	}
	fputs(")", p.to);
	for (const Param *a = k->param; a < k->param + k->nparams; a++)
		if (a->role == FIXED) fprintf(p.to, " with %s = %g", k->name[a->name], a->value);
	if (k->form != SCALAR) fputs(k->accumulates ? " accumulates" : " overwrites", p.to);
	fputs(" */\n", p.to);
}

void printkernel(const Kernel *k, FILE *to)
{
	static const Role ahead[] = { RESULT, SAVED, INPUT, FIXED, SIZE },
		back[] = { GRADIENT, COTANGENT, INPUT, SAVED, FIXED, SIZE },
		aheadscalar[] = { INPUT }, backscalar[] = { INPUT, SAVED, COTANGENT, GRADIENT };
	Page p = { k, to };
	bool scalar = k->form == SCALAR;
	const char *T = k->isfloat ? "float" : "double";

	comment(p);
	fprintf(to, scalar ? "%s %s(" : "%s %s_forward(", scalar ? T : "void", k->title);
	parameters(p, scalar ? aheadscalar : ahead, scalar ? 1 : 5, false);
	fputs(")\n{\n", to);
	statements(p, k->forward, 1);
	fprintf(to, scalar ? "}\n\n%s %s_vjp(" : "}\n\n%s %s_backward(",
		scalar && k->nargs == 1 ? T : "void", k->title);
	parameters(p, scalar ? backscalar : back, scalar ? 3 + (k->nargs > 1) : 6, true);
	fputs(")\n{\n", to);
	statements(p, k->backward, 1);
	fputs("}\n\n", to);
}
