/* chain -- a list as stages:   x[k+1], written = f_k(x[k], read)
 *
 * A scan whose results are taken one by one is n stages, their state its carries.  The instructions
 * between are cut where few values are live that the reverse sweep does not need anyway.
 */
#include "engines/checkpoint/cuts.h"
#include "engines/control/control.h"
#include <string.h>

extern const Prim scan_prim, segment_prim;

typedef struct { int64_t n, back, carries, items; } Rolled;    /* attributes of a scan */

/* ---- who is what ----------------------------------------------------------------- */

static const Rolled *scanat(const List *l, size_t i) { return attr(l, &l->ins[i]); }
static const List *bodyat(const List *l, size_t i)
{
	return bodies(&scan_prim, attr(l, &l->ins[i])).list[0];
}

/* which result of its scan the segment i is */
static size_t resultat(const List *l, size_t i)
{
	size_t k;

	takesresult(l, (Id)i, &k);
	return k;
}

/* scans that something else than parts reads: they stay instructions */
static char *oddscans(const List *l)
{
	char *odd = alloc(l->n, 1);

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs; k++) {
			Id a = args(l, &l->ins[i])[k];
			size_t r;

			if (l->ins[a].prim == &scan_prim && !(l->ins[i].prim == &segment_prim &&
				takesresult(l, (Id)i, &r)))
				odd[a] = 1;
		}
	for (size_t o = 0; o < l->nout; o++) odd[l->out[o]] = 1;
	return odd;
}

static void roles(Cut *u)
{
	const List *l = u->l;
	char *odd = oddscans(l);
	size_t scans = 0;

	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		Id a = in->nargs ? args(l, in)[0] : 0;

		u->section[i] = scans;
		if (isinput(in))                                  u->role[i] = INPUT;
		else if (!in->nargs)                              u->role[i] = NULLARY;
		else if (in->prim == &scan_prim && !odd[i])       u->role[i] = SCANNED, scans++;
		else if (in->prim != &segment_prim || u->role[a] != SCANNED) u->role[i] = PLAIN;
		else {
			u->role[i] = resultat(l, i) < (size_t)scanat(l, a)->carries ? CARRY : STACK;
			u->section[i] = u->section[a] + 1;
		}
	}
	release(odd);
}

static size_t newslot(Chain *c, size_t n)
{
	c->slot = grow(c->slot, &c->slotroom, c->nslots + 1, sizeof *c->slot);
	c->slot[c->nslots] = n;
	return c->nslots++;
}

static void keep(Cut *u, size_t i)
{
	if (!u->slot[i]) u->slot[i] = newslot(u->c, count(shapeat(u->l, i))) + 1;
}

/* instruction i reads instruction a as its argument k */
static void reads(Cut *u, size_t i, size_t k, size_t a)
{
	bool scanned = u->role[i] == SCANNED,
	     carry = scanned && k < (size_t)scanat(u->l, i)->carries;
	bool made = u->role[a] == PLAIN || u->role[a] == CARRY;

	if (u->role[i] == CARRY || u->role[i] == STACK)
		return;
	if ((made || u->role[a] == NULLARY) && scanned && !carry) keep(u, a);
	else if (made && u->section[a] != u->section[i])          keep(u, a);
	else if (made && u->last[a] < i)                          u->last[a] = i;
}

/* in a list of LONG instructions, what is read 1/FAR of it later is no part of states */
enum { LONG = 64, FAR = 4 };

static void slots(Cut *u)
{
	const List *l = u->l;
	Chain *c = u->c;

	for (size_t k = 0; k < l->nin; k++) keep(u, l->in[k]);
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs; k++) reads(u, i, k, args(l, &l->ins[i])[k]);
	for (size_t i = 0; l->n >= LONG && i < l->n; i++)
		if (u->role[i] == PLAIN && u->last[i] > i + l->n / FAR) keep(u, i);
	for (size_t i = 0; i < l->n; i++)
		if (u->role[i] == STACK) keep(u, i);
	c->out = alloc(l->nout, sizeof *c->out);
	for (size_t o = 0; o < l->nout; o++) {
		keep(u, l->out[o]);
		c->out[o] = u->slot[l->out[o]] - 1;
	}
}

/* instructions whose values the reverse sweep reads */
static void needs(Cut *u)
{
	/* its inputs come first in u->l too: instructions keep their numbers */
	List *l = copylist(u->l);
	size_t n = l->n;
	V *g = alloc(n, sizeof *g);

	for (size_t o = 0; o < l->nout; o++) g[l->out[o]] = Input(l, NULL, *shapeat(l, l->out[o]));
	adjoints(l, n, g);
	for (size_t i = n; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			if (args(l, &l->ins[i])[k] < n) u->needed[args(l, &l->ins[i])[k]] = 1;
	release(g);
	freelist(l);
}

/* ---- stages ------------------------------------------------------------------------ */

static V place(Cut *u, size_t i, V v)
{
	u->made[i] = u->stage;
	return u->map[i] = v;
}

static V reading(Cut *u, size_t i)
{
	u->read = grow(u->read, &u->room, u->nread + 1, sizeof *u->read);
	u->read[u->nread++] = (Place){ u->slot[i] - 1, 0, 0, count(shapeat(u->l, i)) };
	return place(u, i, Input(u->s, NULL, *shapeat(u->l, i)));
}

/* instruction i in the stage being made */
static V fetched(Cut *u, size_t i)
{
	if (u->made[i] == u->stage)   return u->map[i];
	if (u->role[i] == NULLARY)    return place(u, i, rerecord(u->s, u->l, i, NULL));
	if (!u->slot[i])
		die("chain: instruction %zu is read in a stage that cannot see it", i);
	return reading(u, i);
}

static void append(Ids *s, size_t i)
{
	s->id = grow(s->id, &s->room, s->n + 1, sizeof *s->id);
	s->id[s->n++] = (Id)i;
}

static void newrange(Chain *c, StageRange range)
{
	c->range = grow(c->range, &c->rangeroom, c->nranges + 1, sizeof *c->range);
	range.first = c->length;
	c->range[c->nranges++] = range;
	c->length += range.n;
}

/* instructions from state before to state after, and all of written; the inputs of the state are
 * there already */
static void stage(Cut *u, const Ids *rows, size_t from, size_t to, const Ids *after,
	const Ids *written, size_t nstate)
{
	StageRange range = { .n = 1, .written = alloc(written->n + 1, sizeof(Place)) };
	size_t n = 0;

	for (size_t k = from; k < to; k++) {
		const Ins *in = &u->l->ins[rows->id[k]];

		for (size_t j = 0; j < in->nargs; j++) fetched(u, args(u->l, in)[j]);
		place(u, rows->id[k], rerecord(u->s, u->l, rows->id[k], u->map));
	}
	for (size_t k = 0; k < after->n; k++) Output(fetched(u, after->id[k]));
	for (size_t k = 0; k < written->n; k++) {
		size_t i = written->id[k];

		Output(fetched(u, i));
		range.written[n++] = (Place){ u->slot[i] - 1, 0, 0, count(shapeat(u->l, i)) };
	}
	range.read = u->read;
	range.template = templateof(u->c, u->s, nstate, after->n);
	newrange(u->c, range);
	u->read = NULL, u->nread = u->room = 0, u->s = NULL;
}

/* state before: instructions of this section */
static size_t opening(Cut *u, const Ids *before)
{
	u->s = newlist();
	u->stage++;
	for (size_t k = 0; k < before->n; k++)
		place(u, before->id[k], Input(u->s, NULL, *shapeat(u->l, before->id[k])));
	return before->n;
}

/* state before: the carries of a scan, wanted or not */
static size_t takingover(Cut *u, size_t scan)
{
	const List *l = u->l, *f = bodyat(l, scan);
	size_t m = (size_t)scanat(l, scan)->carries;
	V *carry = alloc(m, sizeof *carry);

	u->s = newlist();
	u->stage++;
	for (size_t k = 0; k < m; k++) carry[k] = Input(u->s, NULL, *shapeat(f, f->out[k]));
	for (size_t i = scan; i < l->n; i++)
		if (u->role[i] == CARRY && args(l, &l->ins[i])[0] == scan)
			place(u, i, carry[resultat(l, i)]);
	release(carry);
	return m;
}

static void livethere(const Cut *u, Ids *alive, size_t at)
{
	size_t n = 0;

	for (size_t k = 0; k < alive->n; k++)
		if (u->last[alive->id[k]] > at && !u->slot[alive->id[k]])
			alive->id[n++] = alive->id[k];
	alive->n = n;
}

/* the instructions between two scans; next: the scan after them, or none: u->l->n */
static void section(Cut *u, size_t number, size_t scan, size_t next)
{
	const List *l = u->l;
	Ids rows = { 0 }, alive = { 0 }, written = { 0 }, carries = { 0 };
	size_t from = 0, nstate;
	char *cut;

	for (size_t i = 0; i < l->n; i++) {
		bool carry = u->section[i] == number && u->role[i] == CARRY,
		     nullary = !number && u->role[i] == NULLARY;

		if (u->section[i] == number && u->role[i] == PLAIN) append(&rows, i);
		if (carry) append(&alive, i);
		if (u->slot[i] && (carry || nullary)) append(&written, i);
	}
	for (size_t k = 0; next < l->n && k < (size_t)scanat(l, next)->carries; k++)
		append(&carries, args(l, &l->ins[next])[k]);
	nstate = number ? takingover(u, scan) : opening(u, &alive);
	cut = wheretocut(u, &rows, &alive);
	for (size_t g = 0; g < rows.n; g++) {
		append(&alive, rows.id[g]);
		if (u->slot[rows.id[g]]) append(&written, rows.id[g]);
		if (!cut[g])
			continue;
		livethere(u, &alive, rows.id[g]);
		stage(u, &rows, from, g + 1, &alive, &written, nstate);
		nstate = opening(u, &alive);
		written.n = 0;
		from = g + 1;
	}
	stage(u, &rows, from, rows.n, &carries, &written, nstate);
	release(rows.id), release(alive.id), release(written.id), release(carries.id),
		release(cut);
}

/* a scan: every step a stage */
static void steps(Cut *u, size_t scan)
{
	const List *l = u->l;
	List *f = copylist(bodyat(l, scan));
	const Rolled *a = scanat(l, scan);
	size_t m = (size_t)a->carries, items = (size_t)a->items;
	StageRange range = { .n = (size_t)a->n, .back = a->back };

	range.read = alloc(f->nin + 1, sizeof *range.read);
	range.written = alloc(f->nout + 1, sizeof *range.written);
	for (size_t k = m; k < f->nin; k++) {
		size_t n = count(shapeat(f, f->in[k]));

		range.read[k - m] = (Place){ u->slot[args(l, &l->ins[scan])[k]] - 1, 0,
			k < m + items ? n : 0, n };
	}
	for (size_t k = m; k < f->nout; k++) {
		size_t n = count(shapeat(f, f->out[k])), slot = 0;

		for (size_t i = scan; i < l->n; i++)
			if (u->role[i] == STACK && args(l, &l->ins[i])[0] == scan &&
				resultat(l, i) == k)
				slot = u->slot[i];
		if (!slot) slot = newslot(u->c, n * range.n) + 1;    /* nobody reads it */
		range.written[k - m] = (Place){ slot - 1, 0, n, n };
	}
	range.template = templateof(u->c, f, m, m);
	newrange(u->c, range);
}

/* ---- the chain ------------------------------------------------------------------------ */

static size_t unit(const Num *T)
{
	size_t was = bytes().live, is;
	void *x = array(T, 1);

	is = bytes().live - was;
	freearray(T, 1, x);
	return is;
}

static void laidout(Chain *c)
{
	for (size_t k = c->nranges; k-- > 0; ) {
		StageRange *range = &c->range[k];

		range->until = k + 1 < c->nranges && range[1].template == range->template
			? range[1].until
			: range->first + range->n;
	}
	c->start = alloc(c->nslots, sizeof *c->start);
	for (size_t k = 0; k < c->nslots; k++) {
		size_t *all = k < c->nin ? &c->nx : &c->own;

		c->start[k] = *all;
		*all += c->slot[k];
	}
}

Chain *newchain(const List *f, const Num *T)
{
	List *l = simplify(expand(f, runs, T), T);
	Chain *c = alloc(1, sizeof *c);
	Cut u = { .l = l,
		.c = c,
		.role = alloc(l->n, sizeof *u.role),
		.section = alloc(l->n, sizeof *u.section),
		.last = alloc(l->n, sizeof *u.last),
		.slot = alloc(l->n, sizeof *u.slot),
		.needed = alloc(l->n, 1),
		.map = alloc(l->n, sizeof *u.map),
		.made = alloc(l->n, sizeof *u.made) };
	size_t number = 0, scan = l->n;

	*c = (Chain){ .num = T, .unit = unit(T), .nin = l->nin, .nout = l->nout };
	roles(&u);
	slots(&u);
	needs(&u);
	for (size_t i = 0; i < l->n; i++)
		if (u.role[i] == SCANNED) {
			section(&u, number++, scan, i);
			steps(&u, scan = i);
		}
	section(&u, number, scan, l->n);
	laidout(c);
	release(u.role), release(u.section), release(u.last), release(u.slot), release(u.needed),
		release(u.map), release(u.made);
	freelist(l);
	return c;
}

void freechain(Chain *c)
{
	for (size_t k = 0; k < c->ntemplates; k++) freetemplate(&c->template[k]);
	for (size_t k = 0; k < c->nranges; k++)
		release(c->range[k].read), release(c->range[k].written);
	release(c->template), release(c->range), release(c->slot), release(c->start),
		release(c->out);
	release(c);
}

size_t rangeof(const Chain *c, size_t stage)
{
	size_t lo = 0, hi = c->nranges;

	while (hi - lo > 1) {
		size_t mid = (lo + hi) / 2;

		if (c->range[mid].first <= stage) lo = mid;
		else                            hi = mid;
	}
	return lo;
}
