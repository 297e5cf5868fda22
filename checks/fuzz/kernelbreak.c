/* kernelbreak.c -- one mistake in a right kernel: a table of kinds. */
#include "checks/fuzz/kernelfind.h"
#include <math.h>
#include <string.h>

/* ---- the mistakes ----------------------------------------------------------------------- */

static bool dropbranch(Kernel *k)
{
	Node *n = somenode(k, k->backward, splits), *kept;

	if (!n) return false;
	if (n->op == IF) kept = statement(BLOCK, copied(n->kid[1 + below(2)]), NULL);
	else kept = n->kid[2] ? n->kid[1 + below(2)] : number(1);
	become(n, kept);
	return true;
}

static bool shiftthreshold(Kernel *k)
{
	Node *n = somenode(k, k->backward, limited), *t;
	double by;

	if (!n) return false;
	t = n->kid[0]->op == NUMBER ? n->kid[0] : n->kid[1];
	by = sign() * fmax(fabs(t->value), 0.25);
	t->value = fitted(k, t->value + ldexp(by, -1 - below(k->isfloat ? 12 : 24)));
	return true;
}

/* the end of a loop, changed: to is one of kid[1]'s last place */
static bool lastelement(Kernel *k)
{
	Node *n = somenode(k, k->backward, loops);

	if (!n) return false;
	n->kid[1] = binary("sub", n->kid[1], integer(1));
	return true;
}

static bool tailmissing(Kernel *k)
{
	Node *n = somenode(k, k->backward, remains), *to;
	long m = 2L << below(5);

	if (n) {
		become(n, statement(BLOCK, NULL, NULL));
		return true;
	}
	n = somenode(k, k->backward, loops);
	if (!n || !plays(k, n->kid[1], SIZE)) return false;
	to = n->kid[1];
	n->kid[1] = binary("sub", to, binary("rest", copied(to), integer(m)));
	return true;
}

static bool beyondbound(Kernel *k)
{
	Node *n = somenode(k, k->backward, loops), *to;
	long bound = below(3) ? 16L << below(6) : 3 + below(900);

	if (!n || !plays(k, n->kid[1], SIZE)) return false;
	to = n->kid[1];
	if (below(2)) {
		n->kid[2] = statement(IF, binary("lt", called(n->name), integer(bound)), n->kid[2]);
		return true;
	}
	n->kid[1] = applying("choose", binary("lt", copied(to), integer(bound)), copied(to),
		integer(bound));
	return true;
}

static bool wrongindex(Kernel *k)
{
	Node *n = somenode(k, k->backward, below(4) ? reads : indexed), *i;
	const Param *p;

	if (!n || !(p = paramof(k, n->name)) || !p->rank) return false;
	i = n->kid[0];
	if (p->rank == 2) {                /* c B + b for b C + c; or the first row */
		Node *b = i->kid[0]->kid[0], *c = i->kid[1];

		n->kid[0] = below(2) ? copied(c)
			: binary("add", binary("mul", c, called(nameof(k, SIZE, 0))), b);
		return true;
	}
	switch (below(3)) {
	case 0:  n->kid[0] = integer(0); break;
	case 1:
		n->kid[0] = binary("sub", called(nameof(k, SIZE, p->dim[0])),
			binary("add", i, integer(1)));
		break;
	default:
		n->kid[0] = applying("choose", binary("gt", i, integer(0)),
			binary("sub", copied(i), integer(1)), integer(0));
	}
	return true;
}

/* what was saved is taken for what it was before; or saved before its last update */
static bool stalesave(Kernel *k)
{
	Node *n = somenode(k, k->forward, savesit), *x;

	if (n && k->form == ROWS) {
		Nodes in = { .count = 0 };
		Node *save = alone(n), *inner;

		search(k, k->forward, loops, &in);
		inner = in.n[in.count - 1];
		inner->kid[2] = then(save, inner->kid[2]);
		become(n, statement(BLOCK, NULL, NULL));
		return true;
	}
	if (n && below(2)) {
		x = somenode(k, k->forward, arguments);
		n->kid[1] = alone(x);
		return true;
	}
	n = somenode(k, k->backward, saved), x = somenode(k, k->backward, arguments);
	if (!n || k->form == ROWS) return false;
	if (!x) x = k->form == SCALAR ? called(nameof(k, INPUT, 0))
			: item(nameof(k, INPUT, 0), n->kid[0]);
	become(n, alone(x));
	return true;
}

static bool floatinside(Kernel *k)
{
	Node *n = k->isfloat ? NULL : somenode(k, k->backward, floating), *inner;

	if (!n || n->f->binds == 2 || n->f->binds == 3) return false;
	if (n->kid[1] && plays(k, n->kid[1], SIZE)) return false;
	inner = alone(n);
	*n = (Node){ .op = NARROW, .kid = { inner }, .next = n->next };
	return true;
}

static Node *negated(Node *n) { return unary("neg", n); }

static bool signinbranch(Kernel *k)
{
	Node *n = somenode(k, k->backward, chooses);
	int side = 1 + below(2);

	if (!n) return false;
	if (n->op != IF) {
		n->kid[side] = negated(n->kid[side]);
		return true;
	}
	if (!(n = somenode(k, n->kid[side], stores))) return false;
	if (n->op == RETURN) n->kid[0] = negated(n->kid[0]);
	else n->kid[1] = negated(n->kid[1]);
	return true;
}

static bool flipsign(Kernel *k)
{
	Node *n = somenode(k, k->backward, differences);

	if (!n) return false;
	if (isapply(n, "neg")) become(n, alone(n->kid[0]));
	else n->f = applied(isapply(n, "add") ? "sub" : "add");
	return true;
}

static bool dropterm(Kernel *k)
{
	Node *n = somenode(k, k->backward, sums);

	if (!n) return false;
	become(n, n->kid[below(2)]);
	return true;
}

static void scale(Node *n, double by)
{
	Node **v = n->op == RETURN ? &n->kid[0] : &n->kid[1];

	*v = binary("mul", *v, number(by));
}

static bool wrongfactor(Kernel *k)
{
	static const double by[] = { 2, 0.5, 3, -1, 0.25 };
	Node *n = somenode(k, k->backward, below(2) ? factors : stores);

	if (!n) return false;
	if (n->op == NUMBER) n->value *= by[below(5)];
	else scale(n, by[below(5)]);
	return true;
}

static bool coefficient(Kernel *k)
{
	Node *n = somenode(k, k->backward, below(2) ? factors : stores);
	double by = sign();

	if (!n) return false;
	by = 1 + ldexp(by, -3 - below(k->isfloat ? 18 : 44));
	if (n->op == NUMBER) n->value = fitted(k, n->value * by);
	else scale(n, by);
	return true;
}

static bool overwrite(Kernel *k)
{
	Node *n = somenode(k, k->backward, adds);

	if (n) n->op = SET;
	return n;
}

static bool accumulate(Kernel *k)
{
	Node *n = k->form == SCALAR ? NULL : somenode(k, k->backward, sets);

	if (n) n->op = ADDTO;
	return n;
}

static bool sumsrows(const Kernel *k, const Node *n)
{
	return adds(k, n) && paramof(k, n->kid[0]->name)->rank == 1;
}

/* dw of one row only */
static bool missingsum(Kernel *k)
{
	Node *n = k->form == ROWS ? somenode(k, k->backward, sumsrows) : NULL, *inner, *row;

	if (!n) return false;
	inner = alone(n);
	row = below(2) ? integer(0)
		: binary("sub", called(nameof(k, SIZE, 0)), integer(1));
	row = binary("eq", called(namenamed(k, "b")), row);
	*n = (Node){ .op = IF, .kid = { row, inner }, .next = n->next };
	return true;
}

static bool swaparguments(Kernel *k)
{
	Node *n;

	if (k->nargs > 1 && k->form != ROWS && below(2)) {
		int one = nameof(k, GRADIENT, 0), other = nameof(k, GRADIENT, 1);
		Nodes all = { .count = 0 };

		search(k, k->backward, stores, &all);
		for (int i = 0; i < all.count; i++) {
			int *name = &all.n[i]->kid[0]->name;

			*name = *name == one ? other : *name == other ? one : *name;
		}
		return true;
	}
	if (!(n = somenode(k, k->backward, ordered))) return false;
	Node *first = n->kid[0];

	n->kid[0] = n->kid[1], n->kid[1] = first;
	return true;
}

/* flat in a narrow band that the forward knows nothing of */
static bool narrowband(Kernel *k)
{
	Node *n = somenode(k, k->backward, stores), *x = somenode(k, k->backward, arguments), **v;
	double from = fitted(k, uniform(k->lo, k->hi)), to = from + ldexp(1, -below(12));

	if (!n || !x || k->form == ROWS) return false;
	if (x->op == AT && n->op != RETURN && n->kid[0]->op == AT)
		x = item(x->name, copied(n->kid[0]->kid[0]));
	v = n->op == RETURN ? &n->kid[0] : &n->kid[1];
	*v = applying("choose", binary("gt", copied(x), number(from)),
		applying("choose", binary("lt", copied(x), number(fitted(k, to))), number(0),
			copied(*v)), *v);
	return true;
}

static bool zeroatties(Kernel *k)
{
	Node *n = somenode(k, k->backward, stores), *at = somenode(k, k->backward, limited), *x,
	     *t = NULL, **v;

	if (!n || k->form == ROWS) return false;
	if (at) t = at->kid[0]->op == NUMBER ? at->kid[0] : at->kid[1];
	x = at ? (t == at->kid[0] ? at->kid[1] : at->kid[0]) : NULL;
	if (x && (x->op == AT || x->op == NAME) && plays(k, x, INPUT)) t = number(t->value);
	else {
		x = somenode(k, k->backward, arguments);
		if (!x) return false;
		t = number(0);
	}
	v = n->op == RETURN ? &n->kid[0] : &n->kid[1];
	if (x->op == AT && n->kid[0]->op == AT && n->op != RETURN)
		x = item(x->name, copied(n->kid[0]->kid[0]));
	*v = applying("choose", binary("eq", copied(x), t), number(0), *v);
	return true;
}

/* ---- the table -------------------------------------------------------------------------- */

/* weight: how often it is drawn; what few kernels can have, or few points show, more often */
static const struct { const char *name; int weight; bool (*breaks)(Kernel *); } table[] = {
	{ "branch dropped",               3, dropbranch },
	{ "threshold shifted",            3, shiftthreshold },
	{ "last element missing",         2, lastelement },
	{ "tail of a block missing",      2, tailmissing },
	{ "sizes beyond a bound missing", 4, beyondbound },
	{ "wrong index",                  2, wrongindex },
	{ "stale save",                   4, stalesave },
	{ "float32 inside",               3, floatinside },
	{ "sign in one branch",           3, signinbranch },
	{ "sign flipped",                 1, flipsign },
	{ "term dropped",                 1, dropterm },
	{ "wrong factor",                 1, wrongfactor },
	{ "coefficient off by 2^-k",      1, coefficient },
	{ "overwrites",                   2, overwrite },
	{ "accumulates",                  2, accumulate },
	{ "sum over rows missing",        6, missingsum },
	{ "arguments swapped",            1, swaparguments },
	{ "zero at ties",                 4, zeroatties },
	{ "flat in a narrow band",        3, narrowband },
};
const int mistakes = sizeof table / sizeof *table;

int drawmistake(void)
{
	int all = 0, at;

	for (int m = 0; m < mistakes; m++) all += table[m].weight;
	at = below(all);
	for (int m = 0; m < mistakes; m++)
		if ((at -= table[m].weight) < 0) return m;
	return 0;
}

const char *mistakenamed(int kind) { return table[kind].name; }

Kernel *broken(const Kernel *right, int kind, const char *title)
{
	Kernel *k = twinof(right, title);

	if (table[kind].breaks(k)) return k;
	freekernel(k);
	return NULL;
}
