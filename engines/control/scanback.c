/* scanback -- the pullback of scan: its body's in two, what runs forward and what runs back. */
#include "engines/control/scan.h"
#include "engines/prims/recorders.h"
#include <string.h>

extern const Prim matmul_prim, reshape_prim, transpose_prim, broadcast_prim, slice_prim,
	segment_prim;

typedef struct {
	const ScanAttr *a;
	const List *f;
	List *p;                           /* f's pullback: inputs x, g; outputs y, gx */
	/* results with a cotangent, arguments with a gradient */
	char *has, *hasgradient;
	char *after;                       /* instructions of p that hang on a cotangent */
	List *forwardhalf, *back;                 /* fore: f, and what is kept */
	V *map;                            /* instructions of p in back */
	/* instructions of p that fore gives as stacks, after f's results */
	Id *kept;   size_t nkept, keptroom;
	/* inputs of back that are items, in order; and what they are: */
	V *item;    size_t nitem, itemroom;
	/* 'k' kept k, 'y' result k, 'x' argument k, 'g' cotangent of result k */
	struct { char kind; size_t k; } *is;  size_t isroom;
	/* inputs of back for constants of f; no list: not used */
	V *constant;
	V *carry;                          /* of back: cotangents of f's carries; no list: none */
} Split;

static V fetched(Split *s, Id i);

static V newitem(Split *s, Shape shape, char kind, size_t k)
{
	V v = Input(s->back, NULL, shape);

	s->is = grow(s->is, &s->isroom, s->nitem + 1, sizeof *s->is);
	s->item = grow(s->item, &s->itemroom, s->nitem + 1, sizeof *s->item);
	s->is[s->nitem].kind = kind, s->is[s->nitem].k = k;
	return s->item[s->nitem++] = v;
}

/* moved about, not computed: made again rather than kept */
static bool cheap(const Prim *p)
{
	return p == &reshape_prim || p == &transpose_prim || p == &broadcast_prim ||
		p == &slice_prim || p == &segment_prim;
}

static V copied(Split *s, Id i)
{
	const Ins *in = &s->p->ins[i];

	for (size_t k = 0; k < in->nargs; k++) fetched(s, args(s->p, in)[k]);
	return rerecord(s->back, s->p, i, s->map);
}

static size_t inputnumber(const List *l, Id i)
{
	size_t k = 0;

	while (l->in[k] != i) k++;
	return k;
}

static V kept(Split *s, Id i)
{
	for (size_t o = (size_t)s->a->carries; o < s->f->nout; o++)
		/* a result of f: its stack is there */
		if (s->p->out[o] == i) return newitem(s, *shapeat(s->p, i), 'y', o);
	s->kept = grow(s->kept, &s->keptroom, s->nkept + 1, sizeof *s->kept);
	s->kept[s->nkept] = i;
	return newitem(s, *shapeat(s->p, i), 'k', s->nkept++);
}

/* instruction i of p in back: from the forward scan, an argument, or computed there */
static V fetched(Split *s, Id i)
{
	const Ins *in = &s->p->ins[i];
	size_t m = (size_t)s->a->carries, items = (size_t)s->a->items, k;

	if (s->map[i].list)
		return s->map[i];
	if (s->after[i] || (!in->nargs && !isinput(in)) || cheap(in->prim))
		return s->map[i] = copied(s, i);
	if (!isinput(in) || (k = inputnumber(s->p, i)) < m)
		return s->map[i] = kept(s, i);
	if (k < m + items)
		return s->map[i] = newitem(s, *shapeat(s->p, i), 'x', k);
	return s->map[i] = s->constant[k] = Input(s->back, NULL, *shapeat(s->p, i));
}

static void hanging(Split *s)
{
	s->after = alloc(s->p->n, 1);
	for (size_t k = s->f->nin; k < s->p->nin; k++) s->after[s->p->in[k]] = 1;
	dependents(s->p, s->after);
}

/* f's cotangents in back: carried, or items */
static void cotangents(Split *s)
{
	size_t turn = s->f->nin;

	for (size_t o = 0; o < s->f->nout; o++) {
		Id i;

		if (!s->has[o])
			continue;
		i = s->p->in[turn++];
		s->map[i] = o < (size_t)s->a->carries
			? (s->carry[o] = Input(s->back, NULL, *shapeat(s->p, i)))
			: newitem(s, *shapeat(s->p, i), 'g', o);
	}
}

/* u v' with u and v of one column: gk sums such products */
static bool outer(const List *p, Id i)
{
	const Ins *in = &p->ins[i];
	const int64_t *t = attr(p, in);
	const Shape *u, *v;

	if (in->prim != &matmul_prim || shapeat(p, i)->rank != 2)
		return false;
	u = shapeat(p, args(p, in)[0]), v = shapeat(p, args(p, in)[1]);
	return u->dim[t[0] ? 0 : 1] == 1 && v->dim[t[1] ? 1 : 0] == 1;
}

/* everything the way back records: outputs of back are carries, sums, then gradients of items, then
 * factors */
static void backwards(Split *s, V *sum, size_t *grad, size_t *factor)
{
	size_t m = (size_t)s->a->carries, items = (size_t)s->a->items, k = s->f->nout;
	Id *g = alloc(s->f->nin, sizeof *g);

	for (size_t i = 0; i < s->f->nin; i++)
		if (s->hasgradient[i]) g[i] = s->p->out[k++];
	for (size_t i = 0; i < m; i++)
		if (s->has[i])
			Output(s->hasgradient[i] ? fetched(s, g[i])
					 : Zeros(s->back, *shapeat(s->f, s->f->in[i])));
	for (size_t i = m + items; i < s->f->nin; i++)
		if (s->hasgradient[i] && !outer(s->p, g[i])) {
			sum[i] = Input(s->back, NULL, *shapeat(s->p, g[i]));
			Output(Add(sum[i], fetched(s, g[i])));
		}
	for (size_t i = m; i < m + items; i++)
		if (s->hasgradient[i]) {
			grad[i] = s->back->nout;
			Output(fetched(s, g[i]));
		}
	for (size_t i = m + items; i < s->f->nin; i++)
		if (s->hasgradient[i] && outer(s->p, g[i])) {
			const Ins *in = &s->p->ins[g[i]];

			factor[i] = s->back->nout;
			for (int side = 0; side < 2; side++) {
				V v = fetched(s, args(s->p, in)[side]);
				Shape all = shapeof(v);

				Output(Reshape(v, vector(count(&all))));
			}
		}
	release(g);
}

/* f again, and after its results what is kept: instructions that depend on no cotangent */
static void forwards(Split *s)
{
	List *l = newlist();
	const List *p = s->p;
	V *map = alloc(p->n, sizeof *map);

	for (size_t k = 0; k < s->f->nin; k++) map[p->in[k]] = inputlike(l, p, k);
	for (size_t i = 0; i < p->n; i++)
		if (!s->after[i] && !isinput(&p->ins[i])) map[i] = rerecord(l, p, i, map);
	for (size_t k = 0; k < s->f->nout; k++) Output(map[p->out[k]]);
	for (size_t k = 0; k < s->nkept; k++) Output(map[s->kept[k]]);
	release(map);
	s->forwardhalf = dead(l);
}

/* which carries have a cotangent at some step; p: the pullback for them */
static void closed(Split *s, const V *g)
{
	size_t m = (size_t)s->a->carries;
	bool more = true;

	s->has = alloc(s->f->nout, 1);
	s->hasgradient = alloc(s->f->nin, 1);
	for (size_t o = 0; o < s->f->nout; o++) s->has[o] = g[o].list != NULL;
	while (more) {
		more = false;
		freelist(s->p);
		s->p = pullsome(s->f, s->has, s->hasgradient);
		for (size_t i = 0; i < m; i++)
			if (s->hasgradient[i] && !s->has[i]) s->has[i] = more = true;
	}
	s->p = simplify(s->p, NULL);
}

static size_t placed(const List *l, V v) { return inputnumber(l, v.id); }

/* the scan back: its arguments, in the order carries, sums, items, constants */
static void turned(Split *s, V y, const V *x, const V *g, const V *forwardhalf, const V *sum, V *gx,
	const size_t *grad, const size_t *factor)
{
	size_t m = (size_t)s->a->carries, items = (size_t)s->a->items, nx = s->f->nin, n = 0,
	       carries, *order = alloc(s->back->nin, sizeof *order), k = 0;
	V *arg = alloc(s->back->nin, sizeof *arg), *out = alloc(s->back->nout, sizeof *out);

	for (size_t o = 0; o < m; o++)
		if (s->has[o]) {
			order[n] = placed(s->back, s->carry[o]);
			arg[n++] = g[o].list ? g[o] : Zeros(y.list, *shapeat(s->f, s->f->out[o]));
		}
	for (size_t i = m + items; i < nx; i++)
		if (sum[i].list) {
			order[n] = placed(s->back, sum[i]);
			arg[n++] = Zeros(y.list, shapeof(sum[i]));
		}
	carries = n;
	for (size_t j = 0; j < s->nitem; j++) {
		order[n] = placed(s->back, s->item[j]);
		arg[n++] = s->is[j].kind == 'k' ? forwardhalf[s->f->nout + s->is[j].k]
			: s->is[j].kind == 'y'  ? forwardhalf[s->is[j].k]
			: s->is[j].kind == 'x'  ? x[s->is[j].k]
						: g[s->is[j].k];
	}
	for (size_t i = m + items; i < nx; i++)
		if (s->constant[i].list) {
			order[n] = placed(s->back, s->constant[i]);
			arg[n++] = x[i];
		}
	s->back = permuted(s->back, order, NULL);
	s->back->users++;                          /* it is looked at below */
	likescan(y, true, carries, s->nitem, s->back, n, arg, out);
	for (size_t i = 0; i < m; i++)
		if (s->has[i]) gx[i] = out[k++];
	for (size_t i = m + items; i < nx; i++)
		if (sum[i].list) gx[i] = out[k++];
	for (size_t i = m; i < nx; i++) {
		if (!s->hasgradient[i] || sum[i].list)
			continue;
		gx[i] = i < m + items ? out[grad[i]]
				      : Matmul(out[factor[i]], out[factor[i] + 1], true, false);
	}
	freelist(s->back);
	release(order), release(arg), release(out);
}

void pullscan(V y, const V *x, const V *g, V *gx)
{
	ScanAttr a = *(const ScanAttr *)attr(y.list, at(y));
	Split s = { .a = &a, .f = bodyof(attr(y.list, at(y))), .back = newlist() };
	size_t nx = s.f->nin, *grad = alloc(nx, sizeof *grad), *factor = alloc(nx, sizeof *factor);
	V *sum = alloc(nx, sizeof *sum), *forwardhalf, by;

	closed(&s, g);
	hanging(&s);
	s.map = alloc(s.p->n, sizeof *s.map);
	s.constant = alloc(nx, sizeof *s.constant);
	s.carry = alloc(s.f->nout, sizeof *s.carry);
	cotangents(&s);
	backwards(&s, sum, grad, factor);
	forwards(&s);
	forwardhalf = alloc(s.forwardhalf->nout, sizeof *forwardhalf);
	by = likescan(y, false, (size_t)a.carries, (size_t)a.items, s.forwardhalf, nx, x,
		forwardhalf);
	replaceby(y, by, NULL);
	turned(&s, y, x, g, forwardhalf, sum, gx, grad, factor);
	freelist(s.p);
	release(s.has), release(s.hasgradient), release(s.after), release(s.map), release(s.kept),
		release(s.item), release(s.is);
	release(s.constant), release(s.carry), release(sum), release(grad), release(factor),
		release(forwardhalf);
}
