/* control.c -- instructions with bodies: recorded from C, and what their derivatives need. */
#include "engines/control/control.h"
#include <string.h>

extern const Prim cond_prim, while_prim, scan_prim, checkpoint_prim, subroutine_prim, part_prim;

enum { MOST = 64, NESTED = 100 };          /* arguments and results of a body recorded from C; bodies in each other */

long moststeps = 1000000000;
static const size_t TAPE = (size_t)1 << 30;        /* bytes of one loop written out, or kept */

/* n may be 0, and the arrays NULL then, which memcpy does not allow */
static void taken(V *to, const V *x, size_t n) { if (n) memcpy(to, x, n * sizeof *x); }

/* ---- results ---------------------------------------------------------------------- */

size_t sizes(size_t n, const Shape *s)
{
	size_t all = 0;

	for (size_t k = 0; k < n; k++) all += count(&s[k]);
	return all;
}

Shape packedshape(const Prim *p, const void *attr)
{
	size_t n = p->results(attr, NULL);
	Shape *s = alloc(n, sizeof *s), all;

	p->results(attr, s);
	all = vector(sizes(n, s));
	release(s);
	return all;
}

size_t resultsof(V y, Shape *s) { return at(y)->prim->results(attr(y.list, at(y)), s); }

void resultrows(V y, V *to)
{
	size_t n = resultsof(y, NULL), from = 0;
	Shape *s = alloc(n, sizeof *s);

	resultsof(y, s);
	for (size_t k = 0; k < n; from += count(&s[k++]))
		to[k] = Part(y, from, s[k]);
	release(s);
}

void *attrof(V y)
{
	size_t n = attrwords(at(y)->prim, attr(y.list, at(y)), rowshape(y.list, y.id));
	Word *w = alloc(n, sizeof *w);

	memcpy(w, attr(y.list, at(y)), n * sizeof *w);
	return w;
}

V packing(List *l, size_t n, const V *y) { return n ? Pack(n, y) : Number(l, 0); }

/* ---- recording ------------------------------------------------------------------ */

/* made for this instruction alone */
static bool fresh(size_t n, List *const *body)
{
	for (size_t k = 0; k < n; k++)
		for (size_t j = 0; j <= k; j++)
			if (body[k]->users || body[k]->inner || (j < k && body[j] == body[k])) return false;
	return true;
}

V control(List *l, const Prim *p, const Word *fixed, size_t nbodies, List **body, size_t nargs, const V *x, V *y)
{
	Word w[2 + 2 * PASSES + 4];
	List *was = l->inner;
	size_t n = 0;
	V v;

	for (const Field *f = p->fields; f && f->name; f++) n += (size_t)f->n;
	if (n) memcpy(w, fixed, n * sizeof *w);
	w[n].i = (int64_t)nbodies;
	for (size_t k = 0; k < nbodies; k++) w[n + 1 + k].body = body[k];
	if (fresh(nbodies, body))                  /* a refusal frees them with l */
		for (size_t k = 0; k < nbodies; k++) body[k]->inner = l->inner, l->inner = body[k];
	v = record(l, p, nargs, x, w, NULL);
	if (l->inner != was)
		for (size_t k = 0; k < nbodies; k++) body[k]->inner = NULL;
	l->inner = was;
	for (size_t k = 0; k < nbodies; k++) freelist(body[k]);
	if (y) resultrows(v, y);
	return v;
}

void fits(List *l, const char *who, size_t k, const Shape *is, const Shape *wants)
{
	if (!same(is, wants))
		refuse(l, "%s: value %zu has shape \"%s\", its body wants \"%s\"", who, k + 1, shapetext(is), shapetext(wants));
}

/* the body as a list of its own; it stays on l until it is whole, so that a refusal frees it */
static List *bodyof(List *l, size_t nx, const Shape *s, size_t ny, Body *b, const void *what)
{
	List *f = newlist();
	V x[MOST], y[MOST];

	*f = (List){ .fail = l->fail, .failed = l->failed, .inner = l->inner, .depth = l->depth + 1 };
	l->inner = f;
	if (f->depth > NESTED)
		refuse(l, "bodies in each other %d deep: one that records itself never ends; a while does what recursion would", NESTED);
	for (size_t k = 0; k < nx; k++) x[k] = Input(f, NULL, s[k]);
	b(x, y, what);
	for (size_t k = 0; k < ny; k++) {
		if (y[k].list != f)
			refuse(l, "result %zu of a body is no value of the body: what it uses from outside must be among its arguments", k + 1);
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
		refuse(l, "a body takes at most %d arguments and gives at most %d results", MOST - 1, MOST);
	for (size_t k = 0; k < n; k++) s[k] = shapeof(x[k]);
}

void Cond(V c, size_t nx, const V *x, size_t ny, Body *then, Body *otherwise, const void *what, V *y)
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
		refuse(l, "while: %ld steps and no end; --steps allows more", moststeps);
	if (bytes().live > before + TAPE)
		refuse(l, "while: no end after %ld steps, whose tape has grown to %zu MiB", n, (bytes().live - before) >> 20);
}

void While(size_t carries, size_t nx, const V *x, Body *test, Body *step, const void *what, V *y)
{
	List *l = x[0].list, *body[2];
	Shape s[MOST];
	V now[MOST], c;
	size_t before;

	shapesof(l, nx, x, carries, s);
	if (!l->tape) {
		Word state[1 + PASSES] = { { .i = (int64_t)(nx - carries) }, { .i = (int64_t)carries } };

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
void unrolled(size_t n, bool back, size_t carries, size_t items, size_t nx, const V *x, size_t ny, Step *step, const void *what, V *y)
{
	V *now = alloc(nx, sizeof *now), *out = alloc(ny, sizeof *out), *each = alloc(n * ny, sizeof *each);

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

void Scan(size_t n, bool back, size_t carries, size_t items, size_t nx, const V *x, size_t ny, Body *step, const void *what, V *y)
{
	List *l = x[0].list, *f;
	Shape s[MOST];

	shapesof(l, nx, x, ny, s);
	if (!n || ny < carries || carries + items > nx)
		refuse(l, "scan: %zu steps, %zu carries, %zu item arrays of %zu arguments, %zu results do not fit", n, carries, items, nx, ny);
	for (size_t k = carries; k < carries + items; k++) {
		if (!s[k].rank || s[k].dim[0] != n)
			refuse(l, "scan: item array %zu has shape \"%s\"; %zu steps need as many items", k - carries + 1, shapetext(&s[k]), n);
		s[k] = without(s[k], 0);
	}
	if (l->tape) {
		unrolled(n, back, carries, items, nx, x, ny, step, what, y);
		return;
	}
	f = bodyof(l, nx, s, ny, step, what);
	control(l, &scan_prim, (Word[]){ { .i = (int64_t)n }, { .i = back }, { .i = (int64_t)carries }, { .i = (int64_t)items } }, 1, &f, nx, x, y);
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
	if (x[0].list->tape && spelledout) b(x, y, what);
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
	for (size_t k = 0; k < f->nout; k++) y[k] = row(l, l->out[n + k]);
	l->nout = n;
}

/* ---- twins ------------------------------------------------------------------------ */

void supersede(V old, V by, const size_t *place)
{
	List *l = old.list;
	size_t n = resultsof(old, NULL), *copy = alloc(n, sizeof *copy);

	for (size_t k = 0; k < n; k++) copy[k] = place ? place[k] : k;
	l->twin = grow(l->twin, &l->twinroom, l->ntwin + 1, sizeof *l->twin);
	l->twin[l->ntwin++] = (Twin){ old.id, by.id, copy };
}

typedef struct { List *from, *to; V *map; const Twin **twin; Id *stack; size_t n, room; } Uniting;

static Id standin(const Uniting *u, Id i)
{
	while (u->twin[i]) i = u->twin[i]->row;
	return i;
}

static void want(Uniting *u, Id i)
{
	u->stack = grow(u->stack, &u->room, u->n + 1, sizeof *u->stack);
	u->stack[u->n++] = i;
}

/* where a part that began at start of the old instruction begins in its twin */
static int64_t moved(const Uniting *u, Id old, int64_t start)
{
	for (; u->twin[old]; old = u->twin[old]->row) {
		V a = row(u->from, old), b = row(u->from, u->twin[old]->row);
		size_t n = resultsof(a, NULL), k = 0, from = 0;
		Shape *s = alloc(n, sizeof *s), *t = alloc(resultsof(b, NULL), sizeof *t);

		resultsof(a, s);
		resultsof(b, t);
		while (k < n && (int64_t)from != start) from += count(&s[k++]);
		if (k == n)
			die("a part of row v%u begins inside a result", old);
		start = (int64_t)sizes(u->twin[old]->place[k], t);
		release(s);
		release(t);
	}
	return start;
}

/* the old instruction's results as it packed them, out of its twin's */
static V asbefore(const Uniting *u, Id old)
{
	V a = row(u->from, old), y = u->map[standin(u, old)], *part;
	size_t n = resultsof(a, NULL), start = 0;
	Shape *s = alloc(n, sizeof *s);

	part = alloc(n, sizeof *part);
	resultsof(a, s);
	for (size_t k = 0; k < n; start += count(&s[k++]))
		part[k] = Part(y, (size_t)moved(u, old, (int64_t)start), s[k]);
	y = packing(u->to, n, part);
	release(part);
	release(s);
	return y;
}

static void emit(Uniting *u, Id i)
{
	const Ins *in = &u->from->ins[i];
	const Id *a = args(u->from, in);
	V few[FEWARGS], *x = in->nargs > FEWARGS ? alloc(in->nargs, sizeof *x) : few;
	const void *how = attr(u->from, in);
	int64_t start;

	for (size_t k = 0; k < in->nargs; k++) {
		x[k] = u->map[standin(u, a[k])];
		if (!u->twin[a[k]])
			continue;
		if (in->prim == &part_prim) {
			start = moved(u, a[k], *(const int64_t *)how);
			how = &start;
		} else
			x[k] = asbefore(u, a[k]);
	}
	u->map[i] = record(u->to, in->prim, in->nargs, x, how, rowshape(u->from, i));
	unmapped(x, few);
}

/* instruction i, after all it needs */
static void settle(Uniting *u, Id i)
{
	want(u, standin(u, i));
	while (u->n) {
		Id top = u->stack[u->n - 1];
		const Ins *in = &u->from->ins[top];
		size_t before = u->n;

		for (size_t k = 0; !u->map[top].list && k < in->nargs; k++)
			if (!u->map[standin(u, args(u->from, in)[k])].list) want(u, standin(u, args(u->from, in)[k]));
		if (u->n > before)
			continue;
		u->n--;
		if (!u->map[top].list) emit(u, top);
	}
}

List *united(List *f)
{
	Uniting u = { .from = f };

	if (!f->ntwin)
		return f;
	u.to = newlist();
	u.map = alloc(f->n, sizeof *u.map);
	u.twin = alloc(f->n, sizeof *u.twin);
	for (size_t k = 0; k < f->ntwin; k++) u.twin[f->twin[k].old] = &f->twin[k];
	copyinputs(u.to, f, u.map);
	for (size_t i = 0; i < f->n; i++) settle(&u, (Id)i);
	for (size_t o = 0; o < f->nout; o++)
		Output(u.twin[f->out[o]] ? asbefore(&u, f->out[o]) : u.map[f->out[o]]);
	release(u.map);
	release(u.twin);
	release(u.stack);
	freelist(f);
	return verified("united", u.to);
}

List *permuted(List *l, const size_t *in, const size_t *out)
{
	List *y;

	Id *ids = alloc(l->nin + l->nout, sizeof *ids);
	char **name = alloc(l->nin, sizeof *name);

	for (size_t k = 0; in && k < l->nin; k++) ids[k] = l->in[in[k]], name[k] = l->name[in[k]];
	if (in && l->nin) {
		memcpy(l->in, ids, l->nin * sizeof *ids);
		memcpy(l->name, name, l->nin * sizeof *name);
	}
	for (size_t k = 0; out && k < l->nout; k++) ids[k] = l->out[out[k]];
	if (out && l->nout) memcpy(l->out, ids, l->nout * sizeof *ids);
	release(ids);
	release(name);
	y = copylist(l);                           /* instructions of inputs stand in their order: print and parse count on it */
	freelist(l);
	return verified("permuted", y);
}

/* ---- running bodies -------------------------------------------------------------------- */

void runbody(Run *r, size_t nx, const void *const *x)
{
	for (size_t k = 0; k < nx; k++) lend(r, k, x[k]);
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

/* ---- written out ------------------------------------------------------------------------ */

static V written(List *l, const List *f, size_t i, const V *map, void *with)
{
	const Ins *in = &f->ins[i];
	V few[FEWARGS], *x = mapped(f, i, map, few), y;

	y = in->prim->writeout ? in->prim->writeout(l, attr(f, in), in->nargs, x) : recordlike(l, f, i, x);
	unmapped(x, few);
	return y;
}

List *unroll(const List *f) { return verified("unroll", rewrite(f, written, NULL)); }
