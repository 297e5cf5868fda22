/* list.c -- recording a Wengert list.
 *
 * An abstract list knows only shapes.  An eager one, eager.c, computes each instruction as it is
 * recorded.
 */
#include "engines/list/rewrite.h"
#include "engines/list/sayings.h"
#include "engines/list/tape.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

long moststeps = 10000000;

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
const Prim const_prim = { .name = "const",
	.given = true,
	.fields = value_field,
	.eval = const_eval };
const Prim data_prim  = { .name = "data",  .given = true, .eval = data_eval };
const Prim pi_prim    = { .name = "pi",    .given = true, .eval = pi_eval };

/* ---- making and freeing ------------------------------------------------- */

List *newlist(void) { return alloc(1, sizeof(List)); }

static void letgo(const List *l, const Ins *in)
{
	Bodies b = bodies(in->prim, attr(l, in));

	for (size_t k = 0; k < b.n; k++) freelist(b.list[k]);
}

void freelist(List *l)
{
	if (!l)
		return;
	if (l->users) {                        /* some instruction still has it for a body */
		l->users--;
		return;
	}
	for (size_t i = 0; i < l->n; i++)
		if (l->ins[i].prim->higherorder) letgo(l, &l->ins[i]);
	freelist(l->inner);
	for (size_t k = 0; k < l->nreplacements; k++) release(l->replacement[k].place);
	release(l->replacement);
	if (l->tape) l->tape->drop(l);
	closesayings(l->known);
	release(l->known);
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

/* ---- instructions ------------------------------------------------------------------- */

/* as many as there may be in an array, of a list's text too */
static void sized(List *l, const Shape *s)
{
	size_t all = 1;

	for (int k = 0; k < s->rank; k++) {
		if (!s->dim[k])
			refuse(l, "size 0 in shape %s: every size must be at least 1",
				shapetext(s));
		if (s->dim[k] > ARRAYMOST / all)
			refuse(l, "an array of shape %s: at most 2^29 elements are held",
				shapetext(s));
		all *= s->dim[k];
	}
}

static uint32_t shapeid(List *l, const Shape *s)
{
	for (size_t k = l->nshapes; k-- > 0; )     /* from the newest: it mostly repeats */
		if (same(&l->shapes[k], s))
			return (uint32_t)k;
	sized(l, s);
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

	return p == &data_prim ? count(s)
			       : fixedwords(p) + (p->higherorder ? 1 + bodies(p, attr).n : 0);
}

Bodies bodies(const Prim *p, const void *attr)
{
	const Word *w = attr;
	size_t n = fixedwords(p);

	return p->higherorder ? (Bodies){ (size_t)w[n].i, &w[n + 1].body } : (Bodies){ 0 };
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

/* forgets the last instruction; its side tables stay: a few words */
void unrecord(List *l)
{
	l->n--;
	if (l->ins[l->n].prim->higherorder)
		letgo(l, &l->ins[l->n]);
}

static V new(List *l, const Prim *p, size_t nargs, const V *x, const void *attr,
	uint32_t shape)
{
	Ins in = { .prim = p, .shape = shape, .nargs = (uint32_t)nargs };
	size_t words = p->nargs ? 0 : attrwords(p, attr, &l->shapes[shape]);
	Bodies held = bodies(p, attr);
	Id *arg = in.arg;

	if (l->n >= UINT32_MAX)
		bad("a list holds at most %u instructions", UINT32_MAX);
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
	if (l->tape) l->tape->compute(l, l->n - 1);
	return instruction(l, l->n - 1);
}

/* an instruction, or where equal ones are shared the one that says so already */
static V appendid(List *l, const Prim *p, size_t nargs, const V *x, const void *attr,
	uint32_t shape)
{
	enum { FEWWORDS = 64 };            /* more are compared by simplify */
	size_t words = p->nargs || !l->known ? 0 : attrwords(p, attr, &l->shapes[shape]);
	Saying s;
	Slot *free;
	V y;

	if (!l->known || isinput(&(Ins){ .prim = p }) || p->higherorder || words > FEWWORDS)
		return new(l, p, nargs, x, attr, shape);
	s = saying(p, shape, nargs, x, attr, words);
	y = found(l->known, l, &s, &free);
	if (y.list) return y;
	y = new(l, p, nargs, x, attr, shape);
	remember(l->known, free, s.hash, y);
	return y;
}

static V append(List *l, const Prim *p, size_t nargs, const V *x, const void *attr, const Shape *s)
{
	return appendid(l, p, nargs, x, attr, shapeid(l, s));
}

/* elementwise, and no argument to be broadcast: what most instructions are */
static bool alike(const Prim *p, size_t nargs, const V *x)
{
	if (!p->nargs || (nargs == 2 && at(x[0])->shape != at(x[1])->shape))
		return false;
	for (size_t k = 1; k < nargs; k++)
		if (x[k].list != x[0].list) return false;
	return true;
}

/* elementwise arguments of different shapes are broadcast by instructions of their own */
static Shape spread(List *l, const Prim *p, size_t nargs, const V *x, V *y)
{
	Shape s = shapeof(x[0]);

	for (size_t k = 1; k < nargs; k++) {
		Shape a = s, b = shapeof(x[k]);

		if (!meet(&a, &b, &s))
			refuse(l, "%s: shapes %s and %s do not fit: sizes must be equal, or 1",
				p->name, shapetext(&a), shapetext(&b));
	}
	for (size_t k = 0; k < nargs; k++) {
		Shape a = shapeof(x[k]);
		double c;

		y[k] = same(&a, &s) ? x[k]
		     : isconst(l, x[k].id, &c) ? append(l, &const_prim, 0, NULL, &c, &s)
		     : p->spread(x[k], s);
	}
	return s;
}

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
	if (l->tape && p->unroll && l->tape->inlines(p)) {
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

V Const(V like, double c)
{
	Shape s = shapeof(like);
	return append(like.list, &const_prim, 0, NULL, &c, &s);
}
V Number(List *l, double c)
{
	Shape s = scalar();
	return append(l, &const_prim, 0, NULL, &c, &s);
}
V Zeros(List *l, Shape s) { return append(l, &const_prim, 0, NULL, &(Word){ .d = 0 }, &s); }
V Pi(List *l)
{
	Shape s = scalar();
	return append(l, &pi_prim, 0, NULL, NULL, &s);
}
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
		n += count(shapeat(l, l->in[k]));
	return n;
}

size_t ny(const List *l)
{
	size_t n = 0;

	for (size_t k = 0; k < l->nout; k++)
		n += count(shapeat(l, l->out[k]));
	return n;
}
