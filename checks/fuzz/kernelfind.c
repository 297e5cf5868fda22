/* kernelfind.c -- nodes of a tree that a mistake may be made at. */
#include "checks/fuzz/kernelfind.h"
#include <string.h>

void search(const Kernel *k, Node *n, Test *t, Nodes *found)
{
	for (; n; n = n->next) {
		if (t(k, n) && found->count < FOUND) found->n[found->count++] = n;
		for (int i = 0; i < 3; i++)
			if (n->kid[i]) search(k, n->kid[i], t, found);
	}
}

Node *somenode(const Kernel *k, Node *from, Test *t)
{
	Nodes found = { .count = 0 };

	search(k, from, t, &found);
	return found.count ? found.n[below(found.count)] : NULL;
}

/* what was at n becomes m; what comes after n stays */
void become(Node *n, const Node *m)
{
	Node *after = n->next;

	*n = *m;
	n->next = after;
}

/* a copy of n alone */
Node *alone(const Node *n)
{
	Node c = *n;

	c.next = NULL;
	return copied(&c);
}

const Param *paramof(const Kernel *k, int name)
{
	for (int i = 0; i < k->nparams; i++)
		if (k->param[i].name == name) return &k->param[i];
	return NULL;
}

int nameof(const Kernel *k, Role role, int skip)
{
	for (int i = 0; i < k->nparams; i++)
		if (k->param[i].role == role && !skip--) return k->param[i].name;
	return -1;
}

bool plays(const Kernel *k, const Node *n, Role role)
{
	const Param *p = n->op == AT || n->op == NAME ? paramof(k, n->name) : NULL;

	return p && p->role == role;
}

/* ---- which nodes ------------------------------------------------------------------------ */

bool stores(const Kernel *k, const Node *n)
{
	if (n->op == RETURN) return true;
	return (n->op == SET || n->op == ADDTO) && plays(k, n->kid[0], GRADIENT);
}
bool adds(const Kernel *k, const Node *n)
{
	return n->op == ADDTO && plays(k, n->kid[0], GRADIENT);
}
bool sets(const Kernel *k, const Node *n)
{
	return n->op == SET && plays(k, n->kid[0], GRADIENT) && n->kid[1]->op != NUMBER;
}
bool floating(const Kernel *k, const Node *n)
{
	return n->op == APPLY && n->kid[0]->op != WHOLE && n->kid[0]->op != NUMBER;
}
bool splits(const Kernel *k, const Node *n)
{
	return n->op == IF || (isapply(n, "choose") && n->kid[1]->op != WHOLE &&
		!plays(k, n->kid[2], SIZE)) || isapply(n, "gt") || isapply(n, "ge");
}
bool chooses(const Kernel *k, const Node *n)
{
	return n->op == IF || (splits(k, n) && n->kid[2]);
}
bool limited(const Kernel *k, const Node *n)
{
	return decides(n) && (n->kid[0]->op == NUMBER || n->kid[1]->op == NUMBER);
}
bool loops(const Kernel *k, const Node *n) { return n->op == FOR; }
bool remains(const Kernel *k, const Node *n)
{
	return loops(k, n) && !n->kid[0] && n->value < 2;
}
bool indexed(const Kernel *k, const Node *n)
{
	return n->op == AT && n->kid[0] && n->kid[0]->op != WHOLE;
}
bool reads(const Kernel *k, const Node *n) { return indexed(k, n) && !plays(k, n, GRADIENT); }
bool sums(const Kernel *k, const Node *n)
{
	return n->op == APPLY && (isapply(n, "add") || isapply(n, "sub")) &&
		n->kid[0]->op != WHOLE && n->kid[1]->op != WHOLE && !plays(k, n->kid[1], SIZE) &&
		n->kid[1]->op != NAME;
}
bool factors(const Kernel *k, const Node *n) { return n->op == NUMBER && n->value != 0; }
bool ordered(const Kernel *k, const Node *n)
{
	return (isapply(n, "sub") || isapply(n, "div")) && !plays(k, n->kid[1], SIZE);
}
bool saved(const Kernel *k, const Node *n) { return plays(k, n, RESULT) || plays(k, n, SAVED); }
bool savesit(const Kernel *k, const Node *n)
{
	return n->op == SET && plays(k, n->kid[0], SAVED);
}
bool arguments(const Kernel *k, const Node *n) { return plays(k, n, INPUT); }
bool differences(const Kernel *k, const Node *n) { return sums(k, n) || isapply(n, "neg"); }
