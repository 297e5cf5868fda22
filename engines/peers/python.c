/* python.c -- torch and sympy: one child each, started when first asked, told lists and points
 * through a pipe. */
#include "engines/peers/peers.h"
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined HAVE_TORCH || defined HAVE_SYMPY

static const char *const script =
#include "engines/peers/child.inc"
;

static const char *const kinds[] = {
	"const", "where",
#define U(name, ...) #name,
#define B(name, ...) #name,
#include "engines/prims/scalar.def"
};

typedef struct {
	const char *tool, *python;
	bool failed, can[RKINDS];
	FILE *to, *from;
	char *line;
	size_t room;
} Child;
typedef struct { Child *c; const Lines *l; int key; } State;

/* an answer, without its first word; NULL: none, or it is no */
static char *answered(Child *c)
{
	if (getline(&c->line, &c->room, c->from) <= 0) {
		c->failed = true;
		return NULL;
	}
	return strncmp(c->line, "ok", 2) ? NULL : c->line + 2;
}

static void knows(Child *c)
{
	ssize_t n = getline(&c->line, &c->room, c->from);

	c->failed = n <= 0;
	for (char *t = n > 0 ? strtok(c->line, " \n") : NULL; t; t = strtok(NULL, " \n"))
		for (int k = 0; k < RKINDS; k++)
			if (!strcmp(kinds[k], t)) c->can[k] = true;
}

static void start(Child *c)
{
	int to[2], from[2];

	if (c->to || c->failed)
		return;
	if (pipe(to) || pipe(from))
		bad("there is no pipe to %s", c->python);
	signal(SIGPIPE, SIG_IGN);
	fflush(NULL);
	if (!fork()) {
		dup2(to[0], 0), dup2(from[1], 1);
		for (int k = 3; k < 256; k++) close(k);
		execl(c->python, "python3", "-c", script, c->tool, (char *)NULL);
		_exit(127);
	}
	close(to[0]), close(from[1]);
	c->to = fdopen(to[1], "w"), c->from = fdopen(from[0], "r");
	if (!c->to || !c->from) bad("no stream to %s: %s", c->tool, strerror(errno));
	knows(c);
}

/* a tree that sympy would differentiate for hours is not sent; torch keeps what is shared */
enum { NODES = 300 };

static void *opened(Child *c, const Lines *l, char *why, size_t room)
{
	static int keys;
	State *s;

	start(c);
	if (!strcmp(c->tool, "sympy") && linenodes(l) > NODES) {
		snprintf(why, room, "its expression has %.3g nodes, over %d", linenodes(l), NODES);
		return NULL;
	}
	fprintf(c->to, "open %d %zu %zu\n", ++keys, l->nin, l->n - l->nin);
	for (size_t i = l->nin; i < l->n; i++) {
		const Line *t = &l->line[i];

		fputs(kinds[t->kind], c->to);
		if (!t->nargs) fprintf(c->to, " %a", t->v);
		for (size_t k = 0; k < t->nargs; k++) fprintf(c->to, " %u", t->arg[k]);
		fputc('\n', c->to);
	}
	for (size_t o = 0; o < l->nout; o++) fprintf(c->to, "%u ", l->out[o]);
	fputc('\n', c->to), fflush(c->to);
	if (!answered(c)) {
		snprintf(why, room, "%s: %.*s", c->tool, c->line ? (int)strcspn(c->line, "\n") : 0,
			c->line ? c->line : "");
		return NULL;
	}
	s = alloc(1, sizeof *s);
	*s = (State){ c, l, keys };
	return s;
}

static void send(FILE *f, size_t n, const double *x)
{
	for (size_t i = 0; i < n; i++) fprintf(f, "%a ", x[i]);
	fputc('\n', f);
}

static int vjp(void *state, const double *x, const double *g, double *y, double *gx)
{
	State *s = state;
	char *p;

	fprintf(s->c->to, "vjp %d\n", s->key);
	send(s->c->to, s->l->nin, x);
	send(s->c->to, s->l->nout, g);
	fflush(s->c->to);
	if (!(p = answered(s->c)))
		return 0;
	for (size_t o = 0; o < s->l->nout; o++) y[o] = strtod(p, &p);
	for (size_t i = 0; i < s->l->nin; i++) gx[i] = strtod(p, &p);
	return 1;
}

/* of one input, at n numbers at once, in binary32 */
static int many(void *state, size_t n, const float *x, float *gx)
{
	State *s = state;
	char *p;

	fprintf(s->c->to, "many %d\n", s->key);
	for (size_t i = 0; i < n; i++) fprintf(s->c->to, "%a ", (double)x[i]);
	fputc('\n', s->c->to), fflush(s->c->to);
	if (!(p = answered(s->c))) return 0;
	for (size_t i = 0; i < n; i++) gx[i] = strtof(p, &p);
	return 1;
}

static void ended(void *state)
{
	State *s = state;

	fprintf(s->c->to, "close %d\n", s->key);
	release(s);
}

static int can(Child *c, unsigned kind)
{
	start(c);
	return c->can[kind];
}

#ifdef HAVE_TORCH
static Child torch = { "torch", PYTHON_TORCH };
static int torchcan(unsigned kind) { return can(&torch, kind); }
static void *torchopen(const Lines *l, const double *x, char *why, size_t room)
{
	return opened(&torch, l, why, room);
}
const Peer torch_peer = { "torch", "PyTorch", torchcan, torchopen, vjp, ended, many };
#endif

#ifdef HAVE_SYMPY
static Child sympy = { "sympy", PYTHON_SYMPY };
static int sympycan(unsigned kind) { return can(&sympy, kind); }
static void *sympyopen(const Lines *l, const double *x, char *why, size_t room)
{
	return opened(&sympy, l, why, room);
}
const Peer sympy_peer = { "sympy", "SymPy", sympycan, sympyopen, vjp, ended, NULL };
#endif

#endif
