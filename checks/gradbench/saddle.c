/* saddle -- the x that makes max over y of f(x, y) least, f(x, y) = |x|^2 - |y|^2, and that y
 * (Pearlmutter and Siskind 2008)
 *
 * Both are found by gradient descent, the y anew for each x: descent.c for x, and within the
 * function of x the same search as a loop of its own, through which its derivative goes.  Of fr the
 * outer derivative goes forward, the inner one in reverse.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/control/control.h"
#include "engines/prims/recorders.h"
#include <string.h>

/* the search's state, then what stays */
enum { AT, DOWN, SLOPE, STEP, ROW, GOES, CARRIES, FIXED = CARRIES, ALLOFIT };

static V square(V x) { return Sum(Sqr(x), ALL); }
static V not(V c) { return Sub(Const(c, 1), c); }
static V both(V a, V b) { return Mul(a, b); }

/* y, x -> f */
static void recordf(List *l, const Fn *f)
{
	V y = Input(l, "y", vector(2)), x = Input(l, "x", vector(2));

	Output(Sub(square(x), square(y)));
}

typedef struct {
	const List *f, *derivative;
	bool reverse;
	const double *start;
} Inner;

static V height(const Inner *in, V y, V x)
{
	V h;

	inlined(y.list, in->f, (V[]){ y, x }, &h);
	return Neg(h);
}

/* of -f by y */
static V slope(const Inner *in, V y, V x)
{
	V d[3], zero = Const(x, 0),
		e[2] = { Data(y.list, vector(2), (double[]){ 1, 0 }),
			Data(y.list, vector(2), (double[]){ 0, 1 }) };

	if (in->reverse) {
		inlined(y.list, in->derivative, (V[]){ y, x, Number(y.list, 1) }, d);
		return Neg(d[1]);
	}
	inlined(y.list, in->derivative, (V[]){ y, x, e[0], zero, e[1], zero }, d);
	return Neg(Concat(2, (V[]){ Reshape(d[1], vector(1)), Reshape(d[2], vector(1)) }, 0));
}

static void goeson(const V *a, V *y, const void *what) { y[0] = a[GOES]; }

/* as descent.c has it; a step that is none leaves all but GOES as it was */
static void advance(const V *a, V *to, const void *what)
{
	const Inner *in = what;
	V near = Const(a[STEP], 1e-5), one = Const(near, 1), zero = Const(near, 0);
	V next = Sub(a[AT], Mul(a[STEP], a[SLOPE])), down = height(in, next, a[FIXED]);
	V flat = Le(Sqrt(square(a[SLOPE])), near), doubled = Ge(a[ROW], Const(near, 10));
	V still = both(not(doubled), Le(Sqrt(square(Sub(a[AT], next))), near));
	V ends = Where(flat, one, still), lower = Lt(down, a[DOWN]);
	V taken = both(both(not(ends), not(doubled)), lower);
	V halved = both(both(not(ends), not(doubled)), not(lower));

	to[AT] = Where(taken, next, a[AT]);
	to[DOWN] = Where(taken, down, a[DOWN]);
	to[SLOPE] = Where(taken, slope(in, next, a[FIXED]), a[SLOPE]);
	to[STEP] =
		Mul(a[STEP], Where(doubled, Const(near, 2), Where(halved, Const(near, 0.5), one)));
	to[ROW] = Where(taken, Add(a[ROW], one), zero);
	to[GOES] = not(ends);
}

/* x -> max over y of f(x, y) */
static void rows(List *l, const Fn *f)
{
	const Inner *in = f->what;
	V x = Input(l, "x", vector(2)), y = Data(l, vector(2), in->start), end[CARRIES];
	V begin[ALLOFIT] = { y, height(in, y, x), slope(in, y, x), Number(l, 1e-5), Number(l, 0),
		Number(l, 1), x };

	While(CARRIES, ALLOFIT, begin, goeson, advance, in, end);
	Output(Neg(height(in, end[AT], x)));
}

/* ---- the search ------------------------------------------------------------------------------ */

typedef struct {
	List *list, *derivative;
	Inner inner;
	Fn fn, outer;
	Ready *f, *most; /* f(x, y); its maximum, of x */
	bool forward;
	const double *start;
	double at[4];
} Search;

static void close(void *what)
{
	Search *s = what;

	unready(s->most);
	unready(s->f);
	freelist(s->derivative);
	freelist(s->list);
	release(s);
}

static void *open(Problem *p, const Engine *e, int reverse, char why[WHY])
{
	Search *s = alloc(1, sizeof *s);

	*s = (Search){ .list = newlist(),
		.forward = !(reverse & OUTER),
		.start = p->x,
		.fn = { .name = "saddle", .record = recordf } };
	recordf(s->list, &s->fn);
	s->derivative = reverse & INNER ? pullback(s->list) : pushforward(s->list, 2);
	s->inner = (Inner){ s->list, s->derivative, (reverse & INNER) != 0, p->x };
	s->outer = (Fn){ .name = "saddle", .record = rows, .what = &s->inner };
	if ((s->f = ready(&s->fn, e, why)) && (s->most = ready(&s->outer, e, why))) return s;
	close(s);
	return NULL;
}

static bool solve(void *what, char why[WHY])
{
	Search *s = what;
	double *x = s->at, *y = x + 2;

	memcpy(x, s->start, 2 * sizeof *x);
	memcpy(y, s->start, 2 * sizeof *y);
	return descend(s->most, s->forward, 1, 2, x, 0, NULL, why) &&
		descend(s->f, s->forward, -1, 2, y, 2, x, why);
}

static const double *result(void *what) { return ((Search *)what)->at; }

static const Method bysearch = { open, solve, result, close };

static void read(Problem *p)
{
	p->nx = 2;
	p->x = numbersin(&p->in, "start", &p->nx);
}

static json_t *fourof(const Problem *p, const double *at) { return rowof(4, at); }

const Module saddle_module = { "saddle", read, NULL, NULL, NULL,
	{ { "ff", DESCENT, &bysearch, fourof, 0 }, { "fr", DESCENT, &bysearch, fourof, INNER },
		{ "rf", DESCENT, &bysearch, fourof, OUTER },
		{ "rr", DESCENT, &bysearch, fourof, OUTER | INNER } } };
