/* flat.c -- a kernel built in binary64, called on plain arrays.
 *
 * Nothing guards their ends, and nothing is told of inputs that change: where other judges are used
 * nothing is, either.
 */
#include "checks/vjp/flat.h"
#include "checks/vjp/cells.h"
#include "checks/vjp/entries.h"
#include "checks/vjp/points.h"
#include <dlfcn.h>
#include <string.h>

/* bytes beside an array, which a wrong kernel may read; elements above which a case is made
 * smaller, and how often, since a whole Jacobian is computed; seeds that are tried for a point */
enum { MARGIN = 4096, BROAD = 256, TIMES = 3, REDRAWN = 20 };

struct Flat {
	Kernel k;
	void *library;
	Entry *forward, *backward;
	Case *c;
	Quad *x[MOST];
	double *at;
	char *room[PLACES];
	size_t bytes[PLACES];
	int nx, ny;
};

/* ---- calls -------------------------------------------------------------------------------- */

static void stored(Flat *f, Role r, int which, Base base, int bytes, size_t n, const Quad *x)
{
	Cell c = celltype(base, &f->k, F64);
	int at = place(&f->k, r, which);
	size_t need = n * cellsize(c, bytes);

	if (!f->room[at] || f->bytes[at] != need) {
		release(f->room[at]);
		f->room[at] = alloc(need + 2 * MARGIN, 1), f->bytes[at] = need;
	}
	if (x)
		storecells(c, bytes, f->room[at] + MARGIN, n, x);
	else
		memset(f->room[at] + MARGIN, 0, need);
}

static void fetched(const Flat *f, Role r, int which, const Array *a, size_t n, Quad *x)
{
	loadcells(celltype(cellbase(&f->k, r, which), &f->k, F64), a->bytes,
		f->room[place(&f->k, r, which)] + MARGIN, n, x);
}

static void call(const Flat *f, Entry *e)
{
	void *at[PLACES];
	long n[SIZES + MOST];

	for (int i = 0; i < PLACES; i++) at[i] = f->room[i] ? f->room[i] + MARGIN : NULL;
	for (int i = 0; i < f->k.nsizes; i++) n[i] = f->c->size[i];
	for (int i = 0; i < f->k.ngiven; i++) n[f->k.nsizes + i] = (long)f->c->given[i];
	e(at, n);
}

/* without a shape a workspace is larger than all arrays together */
static size_t worksize(const Flat *f, const Array *a)
{
	const Case *c = f->c;
	size_t n = a->rank ? 1 : MARGIN;

	for (int d = 0; d < a->rank; d++) n *= (size_t)sized(a->dim[d], &f->k, c->size);
	for (int j = 0; j < f->k.nargs && !a->rank; j++) n += 8 * c->nx[j];
	for (int j = 0; j < f->k.nres && !a->rank; j++) n += 8 * c->ny[j];
	return n;
}

static void inputs(Flat *f)
{
	const Kernel *k = &f->k;

	for (int a = 0; a < k->nargs; a++)
		stored(f, ARGUMENT, a, k->arg[a].base, k->arg[a].bytes, f->c->nx[a], f->x[a]);
	for (int i = 0; i < k->ngiven; i++)
		stored(f, FIXED, i, givenbase(k, i), sizeof(double), 1, &f->c->given[i]);
	for (int i = 0; i < k->nscratch; i++)
		stored(f, SCRATCH, i, k->scratch[i].base, k->scratch[i].bytes,
			worksize(f, &k->scratch[i]), NULL);
}

static void forward(Flat *f, const double *x)
{
	const Kernel *k = &f->k;

	for (int a = 0; a < k->nargs; a++)
		for (size_t e = 0; k->arg[a].wanted && e < f->c->nx[a]; e++)
			f->x[a][e] = (Quad)*x++;
	inputs(f);
	for (int r = 0; r < k->nres; r++)
		stored(f, RESULT, r, k->res[r].base, k->res[r].bytes, f->c->ny[r],
			k->from[r] ? f->x[k->from[r] - 1] : NULL);
	call(f, f->forward);
}

void flatprimal(Flat *f, const double *x, double *y)
{
	forward(f, x);
	for (int r = 0; r < f->k.nres; r++) {
		size_t n = f->c->ny[r];
		Quad *v = alloc(n + 1, sizeof *v);

		fetched(f, RESULT, r, &f->k.res[r], n, v);
		for (size_t e = 0; f->k.res[r].wanted && e < n; e++) *y++ = toreal(v[e]);
		release(v);
	}
}

void flatpull(Flat *f, const double *x, const double *g, double *dx)
{
	const Kernel *k = &f->k;
	Quad *gs[MOST] = { NULL };

	forward(f, x);
	inputs(f);
	for (int r = 0; r < k->nres; r++) {
		gs[r] = alloc(f->c->ny[r] + 1, sizeof(Quad));
		for (size_t e = 0; k->res[r].wanted && e < f->c->ny[r]; e++) gs[r][e] = (Quad)*g++;
		stored(f, COTANGENT, r, cellbase(k, COTANGENT, r), k->res[r].bytes, f->c->ny[r],
			gs[r]);
	}
	for (int a = 0; a < k->nargs; a++)
		if (k->arg[a].wanted)
			stored(f, GRADIENT, a, cellbase(k, GRADIENT, a), k->arg[a].bytes,
				f->c->nx[a], k->over[a] ? gs[k->over[a] - 1] : NULL);
	call(f, f->backward);
	for (int a = 0; a < k->nargs; a++) {
		Quad *v = alloc(f->c->nx[a] + 1, sizeof *v);

		if (k->arg[a].wanted) fetched(f, GRADIENT, a, &k->arg[a], f->c->nx[a], v);
		for (size_t e = 0; k->arg[a].wanted && e < f->c->nx[a]; e++) *dx++ = toreal(v[e]);
		release(v);
	}
	for (int r = 0; r < k->nres; r++) release(gs[r]);
}

/* ---- points ------------------------------------------------------------------------------- */

static void forget(Flat *f)
{
	for (int a = 0; a < MOST; a++) release(f->x[a]), f->x[a] = NULL;
	freecase(f->c), f->c = NULL;
	release(f->at), f->at = NULL;
}

/* of the plan's runs, the which-th of those that are ordinary and small, from the first again */
static long ordinaryrun(const Kernel *k, int which)
{
	long run, n = 0, plan = planned(k);

	for (run = 0; run < plan; run++) n += !extreme(k, run) && !islarge(k, run);
	which %= (int)n;
	for (run = 0;; run++)
		if (!extreme(k, run) && !islarge(k, run) && !which--) return run;
}

static void counted(Flat *f)
{
	f->nx = f->ny = 0;
	for (int a = 0; a < f->k.nargs; a++) f->nx += f->k.arg[a].wanted ? (int)f->c->nx[a] : 0;
	for (int r = 0; r < f->k.nres; r++) f->ny += f->k.res[r].wanted ? (int)f->c->ny[r] : 0;
}

static bool drawn(Flat *f, long run, unsigned long seed)
{
	size_t at = 0;

	forget(f);
	for (int small = 0; small <= TIMES; small++) {
		freecase(f->c);
		f->c = newcase(&f->k, run, seed, small);
		if (!f->c) return false;
		counted(f);
		if (f->nx <= BROAD && f->ny <= BROAD) break;
	}
	f->at = alloc((size_t)f->nx + 1, sizeof *f->at);
	for (int a = 0; a < f->k.nargs; a++) {
		f->x[a] = alloc(f->c->nx[a] + 1, sizeof(Quad));
		memcpy(f->x[a], f->c->x[a], f->c->nx[a] * sizeof(Quad));
		for (size_t e = 0; f->k.arg[a].wanted && e < f->c->nx[a]; e++)
			f->at[at++] = toreal(f->c->x[a][e]);
	}
	return true;
}

static bool finite(Flat *f)
{
	double *y = alloc((size_t)f->ny + 1, sizeof *y);
	bool all = true;

	flatprimal(f, f->at, y);
	for (int o = 0; o < f->ny; o++) all &= finiteq((Quad)y[o]);
	release(y);
	return all;
}

bool flatpoint(Flat *f, int which, unsigned long seed)
{
	long run = ordinaryrun(&f->k, which);

	/* another seed for each point: a run that comes again is drawn anew */
	for (unsigned long k = 0; k < REDRAWN; k++)
		if (drawn(f, run, REDRAWN * (seed + (unsigned long)which) + k) && finite(f))
			return true;
	return false;
}

int flatnx(const Flat *f) { return f->nx; }
int flatny(const Flat *f) { return f->ny; }
const double *flatx(const Flat *f) { return f->at; }

/* ---- of a kernel -------------------------------------------------------------------------- */

static Entry *entry(const Flat *f, const char *which)
{
	char *name = text("wengert_%s_%s", which, f->k.name);
	void *p = dlsym(f->library, name);
	Entry *e;

	release(name);
	if (!p) die("no entry %s of %s", which, f->k.name);
	memcpy(&e, &p, sizeof e);
	return e;
}

Flat *newflat(const Kernel *k, const Built *b, char why[WHY])
{
	Flat *f;

	if (k->tangents || k->derivative || k->symmetry) {
		snprintf(why, WHY, "%s is no backward that takes a cotangent", k->backward.name);
		return NULL;
	}
	if (!b->library[F64]) {
		snprintf(why, WHY, "not in binary64: %s", b->why[F64] ? b->why[F64] : "not built");
		return NULL;
	}
	f = alloc(1, sizeof *f);
	/* a scalar is drawn as an element of an array is: no hard values */
	f->k = *k, f->k.plain = false;
	f->library = dlopen(b->library[F64], RTLD_LAZY | RTLD_LOCAL);
	if (!f->library) {
		snprintf(why, WHY, "%s", dlerror());
		freeflat(f);
		return NULL;
	}
	f->forward = entry(f, "forward"), f->backward = entry(f, "backward");
	return f;
}

void freeflat(Flat *f)
{
	forget(f);
	for (int i = 0; i < PLACES; i++) release(f->room[i]);
	if (f->library) dlclose(f->library);
	release(f);
}
