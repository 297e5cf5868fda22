/* trim.c -- rows with bodies made smaller. */
#include "engines/control/dce.h"
#include <string.h>

extern const Prim cond_prim, while_prim, scan_prim, part_prim;

bool anybodied(const List *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->ins[i].prim->bodied) return true;
	return false;
}

static size_t marks(size_t n, const char *mark)
{
	size_t m = 0;

	for (size_t k = 0; k < n; k++) m += mark[k] != 0;
	return m;
}

/* rows the marked outputs hang on */
static char *needed(const List *f, const char *out)
{
	char *live = alloc(f->n, 1);

	for (size_t o = 0; o < f->nout; o++) live[f->out[o]] |= out[o];
	for (size_t i = f->n; i-- > 0; )
		for (size_t k = 0; live[i] && k < f->ins[i].nargs; k++) live[args(f, &f->ins[i])[k]] = 1;
	return live;
}

/* f with the marked inputs and outputs alone */
static List *cut(const List *f, const char *in, const char *out)
{
	List *l = newlist();
	char *live = needed(f, out);
	V *map = alloc(f->n, sizeof *map);

	for (size_t k = 0; k < f->nin; k++)
		if (in[k]) map[f->in[k]] = Input(l, f->name[k], *rowshape(f, f->in[k]));
	for (size_t i = 0; i < f->n; i++)
		if (live[i] && !isinput(&f->ins[i])) map[i] = rerecord(l, f, i, map);
	for (size_t o = 0; o < f->nout; o++)
		if (out[o]) Output(map[f->out[o]]);
	release(live);
	release(map);
	return l;
}

/* ---- trimming: which arguments, results, inputs and outputs of bodies stay ---------------------- */

typedef struct {
	const Prim *prim;
	const Word *attr;
	Bodies b;
	size_t nargs, nresults, nbodies;   /* nbodies: that stay */
	char *arg, *result;                /* result: in: read by someone; out: stays */
	char **in, **out;                  /* of each body */
	Word fixed[1 + PASSES];
} Trim;

/* marks the inputs that the marked outputs of body j need; whether there are new ones */
static bool reached(Trim *t, size_t j)
{
	const List *f = t->b.list[j];
	char *live = needed(f, t->out[j]);
	bool more = false;

	for (size_t k = 0; k < f->nin; k++)
		if (live[f->in[k]] && !t->in[j][k]) t->in[j][k] = more = true;
	release(live);
	return more;
}

static void trimscan(Trim *t)
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
static void trimplain(Trim *t, size_t skip)
{
	memset(t->arg, 1, skip);
	for (size_t j = 0; j < t->nbodies; j++) {
		memcpy(t->out[j], t->result, t->nresults);
		reached(t, j);
		for (size_t k = skip; k < t->nargs; k++) t->arg[k] |= t->in[j][k - skip];
	}
	for (size_t j = 0; j < t->nbodies; j++) memcpy(t->in[j], t->arg + skip, t->nargs - skip);
}

static size_t states(const Trim *t, size_t j) { return (size_t)t->attr[j].i; }

/* what body j takes is state or emission of a pass, or a constant: spread its mark, or fetch it */
static bool exchanged(Trim *t, size_t j, bool fetch)
{
	size_t q = (size_t)t->attr[0].i, nin = t->b.list[j]->nin, at = 0;
	bool more = false;

	for (size_t turn = 0; turn < (j ? j : 1); turn++) {            /* its own states, then all of the passes before it */
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

static void trimwhile(Trim *t)
{
	size_t P = t->nbodies - 1, q = (size_t)t->attr[0].i, r = 0;
	bool more = true;

	t->out[0][0] = 1;
	for (size_t j = 1; j <= P; r += states(t, j++)) memcpy(t->out[j], t->result + r, states(t, j));
	while (more) {
		bool after = false;

		more = false;
		for (size_t j = 0; j <= P; j++) {
			reached(t, j);
			more |= exchanged(t, j, false);
		}
		for (size_t j = P; j >= 1; j--) {      /* a pass before another carries something: it tells up from down */
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
	while (t->nbodies > 2 && !t->fixed[t->nbodies - 1].i) t->nbodies--;    /* the last pass: nobody reads it */
}

static Trim newtrim(const List *f, size_t i, const char *read)
{
	const Ins *in = &f->ins[i];
	Trim t = { .prim = in->prim, .attr = attr(f, in), .b = bodies(in->prim, attr(f, in)), .nargs = in->nargs };

	t.nbodies = t.b.n;
	t.nresults = in->prim->results(t.attr, NULL);
	t.arg = alloc(t.nargs, 1), t.result = alloc(t.nresults, 1);
	t.in = alloc(t.b.n, sizeof *t.in), t.out = alloc(t.b.n, sizeof *t.out);
	memcpy(t.result, read, t.nresults);
	for (size_t j = 0; j < t.b.n; j++) {
		t.in[j] = alloc(t.b.list[j]->nin, 1);
		t.out[j] = alloc(t.b.list[j]->nout, 1);
	}
	for (size_t k = 0, n = (size_t)((const Word *)&t.b.list[0] - t.attr) - 1; k < n; k++) t.fixed[k] = t.attr[k];
	if (t.prim == &scan_prim)       trimscan(&t);
	else if (t.prim == &while_prim) trimwhile(&t);
	else                            trimplain(&t, t.prim == &cond_prim);
	return t;
}

static void freetrim(Trim *t)
{
	for (size_t j = 0; j < t->b.n; j++) release(t->in[j]), release(t->out[j]);
	release(t->in), release(t->out), release(t->arg), release(t->result);
}

/* nothing goes: neither of the row nor of what its bodies hand each other */
static bool whole(const Trim *t)
{
	bool all = t->nbodies == t->b.n && marks(t->nargs, t->arg) == t->nargs && marks(t->nresults, t->result) == t->nresults;

	for (size_t j = 0; all && j < t->b.n; j++)
		all = marks(t->b.list[j]->nin, t->in[j]) == t->b.list[j]->nin && marks(t->b.list[j]->nout, t->out[j]) == t->b.list[j]->nout;
	return all;
}

typedef struct {
	List *to;  const List *f;
	V *map;
	char **read;                       /* results of each row that has several */
	int64_t **start;                   /* where they begin now */
} Trimming;

static void beginnings(const Ins *in, const void *attr, const char *stays, int64_t *start)
{
	size_t n = in->prim->results(attr, NULL), at = 0;
	Shape *s = alloc(n, sizeof *s);

	in->prim->results(attr, s);
	for (size_t k = 0; k < n; k++) {
		start[k] = (int64_t)at;
		if (!stays || stays[k]) at += count(&s[k]);
	}
	release(s);
}

/* the result of row i that elements from start on belong to, if all n do; else how many there are */
static size_t resultat(const List *f, size_t i, int64_t start, size_t n)
{
	const Ins *in = &f->ins[i];
	size_t m = in->prim->results(attr(f, in), NULL), k = m, end = 0;
	Shape *s = alloc(m, sizeof *s);

	in->prim->results(attr(f, in), s);
	for (size_t j = 0; j < m && k == m; j++) {
		end += count(&s[j]);
		if ((size_t)start < end) k = (size_t)start + n <= end ? j : m + 1;
	}
	release(s);
	return k < m ? k : m;
}

static char **readers(const List *f)
{
	char **read = alloc(f->n, sizeof *read);
	size_t n;

	for (size_t i = 0; i < f->n; i++)
		if (f->ins[i].prim->bodied) read[i] = alloc(f->ins[i].prim->results(attr(f, &f->ins[i]), NULL), 1);
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];

		for (size_t k = 0; k < in->nargs; k++) {
			Id a = args(f, in)[k];
			size_t r;

			if (!read[a])
				continue;
			n = f->ins[a].prim->results(attr(f, &f->ins[a]), NULL);
			r = in->prim == &part_prim ? resultat(f, a, *(const int64_t *)attr(f, in), count(rowshape(f, i))) : n;
			if (r < n) read[a][r] = 1;
			else       memset(read[a], 1, n);
		}
	}
	for (size_t o = 0; o < f->nout; o++)
		if (read[f->out[o]]) memset(read[f->out[o]], 1, f->ins[f->out[o]].prim->results(attr(f, &f->ins[f->out[o]]), NULL));
	return read;
}

static void trimrow(Trimming *g, size_t i)
{
	const Ins *in = &g->f->ins[i];
	Trim t = newtrim(g->f, i, g->read[i]);
	List **body = alloc(t.nbodies, sizeof *body);
	V *x = alloc(t.nargs, sizeof *x);
	size_t n = 0;

	if (whole(&t))
		g->map[i] = rerecord(g->to, g->f, i, g->map);
	else {
		for (size_t k = 0; k < t.nargs; k++)
			if (t.arg[k]) x[n++] = g->map[args(g->f, in)[k]];
		for (size_t j = 0; j < t.nbodies; j++) body[j] = cut(t.b.list[j], t.in[j], t.out[j]);
		g->start[i] = alloc(t.nresults, sizeof **g->start);
		beginnings(in, t.attr, t.result, g->start[i]);
		g->map[i] = control(g->to, t.prim, t.fixed, t.nbodies, body, n, x, NULL);
	}
	release(body);
	release(x);
	freetrim(&t);
}

/* a part of a row that has been trimmed begins elsewhere */
static V partof(Trimming *g, size_t i)
{
	const Ins *in = &g->f->ins[i];
	Id a = args(g->f, in)[0];
	int64_t was = *(const int64_t *)attr(g->f, in);
	int64_t *start = alloc(g->f->ins[a].prim->results(attr(g->f, &g->f->ins[a]), NULL), sizeof *start);
	size_t k = resultat(g->f, a, was, count(rowshape(g->f, i)));
	V y;

	beginnings(&g->f->ins[a], attr(g->f, &g->f->ins[a]), NULL, start);
	y = Part(g->map[a], (size_t)(g->start[a][k] + was - start[k]), *rowshape(g->f, i));
	release(start);
	return y;
}

List *trimmed(List *f)
{
	Trimming g = { .f = f = dead(f) };

	if (!anybodied(f))
		return f;
	g.to = newlist();
	g.map = alloc(f->n, sizeof *g.map);
	g.start = alloc(f->n, sizeof *g.start);
	g.read = readers(f);
	for (size_t k = 0; k < f->nin; k++) g.map[f->in[k]] = Input(g.to, f->name[k], *rowshape(f, f->in[k]));
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];

		if (isinput(in))           continue;
		if (in->prim->bodied)      trimrow(&g, i);
		else if (in->prim == &part_prim && g.start[args(f, in)[0]]) g.map[i] = partof(&g, i);
		else                       g.map[i] = rerecord(g.to, f, i, g.map);
	}
	for (size_t o = 0; o < f->nout; o++) Output(g.map[f->out[o]]);
	for (size_t i = 0; i < f->n; i++) release(g.read[i]), release(g.start[i]);
	release(g.read), release(g.start), release(g.map);
	freelist(f);
	return dead(g.to);                         /* what only arguments were for */
}

/* ---- what is the same at every step ---------------------------------------------------------------- */

/* 1: constants of the loop; 2: computed from nothing else */
static char *steady(const List *f, size_t changing, bool always)
{
	char *s = alloc(f->n, 1);

	for (size_t k = changing; k < f->nin; k++) s[f->in[k]] = 1;
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];
		bool all = in->nargs && (always || !in->prim->bodied);

		for (size_t k = 0; k < in->nargs; k++) all &= s[args(f, in)[k]] != 0;
		if (all) s[i] = 2;
		if (!in->nargs && !isinput(in)) s[i] = 1;
	}
	return s;
}

/* steady rows that others read */
static char *frontier(const List *f, const char *steady_)
{
	char *read = alloc(f->n, 1);

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->ins[i].nargs && !steady_[i]; k++) {
			Id a = args(f, &f->ins[i])[k];

			read[a] |= steady_[a] == 2;
		}
	for (size_t o = 0; o < f->nout; o++) read[f->out[o]] |= steady_[f->out[o]] == 2;
	return read;
}

/* f's steady rows where the loop stands; constant: the loop's; y: of each row */
static void outside(const List *f, const char *steady_, size_t nchanging, const V *constant, V *y, Again *record_, void *with)
{
	for (size_t k = nchanging; k < f->nin; k++) y[f->in[k]] = constant[k - nchanging];
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];
		V *x = alloc(in->nargs, sizeof *x);

		for (size_t k = 0; k < in->nargs; k++) x[k] = y[args(f, in)[k]];
		if (steady_[i] == 2 || (steady_[i] && !isinput(in))) y[i] = record_(with, f, i, x);
		release(x);
	}
}

/* f with n more constants; read rows come from them */
static List *relieved(const List *f, const char *read, const V *y, size_t first, const V *x, size_t was, size_t n, const List *shapes)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map), *in = alloc(n, sizeof *in);

	for (size_t k = 0; k < f->nin; k++) map[f->in[k]] = Input(l, f->name[k], *rowshape(f, f->in[k]));
	for (size_t k = 0; k < n; k++)
		in[k] = k < was ? map[f->in[f->nin - was + k]] : Input(l, NULL, *rowshape(shapes, x[first + k].id));
	for (size_t i = 0; i < f->n; i++) {
		if (read[i])
			for (size_t k = 0; k < n; k++)
				if (x[first + k].id == y[i].id) map[i] = in[k];
		if (!map[i].list) map[i] = rerecord(l, f, i, map);
	}
	for (size_t o = 0; o < f->nout; o++) Output(map[f->out[o]]);
	release(map);
	release(in);
	return dead(l);
}

bool hoisted(const Prim *p, Word *fixed, size_t nbodies, List **body, V **x, size_t *n, Again *record_, void *with)
{
	size_t q = p == &scan_prim ? *n - (size_t)(fixed[2].i + fixed[3].i) : (size_t)fixed[0].i, first = *n - q, now = q, room = *n;
	char **read = alloc(nbodies, sizeof *read);
	V **y = alloc(nbodies, sizeof *y);

	for (size_t j = 0; j < nbodies; j++) {
		const List *f = body[j];
		char *s = steady(f, f->nin - q, p == &scan_prim);

		y[j] = alloc(f->n, sizeof *y[j]);
		read[j] = frontier(f, s);
		if (marks(f->n, read[j])) outside(f, s, f->nin - q, *x + first, y[j], record_, with);
		for (size_t i = 0; i < f->n; i++) {
			size_t k = 0;

			if (!read[j][i])
				continue;
			while (k < now && (*x)[first + k].id != y[j][i].id) k++;
			if (k < now)
				continue;
			*x = grow(*x, &room, first + now + 1, sizeof **x);
			(*x)[first + now++] = y[j][i];
		}
		release(s);
	}
	for (size_t j = 0; j < nbodies; j++) {
		bool any = marks(body[j]->n, read[j]) || now > q;
		List *l = any ? relieved(body[j], read[j], y[j], first, *x, q, now, (*x)[0].list) : NULL;

		release(read[j]), release(y[j]);
		if (!l)
			continue;
		freelist(body[j]);
		body[j] = l;
	}
	release(read), release(y);
	*n = first + now;
	if (p == &while_prim) fixed[0].i = (int64_t)now;
	return now > q;
}
