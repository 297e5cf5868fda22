/* whilerules -- the pushforward and the pullback of while: wider passes, and twice as many. */
#include "engines/control/while.h"
#include "engines/prims/recorders.h"
#include <string.h>

/* ---- forward ------------------------------------------------------------------------------ */

/* the pushforward of one body: all states and emissions move, constants that do; in the order of
 * the widened passes */
static List *pushed(const void *attr, size_t j, size_t n, const char *kmoves)
{
	const List *f = all(attr).list[j];
	size_t q = constants(attr), own = j ? states(attr, j) : states(attr, 1), first = f->nin - q,
	       movers = first, k = 0;
	size_t *in = alloc(f->nin * (n + 1), sizeof *in),
	       *out = alloc(f->nout * (n + 1), sizeof *out), cut[2 * PASSES + 3], cuts = 0;
	char *moves = alloc(f->nin, 1), *moved = alloc(f->nout, 1);
	List *p;

	memset(moves, 1, first);
	memset(moved, 1, f->nout);
	for (size_t i = 0; i < q; i++) movers += (size_t)(moves[first + i] = kmoves[i]);
	p = pushsome(f, moves, n, moved);
	/* groups of inputs: own state, then states and emissions of the others */
	cut[cuts++] = 0, cut[cuts++] = own;
	for (size_t i = 1; j && i < j; i++) {
		cut[cuts] = cut[cuts - 1] + states(attr, i), cuts++;
		cut[cuts] = cut[cuts - 1] + emits(attr, i), cuts++;
	}
	for (size_t g = 0; g + 1 < cuts; g++) {
		for (size_t i = cut[g]; i < cut[g + 1]; i++) in[k++] = i;
		for (size_t t = 0; t < n; t++)
			for (size_t i = cut[g]; i < cut[g + 1]; i++)
				in[k++] = f->nin + t * movers + i;
	}
	for (size_t i = 0; i < q; i++) in[k++] = first + i;
	for (size_t t = 0; t < n; t++)
		for (size_t i = first; i < movers; i++) in[k++] = f->nin + t * movers + i;
	k = 0;
	for (size_t g = 0; j && g < 2; g++) {
		size_t from = g ? own : 0, to = g ? f->nout : own;

		for (size_t i = from; i < to; i++) out[k++] = i;
		for (size_t t = 0; t < n; t++)
			for (size_t i = from; i < to; i++) out[k++] = f->nout * (t + 1) + i;
	}
	p = permuted(p, in, j ? out : NULL);
	if (!j) p->nout = 1;                       /* the test needs no tangent */
	release(in), release(out), release(moves), release(moved);
	return dead(p);
}

void pushwhile(V y, const V *x, size_t n, V *const *d, V *const *dy)
{
	void *a = attrof(y);
	size_t P = passes(a), q = constants(a), nres = results(a, NULL), nargs = 0, from = 0,
	       movers = 0, *slot = alloc(nres, sizeof *slot);
	V *arg = alloc((nres + q) * (n + 1), sizeof *arg),
	  *out = alloc(nres * (n + 1), sizeof *out), by;
	List **body = alloc(P + 1, sizeof *body);
	char *kmoves = alloc(q, 1);
	Word w[1 + PASSES] = { { .i = 0 } };

	for (size_t t = 0; t < n; t++)
		for (size_t k = 0; k < q; k++) kmoves[k] |= d[t][nres + k].list != NULL;
	for (size_t k = 0; k < q; k++) movers += kmoves[k] != 0;
	for (size_t j = 0; j <= P; j++) body[j] = pushed(a, j, n, kmoves);
	for (size_t j = 1; j <= P; from += states(a, j++)) {
		size_t m = states(a, j);

		w[j].i = (int64_t)(m * (n + 1));
		for (size_t k = 0; k < m; k++) slot[from + k] = nargs, arg[nargs++] = x[from + k];
		for (size_t t = 0; t < n; t++)
			for (size_t k = from; k < from + m; k++)
				arg[nargs++] = d[t][k].list ? d[t][k] : Const(x[k], 0);
	}
	w[0].i = (int64_t)(q + n * movers);
	for (size_t k = 0; k < q; k++) arg[nargs++] = x[nres + k];
	for (size_t t = 0; t < n; t++)
		for (size_t k = 0; k < q; k++)
			if (kmoves[k])
				arg[nargs++] = d[t][nres + k].list ? d[t][nres + k]
								   : Const(x[nres + k], 0);
	by = control(y.list, &while_prim, w, P + 1, body, nargs, arg, out);
	replaceby(y, by, slot);
	from = 0;
	for (size_t j = 1; j <= P; from += states(a, j++))
		for (size_t t = 0; t < n; t++)
			for (size_t k = 0; k < states(a, j); k++)
				dy[t][from + k] = out[slot[from] + states(a, j) * (t + 1) + k];
	release(a);
	release(arg), release(out), release(body), release(kmoves), release(slot);
}

/* ---- reverse --------------------------------------------------------------------------------- */

/* what an adjoint pass emits: contributions to state and emissions of pass i < j, wherever its body
 * reads them */
typedef struct { size_t P, q; const void *a; } Weave;

typedef struct {                           /* one adjoint that is being recorded */
	const Weave *w;
	/* m carries, e emissions; first: where shared inputs begin */
	size_t j, m, e, first;
	const List *f;
	char **hasgradient;
	List *l;
	V *state, *earlier, *mu;
} Weft;

/* its own carries: adjoints of the states, and sums for what all steps share */
static void owncarries(Weft *t)
{
	for (size_t k = 0; k < t->m; k++)
		t->state[k] = Input(t->l, NULL, *shapeat(t->f, t->f->out[k]));
	for (size_t k = 0; k < t->w->q; k++)
		t->state[t->m + k] = Input(t->l, NULL, *shapeat(t->f, t->f->in[t->first + k]));
}

/* the original passes, as they are stored */
static void originals(Weft *t)
{
	const Weave *w = t->w;

	for (size_t i = 1; i <= w->P; i++) {
		const List *h = all(w->a).list[i];

		for (size_t k = 0; k < states(w->a, i) + emits(w->a, i); k++) {
			V v = Input(t->l, NULL, *shapeat(h, h->out[k]));

			if (i < t->j) t->earlier[place(w->a, t->j, i) + k] = v;
			if (i == t->j && k < t->m) t->earlier[k] = v;
		}
	}
}

/* the adjoints that ran before: their carries are of no use here, what they emit for pass j is */
static void before(Weft *t)
{
	const Weave *w = t->w;

	for (size_t i = w->P; i > t->j; i--) {
		const List *h = all(w->a).list[i];
		size_t turn = place(w->a, i, t->j), n = states(w->a, i);

		for (size_t k = 0; k < n + w->q; k++)
			Input(t->l, NULL, k < n ? *shapeat(h, h->out[k])
						: *shapeat(t->f, t->f->in[t->first + k - n]));
		for (size_t k = n; k < h->nin - w->q; k++) {
			V v, *mu = k >= turn && k < turn + t->m + t->e ? &t->mu[k - turn] : NULL;

			if (!t->hasgradient[i][k]) continue;
			v = Input(t->l, NULL, *shapeat(h, h->in[k]));
			if (mu) *mu = mu->list ? Add(*mu, v) : v;
		}
	}
}

/* the inputs of the pullback: those of the pass, then cotangents of its results */
static void pulledinputs(Weft *t, V *x)
{
	memcpy(x, t->earlier, t->first * sizeof *x);
	for (size_t k = 0; k < t->w->q; k++)
		x[t->first + k] = Input(t->l, NULL, *shapeat(t->f, t->f->in[t->first + k]));
	memcpy(x + t->f->nin, t->state, t->m * sizeof *x);
	for (size_t k = 0; k < t->e; k++)
		x[t->f->nin + t->m + k] = t->mu[t->m + k].list
			? t->mu[t->m + k]
			: Zeros(t->l, *shapeat(t->f, t->f->out[t->m + k]));
}

/* carries, sums, emissions; y: of the pullback */
static void adjointresults(Weft *t, const V *y)
{
	const char *has = t->hasgradient[t->j];
	size_t g = t->f->nout, sums;

	for (size_t k = 0; k < t->m; k++) {
		V v = has[k] ? y[g++] : (V){ 0 };

		if (t->mu[k].list) v = v.list ? Add(v, t->mu[k]) : t->mu[k];
		Output(v.list ? v : Zeros(t->l, *shapeat(t->f, t->f->in[k])));
	}
	sums = g;
	for (size_t k = t->m; k < t->first; k++) sums += has[k] != 0;
	for (size_t k = 0; k < t->w->q; k++)
		Output(has[t->first + k] ? Add(t->state[t->m + k], y[sums++]) : t->state[t->m + k]);
	for (size_t k = t->m; k < t->first; k++)
		if (has[k]) Output(y[g++]);
}

/* the adjoint of pass j: carries (cotangent of p[j], sums for k); reads passes 1..P and the
 * adjoints of P..j+1 */
static List *adjoint(const Weave *w, size_t j, char **hasgradient)
{
	const List *f = all(w->a).list[j];
	Weft t = { .w = w, .j = j, .m = states(w->a, j), .e = f->nout - states(w->a, j),
		.first = f->nin - w->q, .f = f, .hasgradient = hasgradient, .l = newlist() };
	char *manyresults = alloc(f->nout, 1);
	V *x = alloc(f->nin + f->nout, sizeof *x), *y;
	List *p;

	t.state = alloc(t.m + w->q, sizeof *t.state);
	t.earlier = alloc(f->nin + f->nout, sizeof *t.earlier);
	t.mu = alloc(t.m + t.e, sizeof *t.mu);
	memset(manyresults, 1, f->nout);
	p = pullsome(f, manyresults, hasgradient[j]);
	y = alloc(p->nout, sizeof *y);
	owncarries(&t);
	originals(&t);
	before(&t);
	pulledinputs(&t, x);
	inlined(t.l, p, x, y);
	adjointresults(&t, y);
	freelist(p);
	release(manyresults), release(x), release(y);
	release(t.state), release(t.earlier), release(t.mu);
	return dead(t.l);
}

void pullwhile(V y, const V *x, const V *g, V *gx)
{
	void *a = attrof(y);
	Weave w = { .P = passes(a), .q = constants(a), .a = a };
	size_t nres = results(a, NULL), P = w.P, q = w.q, nargs = 0, from = nres, k = 0;
	V *arg = alloc(2 * (nres + P * q) + q, sizeof *arg),
	  *out = alloc(2 * (nres + P * q), sizeof *out);
	List **body = alloc(2 * P + 1, sizeof *body);
	char **hasgradient = alloc(P + 1, sizeof *hasgradient);
	Word word[1 + PASSES] = { { .i = (int64_t)q } };

	if (2 * P > PASSES)
		refuse(y.list, "while: reverse mode over itself more than %d times", 4);
	for (size_t j = 0; j <= P; j++) {
		body[j] = all(a).list[j];
		body[j]->users++;
		hasgradient[j] = alloc(body[j]->nin, 1);
	}
	for (size_t j = P; j >= 1; j--) body[2 * P + 1 - j] = adjoint(&w, j, hasgradient);
	for (size_t i = 0; i < nres; i++) arg[nargs++] = x[i];
	for (size_t j = 1; j <= P; j++) word[j].i = (int64_t)states(a, j);
	for (size_t j = P; j >= 1; j--) {
		word[2 * P + 1 - j].i = (int64_t)(states(a, j) + q);
		from -= states(a, j);
		for (size_t i = 0; i < states(a, j); i++)
			arg[nargs++] = g[from + i].list ? g[from + i] : Const(x[from + i], 0);
		for (size_t i = 0; i < q; i++) arg[nargs++] = Const(x[nres + i], 0);
	}
	for (size_t i = 0; i < q; i++) arg[nargs++] = x[nres + i];
	/* the cotangents may hang on y, so this is no replacement and its first passes run once
	 * more; what they keep could only be handed from y's instruction to this one as a
	 * value, and a value has a shape, which nobody knows before the last step */
	control(y.list, &while_prim, word, 2 * P + 1, body, nargs, arg, out);
	k = nres, from = nres;
	for (size_t j = P; j >= 1; j--) {
		from -= states(a, j);
		for (size_t i = 0; i < states(a, j); i++) gx[from + i] = out[k++];
		for (size_t i = 0; i < q; i++, k++)
			gx[nres + i] = gx[nres + i].list ? Add(gx[nres + i], out[k]) : out[k];
	}
	for (size_t j = 0; j <= P; j++) release(hasgradient[j]);
	release(a);
	release(arg), release(out), release(body), release(hasgradient);
}
