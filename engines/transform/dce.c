/* dce.c -- dead code elimination across bodies: results, carries, items and arguments that no
 * output needs go.
 *
 * Requires: any list; replacements applied.  Leaves: every result of an instruction with bodies is
 * read, or carried because one that is read needs it, and every argument is used in a body.  The
 * order of what stays does not change.
 */
#include "engines/transform/dce.h"
#include <string.h>

extern const Prim segment_prim;

/* ---- which arguments, results, inputs and outputs of bodies stay --------------------------- */

typedef struct {                           /* of one instruction with bodies: what stays */
	const Prim *prim;
	const Word *attr;
	Bodies b;
	size_t nargs, nresults, nbodies;   /* nbodies: that stay */
	char *arg, *result;                /* result: in: read by someone; out: stays */
	char **in, **out;                  /* of each body */
	Word fixed[1 + PASSES];
} Uses;

/* marks the inputs that the marked outputs of body j need; whether there are new ones */
static bool reached(Uses *t, size_t j)
{
	const List *f = t->b.list[j];
	char *on = live(f, t->out[j]);
	bool more = false;

	for (size_t k = 0; k < f->nin; k++)
		if (on[f->in[k]] && !t->in[j][k]) t->in[j][k] = more = true;
	release(on);
	return more;
}

static void scanuses(Uses *t)
{
	size_t m = (size_t)t->attr[2].i, p = (size_t)t->attr[3].i, items = 0;

	memcpy(t->out[0], t->result, t->nresults);
	while (reached(t, 0))
		for (size_t k = 0; k < m; k++) t->out[0][k] |= t->in[0][k];
	for (size_t k = 0; k < m; k++) t->in[0][k] |= t->out[0][k];
	for (size_t k = m; k < m + p; k++) items += t->in[0][k] != 0;
	memcpy(t->result, t->out[0], t->nresults);
	memcpy(t->arg, t->in[0], t->nargs);
	t->fixed[2].i = (int64_t)marks(m, t->in[0]);
	t->fixed[3].i = (int64_t)items;
}

/* cond, checkpoint, subroutine: every body has all results; skip: arguments that are no body's */
static void plainuses(Uses *t, size_t skip)
{
	memset(t->arg, 1, skip);
	for (size_t j = 0; j < t->nbodies; j++) {
		memcpy(t->out[j], t->result, t->nresults);
		reached(t, j);
		for (size_t k = skip; k < t->nargs; k++) t->arg[k] |= t->in[j][k - skip];
	}
	for (size_t j = 0; j < t->nbodies; j++) memcpy(t->in[j], t->arg + skip, t->nargs - skip);
}

static size_t states(const Uses *t, size_t j) { return (size_t)t->attr[j].i; }

/* what body j takes is state or emission of a pass, or a constant: spread its mark, or fetch it */
static bool exchanged(Uses *t, size_t j, bool fetch)
{
	size_t q = (size_t)t->attr[0].i, nin = t->b.list[j]->nin, at = 0;
	bool more = false;

	/* its own states, then all of the passes before it */
	for (size_t turn = 0; turn < (j ? j : 1); turn++) {
		size_t i = turn ? turn : j ? j : 1, n = turn ? t->b.list[i]->nout : states(t, i);

		for (size_t k = 0; k < n; k++, at++) {
			char *from = &t->out[i][k], *to = &t->in[j][at];

			if (fetch) *to = *from;
			else if (*to && !*from) *from = more = true;
		}
	}
	for (size_t k = 0; k < q; k++) {
		char *from = &t->arg[t->nargs - q + k], *to = &t->in[j][nin - q + k];

		if (fetch) *to = *from;
		else if (*to && !*from) *from = more = true;
	}
	return more;
}

static void whileuses(Uses *t)
{
	size_t P = t->nbodies - 1, q = (size_t)t->attr[0].i, r = 0;
	bool more = true;

	t->out[0][0] = 1;
	for (size_t j = 1; j <= P; r += states(t, j++))
		memcpy(t->out[j], t->result + r, states(t, j));
	while (more) {
		bool after = false;

		more = false;
		for (size_t j = 0; j <= P; j++) {
			reached(t, j);
			more |= exchanged(t, j, false);
		}
		/* a pass before another carries something: it tells up from down */
		for (size_t j = P; j >= 1; j--) {
			bool any = marks(states(t, j), t->out[j]) != 0;

			if (after && !any) t->out[j][0] = more = true;
			after |= any;
		}
	}
	for (size_t j = 0; j <= P; j++) exchanged(t, j, true);
	r = 0;
	for (size_t j = 1; j <= P; r += states(t, j++)) {
		memcpy(t->result + r, t->out[j], states(t, j));
		memcpy(t->arg + r, t->out[j], states(t, j));
		t->fixed[j].i = (int64_t)marks(states(t, j), t->out[j]);
	}
	t->fixed[0].i = (int64_t)marks(q, t->arg + t->nargs - q);
	/* the last pass: nobody reads it */
	while (t->nbodies > 2 && !t->fixed[t->nbodies - 1].i) t->nbodies--;
}

static Uses usesof(const List *f, size_t i, const char *read)
{
	const Ins *in = &f->ins[i];
	Uses t = { .prim = in->prim,
		.attr = attr(f, in),
		.b = bodies(in->prim, attr(f, in)),
		.nargs = in->nargs };

	t.nbodies = t.b.n;
	t.nresults = in->prim->results(t.attr, NULL);
	t.arg = alloc(t.nargs, 1), t.result = alloc(t.nresults, 1);
	t.in = alloc(t.b.n, sizeof *t.in), t.out = alloc(t.b.n, sizeof *t.out);
	memcpy(t.result, read, t.nresults);
	for (size_t j = 0; j < t.b.n; j++) {
		t.in[j] = alloc(t.b.list[j]->nin, 1);
		t.out[j] = alloc(t.b.list[j]->nout, 1);
	}
	for (size_t k = 0, n = (size_t)((const Word *)&t.b.list[0] - t.attr) - 1; k < n; k++)
		t.fixed[k] = t.attr[k];
	switch (t.prim->flow) {
	case SCANS:   scanuses(&t); break;
	case UNTIL: whileuses(&t); break;
	default:      plainuses(&t, t.prim->flow == BRANCHES);
	}
	return t;
}

static void freeuses(Uses *t)
{
	for (size_t j = 0; j < t->b.n; j++) release(t->in[j]), release(t->out[j]);
	release(t->in), release(t->out), release(t->arg), release(t->result);
}

/* nothing goes: neither of the instruction nor of what its bodies hand each other */
static bool whole(const Uses *t)
{
	bool all = t->nbodies == t->b.n && marks(t->nargs, t->arg) == t->nargs &&
		marks(t->nresults, t->result) == t->nresults;

	for (size_t j = 0; all && j < t->b.n; j++)
		all = marks(t->b.list[j]->nin, t->in[j]) == t->b.list[j]->nin &&
			marks(t->b.list[j]->nout, t->out[j]) == t->b.list[j]->nout;
	return all;
}

typedef struct {
	List *to;  const List *f;
	V *map;
	/* of each instruction with bodies: the results that are read */
	char **read;
	size_t **start;                    /* where they begin now */
} Elimination;

static void beginnings(const Ins *in, const void *attr, const char *stays, size_t *start)
{
	size_t n = in->prim->results(attr, NULL), at = 0;
	Shape *s = alloc(n, sizeof *s);

	in->prim->results(attr, s);
	for (size_t k = 0; k < n; k++) {
		start[k] = at;
		if (stays[k]) at += count(&s[k]);
	}
	release(s);
}

static char **readers(const List *f)
{
	char **read = alloc(f->n, sizeof *read);
	size_t n;

	for (size_t i = 0; i < f->n; i++)
		if (f->ins[i].prim->higherorder)
			read[i] = alloc(f->ins[i].prim->results(attr(f, &f->ins[i]), NULL), 1);
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];

		for (size_t k = 0; k < in->nargs; k++) {
			Id a = args(f, in)[k];
			size_t r;

			if (!read[a])
				continue;
			n = f->ins[a].prim->results(attr(f, &f->ins[a]), NULL);
			if (in->prim == &segment_prim && takesresult(f, (Id)i, &r)) read[a][r] = 1;
			else memset(read[a], 1, n);
		}
	}
	for (size_t o = 0; o < f->nout; o++)
		if (read[f->out[o]])
			memset(read[f->out[o]], 1,
				f->ins[f->out[o]].prim->results(attr(f, &f->ins[f->out[o]]), NULL));
	return read;
}

/* f with the marked inputs and outputs alone */
static List *cut(const List *f, const char *in, const char *out)
{
	char *on = live(f, out);
	List *l = subset(f, in, on, out);

	release(on);
	return l;
}

static void eliminate(Elimination *g, size_t i)
{
	const Ins *in = &g->f->ins[i];
	Uses t = usesof(g->f, i, g->read[i]);
	List **body = alloc(t.nbodies, sizeof *body);
	V *x = alloc(t.nargs, sizeof *x);
	size_t n = 0;

	if (whole(&t))
		g->map[i] = rerecord(g->to, g->f, i, g->map);
	else {
		for (size_t k = 0; k < t.nargs; k++)
			if (t.arg[k]) x[n++] = g->map[args(g->f, in)[k]];
		for (size_t j = 0; j < t.nbodies; j++)
			body[j] = cut(t.b.list[j], t.in[j], t.out[j]);
		g->start[i] = alloc(t.nresults, sizeof **g->start);
		beginnings(in, t.attr, t.result, g->start[i]);
		g->map[i] = higherorder(g->to, t.prim, t.fixed, t.nbodies, body, n, x);
	}
	release(body);
	release(x);
	freeuses(&t);
}

/* a segment of an instruction that has become smaller begins elsewhere; where one is no result,
 * all of them stayed */
static V segment(Elimination *g, Id i)
{
	const Ins *in = &g->f->ins[i];
	Id a = args(g->f, in)[0];
	size_t k, start = (size_t)*(const int64_t *)attr(g->f, in);

	if (takesresult(g->f, i, &k)) start = g->start[a][k];
	return Segment(g->map[a], start, *shapeat(g->f, i));
}

List *trimmed(List *f)
{
	Elimination g = { .f = f = dead(f) };

	if (!anybodied(f, f->n))
		return f;
	g.to = newlist();
	g.map = alloc(f->n, sizeof *g.map);
	g.start = alloc(f->n, sizeof *g.start);
	g.read = readers(f);
	copyinputs(g.to, f, g.map);
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];

		if (isinput(in))           continue;
		if (in->prim->higherorder)      eliminate(&g, i);
		else if (in->prim == &segment_prim && g.start[args(f, in)[0]])
			g.map[i] = segment(&g, (Id)i);
		else                       g.map[i] = rerecord(g.to, f, i, g.map);
	}
	copyoutputs(f, g.map);
	for (size_t i = 0; i < f->n; i++) release(g.read[i]), release(g.start[i]);
	release(g.read), release(g.start), release(g.map);
	freelist(f);
	return verified("dce", dead(g.to));        /* what only arguments needed */
}
