/* rules.c -- d f'(x), recorded.
 *
 * Each formula of scalar.def is parsed once into a small list with inputs x, y
 * (or a, b, y).  The product with d is taken apart at the top of the formula:
 * 1, -1 and 0 cost nothing, and d p/q is (d p)/q, one rounding instead of two.
 * Products are strongmul and strongdiv, so that a zero d wins over an infinite factor
 * and nothing leaks out of a branch not taken.
 */
#include "engines/prims/rules.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <pthread.h>
#include <string.h>

enum { ROWS = 24 };                        /* the longest formula has 14 */

typedef struct { const Prim *prim; List *d[2], *loweredas; } Parsed;

static Parsed parsed[NUNARY + NBINARY];
static pthread_once_t once = PTHREAD_ONCE_INIT;
extern const Prim neg_prim, div_prim;
static Formula *reader;
V (*tamper)(const Prim *, int i, V t, V d);

void readrules(Formula *f) { reader = f; }

static int place(const Prim *p) { return p->nargs == 1 ? p->slot : NUNARY + p->slot; }

static List *ruled(const Prim *p, const char *readas, const char *what)
{
	char title[64];
	List *l;

	if (!readas)
		return NULL;
	snprintf(title, sizeof title, "the %s of %s", what, p->name);
	l = reader(readas, title, p->nargs == 1 ? "x,y" : "a,b,y");
	if (l->n > ROWS)
		die("%s has %zu rows, at most %d fit", title, l->n, ROWS);
	return l;
}

static void parseall(void)
{
	if (!reader)
		die("rules of scalar.def: nobody reads formulas; call readrules(formula) first");
	for (const Prim *const *p = elementary; *p; p++)
		parsed[place(*p)] = (Parsed){ *p,
			{ ruled(*p, (*p)->d[0], "derivative"),
				ruled(*p, (*p)->d[1], "derivative") },
			ruled(*p, (*p)->loweredas, "lowering") };
}

static const Parsed *of(const Prim *p)
{
	pthread_once(&once, parseall);
	return &parsed[place(p)];
}

/* row i of a formula and what it needs, recorded once; done: rows so far */
static V want(List *to, const List *f, V *done, Id i)
{
	const Ins *in = &f->ins[i];
	V x[3];
	double c;

	if (done[i].list)
		return done[i];
	if (isconst(f, i, &c))
		return done[i] = Number(to, c);
	for (size_t k = 0; k < in->nargs; k++)
		x[k] = want(to, f, done, args(f, in)[k]);
	return done[i] = in->nargs ? record(to, in->prim, in->nargs, x, NULL, NULL) : Pi(to);
}

static V times(List *to, const List *f, V *done, Id i, V d)
{
	const Ins *in = &f->ins[i];
	const Id *x = args(f, in);
	double c;

	if (in->prim == &neg_prim)
		return Neg(times(to, f, done, x[0], d));
	if (in->prim == &div_prim)
		return Strongdiv(times(to, f, done, x[0], d), want(to, f, done, x[1]));
	if (isconst(f, i, &c) && fabs(c) == 1)
		return c == 1 ? d : Neg(d);
	return Strongmul(d, want(to, f, done, i));
}

V rule(int i, V d, V y, const V *x)
{
	const Prim *p = at(y)->prim;
	const List *f = of(p)->d[i];
	V done[ROWS] = { { 0 } };
	double c;

	if (isconst(f, f->out[0], &c) && c == 0)
		return (V){ 0 };
	for (int k = 0; k < p->nargs; k++)
		done[f->in[k]] = x[k];
	done[f->in[p->nargs]] = y;
	return times(d.list, f, done, f->out[0], d);
}

V lowered(V y, const V *x)
{
	const Prim *p = at(y)->prim;
	const List *f = of(p)->loweredas;
	V done[ROWS] = { { 0 } };

	for (int k = 0; k < p->nargs; k++)
		done[f->in[k]] = x[k];
	return want(x[0].list, f, done, f->out[0]);
}

V tangent(const Prim *p, int i, V d, V y, const V *x)
{
	V t = p->jvp(i, d, y, x);

	return tamper ? tamper(p, i, t, d) : t;
}

V cotangent(const Prim *p, int i, V g, V y, const V *x)
{
	V t = p->vjp(i, g, y, x);

	return tamper ? tamper(p, i, t, g) : t;
}
