/* control.c -- instructions with bodies: recorded from C, and what their derivatives need. */
#include "engines/control/control.h"
#include <string.h>

extern const Prim cond_prim, while_prim, scan_prim, checkpoint_prim, subroutine_prim;

/* arguments and results of a body recorded from C; bodies in each other */
enum { MOST = 64, NESTED = 100 };

static const size_t TAPE = (size_t)1 << 30;        /* bytes of one loop written out, or kept */

/* n may be 0, and the arrays NULL then, which memcpy does not allow */
static void taken(V *to, const V *x, size_t n) { if (n) memcpy(to, x, n * sizeof *x); }

/* ---- recording ------------------------------------------------------------------ */

V control(List *l, const Prim *p, const Word *fixed, size_t nbodies, List **body, size_t nargs,
	const V *x, V *y)
{
	V v = higherorder(l, p, fixed, nbodies, body, nargs, x);

	if (y) resultrows(v, y);
	return v;
}

/* the body as a list of its own; it stays on l until it is whole, so that a refusal frees it */
static List *bodyof(List *l, size_t nx, const Shape *s, size_t ny, Body *b, const void *what)
{
	List *f = newlist();
	V x[MOST], y[MOST];

	*f = (List){ .fail = l->fail,
		.failed = l->failed,
		.inner = l->inner,
		.depth = l->depth + 1 };
	l->inner = f;
	if (f->depth > NESTED)
		refuse(l,
			"bodies in each other %d deep: one that records itself never ends; a while "
			"does what recursion would",
			NESTED);
	for (size_t k = 0; k < nx; k++) x[k] = Input(f, NULL, s[k]);
	b(x, y, what);
	for (size_t k = 0; k < ny; k++) {
		if (y[k].list != f)
			refuse(l,
				"result %zu of a body is no value of the body: what it uses from "
				"outside must be among its arguments",
				k + 1);
		Output(y[k]);
	}
	l->inner = f->inner;
	f->inner = NULL;
	f->fail = NULL;
	return f;
}

static void shapesof(List *l, size_t n, const V *x, size_t ny, Shape *s)
{
	if (n > MOST - 1 || ny > MOST)
		refuse(l, "a body takes at most %d arguments and gives at most %d results",
			MOST - 1, MOST);
	for (size_t k = 0; k < n; k++) s[k] = shapeof(x[k]);
}

void Cond(V c, size_t nx, const V *x, size_t ny, Body *then, Body *otherwise, const void *what,
	V *y)
{
	List *l = c.list, *body[2];
	Shape s[MOST];
	V arg[MOST] = { c };

	if (l->tape) {
		(truth(c) ? then : otherwise)(x, y, what);
		return;
	}
	shapesof(l, nx, x, ny, s);
	taken(arg + 1, x, nx);
	body[0] = bodyof(l, nx, s, ny, then, what);
	body[1] = bodyof(l, nx, s, ny, otherwise, what);
	control(l, &cond_prim, NULL, 2, body, nx + 1, arg, y);
}

void endless(List *l, long n, size_t before)
{
	if (n >= moststeps)
		refuse(l, "while: %ld steps and no end%s", moststeps,
			escape ? "" : "; --steps allows more");
	if (bytes().live > before + TAPE)
		refuse(l, "while: no end after %ld steps, whose tape has grown to %zu MiB", n,
			(bytes().live - before) >> 20);
}

void While(size_t carries, size_t nx, const V *x, Body *test, Body *step, const void *what, V *y)
{
	List *l = x[0].list, *body[2];
	Shape s[MOST];
	V now[MOST], c;
	size_t before;

	shapesof(l, nx, x, carries, s);
	if (!l->tape) {
		Word state[1 + PASSES] = { { .i = (int64_t)(nx - carries) },
			{ .i = (int64_t)carries } };

		body[0] = bodyof(l, nx, s, 1, test, what);
		body[1] = bodyof(l, nx, s, carries, step, what);
		control(l, &while_prim, state, 2, body, nx, x, y);
		return;
	}
	taken(now, x, nx);
	before = bytes().live;
	for (long n = 0; test(now, &c, what), truth(c); n++) {
		endless(l, n, before);
		step(now, y, what);
		taken(now, y, carries);
	}
	taken(y, now, carries);
}

/* item k of step t of x */
static V item(V x, size_t t)
{
	Shape s = shapeof(x), one = s;
	size_t start[RANK] = { t };

	one.dim[0] = 1;
	return Reshape(Slice(x, start, one.dim, NULL), without(s, 0));
}

V stack(size_t n, const V *x)
{
	V *one = alloc(n, sizeof *one), y;
	Shape s = shapeof(x[0]), wide = { s.rank + 1, { 1 } };

	memcpy(wide.dim + 1, s.dim, (size_t)s.rank * sizeof *s.dim);
	for (size_t k = 0; k < n; k++) one[k] = Reshape(x[k], wide);
	y = Concat(n, one, 0);
	release(one);
	return y;
}

/* step by step, on an eager list or written out */
void unrolled(size_t n, bool back, size_t carries, size_t items, size_t nx, const V *x, size_t ny,
	Step *step, const void *what, V *y)
{
	V *now = alloc(nx, sizeof *now), *out = alloc(ny, sizeof *out),
	  *each = alloc(n * ny, sizeof *each);

	taken(now, x, nx);
	for (size_t j = 0; j < n; j++) {
		size_t t = back ? n - 1 - j : j;

		for (size_t k = 0; k < items; k++) now[carries + k] = item(x[carries + k], t);
		step(now, out, what);
		taken(now, out, carries);
		for (size_t k = carries; k < ny; k++) each[k * n + t] = out[k];
	}
	taken(y, now, carries);
	for (size_t k = carries; k < ny; k++) y[k] = stack(n, &each[k * n]);
	release(now);
	release(out);
	release(each);
}

void Scan(size_t n, bool back, size_t carries, size_t items, size_t nx, const V *x, size_t ny,
	Body *step, const void *what, V *y)
{
	List *l = x[0].list, *f;
	Shape s[MOST];

	shapesof(l, nx, x, ny, s);
	if (!n || ny < carries || carries + items > nx)
		refuse(l,
			"scan: %zu steps, %zu carries, %zu item arrays of %zu arguments, %zu "
			"results do not fit",
			n, carries, items, nx, ny);
	for (size_t k = carries; k < carries + items; k++) {
		if (!s[k].rank || s[k].dim[0] != n)
			refuse(l,
				"scan: item array %zu has shape \"%s\"; %zu steps need as many "
				"items",
				k - carries + 1, shapetext(&s[k]), n);
		s[k] = without(s[k], 0);
	}
	if (l->tape) {
		unrolled(n, back, carries, items, nx, x, ny, step, what, y);
		return;
	}
	f = bodyof(l, nx, s, ny, step, what);
	control(l, &scan_prim,
		(Word[]){ { .i = (int64_t)n }, { .i = back }, { .i = (int64_t)carries },
			{ .i = (int64_t)items } },
		1, &f, nx, x, y);
}

static void whole(const Prim *p, size_t nx, const V *x, size_t ny, Body *b, const void *what, V *y)
{
	Shape s[MOST];
	List *f;

	shapesof(x[0].list, nx, x, ny, s);
	f = bodyof(x[0].list, nx, s, ny, b, what);
	control(x[0].list, p, NULL, 1, &f, nx, x, y);
}

void Checkpoint(size_t nx, const V *x, size_t ny, Body *b, const void *what, V *y)
{
	if (x[0].list->tape && inlinecheckpoints) b(x, y, what);
	else                               whole(&checkpoint_prim, nx, x, ny, b, what, y);
}

void Subroutine(size_t nx, const V *x, size_t ny, Body *b, const void *what, V *y)
{
	if (x[0].list->tape) b(x, y, what);
	else                 whole(&subroutine_prim, nx, x, ny, b, what, y);
}

void inlined(List *l, const List *f, const V *x, V *y)
{
	size_t n = l->nout;

	splice(l, f, x);
	for (size_t k = 0; k < f->nout; k++) y[k] = instruction(l, l->out[n + k]);
	l->nout = n;
}

/* ---- running bodies -------------------------------------------------------------------- */

void runbody(Run *r, size_t nx, const void *const *x)
{
	for (size_t k = 0; k < nx; k++) borrow(r, k, x[k]);
	run(r);
}

size_t copyout(const Num *T, Run *r, size_t from, size_t to, void *y)
{
	size_t all = 0, n;

	for (size_t k = from; k < to; k++, all += n) {
		const void *v = output(r, k, &n);

		T->copy(n, elem(T, y, all), 1, v, 1);
	}
	return all;
}
