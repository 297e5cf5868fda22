/* kernelrun.c -- a kernel's tree interpreted, in binary128 or rounded to its type at every step. */
#include "checks/fuzz/kernels.h"

typedef struct { const Kernel *k; Values *v; Rounding how; Quad *held; int result; } Machine;

double fitted(const Kernel *k, double v) { return k->isfloat ? (double)(float)v : v; }

static Quad rounded(Rounding how, Quad v)
{
	return how == EXACTLY ? v : how == INFLOAT ? (Quad)(float)v : (Quad)(double)v;
}

static Quad evaluated(Machine *m, const Node *n);

static Quad *place(Machine *m, const Node *n)
{
	long i = n->kid[0] ? (long)evaluated(m, n->kid[0]) : 0;

	if (n->op == NAME)
		return m->v->at[n->name] ? m->v->at[n->name] : &m->held[n->name];
	if (i < 0 || (size_t)i >= m->v->n[n->name])
		die("fuzz-kernels: %s[%ld] in %s, which has %zu elements", m->k->name[n->name], i,
			m->k->title, m->v->n[n->name]);
	return &m->v->at[n->name][i];
}

static Quad evaluated(Machine *m, const Node *n)
{
	Quad x[3];

	switch (n->op) {
	case NUMBER: return (Quad)fitted(m->k, n->value);
	case WHOLE:  return (Quad)n->value;
	case NAME: case AT: return *place(m, n);
	case NARROW: return rounded(INFLOAT, evaluated(m, n->kid[0]));
	default: break;
	}
	/* what is not chosen is not computed */
	if (isapply(n, "choose"))
		return evaluated(m, n->kid[evaluated(m, n->kid[0]) != 0 ? 1 : 2]);
	for (int k = 0; k < n->f->arity; k++) x[k] = evaluated(m, n->kid[k]);
	return rounded(m->how, n->f->f(x));
}

static void perform(Machine *m, const Node *n);

static void loop(Machine *m, const Node *n)
{
	Quad *i = &m->held[n->name], step = (Quad)n->value;

	if (n->kid[0]) *i = evaluated(m, n->kid[0]);
	for (; *i + (n->whole ? 1 : step) <= evaluated(m, n->kid[1]); *i += step)
		perform(m, n->kid[2]);
}

static void perform(Machine *m, const Node *n)
{
	for (; n; n = n->next)
		switch (n->op) {
		case FOR:    loop(m, n); break;
		case BLOCK:  perform(m, n->kid[0]); break;
		case IF:     perform(m, n->kid[evaluated(m, n->kid[0]) != 0 ? 1 : 2]); break;
		case LET:    m->held[n->name] = evaluated(m, n->kid[0]); break;
		case RETURN: m->v->at[m->result][0] = evaluated(m, n->kid[0]); break;
		case SET:    *place(m, n->kid[0]) = evaluated(m, n->kid[1]); break;
		default: {
			Quad *to = place(m, n->kid[0]);

			*to = rounded(m->how, *to + evaluated(m, n->kid[1]));
		}
		}
}

/* returned by the backward of one argument: its gradient, else the result */
static int returned(const Kernel *k, Role role)
{
	for (int i = 0; i < k->nparams; i++)
		if (k->param[i].role == role) return k->param[i].name;
	die("fuzz-kernels: %s has no result", k->title);
}

void runkernel(const Kernel *k, Values *v, Rounding how)
{
	Quad held[NAMES] = { 0 };
	Machine m = { k, v, how, held, returned(k, RESULT) };

	perform(&m, k->forward);
	m.result = returned(k, GRADIENT);
	perform(&m, k->backward);
}

Values *newvalues(const Kernel *k, const long size[2])
{
	Values *v = alloc(1, sizeof *v);

	v->size[0] = size[0], v->size[1] = size[1];
	for (int i = 0, sizes = 0; i < k->nparams; i++) {
		const Param *p = &k->param[i];
		size_t n = 1;

		for (int r = 0; r < p->rank; r++) n *= (size_t)size[p->dim[r]];
		if (v->at[p->name]) continue;
		v->at[p->name] = alloc(n, sizeof(Quad));
		v->n[p->name] = n;
		if (p->role == FIXED) v->at[p->name][0] = (Quad)fitted(k, p->value);
		if (p->role == SIZE)  v->at[p->name][0] = (Quad)size[sizes++];
	}
	return v;
}

void freevalues(Values *v)
{
	for (int n = 0; n < NAMES; n++) release(v->at[n]);
	release(v);
}
