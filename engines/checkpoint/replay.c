/* replay -- a chain run: forward, forward with a tangent, and in reverse by a plan
 *
 *	x[k+1] = f_k(x[k], r)     dx[k+1] = f_k' (dx[k], dr)     gx[k] = gx[k+1] f_k',  gr +=
 * gx[k+1] df_k/dr
 *
 * Stages are reversed from the last to the first whatever the plan, each by the same list on the
 * same numbers: gradients do not depend on it.  A replay that is only foreseen takes the same steps
 * with nothing behind its pointers, and its bytes are those of the replay that is run.
 */
#include "engines/checkpoint/chain.h"
#include "engines/numbers/slots.h"
#include <math.h>

/* runs kept open: of three kinds of stages, forward and back */
enum { OPEN = 6 };

typedef struct { size_t template; Side side; Run *run; size_t used; } Opened;
typedef struct { void *x; size_t n; } Held;    /* a state, its elements */
typedef struct { Held after, kept; } Taped;
typedef struct { char *in; Held own; } Slots;  /* the caller's arrays, and ours */

typedef struct {
	Chain *c;
	bool foreseen;
	Slots value, slope;                /* slope: cotangents, or tangents */
	Opened open[OPEN];  size_t clock;
	/* the state before stage at; borrowed: a snapshot's */
	Held now;  size_t at;  bool borrowed;
	Held *snap;   size_t nsnaps;
	Taped *tape;  size_t ntaped;
	/* cotangent of the state after what is to be reversed next */
	Held g;
	size_t live;
	Cost cost;
} Replay;

/* ---- memory ------------------------------------------------------------------ */

static void more(Replay *s, size_t storage)
{
	s->live += storage;
	if (s->live > s->cost.bytes) s->cost.bytes = s->live;
}

static Held hold(Replay *s, size_t n)
{
	more(s, n * s->c->unit);
	return (Held){ s->foreseen || !n ? NULL : array(s->c->num, n), n };
}

static void let(Replay *s, Held *h)
{
	s->live -= h->n * s->c->unit;
	if (h->x) freearray(s->c->num, h->n, h->x);
	*h = (Held){ 0 };
}

static void *table(Replay *s, size_t n, size_t size)
{
	more(s, n * size);
	/* an engine foresees plans of many sizes: one byte is enough to be freed */
	return alloc(n, s->foreseen ? 1 : size);
}

static void shut(Replay *s, Opened *o)
{
	if (o->used) s->live -= s->c->template[o->template].bytes[o->side];
	freerun(o->run);
	*o = (Opened){ 0 };
}

/* the run of that side of a kind: the one used longest ago makes room */
static Run *ready(Replay *s, size_t template, Side side)
{
	Opened *o = s->open;

	for (int k = 0; k < OPEN; k++) {
		if (s->open[k].used && s->open[k].template == template && s->open[k].side == side) {
			s->open[k].used = ++s->clock;
			return s->open[k].run;
		}
		if (s->open[k].used < o->used) o = &s->open[k];
	}
	shut(s, o);
	*o = (Opened){ template, side,
		s->foreseen ? NULL : borrowingrun(s->c->template[template].side[side], s->c->num),
		++s->clock };
	more(s, s->c->template[template].bytes[side]);
	return o->run;
}

/* runs of kinds that come only after stage k, which is about to be reversed, have done their work
 */
static void outlived(Replay *s, size_t k)
{
	for (int j = 0; j < OPEN; j++)
		if (s->open[j].used && s->c->template[s->open[j].template].first > k)
			shut(s, &s->open[j]);
}

/* ---- one stage ------------------------------------------------------------------ */

typedef struct { const StageRange *range; const StageTemplate *template; size_t step; } At;

static At stageat(const Replay *s, size_t k)
{
	const StageRange *range = &s->c->range[rangeof(s->c, k)];
	size_t step = k - range->first;

	return (At){ range, &s->c->template[range->template],
		range -> back ? range -> n - 1 - step : step };
}

static void *slotat(const Chain *c, const Slots *s, size_t k)
{
	return elem(c->num, k < c->nin ? s->in : s->own.x, c->start[k]);
}

static void *inslot(const Replay *s, const Slots *of, const Place *p, size_t step)
{
	return elem(s->c->num, slotat(s->c, of, p->slot), p->start + step * p->step);
}

/* input or output k of stage a: in its state, or in a slot that it reads or writes */
static void *inputof(const Replay *s, At a, size_t k, const Held *state, const Slots *of)
{
	size_t m = a.template->nstate;

	return k < m ? elem(s->c->num, state->x, a.template->at[k])
		     : inslot(s, of, &a.range->read[k - m], a.step);
}

static void *outputof(const Replay *s, At a, size_t k, const Held *state, const Slots *of)
{
	size_t m = a.template->nafter;

	return k < m ? elem(s->c->num, state->x, a.template->at[a.template->f->nin + k])
		     : inslot(s, of, &a.range->written[k - m], a.step);
}

static void copyto(const Replay *s, void *to, Run *r, size_t k)
{
	size_t n;
	const void *v = output(r, k, &n);

	s->c->num->copy(n, to, 1, v, 1);
}

/* the state after stage k from the one before; kept: where what REAR needs goes, or NULL */
static Held stepped(Replay *s, size_t k, Held *kept)
{
	At a = stageat(s, k);
	Run *r = ready(s, a.range->template, FORWARDHALF);
	Held after = hold(s, a.template->after);
	size_t nin = a.template->f->nin, nout = a.template->f->nout,
	       all = a.template->side[FORWARDHALF]->nout, n;
	const Num *T = s->c->num;

	if (kept) *kept = hold(s, a.template->kept);
	if (s->foreseen)
		return after;
	for (size_t i = 0; i < nin; i++) borrow(r, i, inputof(s, a, i, &s->now, &s->value));
	run(r);
	for (size_t o = 0; o < nout; o++) copyto(s, outputof(s, a, o, &after, &s->value), r, o);
	for (size_t o = nout, at = 0; kept && o < all; o++, at += n) {
		output(r, o, &n);
		copyto(s, elem(T, kept->x, at), r, o);
	}
	if (s->c->times) s->c->times[k]++;
	return after;
}

/* what input k of REAR reads */
static const void *given(const Replay *s, At a, size_t k, const Held *before, const Taped *t)
{
	const Num *T = s->c->num;
	Source q = a.template->source[k];

	switch (q.from) {
	case STATE:     return elem(T, before->x, q.start);
	case AFTER:     return elem(T, t->after.x, q.start);
	case KEPT:      return elem(T, t->kept.x, q.start);
	case COTANGENT: return elem(T, s->g.x, q.start);
	case READ:      return inslot(s, &s->value, &a.range->read[q.k], a.step);
	case WRITTEN:   return inslot(s, &s->value, &a.range->written[q.k], a.step);
	default:        return inslot(s, &s->slope, &a.range->written[q.k], a.step);
	}
}

/* gradients of state and slots, from REAR's outputs */
static void handed(Replay *s, At a, Run *r, Held *g)
{
	const Num *T = s->c->num;
	const StageTemplate *q = a.template;

	for (size_t i = 0, o = 0, n; i < q->f->nin; i++) {
		if (!q->hasgradient[i])
			continue;
		if (i < q->nstate)
			copyto(s, elem(T, g->x, q->at[i]), r, o++);
		else {
			void *to = inslot(s, &s->slope, &a.range->read[i - q->nstate], a.step);
			const void *v = output(r, o++, &n);

			T->binary[B_add](n, to, to, v);
		}
	}
}

static void reverse(Replay *s, size_t k, const Held *before, Taped *t)
{
	At a = stageat(s, k);
	Run *r = ready(s, a.range->template, REVERSEHALF);
	Held g = hold(s, a.template->before);

	if (!s->foreseen) {
		if (g.x) s->c->num->fill(g.n, g.x, 0);
		for (size_t i = 0; i < a.template->side[REVERSEHALF]->nin; i++)
			borrow(r, i, given(s, a, i, before, t));
		run(r);
		handed(s, a, r, &g);
	}
	let(s, &s->g);
	s->g = g;
	let(s, &t->after);
	let(s, &t->kept);
	s->cost.reversed++;
}

/* ---- the actions of a plan ---------------------------------------------------------- */

static void forgotten(Replay *s)
{
	if (!s->borrowed) let(s, &s->now);
	s->now = (Held){ 0 };
	s->borrowed = false;
}

static void advance(Replay *s, size_t to)
{
	size_t template = SIZE_MAX, alike = 0;

	for (; s->at < to; s->at++) {
		const StageRange *range = &s->c->range[rangeof(s->c, s->at)];
		Held after = stepped(s, s->at, NULL);

		s->cost.advanced++;
		forgotten(s);
		s->now = after;
		alike = range->template == template ? alike + 1 : 0;
		template = range->template;
		/* from the third on, stages of one kind cost the same */
		if (s->foreseen && alike == 2) {
			size_t jump = (range->until < to ? range->until : to) - s->at - 1;

			s->cost.advanced += jump;
			s->at += jump;
		}
	}
}

static void tape(Replay *s, size_t to)
{
	Held base = s->now;

	for (; s->at < to; s->at++, s->cost.taped++) {
		Taped *t = &s->tape[s->foreseen ? 0 : s->ntaped];
		Held kept, after = stepped(s, s->at, &kept);

		s->ntaped++;
		s->now = after;
		if (!s->foreseen) *t = (Taped){ after, kept };
	}
	s->now = base;
}

static void back(Replay *s, size_t from)
{
	while (s->at > from) {
		At a = stageat(s, --s->at);
		Taped fake = { { NULL, a.template->after }, { NULL, a.template->kept } },
		      *t = s->foreseen ? &fake : &s->tape[s->ntaped - 1];

		outlived(s, s->at);
		reverse(s, s->at, s->ntaped > 1 && !s->foreseen ? &t[-1].after : &s->now, t);
		s->ntaped--;
	}
	forgotten(s);
}

static void act(void *sweep, Action what, size_t k)
{
	Replay *s = sweep;

	switch (what) {
	case ADVANCE: advance(s, k); break;
	case TAPE:    tape(s, k); break;
	case BACK:    back(s, k); break;
	case STORE:
		s->snap[s->nsnaps++] = s->now;
		s->borrowed = true;
		break;
	case RESTORE:
		forgotten(s);
		s->now = s->snap[s->nsnaps - 1];
		s->borrowed = true;
		s->at = k;
		break;
	case DROP:
		let(s, &s->snap[--s->nsnaps]);
	}
}

/* ---- a replay from end to end ------------------------------------------------------------ */

static Slots slotted(Replay *s, const void *in)
{
	return (Slots){ (char *)in, hold(s, s->c->own) };
}

static void allshut(Replay *s) { for (int k = 0; k < OPEN; k++) shut(s, &s->open[k]); }

static void results(const Replay *s, const Slots *from, void *y)
{
	const Chain *c = s->c;

	for (size_t o = 0; y && o < c->nout; o++) {
		c->num->copy(c->slot[c->out[o]], y, 1, slotat(c, from, c->out[o]), 1);
		y = elem(c->num, y, c->slot[c->out[o]]);
	}
}

/* cotangents of the outputs, which may be one instruction twice */
static void seeded(const Replay *s, const void *g)
{
	const Chain *c = s->c;
	const Num *T = c->num;

	T->fill(c->nx, s->slope.in, 0);            /* our own are zero */
	for (size_t o = 0; o < c->nout; o++) {
		void *to = slotat(c, &s->slope, c->out[o]);

		T->binary[B_add](c->slot[c->out[o]], to, to, g);
		g = elem(T, g, c->slot[c->out[o]]);
	}
}

static Cost replayed(Chain *c, Plan p, bool expected, const void *x, const void *g, void *y,
	void *gx)
{
	Replay s = { .c = c, .foreseen = expected };
	size_t group = p.group < c->length ? p.group : c->length;

	s.value = slotted(&s, x);
	s.slope = slotted(&s, gx);
	if (!expected) seeded(&s, g);
	s.snap = alloc(p.snaps, sizeof *s.snap), more(&s, p.snaps * sizeof *s.snap);
	s.tape = table(&s, group, sizeof *s.tape);
	schedule(p, c->length, act, &s);
	let(&s, &s.g);
	if (!expected) results(&s, &s.value, y);
	allshut(&s);
	release(s.snap), release(s.tape);
	let(&s, &s.value.own), let(&s, &s.slope.own);
	return s.cost;
}

Cost pulled(Chain *c, Plan p, const void *x, const void *g, void *y, void *gx)
{
	return replayed(c, p, false, x, g, y, gx);
}
Cost foreseen(Chain *c, Plan p) { return replayed(c, p, true, NULL, NULL, NULL, NULL); }

Cost followed(Chain *c, const void *x, void *y)
{
	Replay s = { .c = c };

	s.value = slotted(&s, x);
	advance(&s, c->length);
	forgotten(&s);
	results(&s, &s.value, y);
	allshut(&s);
	let(&s, &s.value.own);
	return s.cost;
}

/* ---- forward, with one tangent: state and tangent side by side ----------------------------- */

static void pushing(Chain *c, StageTemplate *k)
{
	List *d = pushforward(k->f, 1), *said = expand(d, runs, c->num);

	freelist(d);
	k->side[PUSH] = simplify(said, c->num);
	k->bytes[PUSH] = weight(k->side[PUSH], c->num);
}

static Held both(Replay *s, size_t k, Held d, Held *dafter)
{
	At a = stageat(s, k);
	Run *r = ready(s, a.range->template, PUSH);
	Held after = hold(s, a.template->after);
	size_t nin = a.template->f->nin, nout = a.template->f->nout;

	*dafter = hold(s, a.template->after);
	for (size_t i = 0; i < 2 * nin; i++)
		borrow(r, i,
			inputof(s, a, i % nin, i < nin ? &s->now : &d,
				i < nin ? &s->value : &s->slope));
	run(r);
	for (size_t o = 0; o < 2 * nout; o++)
		copyto(s,
			outputof(s, a, o % nout, o < nout ? &after : dafter,
				o < nout ? &s->value : &s->slope),
			r, o);
	return after;
}

Cost pushed(Chain *c, const void *x, const void *d, void *y, void *dy)
{
	Replay s = { .c = c };
	Held dx = { 0 }, dafter;

	for (size_t k = 0; k < c->ntemplates; k++)
		if (!c->template[k].side[PUSH]) pushing(c, &c->template[k]);
	s.value = slotted(&s, x);
	s.slope = slotted(&s, d);
	for (; s.at < c->length; s.at++, s.cost.advanced++) {
		Held after = both(&s, s.at, dx, &dafter);

		let(&s, &s.now), let(&s, &dx);
		s.now = after, dx = dafter;
	}
	let(&s, &s.now), let(&s, &dx);
	results(&s, &s.value, y);
	results(&s, &s.slope, dy);
	allshut(&s);
	let(&s, &s.value.own), let(&s, &s.slope.own);
	return s.cost;
}
