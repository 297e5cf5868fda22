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
#include "engines/control/while.h"
#include "engines/prims/recorders.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

static const Field fields[] = { { "constants", 1, false }, { "states", PASSES, false }, { 0 } };

static Shape shape(List *l, const void *attr, size_t nargs, const Shape *x)
{
	Bodies b = all(attr);
	size_t n = 0, q = constants(attr), at = 0;

	for (size_t j = 1; j <= passes(attr); n += states(attr, j++))
		if (states(attr, j) > nargs || q > nargs)
			refuse(l,
				"while: constants=%" PRId64 " and %" PRId64
				" carries do not fit %zu values",
				(int64_t)q, (int64_t)states(attr, j), nargs);
	if (nargs != n + q || b.list[0]->nin != states(attr, 1) + q || b.list[0]->nout != 1 ||
		count(shapeat(b.list[0], b.list[0]->out[0])) != 1)
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
			const Shape *was = shapeat(f, f->in[k]), *is = shapeat(f, f->out[k]);

			fits(l, "while", at, &x[at], was);
			if (!same(is, was))
				refuse(l,
					"while: its body changes carry %zu from shape \"%s\" to "
					"\"%s\"",
					k + 1, shapetext(was), shapetext(is));
		}
		for (size_t k = 0; k < q; k++)
			fits(l, "while", n + k, &x[n + k], shapeat(f, f->in[f->nin - q + k]));
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
			p[j].item += count(shapeat(f, f->out[k]));
			if (k < p[j].states) p[j].width = p[j].item;
		}
		p[j].now = array(T, p[j].width);
		p[j].next = array(T, p[j].width);
		for (size_t k = 0, to = 0; k < p[j].states; k++) {
			size_t n = count(shapeat(f, f->in[k]));

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
		from = elem(T, from, count(shapeat(f, f->in[i])));
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
		 * no instruction */
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

/* one pass after the other; the states and emissions of each step are instructions */
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

const Prim while_prim = { "while", fields, shape, .flow = UNTIL, .eval = eval, .higherorder = true,
	.results = results, .unroll = spelled, .push = pushwhile, .pull = pullwhile };
