/* ready.c -- a function and an engine: its value, its cotangents pulled back, its tangents pushed
 * forward.
 *
 * The value is that of the list alone: compiled where the engine is the compiled one, else planned
 * and run.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/compiled/program.h"

struct Ready {
	const Engine *engine;
	const Fn *fn;
	size_t nx, ny;
	List *list; /* the value */
	Run *run;
	Program *program;
	void *state; /* the engine's, made when a derivative is asked for */
	char why[WHY];
};

extern const Engine compiled_engine;

Ready *ready(const Fn *fn, const Engine *e, char why[WHY])
{
	List *l = traceable(fn, &f64, why);
	Ready *r;

	if (!l) return NULL;
	r = alloc(1, sizeof *r);
	*r = (Ready){ .engine = e, .fn = fn, .nx = nx(l), .ny = ny(l) };
	r->list = simplify(l, &f64);
	return r;
}

void unready(Ready *r)
{
	if (!r) return;
	if (r->state) r->engine->close(r->state);
	if (r->run) freerun(r->run);
	if (r->program) freeprogram(r->program);
	freelist(r->list);
	release(r);
}

size_t nxof(const Ready *r) { return r->nx; }
size_t nyof(const Ready *r) { return r->ny; }
const char *whynot(const Ready *r) { return r->why; }

static void execution(Ready *r, const double *x, double *y)
{
	const List *l = r->list;
	const void **in = alloc(l->nin + 1, sizeof *in);
	void **out = alloc(l->nout + 1, sizeof *out);

	for (size_t k = 0; k < l->nin; x += count(shapeat(l, l->in[k++]))) in[k] = x;
	for (size_t k = 0; k < l->nout; y += count(shapeat(l, l->out[k++]))) out[k] = y;
	execute(r->program, in, out);
	release(in);
	release(out);
}

bool readyvalue(Ready *r, const double *x, double *y)
{
	const void *from = x;
	void *to = y;

	if (r->engine == &compiled_engine) {
		if (!r->program && !(r->program = compiled(r->list, &f64, r->why))) return false;
		execution(r, x, y);
		return true;
	}
	if (!r->run) r->run = newrun(r->list, &f64);
	for (size_t k = 0; k < r->list->nin; k++) from = put(r->run, k, from);
	run(r->run);
	for (size_t k = 0; k < r->list->nout; k++) to = get(r->run, k, to);
	return true;
}

static bool answered(Ready *r, Status s)
{
	if (s == OK) return true;
	snprintf(r->why, WHY, "engine %s: %s", r->engine->name,
		s == UNABLE && r->engine->why ? r->engine->why(r->state)
			: s == UNDEFINED      ? "no derivative there"
					      : "unable");
	return false;
}

static bool engaged(Ready *r, bool can, const char *what)
{
	if (!can) {
		snprintf(r->why, WHY, "engine %s has no %s", r->engine->name, what);
		return false;
	}
	return r->state || (r->state = engage(r->engine, r->fn, &f64, r->why));
}

bool readypull(Ready *r, const double *x, const double *g, double *y, double *gx)
{
	return engaged(r, r->engine->vjp != NULL, "cotangents") &&
		answered(r, r->engine->vjp(r->state, x, g, y, gx));
}

bool readypush(Ready *r, const double *x, size_t k, const double *d, double *y, double *dy)
{
	return engaged(r, r->engine->jvp != NULL, "tangents") &&
		answered(r, r->engine->jvp(r->state, x, k, d, y, dy, NULL));
}
