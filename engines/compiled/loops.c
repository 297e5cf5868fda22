/* loops -- a unit of loops as a function.
 *
 * One loop nest for all its results.  Functions that are kernels work on blocks: a stage computes
 * their arguments in tiles, the kernels are called, the next stage reads what they gave.  Where
 * pieces begin or end the loops are cut, so that no test is inside.
 */
#include "engines/compiled/emitter.h"
#include <stdlib.h>

typedef struct {
	Emitter *e;
	Scope *s;
	const Job *u;
	Said w;
	int stages, tiles;
	/* by row; what a kernel is given lies in a tile that others of its stage may be given too
	 */
	int *stageof, *tileof, *sumof, *argtile, *argstamp;
	int args, mostargs;
	bool blocks;
} Writer;

static bool kernel(const Row *r) { return r->sort == FUNCTION || r->sort == TOTAL; }

/* ---- stages ---------------------------------------------------------------------------- */

static void stages(Writer *g)
{
	Scope *s = g->s;
	uint32_t unit = g->w.unit;

	for (size_t k = 0; k < g->u->n; k++) {
		Id i = g->u->root[k];
		const Row *r = &s->row[i];
		int stage = 0;

		for (size_t j = 0; j < r->nreads; j++) {
			Id x = s->read[r->reads + j];
			int from = s->row[x].sort == GIVEN || s->row[x].unit != unit
				? 0
				: g->stageof[x] + (s->row[x].sort == FUNCTION);

			if (from > stage) stage = from;
		}
		g->stageof[i] = stage;
		g->blocks |= kernel(r);
		if (stage >= g->stages) g->stages = stage + 1;
	}
}

static void tiles(Writer *g)
{
	Scope *s = g->s;

	for (size_t k = 0; k < g->u->n; k++) g->tileof[g->u->root[k]] = -1;
	for (size_t k = 0; k < g->u->n; k++) {
		Id i = g->u->root[k];
		const Row *r = &s->row[i];

		if (r->sort == FUNCTION && !r->outside) g->tileof[i] = g->tiles++;
		for (size_t j = 0; j < r->nreads; j++) {
			Id x = s->read[r->reads + j];
			const Row *from = &s->row[x];

			if (from->sort != GIVEN && from->unit == g->w.unit && !from->outside &&
				g->tileof[x] < 0 && g->stageof[x] < g->stageof[i])
				g->tileof[x] = g->tiles++;
		}
	}
}

/* a kernel's argument that lies in memory as it is, or no base */
static Place lies(Writer *g, Id a)
{
	size_t off;
	Id x = rootof(g->s, a, &off);
	const Row *r = &g->s->row[x];
	double c;

	if (isconst(g->s->l, x, &c) || !r->mem || !r->place.base ||
		(r->sort != GIVEN && r->turn >= g->w.turn) ||
		(r->sort != GIVEN && r->unit == g->w.unit &&
			(!r->outside || g->stageof[x] == g->w.stage)))
		return (Place){ 0 };
	return (Place){ r->place.base, r->place.off + (long)off };
}

/* the tile in which a kernel finds an argument that an earlier stage gave; -1: none */
static int tiled(Writer *g, Id a)
{
	size_t off;
	Id x = rootof(g->s, a, &off);
	const Row *r = &g->s->row[x];

	return r->sort != GIVEN && r->mem && r->unit == g->w.unit && r->turn < g->w.turn &&
			g->stageof[x] < g->w.stage
		? g->tileof[x]
		: -1;
}

static bool athand(Writer *g, Id a) { return lies(g, a).base || tiled(g, a) >= 0; }

/* ---- a stage ----------------------------------------------------------------------------- */

static void store(Writer *g, Id i, const char *value)
{
	Said *w = &g->w;
	const Row *r = &g->s->row[i];
	Index a = w->whole;

	if (r->outside) {
		const char *p = parameter(w, r->place, WRITTEN, &a.c);
		char *at;
		size_t n;
		FILE *f = textstream(&at, &n);

		putindex(f, &w->nest, a);
		fclose(f);
		line(w, "%s[%s] = %s;", p, at, value);
		free(at);
	}
	if (g->tileof[i] >= 0) line(w, "t%d[i - b] = %s;", g->tileof[i], value);
}

/* the tile of an argument of this stage; fresh: it is to be computed */
static int argument(Writer *g, Id a, bool *fresh)
{
	*fresh = g->argstamp[a] != g->s->stamp;
	if (*fresh) {
		g->argstamp[a] = g->s->stamp;
		g->argtile[a] = g->args++;
		if (g->args > g->mostargs) g->mostargs = g->args;
	}
	return g->argtile[a];
}

/* what the loop of this stage computes */
static void computed(Writer *g)
{
	Said *w = &g->w;

	forgetnames(w);
	g->s->stamp++;
	g->args = 0;
	for (size_t k = 0; k < g->u->n; k++) {
		Id i = g->u->root[k];
		const Row *r = &g->s->row[i];
		const Ins *in = &g->s->l->ins[i];

		if (g->stageof[i] != w->stage) continue;
		w->turn = r->turn;
		if (kernel(r))
			for (size_t j = 0; j < in->nargs; j++) {
				Id a = args(g->s->l, in)[j];
				const char *v;
				bool fresh;
				int tile;

				if (athand(g, a)) continue;
				tile = argument(g, a, &fresh);
				if (!fresh) continue;
				v = say(w, a, w->whole);
				line(w, "a%d[i - b] = %s;", tile, v);
			}
		else if (r->outside || g->tileof[i] >= 0)
			store(g, i, made(w, i, w->whole));
	}
}

static bool computes(Writer *g)
{
	for (size_t k = 0; k < g->u->n; k++) {
		Id i = g->u->root[k];
		const Ins *in = &g->s->l->ins[i];
		const Row *r = &g->s->row[i];

		if (g->stageof[i] != g->w.stage) continue;
		g->w.turn = r->turn;
		if (!kernel(r) && (r->outside || g->tileof[i] >= 0)) return true;
		for (size_t j = 0; kernel(r) && j < in->nargs; j++)
			if (!athand(g, args(g->s->l, in)[j])) return true;
	}
	return false;
}

static const char *block(Writer *g, Place p, Use use)
{
	long c = 0;
	const char *name = parameter(&g->w, p, use, &c);

	return words(g->e, "%s + b", name);
}

static void calls(Writer *g)
{
	static const char *const table[] = { "", "unary", "binary", "ternary" };
	Said *w = &g->w;

	for (size_t k = 0; k < g->u->n; k++) {
		Id i = g->u->root[k];
		const Ins *in = &g->s->l->ins[i];
		const Row *r = &g->s->row[i];
		const char *x[3] = { "", "", "" }, *to;

		if (g->stageof[i] != w->stage || !kernel(r)) continue;
		w->turn = r->turn;
		for (size_t j = 0; j < in->nargs && j < 3; j++) {
			Id a = args(g->s->l, in)[j];
			Place p = lies(g, a);
			int tile = tiled(g, a);

			x[j] = p.base       ? block(g, p, EXACTLY)
				: tile >= 0 ? words(g->e, "t%d", tile)
					    : words(g->e, "a%d", g->argtile[a]);
		}
		if (r->sort == TOTAL) {
			line(w, "h->gather(e - b, s%d, b, %s);", g->sumof[i], x[0]);
			continue;
		}
		to = g->tileof[i] >= 0 ? words(g->e, "t%d", g->tileof[i])
				       : block(g, r->place, WRITTEN);
		line(w, "h->%s[%d](e - b, %s, %s%s%s%s%s);", table[in->nargs],
			in->prim->ternary ? in->prim->ternary - 1 : in->prim->slot, to, x[0],
			in->nargs > 1 ? ", " : "", x[1], in->nargs > 2 ? ", " : "", x[2]);
	}
}

/* ---- regions ------------------------------------------------------------------------------- */

static bool cut(Writer *g)
{
	FILE *out = g->w.out;

	g->w.out = NULL;
	g->w.cutvar = -1;
	for (g->w.stage = 0; g->w.stage < g->stages && g->w.cutvar < 0; g->w.stage++) computed(g);
	g->w.out = out;
	if (g->w.fails) die("compiled: a loop of v%u fails", g->u->root[0]);
	return g->w.cutvar >= 0;
}

static void nested(Writer *g)
{
	Said *w = &g->w;

	for (int v = 0; v < w->nest.n; v++, w->indent++)
		line(w, "for (long %s = %ld; %s < %ld; %s++) {", loopvariable(v), w->nest.lo[v],
			loopvariable(v), w->nest.hi[v], loopvariable(v));
	w->stage = 0;
	computed(g);
	for (int v = 0; v < w->nest.n; v++) w->indent--, line(w, "}");
}

static void blocked(Writer *g)
{
	Said *w = &g->w;
	long lo = w->nest.lo[0], hi = w->nest.hi[0];

	if (hi - lo > BLOCK) {
		line(w, "for (long b = %ld; b < %ld; b += %d) {", lo, hi, BLOCK);
		w->indent++;
		line(w, "const long e = b + %d < %ld ? b + %d : %ld;", BLOCK, hi, BLOCK, hi);
	} else {
		line(w, "{");
		w->indent++;
		line(w, "const long b = %ld, e = %ld;", lo, hi);
	}
	for (w->stage = 0; w->stage < g->stages; w->stage++) {
		if (computes(g)) {
			line(w, "for (long i = b; i < e; i++) {");
			w->indent++;
			computed(g);
			w->indent--;
			line(w, "}");
		}
		calls(g);
	}
	w->indent--;
	line(w, "}");
}

static void region(Writer *g)
{
	Said *w = &g->w;
	Nest was = w->nest;
	long at;
	int v;

	for (int k = 0; k < was.n; k++)
		if (was.lo[k] >= was.hi[k]) return;
	if (!cut(g)) {
		if (g->blocks)
			blocked(g);
		else
			nested(g);
		return;
	}
	v = w->cutvar, at = w->cut;
	w->cutvar = -1;
	w->nest.hi[v] = at;
	region(g);
	w->nest = was;
	w->nest.lo[v] = at;
	region(g);
	w->nest = was;
}

/* ---- the function --------------------------------------------------------------------------- */

static void declared(Writer *g, FILE *f)
{
	long n = g->u->nest.n ? g->u->nest.hi[0] : 1;

	if (n > BLOCK) n = BLOCK;
	for (int k = 0; k < g->tiles; k++) fprintf(f, "\treal t%d[%ld];\n", k, n);
	for (int k = 0; k < g->mostargs; k++) fprintf(f, "\treal a%d[%ld];\n", k, n);
	for (size_t k = 0; k < g->u->n; k++)
		if (g->s->row[g->u->root[k]].sort == TOTAL)
			fprintf(f, "\treal s%d[%d] = { 0 };\n", g->sumof[g->u->root[k]], LANES);
}

static void totals(Writer *g)
{
	for (size_t k = 0; k < g->u->n; k++) {
		Id i = g->u->root[k];
		long c = 0;

		if (g->s->row[i].sort == TOTAL)
			line(&g->w, "h->total(%zu, %s, s%d);", length(g->s, g->s->l->ins[i].arg[0]),
				parameter(&g->w, g->s->row[i].place, WRITTEN, &c), g->sumof[i]);
	}
}

/* with what it makes as a comment */
static const char *called(Writer *g, const char *name)
{
	const char *call = callof(&g->w, name), *made = "";

	for (size_t k = 0; k < g->u->n && k < 8; k++)
		made = words(g->e, "%s v%u", made, g->u->root[k]);
	return words(g->e, "%s    /*%s%s of \"%s\" */", call, made, g->u->n > 8 ? " ..." : "",
		shapetext(&g->u->shape));
}

const char *loopsof(Emitter *e, Scope *s, uint32_t unit)
{
	const Job *u = &s->unit[unit];
	Writer g = { .e = e,
		.s = s,
		.u = u,
		.w = opensaid(e, s, u->nest, everyelement(&u->nest, &u->shape)),
		.stageof = s->scratch,
		.tileof = s->scratch + s->l->n,
		.sumof = s->scratch + 2 * s->l->n,
		.argtile = s->scratch + 3 * s->l->n,
		.argstamp = s->scratch + 4 * s->l->n };
	char *text, *all;
	size_t n;
	int sums = 0;
	FILE *f;
	const char *call;

	e->loops = true;
	g.w.unit = unit;
	stages(&g);
	tiles(&g);
	for (size_t k = 0; k < u->n; k++)
		if (s->row[u->root[k]].sort == TOTAL) g.sumof[u->root[k]] = sums++;
	g.w.stageof = g.stageof, g.w.tileof = g.tileof;
	g.w.out = textstream(&text, &n);
	g.w.indent = 1;
	region(&g);
	totals(&g);
	fclose(g.w.out);
	f = textstream(&all, &n);
	fprintf(f, "(const Host *h");
	for (size_t k = 0; k < g.w.nparams; k++)
		fprintf(f, ", %sreal *restrict p%zu", g.w.param[k].written ? "" : "const ", k);
	fprintf(f, ")\n{\n");
	declared(&g, f);
	fprintf(f, "%s}\n", text);
	fclose(f);
	call = called(&g, outlined(e, all));
	free(text), free(all);
	closesaid(&g.w);
	return call;
}
