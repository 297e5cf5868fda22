/* formulaloops.c -- loops and branches in a formula.
 *
 *	iterate(n, u = u0, expr)                        u <- expr, n times
 *	iterate(n, u = u0, v = v0, expr, expr)          both at once; its value is the first
 *	iterate(x in a, u = u0, expr)                   once for each item x of a, along axis 0
 *	while(u = u0, condition, expr)                  as long as the condition is not 0
 *	cond(c, a, b)                                   a or b: only one of them is computed (where
 * computes both) checkpoint(expr)                                not kept for the reverse sweep,
 *but computed again
 *
 * A body is a list of its own.  What it uses from outside becomes an argument when its name is
 * first read.
 */
#include "engines/control/control.h"
#include "engines/formula/formula.h"
#include <string.h>

extern const Prim cond_prim, while_prim, scan_prim, checkpoint_prim;

/* bodies of an instruction; carries, items and what is captured, each */
enum { BODIES = 2, VALUES = 60 };

/* in: inputs, carries first */
typedef struct { List *list; V in[2 * VALUES]; size_t ncarries, ncaptured; } Piece;

struct Scope {
	Scope *outside;
	List *list;                        /* what the instruction will stand in */
	size_t nbound;                     /* names bound outside */
	/* carries, items, and what is captured, in list */
	V from[VALUES], of[VALUES], taken[VALUES];
	size_t ncarries, nitems, ntaken;
	/* of carries, then of items */
	struct { const char *name; size_t length; } name[2 * VALUES];
	Piece piece[BODIES];
	size_t npieces;
};

void openloop(Parser *p)
{
	Scope *s = alloc(1, sizeof *s);


	*s = (Scope){ .outside = p->scope, .list = p->list, .nbound = p->nbound };
	p->scope = s;
}

static void room(Parser *p, size_t n)
{
	if (n >= VALUES)
		wrongtext(p, p->spot,
			"expected a body with fewer than %d carries, items and outside values, "
			"each",
			VALUES);
}

void carry(Parser *p, const char *name, size_t n, V from)
{
	Scope *s = p->scope;

	room(p, s->ncarries);
	s->name[s->ncarries].name = name;
	s->name[s->ncarries].length = n;
	s->from[s->ncarries++] = from;
}

/* items are named after the carries have been: they stand at the end until then */
void eachitem(Parser *p, const char *name, size_t n, V of)
{
	Scope *s = p->scope;

	if (!shapeof(of).rank)
		wrongtext(p, p->spot, "expected an array, whose items \"%.*s\" would be", (int)n,
			name);
	s->name[VALUES + s->nitems].name = name;
	s->name[VALUES + s->nitems].length = n;
	s->of[s->nitems++] = of;
}

void enter(Parser *p)
{
	Scope *s = p->scope;
	Piece *b = &s->piece[s->npieces++];

	*b = (Piece){ .list = newlist(), .ncarries = s->ncarries + s->nitems };
	b->list->fail = s->list->fail;
	b->list->failed = s->list->failed;
	p->list = b->list;
	p->nbound = s->nbound;
	for (size_t k = 0; k < s->ncarries; k++) {
		b->in[k] = Input(b->list, NULL, shapeof(s->from[k]));
		bind(p, s->name[k].name, s->name[k].length, b->in[k]);
	}
	for (size_t k = 0; k < s->nitems; k++) {
		b->in[s->ncarries + k] = Input(b->list, NULL, without(shapeof(s->of[k]), 0));
		bind(p, s->name[VALUES + k].name, s->name[VALUES + k].length,
			b->in[s->ncarries + k]);
	}
}

void leave(Parser *p, size_t n, const V *y)
{
	Scope *s = p->scope;

	for (size_t k = 0; k < n; k++) Output(y[k]);
	p->list->fail = NULL;
	p->list = s->list;
	p->nbound = s->nbound;
}

/* v as a value of l, which it reaches as an argument of every body between */
static V within(Parser *p, Scope *s, List *l, V v)
{
	Piece *b;
	V out;
	size_t k = 0;

	while (v.list != l && s && (!s->npieces || s->piece[s->npieces - 1].list != l))
		s = s->outside;
	if (v.list == l || !s)
		return v;
	out = within(p, s->outside, s->list, v);
	b = &s->piece[s->npieces - 1];
	while (k < s->ntaken && s->taken[k].id != out.id) k++;
	if (k == s->ntaken) {
		room(p, k);
		s->taken[s->ntaken++] = out;
	}
	if (!b->in[VALUES + k].list) b->in[VALUES + k] = Input(l, NULL, shapeof(out));
	return b->in[VALUES + k];
}

V captured(Parser *p, V v) { return within(p, p->scope, p->list, v); }

/* the bodies take the same: carries, items, all that any of them captured; and their lists are
 * whole */
static void settle(Scope *s, List **body)
{
	for (size_t j = 0; j < s->npieces; j++) {
		Piece *b = &s->piece[j];
		size_t order[2 * VALUES], n = 0;

		for (size_t k = 0; k < s->ntaken; k++)
			if (!b->in[VALUES + k].list)
				b->in[VALUES + k] = Input(b->list, NULL, shapeof(s->taken[k]));
		for (size_t k = 0; k < b->ncarries; k++) order[n++] = k;
		for (size_t k = 0; k < s->ntaken; k++)
			for (size_t i = 0; i < b->list->nin; i++)
				if (b->list->in[i] == b->in[VALUES + k].id) order[n++] = i;
		body[j] = permuted(b->list, order, NULL);
	}
}

/* the instruction, in the place of the scope, which is closed */
static V closed(Parser *p, const Prim *prim, const Word *fixed, size_t nbodies, V c)
{
	Scope *s = p->scope;
	List *body[BODIES];
	V x[1 + 3 * VALUES], y[VALUES];
	size_t n = 0;

	settle(s, body);
	if (c.list) x[n++] = c;
	memcpy(x + n, s->from, s->ncarries * sizeof *x), n += s->ncarries;
	memcpy(x + n, s->of, s->nitems * sizeof *x), n += s->nitems;
	memcpy(x + n, s->taken, s->ntaken * sizeof *x), n += s->ntaken;
	p->scope = s->outside;
	control(p->list, prim, fixed, nbodies, body, n, x, y);
	release(s);
	return y[0];
}

V iterated(Parser *p, V times)
{
	Scope *s = p->scope;
	double n = s->nitems ? (double)shapeof(s->of[0]).dim[0] : 0;
	Word w[4];

	if (!s->nitems &&
		(!isconst(times.list, times.id, &n) || n < 1 || n > 1e9 || n != (double)(size_t)n))
		wrongtext(p, p->spot,
			"expected a number of steps: whole, at least 1 (or items: x in a)");
	if (s->piece[0].list->nout != s->ncarries)
		wrongtext(p, p->spot, "expected as many expressions as carries: %zu, not %zu",
			s->ncarries, s->piece[0].list->nout);
	w[0].i = (int64_t)n, w[1].i = 0, w[2].i = (int64_t)s->ncarries, w[3].i = (int64_t)s->nitems;
	return closed(p, &scan_prim, w, 1, (V){ 0 });
}

V whiled(Parser *p)
{
	Scope *s = p->scope;
	Word w[1 + PASSES] = { { .i = (int64_t)s->ntaken }, { .i = (int64_t)s->ncarries } };

	if (s->piece[1].list->nout != s->ncarries)
		wrongtext(p, p->spot,
			"expected a condition and as many expressions as carries: %zu, not %zu",
			s->ncarries, s->piece[1].list->nout);
	return closed(p, &while_prim, w, 2, (V){ 0 });
}

V branched(Parser *p, V c) { return closed(p, &cond_prim, NULL, 2, c); }
V checkpointed(Parser *p)  { return closed(p, &checkpoint_prim, NULL, 1, (V){ 0 }); }
