/* while -- c <- f(c, k) as long as t(c, k) is not 0
 *
 *	jvp   the same with f's pushforward, on (c, dc)
 *	vjp   the same once more, keeping its states, and a second pass over them the other way
 * round
 *
 * In general P passes over the same steps, as many as the first one took.  Pass j carries p[j]; at
 * each step its body takes p[j], then of every earlier pass the state p[i] that came into this step
 * and what it emitted there, then k:
 *
 *	p[j], e[j] <- f[j](p[j], p[1], e[1], ..., p[j-1], e[j-1], k)
 *
 * Odd passes run up, even ones down.  States are kept in a store that grows with the steps, if a
 * later pass reads them. Pushforward makes passes wider, pullback doubles their number: so the loop
 * can be differentiated to any order.
 */
#include "engines/control/control.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

/* state: carries of each pass; 0: no such pass */
typedef struct { int64_t constants, state[PASSES]; } Attr;
static const Field fields[] = { { "constants", 1, false }, { "states", PASSES, false }, { 0 } };
extern const Prim while_prim;

/* body 0 is the test, body j that of pass j */
static Bodies all(const void *attr)        { return bodies(&while_prim, attr); }
static size_t passes(const void *attr)     { return all(attr).n - 1; }
static size_t states(const void *attr, size_t j)
{
	return (size_t)((const Attr *)attr)->state[j - 1];
}
static size_t emits(const void *attr, size_t j)
{
	return all(attr).list[j]->nout - states(attr, j);
}
static size_t constants(const void *attr)  { return (size_t)((const Attr *)attr)->constants; }

/* where in the inputs of pass j's body stand: the state of pass i < j; its emissions follow */
static size_t place(const void *attr, size_t j, size_t i)
{
	size_t at = states(attr, j);

	for (size_t k = 1; k < i; k++) at += states(attr, k) + emits(attr, k);
	return at;
}

static size_t results(const void *attr, Shape *s)
{
	size_t n = 0;

	for (size_t j = 1; j <= passes(attr); j++) {
		const List *f = all(attr).list[j];

		for (size_t k = 0; k < states(attr, j); k++, n++)
			if (s) s[n] = *rowshape(f, f->out[k]);
	}
	return n;
}

static Shape shape(List *l, const void *attr, size_t nargs, const Shape *x)
{
	Bodies b = all(attr);
	size_t n = results(attr, NULL), q = constants(attr), at = 0;

	if (nargs != n + q || b.list[0]->nin != states(attr, 1) + q || b.list[0]->nout != 1 ||
		count(rowshape(b.list[0], b.list[0]->out[0])) != 1)
		refuse(l,
			"while: %zu values for %zu carries and %zu constants, and a test of them "
			"that gives one scalar",
			nargs, n, q);
	for (size_t j = 1; j <= passes(attr); j++) {
		const List *f = b.list[j];

		if (f->nin != place(attr, j, j) + q || f->nout < states(attr, j))
			refuse(l,
				"while: the body takes %zu values and gives %zu, which does not "
				"fit %zu carries",
				f->nin, f->nout, states(attr, j));
		for (size_t k = 0; k < states(attr, j); k++, at++) {
			const Shape *was = rowshape(f, f->in[k]), *is = rowshape(f, f->out[k]);

			fits(l, "while", at, &x[at], was);
			if (!same(is, was))
				refuse(l,
					"while: its body changes carry %zu from shape \"%s\" to "
					"\"%s\"",
					k + 1, shapetext(was), shapetext(is));
		}
		for (size_t k = 0; k < q; k++)
			fits(l, "while", n + k, &x[n + k], rowshape(f, f->in[f->nin - q + k]));
	}
	return packedshape(&while_prim, attr);
}

/* ---- running ------------------------------------------------------------------------- */

enum { CHUNK = 64 };                       /* steps stored in one piece */

/* one pass: what it carries, and what it has kept of each step */
typedef struct {
	/* numbers of arrays; elements of the state, of state and emissions */
	size_t states, emits, width, item;
	void *now, *next;
	bool read;                             /* by a later pass */
	void **chunk;  size_t nchunk, room;
} Pass;

static void *stored(const Num *T, Pass *p, size_t t)
{
	if (t / CHUNK == p->nchunk) {
		p->chunk = grow(p->chunk, &p->room, p->nchunk + 1, sizeof *p->chunk);
		p->chunk[p->nchunk++] = array(T, CHUNK * p->item);
	}
	return elem(T, p->chunk[t / CHUNK], t % CHUNK * p->item);
}

static bool isread(const List *f, size_t from, size_t to)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->ins[i].nargs; k++)
			for (size_t j = from; j < to; j++)
				if (args(f, &f->ins[i])[k] == f->in[j]) return true;
	for (size_t o = 0; o < f->nout; o++)
		for (size_t j = from; j < to; j++)
			if (f->out[o] == f->in[j]) return true;
	return false;
}

static Pass *opened(const Num *T, const Call *c, const void *const *x)
{
	size_t P = passes(c->attr), at = 0;
	Pass *p = alloc(P + 1, sizeof *p);

	for (size_t j = 1; j <= P; j++) {
		const List *f = all(c->attr).list[j];

		p[j] = (Pass){ .states = states(c->attr, j), .emits = emits(c->attr, j) };
		for (size_t k = 0; k < f->nout; k++) {
			p[j].item += count(rowshape(f, f->out[k]));
			if (k < p[j].states) p[j].width = p[j].item;
		}
		p[j].now = array(T, p[j].width);
		p[j].next = array(T, p[j].width);
		for (size_t k = 0, to = 0; k < p[j].states; k++) {
			size_t n = count(rowshape(f, f->in[k]));

			T->copy(n, elem(T, p[j].now, to), 1, x[at++], 1);
			to += n;
		}
		for (size_t i = 1; i < j; i++) {
			size_t from = place(c->attr, j, i);

			p[i].read |= isread(f, from, from + p[i].states + p[i].emits);
		}
	}
	return p;
}

/* pointers to n arrays that lie one after the other, shaped like f's inputs from k on */
static void *spreadout(const Num *T, const List *f, size_t k, size_t n, void *from, const void **in)
{
	for (size_t i = k; i < k + n; i++) {
		in[i] = from;
		from = elem(T, from, count(rowshape(f, f->in[i])));
	}
	return from;
}

/* step t of pass j */
static void stepped(const Num *T, const Call *c, Pass *p, size_t j, size_t t, const void *const *k,
	const void **in)
{
	const List *f = all(c->attr).list[j];
	size_t q = constants(c->attr), at = p[j].states;
	void *keep = p[j].read ? stored(T, &p[j], t) : NULL, *swap;

	if (keep) T->copy(p[j].width, keep, 1, p[j].now, 1);
	spreadout(T, f, 0, p[j].states, p[j].now, in);
	for (size_t i = 1; i < j; i++) {
		size_t n = p[i].states + p[i].emits;

		/* an earlier pass that nobody reads has nothing stored, and its places are read by
		 * no row */
		spreadout(T, f, at, n, p[i].read ? stored(T, &p[i], t) : p[i].now, in);
		at += n;
	}
	memcpy(in + f->nin - q, k, q * sizeof *in);
	runbody(c->body[j], f->nin, in);
	if (keep) copyout(T, c->body[j], p[j].states, f->nout, elem(T, keep, p[j].width));
	/* a carry may be handed on in another's place */
	copyout(T, c->body[j], 0, p[j].states, p[j].next);
	swap = p[j].now;
	p[j].now = p[j].next;
	p[j].next = swap;
}

static bool goeson(const Num *T, const Call *c, Pass *p, const void *const *k, const void **in)
{
	const List *f = all(c->attr).list[0];
	size_t n;
	double is;

	spreadout(T, f, 0, p[1].states, p[1].now, in);
	memcpy(in + p[1].states, k, constants(c->attr) * sizeof *in);
	runbody(c->body[0], f->nin, in);
	T->get(1, &is, output(c->body[0], 0, &n));
	if (isnan(is))
		die("while: a number type in which its test has no value");
	return is != 0;
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	size_t P = passes(c->attr), steps = 0, most = 0, before = bytes().live;
	const void *const *k = x + results(c->attr, NULL), **in;
	Pass *p = opened(T, c, x);

	for (size_t j = 0; j <= P; j++)
		if (all(c->attr).list[j]->nin > most) most = all(c->attr).list[j]->nin;
	in = alloc(most, sizeof *in);
	for (; goeson(T, c, p, k, in); steps++) {
		endless(&(List){ 0 }, (long)steps, before);
		stepped(T, c, p, 1, steps, k, in);
	}
	for (size_t j = 2; j <= P; j++)
		for (size_t s = 0; s < steps; s++)
			stepped(T, c, p, j, j % 2 ? s : steps - 1 - s, k, in);
	for (size_t j = 1; j <= P; j++) {
		T->copy(p[j].width, y, 1, p[j].now, 1);
		y = elem(T, y, p[j].width);
		for (size_t b = 0; b < p[j].nchunk; b++)
			freearray(T, CHUNK * p[j].item, p[j].chunk[b]);
		freearray(T, p[j].width, p[j].now);
		freearray(T, p[j].width, p[j].next);
		release(p[j].chunk);
	}
	release(p);
	release(in);
}

/* one pass after the other; the states and emissions of each step are rows */
static V spelled(List *l, const void *attr, size_t nargs, const V *x)
{
	size_t P = passes(attr), n = results(attr, NULL), q = constants(attr), steps = 0, at = 0,
	       room[PASSES + 1] = { 0 };
	V *now = alloc(n, sizeof *now), *in, *out, *kept[PASSES + 1] = { 0 }, y;
	Bodies b = all(attr);
	size_t most = 1, before = bytes().live;

	for (size_t j = 0; j <= P; j++) most += b.list[j]->nin + b.list[j]->nout;
	in = alloc(most, sizeof *in);
	out = alloc(most, sizeof *out);
	memcpy(now, x, n * sizeof *x);
	for (size_t j = 1; j <= P; at += states(attr, j++))
		for (size_t s = 0; ; s++) {
			size_t m = states(attr, j), w = m + emits(attr, j),
			       t = j % 2 ? s : steps - 1 - s, to = m;

			memcpy(in, now + at, m * sizeof *in);
			if (j == 1) {
				memcpy(in + m, x + n, q * sizeof *in);
				inlined(l, b.list[0], in, out);
				if (!truth(out[0])) break;
				endless(l, (long)steps++, before);
			} else if (s == steps)
				break;
			for (size_t i = 1; i < j; to += states(attr, i) + emits(attr, i), i++)
				memcpy(in + to, kept[i] + t * (states(attr, i) + emits(attr, i)),
					(states(attr, i) + emits(attr, i)) * sizeof *in);
			memcpy(in + to, x + n, q * sizeof *in);
			inlined(l, b.list[j], in, out);
			kept[j] = grow(kept[j], &room[j], steps * w, sizeof **kept);
			memcpy(kept[j] + t * w, now + at, m * sizeof *in);
			memcpy(kept[j] + t * w + m, out + m, (w - m) * sizeof *in);
			memcpy(now + at, out, m * sizeof *in);
		}
	y = packing(l, n, now);
	for (size_t j = 1; j <= P; j++) release(kept[j]);
	release(now);
	release(in);
	release(out);
	return y;
}

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

static void push(V y, const V *x, size_t n, V *const *d, V *const *dy)
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
	supersede(y, by, slot);
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

/* the adjoint of pass j: carries (cotangent of p[j], sums for k); reads passes 1..P and the
 * adjoints of P..j+1 */
static List *adjoint(const Weave *w, size_t j, char **got)
{
	const List *f = all(w->a).list[j];
	size_t m = states(w->a, j), e = f->nout - m, q = w->q, first = f->nin - q, g;
	char *manyresults = alloc(f->nout, 1);
	List *l = newlist(), *p;
	V *x = alloc(f->nin + f->nout, sizeof *x), *y, *state = alloc(m + q, sizeof *state),
	  *earlier = alloc(f->nin + f->nout, sizeof *earlier);
	V *mu = alloc(m + e, sizeof *mu);

	memset(manyresults, 1, f->nout);
	p = pullsome(f, manyresults, got[j]);
	y = alloc(p->nout, sizeof *y);
	/* own carries */
	for (size_t k = 0; k < m; k++) state[k] = Input(l, NULL, *rowshape(f, f->out[k]));
	for (size_t k = 0; k < q; k++)
		state[m + k] = Input(l, NULL, *rowshape(f, f->in[first + k]));
	/* the original passes, as they are stored */
	for (size_t i = 1; i <= w->P; i++) {
		const List *h = all(w->a).list[i];

		for (size_t k = 0; k < states(w->a, i) + emits(w->a, i); k++) {
			V v = Input(l, NULL, *rowshape(h, h->out[k]));

			if (i < j) earlier[place(w->a, j, i) + k] = v;
			if (i == j && k < m) earlier[k] = v;
		}
	}
	/* the adjoints that ran before: their carries are of no use here, what they emit for pass j
	 * is */
	for (size_t i = w->P; i > j; i--) {
		const List *h = all(w->a).list[i];
		size_t turn = place(w->a, i, j);

		for (size_t k = 0; k < states(w->a, i) + q; k++)
			Input(l, NULL,
				k < states(w->a, i)
					? *rowshape(h, h->out[k])
					: *rowshape(f, f->in[first + k - states(w->a, i)]));
		for (size_t k = states(w->a, i); k < h->nin - q; k++) {
			V v;

			if (!got[i][k])
				continue;
			v = Input(l, NULL, *rowshape(h, h->in[k]));
			if (k >= turn && k < turn + m + e)
				mu[k - turn] = mu[k - turn].list ? Add(mu[k - turn], v) : v;
		}
	}
	memcpy(x, earlier, first * sizeof *x);
	for (size_t k = 0; k < q; k++)
		x[first + k] = Input(l, NULL, *rowshape(f, f->in[first + k]));
	memcpy(x + f->nin, state, m * sizeof *x);
	for (size_t k = 0; k < e; k++)
		x[f->nin + m + k] =
			mu[m + k].list ? mu[m + k] : Zeros(l, *rowshape(f, f->out[m + k]));
	inlined(l, p, x, y);
	g = f->nout;
	for (size_t k = 0; k < m; k++) {
		V v = got[j][k] ? y[g++] : (V){ 0 };

		if (mu[k].list) v = v.list ? Add(v, mu[k]) : mu[k];
		Output(v.list ? v : Zeros(l, *rowshape(f, f->in[k])));
	}
	{
		size_t emitted = g, sums = g;

		for (size_t k = m; k < first; k++) sums += got[j][k] != 0;
		for (size_t k = 0; k < q; k++)
			Output(got[j][first + k] ? Add(state[m + k], y[sums++]) : state[m + k]);
		for (size_t k = m; k < first; k++)
			if (got[j][k]) Output(y[emitted++]);
	}
	freelist(p);
	release(manyresults), release(x), release(y), release(state), release(earlier), release(mu);
	return dead(l);
}

static void pull(V y, const V *x, const V *g, V *gx)
{
	void *a = attrof(y);
	Weave w = { .P = passes(a), .q = constants(a), .a = a };
	size_t nres = results(a, NULL), P = w.P, q = w.q, nargs = 0, from = nres, k = 0;
	V *arg = alloc(2 * (nres + P * q) + q, sizeof *arg),
	  *out = alloc(2 * (nres + P * q), sizeof *out);
	List **body = alloc(2 * P + 1, sizeof *body);
	char **got = alloc(P + 1, sizeof *got);
	Word word[1 + PASSES] = { { .i = (int64_t)q } };

	if (2 * P > PASSES)
		refuse(y.list, "while: reverse mode over itself more than %d times", 4);
	for (size_t j = 0; j <= P; j++) {
		body[j] = all(a).list[j];
		body[j]->users++;
		got[j] = alloc(body[j]->nin, 1);
	}
	for (size_t j = P; j >= 1; j--) body[2 * P + 1 - j] = adjoint(&w, j, got);
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
	/* the cotangents may hang on y, so this is no twin and its first passes run once more; what
	 * they keep could only be handed from y's row to this one as a value, and a value has a
	 * shape, which nobody knows before the last step */
	control(y.list, &while_prim, word, 2 * P + 1, body, nargs, arg, out);
	k = nres, from = nres;
	for (size_t j = P; j >= 1; j--) {
		from -= states(a, j);
		for (size_t i = 0; i < states(a, j); i++) gx[from + i] = out[k++];
		for (size_t i = 0; i < q; i++, k++)
			gx[nres + i] = gx[nres + i].list ? Add(gx[nres + i], out[k]) : out[k];
	}
	for (size_t j = 0; j <= P; j++) release(got[j]);
	release(a);
	release(arg), release(out), release(body), release(got);
}

const Prim while_prim = { "while", fields, shape, .flow = UNTIL, .eval = eval, .bodied = true,
	.results = results, .unroll = spelled, .push = push, .pull = pull };
