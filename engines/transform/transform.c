/* transform.c -- list to list: copy, expand, pushforward, pullback.
 *
 * Both derivatives compose with themselves and each other to any order: what
 * they record are rows like any others.  A primitive without a rule has its
 * meaning recorded in its place, and that is differentiated.
 */
#include "engines/control/control.h"
#include <string.h>

extern const Prim part_prim;

bool nothing(const Prim *p, const Num *T) { return false; }

bool runs(const Prim *p, const Num *T)
{
	if (p->nargs)
		return p->nargs == 1 ? T->unary[p->slot] != NULL : T->binary[p->slot] != NULL;
	return p->eval || (p->f64 && T == &f64) || (p->f32 && T == &f32);
}

/* ---- copying -------------------------------------------------------------- */

enum { FEW = 8 };

/* the arguments of row i of f, by the map from f's rows; few if they fit, else allocated */
static V *mapped(const List *f, size_t i, const V *map, V *few)
{
	const Ins *in = &f->ins[i];
	V *x = in->nargs > FEW ? alloc(in->nargs, sizeof *x) : few;

	for (size_t k = 0; k < in->nargs; k++)
		x[k] = map[args(f, in)[k]];
	return x;
}

V rerecord(List *to, const List *f, size_t i, const V *map)
{
	const Ins *in = &f->ins[i];
	V few[FEW], *x = mapped(f, i, map, few), y;

	y = record(to, in->prim, in->nargs, x, attr(f, in), rowshape(f, i));
	if (x != few)
		release(x);
	return y;
}

static V meant(List *to, const List *f, size_t i, const V *map)
{
	const Ins *in = &f->ins[i];
	V few[FEW], *x = mapped(f, i, map, few), y = in->prim->meaning(row((List *)f, i), x);

	if (x != few)
		release(x);
	return y;
}

/* f's inputs anew on l */
static void inputs(List *l, const List *f, V *map)
{
	for (size_t k = 0; k < f->nin; k++)
		map[f->in[k]] = Input(l, f->name[k], *rowshape(f, f->in[k]));
}

typedef struct { Keep *keep; const Num *num; } Says;

static bool settled(const List *f, Keep *keep, const Num *T)
{
	for (size_t i = 0; i < f->n; i++) {
		Bodies b = bodies(f->ins[i].prim, attr(f, &f->ins[i]));

		if (f->ins[i].prim->meaning && !keep(f->ins[i].prim, T))
			return false;
		for (size_t k = 0; k < b.n; k++)
			if (!settled(b.list[k], keep, T))
				return false;
	}
	return true;
}

static List *said(List *body, void *says)
{
	const Says *s = says;

	if (!settled(body, s->keep, s->num))
		return expand(body, s->keep, s->num);
	body->users++;
	return body;
}

V withbodies(List *to, const List *f, size_t i, const V *x, List *turned(List *, void *), void *how)
{
	const Ins *in = &f->ins[i];
	Bodies b = bodies(in->prim, attr(f, in));
	List **body = alloc(b.n, sizeof *body);
	V y;

	for (size_t k = 0; k < b.n; k++) body[k] = turned(b.list[k], how);
	y = control(to, in->prim, attr(f, in), b.n, body, in->nargs, x, NULL);
	release(body);
	return y;
}

static V deeper(List *to, const List *f, size_t i, const V *map, Says *says)
{
	V few[FEW], *x = mapped(f, i, map, few), y = withbodies(to, f, i, x, said, says);

	if (x != few)
		release(x);
	return y;
}

/* rows of f on l; how: again, or meant where keep says no */
static void rows(List *l, const List *f, V *map, Keep *keep, const Num *T)
{
	for (size_t i = 0; i < f->n; i++) {
		const Prim *p = f->ins[i].prim;

		if (isinput(&f->ins[i]))
			continue;
		map[i] = keep && p->meaning && !keep(p, T) ? meant(l, f, i, map)
		       : keep && p->bodied ? deeper(l, f, i, map, &(Says){ keep, T }) : rerecord(l, f, i, map);
	}
}

void splice(List *to, const List *f, const V *x)
{
	V *map = alloc(f->n, sizeof *map);

	for (size_t k = 0; k < f->nin; k++)
		map[f->in[k]] = x[k];
	rows(to, f, map, NULL, NULL);
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	release(map);
}

static List *copied(const List *f, Keep *keep, const Num *T)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);

	inputs(l, f, map);
	rows(l, f, map, keep, T);
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	release(map);
	return l;
}

List *copylist(const List *f) { return copied(f, NULL, NULL); }

/* a meaning may use primitives that have meanings themselves: until nothing changes */
List *expand(const List *f, Keep *keep, const Num *T)
{
	List *l = copied(f, keep, T);

	while (!settled(l, keep, T)) {
		List *next = copied(l, keep, T);

		freelist(l);
		l = next;
	}
	return l;
}

static const Prim *cannot(const List *l, const Num *T)
{
	for (size_t i = 0; i < l->n; i++) {
		Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));
		const Prim *p = NULL;

		if (!isinput(&l->ins[i]) && !runs(l->ins[i].prim, T))
			return l->ins[i].prim;
		for (size_t k = 0; k < b.n && !p; k++) p = cannot(b.list[k], T);
		if (p)
			return p;
	}
	return NULL;
}

const Prim *unrunnable(const List *f, const Num *T)
{
	List *l = expand(f, runs, T);
	const Prim *p = cannot(l, T);

	freelist(l);
	return p;
}

/* ---- forward: tangents beside primals ---------------------------------------- */

/* the tangent of row y, recorded after its arguments' tangents; no list: zero */
static V dual(V y, const V *d)
{
	List *l = y.list;
	const Prim *p = at(y)->prim;
	size_t n = at(y)->nargs;
	V few[FEW], *x = n > FEW ? alloc(n, sizeof *x) : few, sum = { 0 };

	for (size_t k = 0; k < n; k++)
		x[k] = row(l, args(l, at(y))[k]);
	for (size_t k = 0; k < n; k++) {
		V t = d[x[k].id].list ? tangent(p, (int)k, d[x[k].id], y, x) : (V){ 0 };

		if (t.list)
			sum = sum.list ? Add(sum, t) : t;
	}
	if (x != few)
		release(x);
	return sum;
}

static bool moves(V y, const V *d)
{
	for (size_t k = 0; k < at(y)->nargs; k++)
		if (d[args(y.list, at(y))[k]].list)
			return true;
	return false;
}

typedef struct { V *d; size_t room; } Tangents;

static bool anymoves(V y, size_t n, const Tangents *t)
{
	for (size_t j = 0; j < n; j++)
		if (moves(y, t[j].d))
			return true;
	return false;
}

static void room(List *l, size_t n, Tangents *t)
{
	for (size_t j = 0; j < n; j++) t[j].d = grow(t[j].d, &t[j].room, l->n + 1, sizeof *t[j].d);
}

static V *arguments(V y)
{
	V *x = alloc(at(y)->nargs, sizeof *x);

	for (size_t k = 0; k < at(y)->nargs; k++) x[k] = row(y.list, args(y.list, at(y))[k]);
	return x;
}

/* a tangent of all results of y, packed; zeros where one has none */
static V together(V y, V *dy)
{
	size_t n = resultsof(y, NULL);
	Shape *s = alloc(n, sizeof *s);
	bool any = false;

	resultsof(y, s);
	for (size_t r = 0; r < n; r++) any |= dy[r].list != NULL;
	for (size_t r = 0; r < n && any; r++)
		if (!dy[r].list) dy[r] = Zeros(y.list, s[r]);
	release(s);
	return any ? Pack(n, dy) : (V){ 0 };
}

/* of a row with bodies, all tangents at once */
static void jointly(V y, size_t n, Tangents *t)
{
	size_t nargs = at(y)->nargs, nresults = resultsof(y, NULL);
	V *x = arguments(y), **d = alloc(n, sizeof *d), **dy = alloc(n, sizeof *dy);

	for (size_t j = 0; j < n; j++) {
		d[j] = alloc(nargs, sizeof *d[j]);
		dy[j] = alloc(nresults, sizeof *dy[j]);
		for (size_t k = 0; k < nargs; k++) {
			d[j][k] = t[j].d[x[k].id];
			if (tamper && d[j][k].list) d[j][k] = tamper(at(y)->prim, (int)k, d[j][k], d[j][k]);
		}
	}
	at(y)->prim->push(y, x, n, d, dy);
	for (size_t j = 0; j < n; j++) {
		V all = together(y, dy[j]);

		room(y.list, n, t);
		t[j].d[y.id] = all;
		release(d[j]);
		release(dy[j]);
	}
	release(d);
	release(dy);
	release(x);
}

static void push(List *l, size_t from, size_t to, size_t n, Tangents *t);

/* a row without a rule is said in its meaning, which comes with its own tangents */
static void bymeaning(V y, size_t n, Tangents *t)
{
	List *l = y.list;
	size_t from = l->n;
	V *x = arguments(y), m;

	if (!at(y)->prim->meaning)
		refuse(l, "%s has neither a derivative nor a meaning", at(y)->prim->name);
	m = at(y)->prim->meaning(y, x);
	room(l, n, t);
	push(l, from, l->n, n, t);
	for (size_t j = 0; j < n; j++) t[j].d[y.id] = t[j].d[m.id];
	release(x);
}

/* n tangents of rows [from, to) */
static void push(List *l, size_t from, size_t to, size_t n, Tangents *t)
{
	for (size_t i = from; i < to; i++) {
		const Prim *p = l->ins[i].prim;
		V y = row(l, i);

		room(l, n, t);
		if (!anymoves(y, n, t))
			continue;
		if (p->push)
			jointly(y, n, t);
		else if (!p->jvp)
			bymeaning(y, n, t);
		else
			for (size_t j = 0; j < n; j++)
				if (moves(y, t[j].d)) t[j].d[i] = dual(y, t[j].d);
	}
}

void tangents(List *l, size_t n, V *d)
{
	Tangents t = { 0 };

	t.d = grow(t.d, &t.room, n, sizeof *t.d);
	for (size_t i = 0; i < n; i++) t.d[i] = d[i];
	push(l, 0, n, 1, &t);
	for (size_t i = 0; i < n; i++) d[i] = t.d[i];
	release(t.d);
}

List *pushsome(const List *f, const char *moves, size_t n, char *moved)
{
	List *l = copylist(f);
	size_t rows_ = l->n;
	Tangents *t = alloc(n, sizeof *t);

	for (size_t j = 0; j < n; j++)
		for (size_t k = 0; k < f->nin; k++) {
			if (!moves[k])
				continue;
			room(l, n, t);
			t[j].d[l->in[k]] = Input(l, NULL, *rowshape(f, f->in[k]));
		}
	push(l, 0, rows_, n, t);
	room(l, n, t);
	for (size_t j = 0; j < n; j++)
		for (size_t o = 0; o < f->nout; o++) moved[o] |= t[j].d[l->out[o]].list != NULL;
	for (size_t j = 0; j < n; j++) {
		for (size_t o = 0; o < f->nout; o++) {
			V d = t[j].d[l->out[o]];

			if (moved[o]) Output(d.list ? d : Const(row(l, l->out[o]), 0));
		}
		release(t[j].d);
	}
	release(t);
	return united(l);
}

/* each row with its tangents at once, so that what is dead can be freed at once */
List *pushforward(const List *f, size_t n)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);
	Tangents *t = alloc(n, sizeof *t);

	inputs(l, f, map);
	for (size_t j = 0; j < n; j++)
		for (size_t k = 0; k < f->nin; k++) {
			V d = Input(l, NULL, *rowshape(f, f->in[k]));

			room(l, n, t);
			t[j].d[map[f->in[k]].id] = d;
		}
	room(l, n, t);
	for (size_t i = 0; i < f->n; i++) {
		size_t from = l->n;

		if (isinput(&f->ins[i]))
			continue;
		map[i] = rerecord(l, f, i, map);
		push(l, from, l->n, n, t);
	}
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	room(l, n, t);
	for (size_t j = 0; j < n; j++)
		for (size_t o = 0; o < f->nout; o++) {
			V y = map[f->out[o]], d = t[j].d[y.id];

			Output(d.list ? d : Const(y, 0));
			room(l, n, t);
		}
	for (size_t j = 0; j < n; j++) release(t[j].d);
	release(t);
	release(map);
	return united(l);
}

/* ---- reverse: adjoints after primals --------------------------------------------- */

/* one sweep: cotangents, and for rows with bodies the chain of their parts that have one */
typedef struct { List *l; V *g; Id *first, *next; size_t rows; } Sweep;

static void sweep(List *l, size_t from, size_t to, V *g);

static void plus(V *to, V t)
{
	if (t.list) *to = to->list ? Add(*to, t) : t;
}

/* the cotangent goes on in what the row means */
static void inmeaning(List *l, size_t i, const V *x, V *g)
{
	size_t from = l->n, n = l->ins[i].nargs;
	V y = l->ins[i].prim->meaning(row(l, i), x), *local = alloc(l->n, sizeof *local);

	for (size_t k = 0; k < n; k++)             /* the sweep goes on from what is there */
		local[x[k].id] = g[x[k].id];
	if (y.id < from) plus(&local[y.id], g[i]);
	else             local[y.id] = g[i];
	sweep(l, from, y.id + 1, local);
	for (size_t k = 0; k < n; k++)
		g[x[k].id] = local[x[k].id];
	release(local);
}

/* of a row with bodies: the cotangent of each result, from its parts and from the row as a whole */
static void pulled(Sweep *s, size_t i, const V *x)
{
	V y = row(s->l, i), *whole, *g, *gx = alloc(at(y)->nargs, sizeof *gx);
	size_t n = resultsof(y, NULL), nargs = at(y)->nargs;
	Shape *shape = alloc(n, sizeof *shape);

	resultsof(y, shape);
	g = alloc(n, sizeof *g);
	whole = alloc(n, sizeof *whole);
	if (s->g[i].list) {
		for (size_t k = 0; k < n; k++) whole[k] = Part(s->g[i], sizes(k, shape), shape[k]);
		memcpy(g, whole, n * sizeof *g);
	}
	for (Id p = s->first[i]; p; p = s->next[p - 1]) {
		size_t start = (size_t)*(const int64_t *)attr(s->l, &s->l->ins[p - 1]), k = 0;

		while (k < n && sizes(k, shape) != start) k++;
		if (k == n)
			die("a part of row v%zu begins inside a result", i);
		plus(&g[k], s->g[p - 1]);
	}
	at(y)->prim->pull(y, x, g, gx);
	for (size_t k = 0; tamper && k < nargs; k++)
		if (gx[k].list) gx[k] = tamper(at(y)->prim, (int)k, gx[k], gx[k]);
	for (size_t k = 0; k < nargs; k++) plus(&s->g[x[k].id], gx[k]);
	release(g);
	release(whole);
	release(gx);
	release(shape);
}

/* what row i's cotangent adds to its arguments' */
static void spread(Sweep *s, size_t i)
{
	List *l = s->l;
	const Prim *p = l->ins[i].prim;
	size_t n = l->ins[i].nargs;
	V few[FEW] = { { 0 } }, *x = n > FEW ? alloc(n, sizeof *x) : few;

	for (size_t k = 0; k < n; k++)
		x[k] = row(l, args(l, &l->ins[i])[k]);
	if (p->pull)
		pulled(s, i, x);
	else if (p == &part_prim && at(x[0])->prim->pull && x[0].id < s->rows) {
		s->next[i] = s->first[x[0].id];
		s->first[x[0].id] = (Id)i + 1;
	} else if (p->vjp)
		for (size_t k = 0; k < n; k++)
			plus(&s->g[x[k].id], cotangent(p, (int)k, s->g[i], row(l, i), x));
	else if (p->meaning)
		inmeaning(l, i, x, s->g);
	else if (n)
		refuse(l, "%s has neither a derivative nor a meaning", p->name);
	if (x != few)
		release(x);
}

static bool anybodied(const List *l, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (l->ins[i].prim->bodied)
			return true;
	return false;
}

static void sweep(List *l, size_t from, size_t to, V *g)
{
	bool bodied = anybodied(l, 0, to);
	Sweep s = { l, g, .first = bodied ? alloc(to, sizeof *s.first) : NULL, .next = bodied ? alloc(to, sizeof *s.next) : NULL,
	            .rows = bodied ? to : 0 };

	for (size_t i = to; i-- > from; )
		if ((g[i].list || (bodied && s.first[i])) && l->ins[i].nargs)
			spread(&s, i);
	release(s.first);
	release(s.next);
}

void adjoints(List *l, size_t n, V *g) { sweep(l, 0, n, g); }

List *pullsome(const List *f, const char *has_, char *got)
{
	List *l = copylist(f);
	size_t n = l->n;
	V *g = alloc(n, sizeof *g);

	for (size_t o = 0; o < f->nout; o++)
		if (has_[o]) plus(&g[l->out[o]], Input(l, NULL, *rowshape(l, l->out[o])));
	adjoints(l, n, g);
	for (size_t k = 0; k < f->nin; k++) {
		V t = g[l->in[k]];

		got[k] = t.list != NULL;
		if (t.list) Output(t);
	}
	release(g);
	return united(l);
}

List *pullback(const List *f)
{
	List *l = copylist(f);
	size_t n = l->n;
	V *g = alloc(n, sizeof *g);

	for (size_t o = 0; o < f->nout; o++) {
		V t = Input(l, NULL, *rowshape(l, l->out[o])), *to = &g[l->out[o]];

		*to = to->list ? Add(*to, t) : t;
	}
	adjoints(l, n, g);
	for (size_t k = 0; k < f->nin; k++) {
		V x = row(l, l->in[k]), t = g[x.id];

		Output(t.list ? t : Const(x, 0));
	}
	release(g);
	return united(l);
}
