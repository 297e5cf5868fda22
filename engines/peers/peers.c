/* peers.c -- tools of others as engines: our list, expanded to scalars, is walked by each once, in
 * its own numbers.
 *
 * A tool that lacks a primitive is given its meaning; where there is none, it is unable.
 * A function that branches on numbers is recorded anew at each point, as these tools would be used
 * on it.
 */
#include "engines/peers/peers.h"
#include <stdlib.h>
#include <string.h>

typedef struct { Lines l; Line *line; uint32_t *out; } Flat;

typedef struct { const Peer *peer; Fn fn; size_t nx; bool fixed; Flat flat; void *tool; } State;

/* ---- a list as lines ------------------------------------------------------------------------ */

static unsigned kindof(const Prim *p)
{
	static const struct { const char *name; unsigned kind; } kinds[] = {
#define U(name, ...) { #name, R_##name },
#define B(name, ...) { #name, R_##name },
#include "engines/prims/scalar.def"
		{ "where", R_where },
	};

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		if (!strcmp(kinds[k].name, p->name))
			return kinds[k].kind;
	return R_const;
}

static _Thread_local const Peer *asked;    /* expand takes no argument of ours */

static bool native(const Prim *p, const Num *T) { return p->nargs && asked->has(kindof(p)); }

static Line constant(const List *l, size_t i)
{
	Line c = { .kind = R_const };

	apply(&f64, l, &l->ins[i], &c.v, NULL);
	return c;
}

static void freeflat(Flat *f)
{
	release(f->line);
	release(f->out);
	*f = (Flat){ 0 };
}

/* scalar rows to lines, inputs first; false: the tool lacks one */
static bool flattened(const List *l, const Peer *peer, Flat *f, char why[WHY])
{
	uint32_t *map = alloc(l->n, sizeof *map);
	size_t n = 0;
	bool all = true;

	*f = (Flat){ .line = alloc(l->n, sizeof *f->line), .out = alloc(l->nout, sizeof *f->out) };
	for (size_t k = 0; k < l->nin; k++) map[l->in[k]] = (uint32_t)n++;
	for (size_t i = 0; i < l->n && all; i++) {
		const Ins *in = &l->ins[i];
		Line *to = &f->line[n];

		if (isinput(in))
			continue;
		*to = in->nargs ? (Line){ .kind = kindof(in->prim), .nargs = in->nargs }
				: constant(l, i);
		all = !in->nargs || (to->kind != R_const && peer->has(to->kind));
		if (!all)
			snprintf(why, WHY, "%s has no %s", peer->what, in->prim->name);
		for (size_t k = 0; all && k < in->nargs; k++) to->arg[k] = map[args(l, in)[k]];
		map[i] = (uint32_t)n++;
	}
	for (size_t o = 0; all && o < l->nout; o++) f->out[o] = map[l->out[o]];
	f->l = (Lines){ n, l->nin, l->nout, f->line, f->out };
	release(map);
	if (!all)
		freeflat(f);
	return all;
}

/* takes l */
static bool flat(List *l, const Peer *peer, Flat *f, char why[WHY])
{
	List *open = unroll(l), *said, *scalars;
	bool all;

	asked = peer;
	said = expand(open, native, &f64);
	scalars = dead(scalarise(said));
	all = flattened(scalars, peer, f, why);
	freelist(l);
	freelist(open);
	freelist(said);
	freelist(scalars);
	return all;
}

double linenodes(const Lines *l)
{
	double *n = alloc(l->n, sizeof *n), sum = 0;

	for (size_t i = 0; i < l->n; i++) {
		n[i] = 1;
		for (size_t k = 0; k < l->line[i].nargs; k++) n[i] += n[l->line[i].arg[k]];
	}
	for (size_t o = 0; o < l->nout; o++) sum += n[l->out[o]];
	release(n);
	return sum;
}

/* ---- an engine ----------------------------------------------------------------------------- */

static bool begun(State *s, const double *x, char why[WHY])
{
	s->tool = s->peer->open(&s->flat.l, x, why, WHY);
	if (!s->tool)
		freeflat(&s->flat);
	return s->tool != NULL;
}

static void ended(State *s)
{
	if (s->tool)
		s->peer->close(s->tool);
	s->tool = NULL;
	freeflat(&s->flat);
}

static void closed(void *state)
{
	ended(state);
	release(state);
}

/* unused: where no tool of others is built in */
__attribute__((unused))
static void *opened(const Peer *peer, const Fn *f, const Num *T, char why[WHY])
{
	State *s;
	List *l;

	if (!T->cdouble) {
		snprintf(why, WHY, "%s computes in binary64", peer->what);
		return NULL;
	}
	s = alloc(1, sizeof *s);
	*s = (State){ .peer = peer, .fn = *f, .nx = inputsof(f) };
	l = fixedtrace(f, why);
	s->fixed = l != NULL;
	if (!l)
		return s;
	if (flat(l, peer, &s->flat, why)) {
		double *x = alloc(s->nx, sizeof *x);

		/* a tape is recorded somewhere */
		for (size_t i = 0; i < s->nx; i++) x[i] = 0.5 + 0.25 * (double)(i % 2);
		begun(s, x, why);
		release(x);
	}
	if (s->tool)
		return s;
	closed(s);
	return NULL;
}

__attribute__((unused))
static Status pulled(void *state, const void *x, const void *g, void *y, void *gx)
{
	State *s = state;
	char why[WHY];
	double *spare;
	int able;

	if (!s->fixed) {
		List *l = trace(&s->fn, &f64, x, why), *copy;

		if (!l)
			bad("%s: %s", s->fn.name, why);
		copy = copylist(l);
		freelist(l);
		ended(s);
		if (!flat(copy, s->peer, &s->flat, why) || !begun(s, x, why))
			return UNABLE;
	}
	spare = y ? NULL : alloc(s->flat.l.nout, sizeof *spare);
	able = s->peer->vjp(s->tool, x, g, y ? y : spare, gx);
	release(spare);
	return able ? OK : UNABLE;
}

bool peermany(void *state, size_t n, const float *x, float *gx)
{
	State *s = state;

	return s->tool && s->peer->many && s->peer->many(s->tool, n, x, gx);
}

#define P(id, title, says, child) \
	static void *start##id(const Fn *f, const Num *T, char why[WHY]) \
	{ \
		return opened(&id##_peer, f, T, why); \
	} \
	const Engine id##_engine = { .name = title, \
		.what = says, \
		.open = start##id, \
		.vjp = pulled, \
		.close = closed, \
		.peer = true, \
		.ownprocess = child };
#include "engines/peers/peers.def"

const Peer *peerof(const Engine *e)
{
#define P(id, ...) if (e == &id##_engine) return &id##_peer;
#include "engines/peers/peers.def"
	return NULL;
}

/* ---- what was found ------------------------------------------------------------------------ */

#ifndef PEERS
#define PEERS ""
#endif

static bool found(const char *tool)
{
	size_t n = strlen(tool);
	const char *only = getenv("WENGERT_PEERS");

	if (only && !strcmp(only, "none")) return false;
	for (const char *p = PEERS; *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (!strncmp(p, tool, n) && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

size_t peertools(PeerTool *t)
{
	size_t n = 0;

#define T(id, title, deb) if (t) t[n] = (PeerTool){ title, deb, found(#id) }; n++;
#include "engines/peers/peers.def"
	return n;
}
