/* stage -- a stage template: stages that are the same list are compiled once
 *
 * The pullback of a stage is one list, taken in two: the instructions its results need are the
 * forward half, the others the reverse half.  What the reverse half reads of the first is taken
 * from the states where it lies there, else from what is kept of the stage.
 */
#include "engines/checkpoint/chain.h"
#include "engines/control/control.h"
#include <string.h>

extern const Prim reshape_prim, transpose_prim, broadcast_prim;

/* moved about, not computed: made again rather than kept */
static bool cheap(const Prim *p)
{
	return p == &reshape_prim || p == &transpose_prim || p == &broadcast_prim;
}

static size_t place(size_t n, const Id *x, size_t i)
{
	size_t k = 0;

	while (k < n && x[k] != i) k++;
	return k;
}

/* where REAR finds instruction i of p, a primal one or an input */
static Source sourceof(const StageTemplate *k, const List *p, size_t i)
{
	size_t in = place(p->nin, p->in, i), out = place(k->f->nout, p->out, i), nin = k->f->nin;

	if (in < k->nstate) return (Source){ STATE, in, k->at[in] };
	if (in < nin)       return (Source){ READ, in - k->nstate, 0 };
	if (in < nin + k->nafter) return (Source){ COTANGENT, in - nin, k->at[in] };
	if (in < p->nin)    return (Source){ SLOPE, in - nin - k->nafter, 0 };
	if (out < k->nafter)   return (Source){ AFTER, out, k->at[nin + out] };
	if (out < k->f->nout)  return (Source){ WRITTEN, out - k->nafter, 0 };
	return (Source){ KEPT, 0, 0 };
}

/* what outputs [from, to) of p need; those marked in stop, or NULL, need nothing */
static char *needed(const List *p, size_t from, size_t to, const char *stop)
{
	char *on = alloc(p->n, 1);

	for (size_t o = from; o < to; o++) on[p->out[o]] = 1;
	reach(p, on, stop);
	return on;
}

/* instructions of p that REAR records: what its outputs need, as far as what runs forward gives it
 */
static char *recorded(const List *p, size_t ny, const char *forwardhalf)
{
	char *stop = alloc(p->n, 1), *want;

	for (size_t i = 0; i < p->n; i++) stop[i] = forwardhalf[i] && !cheap(p->ins[i].prim);
	want = needed(p, ny, p->nout, stop);
	release(stop);
	return want;
}

static void halves(StageTemplate *k, const List *p, const char *forwardhalf)
{
	size_t ny = k->f->nout, nkept = 0;
	char *want = recorded(p, ny, forwardhalf);
	V *a = alloc(p->n, sizeof *a), *b = alloc(p->n, sizeof *b);
	List *run = k->side[FORWARDHALF] = newlist(), *back = k->side[REVERSEHALF] = newlist();

	for (size_t i = 0; i < k->f->nin; i++)
		a[p->in[i]] = Input(run, NULL, *shapeat(p, p->in[i]));
	for (size_t i = 0; i < p->n; i++)
		if (forwardhalf[i] && !isinput(&p->ins[i])) a[i] = rerecord(run, p, i, a);
	for (size_t o = 0; o < ny; o++) Output(a[p->out[o]]);
	k->source = alloc(p->n, sizeof *k->source);
	for (size_t i = 0; i < p->n; i++) {
		const Ins *in = &p->ins[i];
		Source from;

		if (!want[i])
			continue;
		if (!isinput(in) && (!forwardhalf[i] || !in->nargs || cheap(in->prim))) {
			b[i] = rerecord(back, p, i, b);
			continue;
		}
		from = sourceof(k, p, i);
		if (from.from == KEPT) {
			from = (Source){ KEPT, nkept++, k->kept };
			k->kept += count(shapeat(p, i));
			Output(a[i]);
		}
		k->source[back->nin] = from;
		b[i] = Input(back, NULL, *shapeat(p, i));
	}
	for (size_t o = ny; o < p->nout; o++) Output(b[p->out[o]]);
	release(want), release(a), release(b);
}

size_t weight(const List *l, const Num *T)
{
	size_t was = bytes().live, is;
	Run *r = borrowingrun(l, T);

	is = bytes().live - was;
	freerun(r);
	return is;
}

static void compile(StageTemplate *k, const Num *T)
{
	const List *f = k->f;
	char *has = alloc(f->nout + 1, 1), *forwardhalf;
	List *p, *said;

	memset(has, 1, f->nout);
	k->hasgradient = alloc(f->nin + 1, 1);
	p = pullsome(f, has, k->hasgradient);
	said = simplify(expand(p, runs, T), T);
	freelist(p);
	forwardhalf = needed(said, 0, f->nout, NULL);
	halves(k, said, forwardhalf);
	for (Side s = FORWARDHALF; s <= REVERSEHALF; s++) k->bytes[s] = weight(k->side[s], T);
	freelist(said);
	release(has);
	release(forwardhalf);
}

/* ---- stage templates ---------------------------------------------------------------------- */

static bool alike(const List *a, const List *b)
{
	if (a->n != b->n || a->nin != b->nin || a->nout != b->nout ||
		(a->nout && memcmp(a->out, b->out, a->nout * sizeof *a->out)))
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const Ins *x = &a->ins[i], *y = &b->ins[i];
		size_t n;

		if (x->prim != y->prim || x->nargs != y->nargs ||
			!same(shapeat(a, i), shapeat(b, i)))
			return false;
		if (x->nargs && memcmp(args(a, x), args(b, y), x->nargs * sizeof(Id)))
			return false;
		n = attrwords(x->prim, attr(a, x), shapeat(a, i));
		if (n && memcmp(attr(a, x), attr(b, y), n * sizeof(Word)))
			return false;
	}
	return true;
}

static size_t width(const List *f, const Id *id, size_t n, size_t *at)
{
	size_t all = 0;

	for (size_t k = 0; k < n; k++) {
		at[k] = all;
		all += count(shapeat(f, id[k]));
	}
	return all;
}

size_t templateof(Chain *c, List *f, size_t nstate, size_t nafter)
{
	StageTemplate *k;

	for (size_t j = c->ntemplates; j-- > 0; )      /* the newest are the likeliest */
		if (c->template[j].nstate == nstate && c->template[j].nafter == nafter &&
			alike(c->template[j].f, f)) {
			freelist(f);
			return j;
		}
	c->template = grow(c->template, &c->templateroom, c->ntemplates + 1, sizeof *c->template);
	k = &c->template[c->ntemplates];
	*k = (StageTemplate){ .f = f,
		.first = c->length,
		.nstate = nstate,
		.nafter = nafter,
		.at = alloc(f->nin + f->nout + 1, sizeof *k->at) };
	k->before = width(f, f->in, nstate, k->at);
	k->after = width(f, f->out, nafter, k->at + f->nin);
	compile(k, c->num);
	return c->ntemplates++;
}

void freetemplate(StageTemplate *k)
{
	for (Side s = 0; s < SIDES; s++) freelist(k->side[s]);
	freelist(k->f);
	release(k->at), release(k->source), release(k->hasgradient);
}
