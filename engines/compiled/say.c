/* say -- an element of an instruction, as an expression of C.
 *
 * What has a place is read there; views change the index; everything else gets a name of its own
 * where it is first said, and is said once for each index.  Each operation is one statement, so
 * that it is rounded as the kernel of that primitive rounds it.
 */
#include "engines/compiled/emitter.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const Prim where_prim, reshape_prim, segment_prim, slice_prim, transpose_prim,
	broadcast_prim, flatten_prim, concat_prim, unslice_prim, scattersegment_prim;

const char *words(Emitter *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	obstack_vprintf(&e->text, fmt, ap);
	va_end(ap);
	obstack_1grow(&e->text, 0);
	return obstack_finish(&e->text);
}

/* rounded to the type, and of that type */
const char *literal(Emitter *e, double c)
{
	const char *f = *e->num->ctype == 'f' ? "f" : "";

	c = e->num->round(c);
	if (c != c) return words(e, "__builtin_nan%s(\"\")", f);
	if (isinf(c)) return words(e, "(%s__builtin_inf%s())", c < 0 ? "-" : "", f);
	if (c == floor(c) && fabs(c) < 1e6)
		return words(e, signbit(c) ? "(%.1f%s)" : "%.1f%s", c, f);
	return words(e, c < 0 ? "(%a%s)" : "%a%s", c, f);
}

/* ---- operators of C ---------------------------------------------------------------------- */

/* a, b stand for the arguments; functions are the prelude's */
static const char *const one[NUNARY] = { [U_neg] = "-%s",
	[U_sqr] = "%1$s*%1$s",
	[U_recip] = "1/%s",
	[U_abs] = "k_abs(%s)",
	[U_sign] = "k_sign(%s)",
	[U_relu] = "k_relu(%s)",
	[U_sqrt] = "k_sqrt(%s)" };
static const char *const two[NBINARY] = { [B_add] = "%s + %s",
	[B_sub] = "%s - %s",
	[B_mul] = "%s*%s",
	[B_div] = "%s/%s",
	[B_strongmul] = "k_strongmul(%s, %s)",
	[B_strongdiv] = "k_strongdiv(%s, %s)",
	[B_max] = "k_max(%s, %s)",
	[B_min] = "k_min(%s, %s)",
	[B_lt] = "%s < %s",
	[B_le] = "%s <= %s",
	[B_gt] = "%s > %s",
	[B_ge] = "%s >= %s",
	[B_eq] = "%s == %s" };

bool isoperator(const Ins *in)
{
	const Prim *p = in->prim;

	return p->nargs == 1    ? one[p->slot] != NULL
		: p->nargs == 2 ? two[p->slot] != NULL
				: p == &where_prim;
}

/* ---- names -------------------------------------------------------------------------------- */

Said opensaid(Emitter *e, Scope *s, Nest nest, Index whole)
{
	return (Said){ .e = e,
		.s = s,
		.nest = nest,
		.whole = whole,
		.cutvar = -1,
		.turn = UINT32_MAX,
		.unit = UINT32_MAX };
}

void closesaid(Said *w)
{
	release(w->memo);
	release(w->slot);
	release(w->param);
	release(w->touched);
	release(w->asitis);
}

void forgetnames(Said *w)
{
	w->nmemo = 0;
	if (w->slot) memset(w->slot, 0, sizeof *w->slot << w->bits);
}

static size_t hashof(Id i, Index a, int bits)
{
	uint64_t h = (i + 1) * 0x9e3779b97f4a7c15u ^ (uint64_t)a.c * 0xc2b2ae3d27d4eb4fu;

	for (int v = 0; v < VARS; v++) h = (h ^ (uint64_t)a.k[v]) * 0x9e3779b97f4a7c15u;
	return (size_t)((h ^ h >> 29) * 0xbf58476d1ce4e5b9u >> (64 - bits));
}

/* where it is, or where it belongs */
static size_t *slotof(const Said *w, Id i, Index a)
{
	size_t mask = ((size_t)1 << w->bits) - 1, h = hashof(i, a, w->bits);

	while (w->slot[h] &&
		!(w->memo[w->slot[h] - 1].row == i && sameindex(w->memo[w->slot[h] - 1].at, a)))
		h = (h + 1) & mask;
	return &w->slot[h];
}

static const char *remembered(const Said *w, Id i, Index a)
{
	size_t s = w->slot ? *slotof(w, i, a) : 0;

	return s ? w->memo[s - 1].name : NULL;
}

static void remember(Said *w, Id i, Index a, const char *name)
{
	if (!w->slot || w->nmemo >= (size_t)1 << (w->bits - 1)) {
		w->bits = w->slot ? w->bits + 1 : 6;
		release(w->slot);
		w->slot = alloc((size_t)1 << w->bits, sizeof *w->slot);
		for (size_t k = 0; k < w->nmemo; k++)
			*slotof(w, w->memo[k].row, w->memo[k].at) = k + 1;
	}
	w->memo = grow(w->memo, &w->memoroom, w->nmemo + 1, sizeof *w->memo);
	w->memo[w->nmemo] = (Memo){ i, a, name };
	*slotof(w, i, a) = ++w->nmemo;
}

void line(Said *w, const char *fmt, ...)
{
	va_list ap;

	if (!w->out) return;
	for (int k = 0; k < w->indent; k++) fputc('\t', w->out);
	va_start(ap, fmt);
	vfprintf(w->out, fmt, ap);
	va_end(ap);
	fputc('\n', w->out);
}

/* ---- memory ------------------------------------------------------------------------------- */

/* what is read there may be read through that parameter */
static bool near(const Said *w, const Param *q, Place p, bool exact)
{
	enum { NEAR = 16 };
	long d = labs(p.off - q->place.off);

	return !strcmp(q->place.base, p.base) &&
		(d == 0 || !w->nest.n || (d < NEAR && !exact && !q->written));
}

/* Its parameter, and what is left of the constant *c of the index.  The first place that is read
 * is one, and what lies near it is read from there: loops that differ in places alone have one
 * text. What the loop itself writes has one of its own: nothing is reached through two. */
const char *parameter(Said *w, Place p, Use use, long *c)
{
	size_t k = 0;

	p.off = w->nest.n ? p.off + *c : (*c += p.off, 0);
	while (k < w->nparams && !near(w, &w->param[k], p, use != READ)) k++;
	if (w->nest.n) *c = k < w->nparams ? p.off - w->param[k].place.off : 0;
	if (k == w->nparams) {
		w->param = grow(w->param, &w->paramroom, k + 1, sizeof *w->param);
		w->param[w->nparams++] = (Param){ p, false };
	}
	w->param[k].written |= use == WRITTEN;
	return words(w->e, "p%zu", k);
}

/* a call of the function of that name, with what its parameters are */
const char *callof(Said *w, const char *name)
{
	const char *call = words(w->e, "%s(h", name);

	for (size_t k = 0; k < w->nparams; k++)
		call = words(w->e, "%s, %s + %ld", call, w->param[k].place.base,
			w->param[k].place.off);
	return words(w->e, "%s);", call);
}

static const char *indextext(Said *w, Index a)
{
	char *s;
	size_t n;
	FILE *f = textstream(&s, &n);
	const char *kept;

	putindex(f, &w->nest, a);
	fclose(f);
	kept = words(w->e, "%s", s);
	free(s);
	return kept;
}

static const char *loaded(Said *w, Id i, Index a)
{
	const Row *r = &w->s->row[i];
	bool same = sameindex(a, w->whole);
	const char *p;

	w->touched = grow(w->touched, &w->touchroom, w->ntouched + 1, sizeof *w->touched);
	w->asitis = grow(w->asitis, &w->asroom, w->ntouched + 1, sizeof *w->asitis);
	w->touched[w->ntouched] = i;
	w->asitis[w->ntouched++] = same;
	if (!w->out) return "0";
	if (w->tileof && r->sort != GIVEN && r->unit == w->unit && same && w->tileof[i] >= 0)
		return words(w->e, "t%d[i - b]", w->tileof[i]);
	p = parameter(w, r->place, r->unit == w->unit && r->sort != GIVEN ? EXACTLY : READ, &a.c);
	return words(w->e, "%s[%s]", p, indextext(w, a));
}

/* ---- views and pieces ---------------------------------------------------------------------- */

static const char *fail(Said *w) { return w->fails = true, "0"; }

/* -1: a below from, 0: inside [from, to), 1: above, throughout; 2: the loop is to be cut */
static int side(Said *w, Index a, long from, long to)
{
	long least, most;
	int v;

	extremes(&w->nest, a, &least, &most);
	if (least >= from && most < to) return 0;
	if (most < from) return -1;
	if (least >= to) return 1;
	v = steppedby(&w->nest, a);
	if (v < 0)
		w->fails = true;
	else
		w->cutvar = v, w->cut = (least < from ? from : to) - a.c;
	return 2;
}

static Id firstof(const Said *w, Id i) { return args(w->s->l, &w->s->l->ins[i])[0]; }
static const int64_t *attrof(const Said *w, Id i) { return attr(w->s->l, &w->s->l->ins[i]); }

static const char *reshaped(Said *w, Id i, Index a) { return say(w, firstof(w, i), a); }

static const char *segmented(Said *w, Id i, Index a)
{
	a.c += attrof(w, i)[0];
	return say(w, firstof(w, i), a);
}

static const char *sliced(Said *w, Id i, Index a)
{
	const int64_t *t = attrof(w, i);
	const Shape *y = shapeat(w->s->l, i);
	Index iy[RANK] = { { 0 } }, ix[RANK] = { { 0 } };

	if (!alongaxes(&w->nest, a, y, iy)) return fail(w);
	for (int d = 0; d < y->rank; d++)
		ix[d] = plusindex((Index){ .c = t[d] }, iy[d], t[RANK + d]);
	return say(w, firstof(w, i), flattened(ix, shapeat(w->s->l, firstof(w, i))));
}

static const char *transposed(Said *w, Id i, Index a)
{
	const int64_t *t = attrof(w, i);
	const Shape *y = shapeat(w->s->l, i);
	Index iy[RANK] = { { 0 } }, ix[RANK] = { { 0 } };

	if (!alongaxes(&w->nest, a, y, iy)) return fail(w);
	for (int d = 0; d < y->rank; d++) ix[t[d]] = iy[d];
	return say(w, firstof(w, i), flattened(ix, shapeat(w->s->l, firstof(w, i))));
}

static const char *stretched(Said *w, Id i, Index a)
{
	const Shape *y = shapeat(w->s->l, i), *x = shapeat(w->s->l, firstof(w, i));
	Index iy[RANK] = { { 0 } }, ix[RANK] = { { 0 } };

	if (!alongaxes(&w->nest, a, y, iy)) return fail(w);
	for (int d = 0; d < x->rank; d++)
		if (x->dim[d] != 1) ix[d] = iy[d + y->rank - x->rank];
	return say(w, firstof(w, i), flattened(ix, x));
}

static const char *zero(Said *w) { return w->out ? literal(w->e, 0) : "0"; }

static const char *unsliced(Said *w, Id i, Index a)
{
	const List *l = w->s->l;
	Id x = args(l, &l->ins[i])[0];
	const int64_t *t = attr(l, &l->ins[i]);
	const Shape *y = shapeat(l, i), *s = shapeat(l, x);
	Index iy[RANK] = { { 0 } };

	if (!alongaxes(&w->nest, a, y, iy)) return fail(w);
	for (int d = 0; d < y->rank; d++) {
		if (t[RANK + d] != 1 && s->dim[d] > 1) return fail(w);
		if (side(w, iy[d], t[d], t[d] + (long)s->dim[d])) return zero(w);
		iy[d].c -= t[d];
	}
	return say(w, x, flattened(iy, s));
}

static const char *scattered(Said *w, Id i, Index a)
{
	long from = attrof(w, i)[0];

	if (side(w, a, from, from + (long)length(w->s, firstof(w, i)))) return zero(w);
	a.c -= from;
	return say(w, firstof(w, i), a);
}

/* pieces one after the other along an axis, or all flat */
static const char *pieces(Said *w, Id i, Index a, int axis, bool flat)
{
	const List *l = w->s->l;
	const Ins *in = &l->ins[i];
	Index iy[RANK] = { { 0 } };
	long from = 0;

	if (!alongaxes(&w->nest, a, shapeat(l, i), iy)) return fail(w);
	for (size_t k = 0; k < in->nargs; k++) {
		Id x = args(l, in)[k];
		const Shape *s = shapeat(l, x);
		long n = flat ? (long)count(s) : (long)s->dim[axis];
		int where = side(w, iy[axis], from, from + n);

		if (where == 2) return zero(w);
		if (where == 0) {
			iy[axis].c -= from;
			return say(w, x, flat ? iy[0] : flattened(iy, s));
		}
		from += n;
	}
	return fail(w);
}

static const char *joined(Said *w, Id i, Index a)
{
	return pieces(w, i, a, (int)attrof(w, i)[0], false);
}

static const char *packed(Said *w, Id i, Index a) { return pieces(w, i, a, 0, true); }

/* primitives that move elements and compute none; any other has its kernel called */
static const struct {
	const Prim *prim;
	Sort sort;
	const char *(*say)(Said *, Id, Index);
} moves[] = { { &reshape_prim, VIEW, reshaped }, { &segment_prim, VIEW, segmented },
	{ &slice_prim, VIEW, sliced }, { &transpose_prim, VIEW, transposed },
	{ &broadcast_prim, VIEW, stretched }, { &unslice_prim, PUT, unsliced },
	{ &scattersegment_prim, PUT, scattered }, { &concat_prim, PUT, joined },
	{ &flatten_prim, PUT, packed } };
enum { MOVES = sizeof moves / sizeof *moves };

bool ismove(const Prim *p, Sort *sort)
{
	for (size_t k = 0; k < MOVES; k++)
		if (moves[k].prim == p) return *sort = moves[k].sort, true;
	return false;
}

static const char *moved(Said *w, Id i, Index a)
{
	size_t k = 0;

	while (moves[k].prim != w->s->l->ins[i].prim) k++;
	return moves[k].say(w, i, a);
}

/* ---- values ---------------------------------------------------------------------------------- */

static const char *operated(Said *w, Id i, Index a)
{
	const List *l = w->s->l;
	const Ins *in = &l->ins[i];
	const Prim *p = in->prim;
	const char *x[3] = { "0", "0", "0" };

	for (size_t k = 0; k < in->nargs && k < 3; k++) x[k] = say(w, args(l, in)[k], a);
	if (!w->out) return "0";
	if (p == &where_prim) return words(w->e, "%s != 0 ? %s : %s", x[0], x[1], x[2]);
	if (p->nargs == 1 && one[p->slot]) return words(w->e, one[p->slot], x[0]);
	if (p->nargs == 2 && two[p->slot]) return words(w->e, two[p->slot], x[0], x[1]);
	if (p->nargs == 1) return words(w->e, "one(h->unary[%d], %s)", p->slot, x[0]);
	if (p->nargs == 2) return words(w->e, "two(h->binary[%d], %s, %s)", p->slot, x[0], x[1]);
	return words(w->e, "three(h->ternary[%d], %s, %s, %s)", p->ternary - 1, x[0], x[1], x[2]);
}

const char *made(Said *w, Id i, Index a)
{
	const char *value, *name = "0";

	switch (w->s->row[i].sort) {
	case VIEW:
	case PUT:
		return moved(w, i, a);
	case PLAIN:
	case FUNCTION:
		break;
	default:
		die("compiled: %s is not said", w->s->l->ins[i].prim->name);
	}
	value = operated(w, i, a);
	if (w->fails || w->cutvar >= 0) return "0";
	w->ops++;
	if (w->out) {
		name = words(w->e, "v%zu", w->locals++);
		line(w, "const real %s = %s;", name, value);
	}
	remember(w, i, a, name);
	return name;
}

/* in memory or in a tile when this is run; what the same loop makes has a name there instead */
static bool isthere(const Said *w, Id i, Index a)
{
	const Row *r = &w->s->row[i];
	bool kernel =
		r->sort == FUNCTION || r->sort == TOTAL || r->sort == CALLED || r->sort == STEPS;

	if (!r->mem || r->sort == GIVEN || kernel) return r->mem;
	if (r->turn >= w->turn) return false;
	return !(w->stageof && r->unit == w->unit && w->stageof[i] == w->stage &&
		sameindex(a, w->whole));
}

const char *say(Said *w, Id i, Index a)
{
	const char *name;
	double c;

	if (w->fails || w->cutvar >= 0) return "0";
	if (isconst(w->s->l, i, &c)) return w->out ? literal(w->e, c) : "0";
	if ((name = remembered(w, i, a))) return name;
	return isthere(w, i, a) ? loaded(w, i, a) : made(w, i, a);
}
