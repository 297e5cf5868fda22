/* list.c -- recording a Wengert list, abstract or eager.
 *
 * Abstract: only shapes are known.  Eager: each row is computed as it is
 * recorded, so that C's own if and while may ask for a number.
 */
#include "engines/control/control.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct Tape {                              /* the numbers of an eager list */
	const Num *num;
	const char *feed;                  /* what the next input takes */
	void **at;       size_t room;      /* of each row */
	void **block;    size_t *size, nblocks, blockroom, sizeroom;
	size_t used;                       /* elements of the last block */
	void **grad;     size_t ngrad;     /* of each input, once asked for */
};

extern const Prim checkpoint_prim;

enum { BLOCK = 4096 };                     /* elements: 32 kB of doubles, one page fault each 8 rows less */

static const Prim input_prim = { .name = "input", .given = true };

/* ---- constants ------------------------------------------------------------ */

static void const_eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->fill(c->n, y, ((const Word *)c->attr)->d);
}

static void data_eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->set(c->n, y, c->attr);
}

static void pi_eval(const Num *T, const Call *c, void *y, const void *const *x) { T->pi(y); }

static const Field value_field[] = { { "value", 1, true }, { 0 } };
const Prim const_prim = { .name = "const", .given = true, .fields = value_field, .eval = const_eval };
const Prim data_prim  = { .name = "data",  .given = true, .eval = data_eval };
const Prim pi_prim    = { .name = "pi",    .given = true, .eval = pi_eval };

/* ---- making and freeing ------------------------------------------------- */

List *newlist(void) { return alloc(1, sizeof(List)); }

List *neweager(const Num *T, const void *x)
{
	List *l = newlist();

	l->tape = alloc(1, sizeof *l->tape);
	*l->tape = (Tape){ .num = T, .feed = x };
	return l;
}

static void freetape(const List *l, Tape *t)
{
	for (size_t k = 0; k < t->ngrad; k++)
		freearray(t->num, count(rowshape(l, l->in[k])), t->grad[k]);
	release(t->grad);
	for (size_t b = 0; b < t->nblocks; b++)
		freearray(t->num, t->size[b], t->block[b]);
	release(t->at);
	release(t->block);
	release(t->size);
	release(t);
}

static void letgo(const List *l, const Ins *in)
{
	Bodies b = bodies(in->prim, attr(l, in));

	for (size_t k = 0; k < b.n; k++) freelist(b.list[k]);
}

void freelist(List *l)
{
	if (!l)
		return;
	if (l->users) {                        /* some row still has it for a body */
		l->users--;
		return;
	}
	for (size_t i = 0; i < l->n; i++)
		if (l->ins[i].prim->bodied) letgo(l, &l->ins[i]);
	freelist(l->inner);
	for (size_t k = 0; k < l->ntwin; k++) release(l->twin[k].place);
	release(l->twin);
	if (l->tape)
		freetape(l, l->tape);
	for (size_t k = 0; k < l->nin; k++)
		release(l->name[k]);
	release(l->name);
	release(l->ins);
	release(l->in);
	release(l->out);
	release(l->more);
	release(l->words);
	release(l->shapes);
	release(l);
}

/* ---- refusing ------------------------------------------------------------- */

void refuse(List *l, const char *fmt, ...)
{
	char why[4 * WHY];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	if (l->fail)
		l->fail(l->failed, why);
	bad("%s", why);
}

/* ---- rows ------------------------------------------------------------------- */

static uint32_t shapeid(List *l, const Shape *s)
{
	for (size_t k = l->nshapes; k-- > 0; )     /* from the newest: it mostly repeats */
		if (same(&l->shapes[k], s))
			return (uint32_t)k;
	l->shapes = grow(l->shapes, &l->shaperoom, l->nshapes + 1, sizeof *l->shapes);
	l->shapes[l->nshapes] = *s;
	return (uint32_t)l->nshapes++;
}

static size_t fixedwords(const Prim *p)
{
	size_t n = 0;

	for (const Field *f = p->fields; f && f->name; f++)
		n += (size_t)f->n;
	return n;
}

size_t attrwords(const Prim *p, const void *attr, const Shape *s)
{
	extern const Prim data_prim;

	return p == &data_prim ? count(s) : fixedwords(p) + (p->bodied ? 1 + bodies(p, attr).n : 0);
}

Bodies bodies(const Prim *p, const void *attr)
{
	const Word *w = attr;
	size_t n = fixedwords(p);

	return p->bodied ? (Bodies){ (size_t)w[n].i, &w[n + 1].body } : (Bodies){ 0 };
}

bool has(const List *l, const Prim *p)
{
	for (size_t i = 0; i < l->n; i++) {
		Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));

		if (l->ins[i].prim == p)
			return true;
		for (size_t k = 0; k < b.n; k++)
			if (has(b.list[k], p))
				return true;
	}
	return false;
}

size_t allrows(const List *l)
{
	size_t n = l->n;

	for (size_t i = 0; i < l->n; i++) {
		Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));

		for (size_t k = 0; k < b.n; k++) n += allrows(b.list[k]);
	}
	return n;
}

/* forgets the last row; its side tables stay: a few words */
void unrecord(List *l)
{
	l->n--;
	if (l->ins[l->n].prim->bodied)
		letgo(l, &l->ins[l->n]);
}

static void *place(Tape *t, size_t n)
{
	if (!t->nblocks || t->used + n > t->size[t->nblocks - 1]) {
		size_t size = n > BLOCK ? n : BLOCK;

		t->block = grow(t->block, &t->blockroom, t->nblocks + 1, sizeof *t->block);
		t->size = grow(t->size, &t->sizeroom, t->nblocks + 1, sizeof *t->size);
		t->block[t->nblocks] = array(t->num, size);
		t->size[t->nblocks++] = size;
		t->used = 0;
	}
	t->used += n;
	return elem(t->num, t->block[t->nblocks - 1], t->used - n);
}

/* one row that T has no kernel for: what it means, as a list of its own */
static void bymeaning(const Num *T, const List *l, size_t i, void *y, const void *const *x)
{
	const Ins *in = &l->ins[i];
	List *one = newlist(), *said;
	V *v = alloc(in->nargs, sizeof *v);
	Run *r;

	for (size_t k = 0; k < in->nargs; k++)
		v[k] = Input(one, NULL, *rowshape(l, args(l, in)[k]));
	Output(record(one, in->prim, in->nargs, v, attr(l, in), rowshape(l, i)));
	said = expand(one, runs, T);
	r = newrun(said, T);
	for (size_t k = 0; k < in->nargs; k++)
		put(r, k, x[k]);
	run(r);
	get(r, 0, y);
	freerun(r);
	freelist(said);
	freelist(one);
	release(v);
}

static void compute(List *l, size_t i)
{
	Tape *t = l->tape;
	const Ins *in = &l->ins[i];
	size_t n = count(rowshape(l, i));
	const void *few[4], **x = in->nargs > 4 ? alloc(in->nargs, sizeof *x) : few;

	t->at = grow(t->at, &t->room, i + 1, sizeof *t->at);
	t->at[i] = place(t, n);
	for (size_t k = 0; k < in->nargs; k++)
		x[k] = t->at[args(l, in)[k]];
	if (isinput(in)) {
		t->num->take(n, t->at[i], t->feed);
		t->feed += n * t->num->size;
	} else if (runs(in->prim, t->num) || !in->prim->meaning)
		apply(t->num, l, in, t->at[i], x);
	else
		bymeaning(t->num, l, i, t->at[i], x);
	if (x != few)
		release(x);
}

static V appendid(List *l, const Prim *p, size_t nargs, const V *x, const void *attr, uint32_t shape)
{
	Ins in = { .prim = p, .shape = shape, .nargs = (uint32_t)nargs };
	size_t words = p->nargs ? 0 : attrwords(p, attr, &l->shapes[shape]);
	Bodies held = bodies(p, attr);
	Id *arg = in.arg;

	if (l->n >= UINT32_MAX)
		bad("a list holds at most %u rows", UINT32_MAX);
	if (words) {
		l->words = grow(l->words, &l->wordroom, l->nwords + words, sizeof *l->words);
		memcpy(l->words + l->nwords, attr, words * sizeof *l->words);
		in.attr = (uint32_t)l->nwords;
		l->nwords += words;
	}
	if (nargs > 3) {
		l->more = grow(l->more, &l->moreroom, l->nmore + nargs, sizeof *l->more);
		in.arg[0] = (Id)l->nmore;
		arg = l->more + l->nmore;
		l->nmore += nargs;
	}
	for (size_t k = 0; k < nargs; k++)
		arg[k] = x[k].id;
	for (size_t k = 0; k < held.n; k++) held.list[k]->users++;
	l->ins = grow(l->ins, &l->room, l->n + 1, sizeof *l->ins);
	l->ins[l->n++] = in;
	if (l->tape)
		compute(l, l->n - 1);
	return row(l, l->n - 1);
}

static V append(List *l, const Prim *p, size_t nargs, const V *x, const void *attr, const Shape *s)
{
	return appendid(l, p, nargs, x, attr, shapeid(l, s));
}

/* elementwise, and no argument to be broadcast: what most rows are */
static bool alike(const Prim *p, size_t nargs, const V *x)
{
	if (!p->nargs || (nargs == 2 && at(x[0])->shape != at(x[1])->shape))
		return false;
	for (size_t k = 1; k < nargs; k++)
		if (x[k].list != x[0].list) return false;
	return true;
}

/* elementwise arguments of different shapes are broadcast by rows of their own */
static Shape spread(List *l, const Prim *p, size_t nargs, const V *x, V *y)
{
	Shape s = shapeof(x[0]);

	for (size_t k = 1; k < nargs; k++) {
		Shape a = s, b = shapeof(x[k]);

		if (!meet(&a, &b, &s))
			refuse(l, "%s: shapes %s and %s do not fit: sizes must be equal, or 1", p->name, shapetext(&a), shapetext(&b));
	}
	for (size_t k = 0; k < nargs; k++) {
		Shape a = shapeof(x[k]);
		double c;

		y[k] = same(&a, &s) ? x[k]
		     : isconst(l, x[k].id, &c) ? append(l, &const_prim, 0, NULL, &c, &s)
		     : Broadcast(x[k], s);
	}
	return s;
}

_Thread_local bool spelledout;

/* a checkpoint stays a row of a tape, but for who reads it row by row */
static bool rebuilt(const Prim *p) { return p == &checkpoint_prim && !spelledout; }

V record(List *l, const Prim *p, size_t nargs, const V *x, const void *attr, const Shape *given)
{
	Shape few[4], *s, y;
	V wide[3];

	if (p->nargs && x[0].list == l && alike(p, nargs, x))
		return appendid(l, p, nargs, x, attr, at(x[0])->shape);
	s = nargs > 4 ? alloc(nargs, sizeof *s) : few;
	for (size_t k = 0; k < nargs; k++) {
		if (x[k].list != l)
			die("%s: argument %zu belongs to another list", p->name, k);
		if (p->shape) s[k] = shapeof(x[k]);
	}
	if (l->tape && p->unroll && !rebuilt(p)) {
		if (s != few) release(s);
		return p->unroll(l, attr, nargs, x);
	}
	if (p->given)
		y = *given;
	else if (p->shape)
		y = p->shape(l, attr, nargs, s);
	else
		y = spread(l, p, nargs, x, wide), x = wide;
	if (s != few)
		release(s);
	return append(l, p, nargs, x, attr, &y);
}

/* ---- inputs, outputs, constants ------------------------------------------- */

V Input(List *l, const char *name, Shape s)
{
	size_t room = l->inroom;

	for (int k = 0; k < s.rank; k++)
		if (!s.dim[k])
			refuse(l, "%s: size 0 in shape %s; every size must be at least 1", name ? name : "input", shapetext(&s));
	l->in = grow(l->in, &l->inroom, l->nin + 1, sizeof *l->in);
	l->name = grow(l->name, &room, l->nin + 1, sizeof *l->name);
	l->name[l->nin] = name ? copytext(name, strlen(name)) : NULL;
	l->in[l->nin++] = (Id)l->n;
	return append(l, &input_prim, 0, NULL, NULL, &s);
}

void Output(V v)
{
	List *l = v.list;

	l->out = grow(l->out, &l->outroom, l->nout + 1, sizeof *l->out);
	l->out[l->nout++] = v.id;
}

V Const(V like, double c) { Shape s = shapeof(like); return append(like.list, &const_prim, 0, NULL, &c, &s); }
V Number(List *l, double c)                      { Shape s = scalar(); return append(l, &const_prim, 0, NULL, &c, &s); }
V Zeros(List *l, Shape s)                        { return append(l, &const_prim, 0, NULL, &(Word){ .d = 0 }, &s); }
V Pi(List *l)                                    { Shape s = scalar(); return append(l, &pi_prim, 0, NULL, NULL, &s); }
V Data(List *l, Shape s, const double *x)        { return append(l, &data_prim, 0, NULL, x, &s); }

/* ---- asking --------------------------------------------------------------- */

bool isinput(const Ins *in) { return in->prim == &input_prim; }

bool isconst(const List *l, size_t i, double *c)
{
	if (l->ins[i].prim != &const_prim)
		return false;
	*c = l->words[l->ins[i].attr].d;
	return true;
}

size_t nx(const List *l)
{
	size_t n = 0;

	for (size_t k = 0; k < l->nin; k++)
		n += count(rowshape(l, l->in[k]));
	return n;
}

size_t ny(const List *l)
{
	size_t n = 0;

	for (size_t k = 0; k < l->nout; k++)
		n += count(rowshape(l, l->out[k]));
	return n;
}

void *value(V v)
{
	if (!v.list->tape)
		refuse(v.list, "asks for the number of row v%u (%s), which a list recorded without numbers does not have: use cond or where",
		       v.id, at(v)->prim->name);
	return v.list->tape->at[v.id];
}

/* ---- gradients of an eager list: they add up until zeroed ----------------- */

static void **gradients(List *l)
{
	Tape *t = l->tape;

	t->grad = grow(t->grad, &(size_t){ t->ngrad }, l->nin, sizeof *t->grad);
	for (; t->ngrad < l->nin; t->ngrad++)
		t->grad[t->ngrad] = array(t->num, count(rowshape(l, l->in[t->ngrad])));
	return t->grad;
}

void *gradient(V x)
{
	size_t k = 0;

	while (k < x.list->nin && x.list->in[k] != x.id) k++;
	if (k == x.list->nin || !x.list->tape)
		die("gradient: row v%u is no input of an eager list", x.id);
	return gradients(x.list)[k];
}

void zerogradients(List *l)
{
	for (size_t k = 0; k < l->nin; k++)
		l->tape->num->fill(count(rowshape(l, l->in[k])), gradients(l)[k], 0);
}

void backward(size_t n, const V *y, const void *g)
{
	List *l = y[0].list;
	const Num *T = l->tape->num;
	size_t rows = l->n;
	V *adj = alloc(rows, sizeof *adj);

	for (size_t o = 0; o < n; o++) {
		size_t m = count(rowshape(l, y[o].id));
		V t = Const(y[o], 0), *to = &adj[y[o].id];

		T->copy(m, value(t), 1, g, 1);         /* a constant that takes its numbers from g */
		*to = to->list ? Add(*to, t) : t;
		g = elem(T, g, m);
	}
	adjoints(l, rows, adj);
	for (size_t k = 0; k < l->nin; k++) {
		void *to = gradients(l)[k];
		V a = adj[l->in[k]];

		if (a.list) T->binary[B_add](count(rowshape(l, l->in[k])), to, to, value(a));
	}
	release(adj);
}

static const char *operand(V v, char *t, size_t n)
{
	List *l = v.list;
	double c;

	for (size_t k = 0; k < l->nin; k++)
		if (l->in[k] == v.id && l->name[k])
			return l->name[k];
	if (isconst(l, v.id, &c))
		snprintf(t, n, "%g", c);
	else
		snprintf(t, n, "v%u", v.id);
	return t;
}

bool truth(V c)
{
	static const char *const sign[][2] = { { "lt", "<" }, { "le", "<=" }, { "gt", ">" }, { "ge", ">=" }, { "eq", "==" } };
	const Ins *in = at(c);
	const char *op = in->prim->name;
	char a[32], b[32];
	double is;

	if (!c.list->tape) {
		for (size_t k = 0; k < sizeof sign / sizeof *sign; k++)
			if (!strcmp(op, sign[k][0])) op = sign[k][1];
		if (in->nargs != 2)
			refuse(c.list, "branches on row v%u (%s), whose number is not known while recording: use cond or where", c.id, op);
		refuse(c.list, "branches on the comparison `%s %s %s`, whose truth is not known while recording: use cond or where",
		       operand(row(c.list, args(c.list, in)[0]), a, sizeof a), op,
		       operand(row(c.list, args(c.list, in)[1]), b, sizeof b));
	}
	c.list->tape->num->get(1, &is, value(c));
	return is != 0;
}
