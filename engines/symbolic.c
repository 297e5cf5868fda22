/* symbolic.c -- the derivative as an expression, one for each result and input.
 *
 * The same rules as everywhere, but for each input on its own, with seed 1 for
 * it and 0 for the others, and simplified as algebra: x*0 = 0, x + 0 = x.
 * "symbolic" then gives up sharing: the list becomes trees, whose nodes are
 * counted before they are built.  "symbolic-shared" keeps the list.
 */
#include "engines/list/rewrite.h"
#include "engines/run/program.h"
#include "engines/symbolic.h"
#include "engines/formula/infix.h"
#include "engines/prims/traits.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <string.h>

static const double LIMIT = 2e6;           /* nodes of all trees of one function: 64 MB of rows */

typedef struct {
	const Num *num;
	List *f;                           /* the function */
	/* for each input: the tangent of every result, and y before it */
	List **d;   Run **run;
	List **said;
	size_t nx, ny;
} State;

/* ---- what a symbolic engine does not take ------------------------------------- */

static bool refuses(const List *f, char why[WHY])
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->ins[i].prim->higherorder) {
			snprintf(why, WHY,
				"%s takes as many steps as its numbers ask for, and an expression "
				"has no steps: use an engine that traces",
				f->ins[i].prim->name);
			return true;
		}
		if (compares(f->ins[i].prim)) {
			char *a = infix(f, args(f, &f->ins[i])[0], 60),
			     *b = infix(f, args(f, &f->ins[i])[1], 60);

			snprintf(why, WHY,
				"the comparison `%s %s %s` chooses a branch, and an expression has "
				"none: use an engine that traces",
				a, signof(f->ins[i].prim), b);
			release(a);
			release(b);
			return true;
		}
	}
	return false;
}

/* ---- trees ------------------------------------------------------------------------ */

double treenodes(const List *l)
{
	double *n = alloc(l->n, sizeof *n), sum = 0;

	for (size_t i = 0; i < l->n; i++) {
		n[i] = 1;
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			n[i] += n[args(l, &l->ins[i])[k]];
	}
	for (size_t o = 0; o < l->nout; o++)
		sum += n[l->out[o]];
	release(n);
	return sum;
}

typedef struct { Id id; size_t next; } Visit;

/* row root of f again on l, and all it needs, nothing shared but the inputs */
static V grown(List *l, const List *f, Id root, const V *in)
{
	Visit *todo = NULL;
	V *done = NULL, y;
	size_t n = 0, room = 0, ndone = 0, doneroom = 0;

	todo = grow(todo, &room, 1, sizeof *todo);
	todo[n++] = (Visit){ root, 0 };
	while (n) {
		Visit *v = &todo[n - 1];
		const Ins *i = &f->ins[v->id];

		if (v->next < i->nargs) {
			Id a = args(f, i)[v->next++];

			todo = grow(todo, &room, n + 1, sizeof *todo);
			todo[n++] = (Visit){ a, 0 };
			continue;
		}
		done = grow(done, &doneroom, ndone + 1, sizeof *done);
		y = isinput(i) ? in[v->id] : recordlike(l, f, v->id, done + ndone - i->nargs);
		ndone -= i->nargs;
		done[ndone++] = y;
		n--;
	}
	y = done[0];
	release(todo);
	release(done);
	return y;
}

static List *trees(const List *f)
{
	List *l = newlist();
	V *in = alloc(f->n, sizeof *in);

	copyinputs(l, f, in);
	for (size_t o = 0; o < f->nout; o++)
		Output(grown(l, f, f->out[o], in));
	release(in);
	return l;
}

/* ---- derivatives --------------------------------------------------------------------- */

List *derivative(const List *f, size_t i, const Num *T)
{
	List *two = pushforward(f, 1), *l = newlist();
	V *x = alloc(two->nin, sizeof *x);
	size_t first = 0;

	for (size_t k = 0; k < f->nin; k++) x[k] = inputlike(l, f, k);
	for (size_t k = 0; k < f->nin; k++) {
		Shape s = *shapeat(f, f->in[k]);
		size_t n = count(&s);
		double *e = alloc(n, sizeof *e);

		if (i >= first && i < first + n) e[i - first] = 1;
		x[f->nin + k] =
			s.rank && i >= first && i < first + n ? Data(l, s, e) : Const(x[k], e[0]);
		first += n;
		release(e);
	}
	splice(l, two, x);
	release(x);
	freelist(two);
	return algebra(l, T);
}

static void close(void *state)
{
	State *s = state;

	for (size_t i = 0; i < s->nx; i++) {
		freerun(s->run[i]);
		freelist(s->said[i]);
		freelist(s->d[i]);
	}
	freelist(s->f);
	release(s->d);
	release(s->said);
	release(s->run);
	release(s);
}

static bool toolarge(State *s, char why[WHY])
{
	double nodes = 0, rows = 0;

	for (size_t i = 0; i < s->nx; i++) {
		nodes += treenodes(s->d[i]);
		rows += (double)s->d[i]->n;
	}
	if (nodes <= LIMIT)
		return false;
	snprintf(why, WHY,
		"the expanded derivative would have %.3g nodes, more than the limit of %.0g; "
		"shared it has %.0f",
		nodes, LIMIT, rows);
	return true;
}

static void *open(const Fn *fn, const Num *T, char why[WHY], bool tree)
{
	List *traced = trace(fn, NULL, NULL, why), *f = traced ? unroll(traced) : NULL;
	const Prim *missing = f ? unrunnable(f, T) : NULL;
	State *s;

	freelist(traced);
	if (missing)
		snprintf(why, WHY, "there is no %s in %s", missing->name, T->name);
	if (!f || missing || refuses(f, why) || unruled(f, why)) {
		freelist(f);
		return NULL;
	}
	s = alloc(1, sizeof *s);
	*s = (State){ .num = T, .f = f, .nx = nx(f), .ny = ny(f) };
	s->d = alloc(s->nx, sizeof *s->d);
	s->said = alloc(s->nx, sizeof *s->said);
	s->run = alloc(s->nx, sizeof *s->run);
	for (size_t i = 0; i < s->nx; i++)
		s->d[i] = derivative(f, i, T);
	if (tree && toolarge(s, why)) {
		close(s);
		return NULL;
	}
	for (size_t i = 0; i < s->nx; i++) {
		List *l = tree ? trees(s->d[i]) : copylist(s->d[i]);

		s->said[i] = expand(l, runs, T);
		s->run[i] = newrun(s->said[i], T);
		freelist(l);
	}
	return s;
}

static void *opentree(const Fn *f, const Num *T, char why[WHY])   { return open(f, T, why, true); }
static void *openshared(const Fn *f, const Num *T, char why[WHY]) { return open(f, T, why, false); }

/* the tangents are combinations of the expressions; unit directions are one expression each */
static Status jvp(void *state, const void *x, size_t k, const void *d, void *y, void *dy,
	double *err)
{
	State *s = state;
	const Num *T = s->num;
	void *part = array(T, s->ny);
	double c;

	T->fill(k * s->ny, dy, 0);
	for (size_t i = 0; i < s->nx; i++) {
		const void *from = x;
		void *to = part;

		for (size_t j = 0; j < s->f->nin; j++) from = put(s->run[i], j, from);
		run(s->run[i]);
		for (size_t o = 0; y && !i && o < s->f->nout; o++) y = get(s->run[i], o, y);
		for (size_t o = 0; o < s->f->nout; o++) to = get(s->run[i], s->f->nout + o, to);
		for (size_t j = 0; j < k; j++) {
			T->get(1, &c, elem(T, d, j * s->nx + i));
			if (c == 1)
				T->binary[B_add](s->ny, elem(T, dy, j * s->ny),
					elem(T, dy, j * s->ny), part);
			else if (c != 0)
				T->axpy(s->ny, elem(T, dy, j * s->ny), elem(T, d, j * s->nx + i),
					part);
		}
	}
	freearray(T, s->ny, part);
	return OK;
}

static char *show(void *state, size_t o, size_t i)
{
	State *s = state;
	const List *l = s->d[i];

	return infix(l, l->out[s->f->nout + o], 4000);
}

const Engine symbolic_engine = { "symbolic", "an expression for each entry, nothing shared",
	opentree, .jvp = jvp, .show = show, .close = close, .runs = RECORDED, .symbolic = true };
const Engine shared_engine = {
	"symbolic-shared", "the same expressions, subexpressions shared", openshared, .jvp = jvp,
	.show = show, .close = close, .runs = RECORDED, .symbolic = true
};
