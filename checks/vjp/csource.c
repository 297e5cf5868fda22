/* csource.c -- entries of a library called on arrays that end, or begin, at a page nobody may
 * touch. */
#include "checks/vjp/csource.h"
#include "checks/vjp/entries.h"
#include "checks/vjp/cells.h"
#include "checks/vjp/narrow.h"
#include <fenv.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

enum { PAGE = 4096 };

typedef struct {
	char *map, *data, *copy; /* copy: what was put there */
	size_t room, bytes, size; /* room: between the fences; size: of an element */
	const char *name;
} Fenced;

typedef struct {
	Entry *forward[PRECISIONS], *backward[PRECISIONS], *covered[2];
	Hooks hooks;
	Fenced at[PLACES];
	unsigned calls;
	bool front; /* of this call: every other one, or asked for */
	Apart *threads;
} Own;

static Own *running; /* for the handler */

/* ---- arrays between fences ---------------------------------------------------------- */

enum { CANARY = 0xa5, CANARIES = PAGE };
static unsigned char canaries[CANARIES];

/* on the side of f that has no fence: where they begin; how many there is room for */
static char *loose(const Fenced *f, bool front, size_t *n)
{
	*n = f->room - f->bytes < CANARIES ? f->room - f->bytes : CANARIES;
	return front ? f->data + f->bytes : f->data - *n;
}

static void *fence(Fenced *f, size_t n, size_t size, bool front)
{
	size_t bytes = n * size, pages = (bytes + PAGE - 1) / PAGE * PAGE, unload;
	char *at;

	if (!pages) pages = PAGE;
	if (f->room < pages) {
		if (f->map) munmap(f->map, f->room + 2 * PAGE);
		f->map =
			mmap(NULL, pages + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (f->map == MAP_FAILED || mprotect(f->map + PAGE, pages, PROT_READ | PROT_WRITE))
			bad("out of memory: an array of %zu bytes for the kernel", bytes);
		f->room = pages;
		f->copy = realloc(f->copy, pages);
		if (!f->copy) bad("out of memory: a copy of %zu bytes", pages);
	}
	f->bytes = bytes, f->size = size;
	f->data = f->map + PAGE + (front ? 0 : f->room - bytes);
	at = loose(f, front, &unload);
	memset(at, CANARY, unload);
	return f->data;
}

static bool intact(const Fenced *f, bool front)
{
	size_t n;
	const char *at = loose(f, front, &n);

	return !memcmp(at, canaries, n);
}

static void set(Own *o, const Case *c, Role r, int which, Base b, int bytes, size_t n,
	const Quad *x, Precision p, bool front)
{
	const Kernel *k = c->kernel;
	Fenced *f = &o->at[place(k, r, which)];
	Cell kind = celltype(b, k, p);

	f->name = r == ARGUMENT ? k->arg[which].name
		: r == RESULT   ? k->res[which].name
		: r == FIXED    ? k->given[which].name
		: r == SCRATCH  ? k->scratch[which].name
		: f->name       ? f->name
			  : text("d%s", r == COTANGENT ? k->res[which].name : k->arg[which].name);
	fence(f, n, cellsize(kind, bytes), front);
	if (x)
		storecells(kind, bytes, f->data, n, x);
	else
		memset(f->data, 0, f->bytes);
	memcpy(f->copy, f->data, f->bytes);
}

static void fetch(Own *o, const Case *c, Role r, int which, Base b, int bytes, size_t n, Quad *x,
	Precision p)
{
	Fenced *f = &o->at[place(c->kernel, r, which)];

	loadcells(celltype(b, c->kernel, p), bytes, f->data, n, x);
}

/* ---- calls ------------------------------------------------------------------------------ */

/* rounded upward, `while (sum != before)` may never end: such a call is left by force after its
 * time */
static sigjmp_buf out;
static void leave(int caughtsignal)
{
	(void)caughtsignal;
	siglongjmp(out, 1);
}

static void turned(Subject *s, Entry *e, void **at, const long *n)
{
	struct itimerval most = { .it_value = { 0, 200000 } }, none = { 0 };
	struct sigaction a = { .sa_handler = leave }, was;

	sigaction(SIGVTALRM, &a, &was);
	if (sigsetjmp(out, 1))
		s->stuck = true;
	else {
		setitimer(ITIMER_VIRTUAL, &most, NULL);
		fesetround(s->rounding);
		e(at, n);
	}
	fesetround(FE_TONEAREST);
	setitimer(ITIMER_VIRTUAL, &none, NULL);
	sigaction(SIGVTALRM, &was, NULL);
}

static void call(Subject *s, Entry *e, Precision p, bool back, const Case *c)
{
	Own *o = s->own;
	const Kernel *k = c->kernel;
	Watch *watch = watched();
	void *at[PLACES];
	long n[SIZES + MOST];

	if (s->covering) e = o->covered[back];
	for (int i = 0; i < PLACES; i++) at[i] = o->at[i].data;
	for (int i = 0; i < k->nsizes; i++) n[i] = c->size[i];
	for (int i = 0; i < k->ngiven; i++) n[k->nsizes + i] = (long)c->given[i];
	clock_gettime(CLOCK_MONOTONIC, &watch->since);
	watch->back = back, watch->precision = p;
	if (watch->most > 0 && since(&watch->begin) > watch->most) {
		watch->spent = true;
		_exit(0);
	}
	feclearexcept(FE_ALL_EXCEPT);
	watch->calling = true;
	if (s->apart && o->threads) {
		size_t bytes[PLACES];

		for (int i = 0; i < PLACES; i++) bytes[i] = at[i] ? o->at[i].bytes : 0;
		threadsapart(o->threads, (char **)at, bytes, PLACES);
	}
	if (s->backwards && o->threads) threadsbackwards(o->threads);
	s->rounding == FE_TONEAREST ? e(at, n) : turned(s, e, at, n);
	watch->calling = false;
	if ((s->apart || s->backwards) && o->threads) threadstogether(o->threads);
	s->range = fetestexcept(FE_OVERFLOW | FE_UNDERFLOW);
	watch->verdict.evaluations++;
}

Base givenbase(const Kernel *k, int which)
{
	Base b = k->base;

	for (int j = 0; j < k->forward.n + k->backward.n; j++) {
		const Param *x = j < k->forward.n ? &k->forward.param[j]
						  : &k->backward.param[j - k->forward.n];

		if (x->role == FIXED && x->which == which) b = x->base;
	}
	return b == WHOLE ? REAL64 : b;
}

static void givens(Own *o, const Case *c, Precision p)
{
	for (int i = 0; i < c->kernel->ngiven; i++)
		set(o, c, FIXED, i, givenbase(c->kernel, i), 8, 1, &c->given[i], p, false);
}

static void inspect(Subject *s, const Case *c, int from, int to)
{
	Own *o = s->own;
	int g = place(c->kernel, COTANGENT, 0);

	for (int i = from; i < to; i++)
		if (o->at[i].data && !(c->kernel->consumes && i >= g && i < g + c->kernel->nres) &&
			memcmp(o->at[i].copy, o->at[i].data, o->at[i].bytes))
			s->changed = o->at[i].name;
}

static bool samebits(Quad a, Quad b) { return a == b || (a != a && b != b); }

static void borders(Subject *s, int from, int to)
{
	Own *o = s->own;

	for (int i = from; i < to; i++)
		if (o->at[i].data &&
			!intact(&o->at[i], i < place(s->kernel, SCRATCH, 0) && o->front))
			s->outside = o->at[i].name;
}

/* a workspace is as large as its shape says; without one, larger than all arrays together.  What it
 * holds is other at every call: a kernel that reads it first gives other bits */
static void workspaces(Own *o, const Case *c, Precision p)
{
	const Kernel *k = c->kernel;

	for (int i = 0; i < k->nscratch; i++) {
		const Array *a = &k->scratch[i];
		size_t n = a->rank ? 1 : 4096;
		Quad *x;

		for (int d = 0; d < a->rank; d++) n *= (size_t)sized(a->dim[d], k, c->size);
		for (int j = 0; j < k->nargs && !a->rank; j++) n += 8 * c->nx[j];
		for (int j = 0; j < k->nres && !a->rank; j++) n += 8 * c->ny[j];
		x = alloc(n + 1, sizeof *x);
		for (size_t e = 0; e < n && !a->zeroed; e++)
			x[e] = (Quad)(1 + (o->calls * 37 + e * 11) % 101);
		set(o, c, SCRATCH, i, a->base, a->bytes, n, x, p, false);
		release(x);
	}
	o->calls++;
}

static void arguments(Subject *s, Precision p, const Case *c, Quad *const *x)
{
	const Kernel *k = c->kernel;
	Own *o = s->own;

	o->front = s->front || (p == native(k) && o->calls & 1);
	for (int i = 0; i < k->nargs; i++)
		set(o, c, ARGUMENT, i, k->arg[i].base, k->arg[i].bytes, c->nx[i], x[i], p,
			o->front);
	givens(o, c, p);
	workspaces(s->own, c, p);
}

/* inputs that changed, and what was written outside any array */
static void looked(Subject *s, const Case *c, int inputs, int arrays)
{
	const Kernel *k = c->kernel;
	int first = place(k, SCRATCH, 0);

	s->changed = s->outside = NULL;
	inspect(s, c, 0, inputs);
	borders(s, 0, arrays);
	borders(s, first, first + k->nscratch);
}

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	const Kernel *k = c->kernel;
	Own *o = s->own;

	arguments(s, p, c, x);
	for (int i = 0; i < k->nres; i++)
		set(o, c, RESULT, i, k->res[i].base, k->res[i].bytes, c->ny[i],
			k->from[i] ? x[k->from[i] - 1] : NULL, p, o->front);
	call(s, o->forward[p], p, false, c);
	looked(s, c, k->nargs, k->nargs + k->nres);
	for (int i = 0; i < k->nres; i++)
		fetch(o, c, RESULT, i, k->res[i].base, k->res[i].bytes, c->ny[i], y[i], p);
}

/* gx in: what the gradients hold before; out: after */
static void rule(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	const Kernel *k = c->kernel;
	Own *o = s->own;

	arguments(s, p, c, x);
	for (int i = 0; i < k->nres; i++)
		set(o, c, RESULT, i, k->res[i].base, k->res[i].bytes, c->ny[i], y[i], p, o->front);
	for (int i = 0; i < k->nres; i++)
		set(o, c, COTANGENT, i, cellbase(k, COTANGENT, i), k->res[i].bytes, c->ny[i],
			k->res[i].wanted ? g[i] : NULL, p, o->front);
	for (int i = 0; i < k->nargs; i++)
		if (k->arg[i].wanted)
			set(o, c, GRADIENT, i, cellbase(k, GRADIENT, i), k->arg[i].bytes, c->nx[i],
				k->over[i] ? g[k->over[i] - 1] : gx[i], p, o->front);
	call(s, o->backward[p], p, true, c);
	looked(s, c, k->nargs + 2 * k->nres, 2 * (k->nargs + k->nres));
	for (int i = 0; i < k->nargs; i++)
		if (k->arg[i].wanted)
			fetch(o, c, GRADIENT, i, cellbase(k, GRADIENT, i), k->arg[i].bytes,
				c->nx[i], gx[i], p);
}

/* the cotangent of an element, where the backward takes none: of the only result, one for each
 * element or one for all */
static Quad factor(const Case *c, Quad *const *g, size_t e)
{
	int r = 0;

	while (!c->kernel->res[r].wanted) r++;
	return g[r][c->ny[r] > 1 ? e : 0];
}

/* a backward without a cotangent gives the derivative d: g d is added to what was there if d was */
static void derivatives(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	const Kernel *k = c->kernel;
	Quad *d[MOST] = { NULL };

	for (int i = 0; i < k->nargs; i++) d[i] = alloc(c->nx[i] + 1, sizeof(Quad));
	rule(s, p, c, x, y, g, d);
	rule(s, p, c, x, y, g, gx);
	for (int i = 0; i < k->nargs; i++) {
		for (size_t e = 0; k->arg[i].wanted && e < c->nx[i]; e++)
			gx[i][e] = samebits(gx[i][e], d[i][e])
				? factor(c, g, e) * d[i][e]
				: gx[i][e] - d[i][e] + factor(c, g, e) * d[i][e];
		release(d[i]);
	}
}

/* ---- tangents ------------------------------------------------------------------------------- */

static void atpoint(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y)
{
	const Kernel *k = c->kernel;
	Own *o = s->own;

	arguments(s, p, c, x);
	for (int i = 0; i < k->nres; i++) {
		set(o, c, RESULT, i, k->res[i].base, k->res[i].bytes, c->ny[i], y[i], p, o->front);
		set(o, c, COTANGENT, i, cellbase(k, COTANGENT, i), k->res[i].bytes, c->ny[i], NULL,
			p, o->front);
	}
	for (int i = 0; i < k->nargs; i++)
		if (k->arg[i].wanted)
			set(o, c, GRADIENT, i, cellbase(k, GRADIENT, i), k->arg[i].bytes, c->nx[i],
				NULL, p, o->front);
}

static void bytangent(Subject *s, Precision p, const Case *c, Quad *const *v, Quad **dy)
{
	const Kernel *k = c->kernel;
	Own *o = s->own;

	for (int i = 0; i < k->nargs; i++) {
		Fenced *f = &o->at[place(k, GRADIENT, i)];

		if (!k->arg[i].wanted) continue;
		storecells(celltype(cellbase(k, GRADIENT, i), k, p), k->arg[i].bytes, f->data,
			c->nx[i], v[i]);
		memcpy(f->copy, f->data, f->bytes);
	}
	for (int i = 0; i < k->nres; i++)
		memset(o->at[place(k, COTANGENT, i)].data, 0, o->at[place(k, COTANGENT, i)].bytes);
	call(s, o->backward[p], p, true, c);
	for (int i = 0; i < k->nres; i++)
		fetch(o, c, COTANGENT, i, cellbase(k, COTANGENT, i), k->res[i].bytes, c->ny[i],
			dy[i], p);
}

static void alone(Subject *s, const Case *c)
{
	const Kernel *k = c->kernel;

	looked(s, c, k->nargs + k->nres, 2 * (k->nargs + k->nres));
	inspect(s, c, k->nargs + 2 * k->nres, 2 * (k->nargs + k->nres));
}

static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	(c->kernel->tangents                    ? columnwise
			: c->kernel->derivative ? derivatives
						: rule)(s, p, c, x, y, g, gx);
}

/* ---- as a subject ----------------------------------------------------------------------- */

void csource(Subject *s)
{
	memset(canaries, CANARY, sizeof canaries);
	s->own = running = alloc(1, sizeof *running);
	s->forward = forward, s->backward = pulled;
	s->point = atpoint, s->tangent = bytangent, s->settle = alone;
}

void entriesof(Subject *s, Precision p, Entry *f, Entry *b)
{
	Own *o = s->own;

	o->forward[p] = f, o->backward[p] = b;
	s->has[p] = true;
}

bool entriesat(const Subject *s, Precision p, Entry **f, Entry **b)
{
	const Own *o = s->own;

	if (s->forward != forward || !s->has[p]) return false;
	*f = o->forward[p], *b = o->backward[p];
	return true;
}

void launchedby(Subject *s, Apart *a)
{
	Own *o = s->own;

	o->threads = a, s->launches = a != NULL;
}

void coveredby(Subject *s, Entry *f, Entry *b, Hooks hooks)
{
	Own *o = s->own;

	o->covered[0] = f, o->covered[1] = b;
	o->hooks = hooks;
	s->hooks = &o->hooks;
}

void locate(const char *address, char *where, size_t room)
{
	for (int i = 0; running && i < PLACES; i++) {
		const Fenced *f = &running->at[i];

		if (!f->map || address < f->map || address >= f->map + f->room + 2 * PAGE) continue;
		snprintf(where, room, "%s[%ld], which has %zu element%s", f->name,
			(long)((address - f->data - (address < f->data ? (long)f->size - 1 : 0)) /
				(long)f->size),
			f->bytes / f->size, f->bytes / f->size == 1 ? "" : "s");
	}
}
