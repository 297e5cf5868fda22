/* kernelread.c -- rows of a Wengert list as C: what is used once stands where it is used. */
#include "checks/fuzz/kernelread.h"
#include <math.h>
#include <string.h>

enum { LONGEST = 9 };                      /* parts of an expression before it gets a name */

typedef struct {
	Kernel *k;
	const Function *f;
	const List *l;
	const From *from;
	Node *known[LISTROWS], *lets;
	int uses[LISTROWS];
	char letter;
} Reading;

static Node *row(Reading *r, size_t i);

static int parts(const Node *n)
{
	int all = 1;

	for (int k = 0; n && k < 3; k++)
		if (n->kid[k]) all += parts(n->kid[k]);
	return all;
}

static bool brief(const Node *n) { return n->op == NUMBER || n->op == NAME || n->op == AT; }

static Node *let(Reading *r, size_t i, const char *suffix, Node *value)
{
	Node *l = statement(LET, value, NULL);

	l->name = newname(r->k, "%c%zu%s", r->letter, i, suffix);
	r->lets = then(r->lets, l);
	return called(l->name);
}

/* row i as a name, to be written twice */
static Node *atom(Reading *r, size_t i)
{
	Node *n = row(r, i);

	if (brief(n)) return n;
	return copied(r->known[i] = let(r, i, "", n));
}

static Node *sech2(Reading *r, size_t x, size_t i)
{
	Node *t = let(r, i, "h", unary(r->f->cosh ? "cosh" : "tanh", row(r, x)));
	Node *square = binary("mul", t, copied(t));

	return r->f->cosh ? binary("div", number(1), square)
			  : binary("sub", number(1), square);
}

static Node *logistic(Node *x)
{
	return binary("div", number(1), binary("add", number(1), unary("exp", unary("neg", x))));
}

/* primitives that C lacks, in what it has; NULL: C has it */
static Node *lowered(Reading *r, const char *p, const Id *a, size_t i)
{
	if (!strcmp(p, "sqr"))      return binary("mul", atom(r, a[0]), atom(r, a[0]));
	if (!strcmp(p, "recip"))    return binary("div", number(1), row(r, a[0]));
	if (!strcmp(p, "relu"))     return binary("max", row(r, a[0]), number(0));
	if (!strcmp(p, "sigmoid"))  return logistic(row(r, a[0]));
	if (!strcmp(p, "sech2"))    return sech2(r, a[0], i);
	if (!strcmp(p, "softplus"))
		return unary("log1p", unary("exp", row(r, a[0])));
	if (!strcmp(p, "gauss"))
		return unary("exp", binary("mul", unary("neg", atom(r, a[0])), atom(r, a[0])));
	if (!strcmp(p, "sign"))
		return binary("sub", binary("gt", atom(r, a[0]), number(0)),
			binary("lt", atom(r, a[0]), number(0)));
	if (!strcmp(p, "where"))
		return applying("choose", row(r, a[0]), row(r, a[1]), row(r, a[2]));
	if (!strcmp(p, "strongmul")) return binary("mul", row(r, a[0]), row(r, a[1]));
	if (!strcmp(p, "strongdiv")) return binary("div", row(r, a[0]), row(r, a[1]));
	if (!strcmp(p, "dhypot"))
		return binary("div", atom(r, a[0]), binary("hypot", atom(r, a[0]), row(r, a[1])));
	return NULL;
}

static Node *computed(Reading *r, size_t i)
{
	const Ins *in = &r->l->ins[i];
	const Id *a = args(r->l, in);
	Node *n = lowered(r, in->prim->name, a, i);

	return n ? n
		 : binary(in->prim->name, row(r, a[0]), in->nargs > 1 ? row(r, a[1]) : NULL);
}

static Node *row(Reading *r, size_t i)
{
	double c;
	Node *n;

	if (r->known[i]) return copied(r->known[i]);
	if (isconst(r->l, i, &c)) return number(fitted(r->k, c));
	if (!strcmp(r->l->ins[i].prim->name, "pi")) return number(fitted(r->k, M_PI));
	n = computed(r, i);
	if (r->known[i]) return copied(r->known[i]);
	if (r->uses[i] < 2 && parts(n) <= LONGEST) return n;
	return copied(r->known[i] = let(r, i, "", n));
}

static void usedin(Reading *r, size_t i)
{
	const Id *a = args(r->l, &r->l->ins[i]);

	if (r->uses[i]++ || r->known[i]) return;
	for (uint32_t k = 0; k < r->l->ins[i].nargs; k++) usedin(r, a[k]);
}

static size_t wanted(const Reading *r, int o)
{
	return o == SAVEDROW ? (size_t)r->f->saved : r->l->out[o];
}

static Reading reading(Kernel *k, const Function *f, int piece, const From *from, char letter)
{
	Reading r = { .k = k, .f = f, .l = f->list[piece], .from = from,
		.letter = (char)(letter + piece) };
	const List *l = r.l;
	double c;

	if (l->n > LISTROWS) die("fuzz-kernels: a list of %zu rows", l->n);
	for (size_t i = 0; i < l->nin; i++)
		r.known[l->in[i]] = i < (size_t)(f->nx + f->nfixed) ? from->x[i] : from->g;
	if (from->y && !r.known[l->out[0]] && !isconst(l, l->out[0], &c))
		r.known[l->out[0]] = from->y;
	if (from->saved && f->saved >= 0) r.known[f->saved] = from->saved;
	return r;
}

static Node *stored(const Goal *g, Node *value)
{
	return g->op == RETURN ? statement(RETURN, value, NULL)
			       : statement(g->op, copied(g->to), value);
}

static Node *condition(const Kernel *k, const Function *f, const From *from)
{
	Node *x = copied(from->x[f->kink]), *t = number(fitted(k, f->at));

	if (f->absolute) x = unary("abs", x);
	return f->flipped ? binary(f->strict ? "gt" : "ge", t, x)
			  : binary(f->strict ? "lt" : "le", x, t);
}

Node *statements(Kernel *k, const Function *f, const From *from, int ngoals, const Goal *goal,
	char letter)
{
	Node *value[PIECES][ARGUMENTS + 1], *lets[PIECES], *all = NULL;

	for (int p = 0; p < f->pieces; p++) {
		Reading r = reading(k, f, p, from, letter);

		for (int g = 0; g < ngoals; g++) usedin(&r, wanted(&r, goal[g].o));
		for (int g = 0; g < ngoals; g++) value[p][g] = row(&r, wanted(&r, goal[g].o));
		lets[p] = r.lets;
	}
	if (f->pieces > 1 && f->ternary) {
		all = then(lets[0], lets[1]);
		for (int g = 0; g < ngoals; g++)
			all = then(all, stored(&goal[g], applying("choose", condition(k, f, from),
				value[0][g], value[1][g])));
		return all;
	}
	for (int p = 0; p < f->pieces; p++)
		for (int g = 0; g < ngoals; g++)
			lets[p] = then(lets[p], stored(&goal[g], value[p][g]));
	if (f->pieces == 1) return lets[0];
	all = statement(IF, condition(k, f, from), lets[0]);
	all->kid[2] = lets[1];
	return all;
}

long worthsaving(const Function *f)
{
	const List *l = f->list[0];
	bool ofg[LISTROWS] = { 0 };
	Reading r = { .l = l, .f = f };
	long found[LISTROWS];
	int n = 0;
	double c;

	for (size_t i = 0; i < l->nin; i++) ofg[l->in[i]] = (int)i >= f->nx + f->nfixed;
	for (int k = 0; k < f->nx; k++) usedin(&r, l->out[1 + k]);
	for (size_t i = 0; i < l->n; i++) {
		const Id *a = args(l, &l->ins[i]);

		for (uint32_t k = 0; k < l->ins[i].nargs; k++) ofg[i] |= ofg[a[k]];
		if (r.uses[i] && !ofg[i] && !isinput(&l->ins[i]) && !isconst(l, i, &c) &&
			i != l->out[0] && l->ins[i].nargs)
			found[n++] = (long)i;
	}
	return n ? found[below(n)] : -1;
}
