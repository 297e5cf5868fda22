/* ready.c -- a function and an engine: its value, its cotangents pulled back, its tangents pushed
 * forward.
 *
 * The value is that of the list alone: compiled where the engine is the compiled one, else planned
 * and run.  An engine without cotangents makes them of a tangent for each input, one without
 * tangents of a cotangent for each output.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/compiled/program.h"

/* a list as C */
typedef struct {
	List *list;
	Program *program;
} Made;

struct Ready {
	const Engine *engine;
	const Fn *fn;
	size_t nx, ny;
	List *list; /* the value */
	Run *run;
	/* of the compiled engine: the value; k tangents, without the pullback that its open makes
	 */
	Made value, push;
	size_t k;
	void *state; /* the engine's, made when a derivative is asked for */
	char why[WHY];
};

enum { SWEEP = 8 }; /* tangents at once, of many */

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

static void unmake(Made *m)
{
	if (m->program) freeprogram(m->program);
	if (m->list) freelist(m->list);
	*m = (Made){ 0 };
}

void unready(Ready *r)
{
	if (!r) return;
	if (r->state) r->engine->close(r->state);
	if (r->run) freerun(r->run);
	unmake(&r->value);
	unmake(&r->push);
	freelist(r->list);
	release(r);
}

size_t nxof(const Ready *r) { return r->nx; }
size_t nyof(const Ready *r) { return r->ny; }
const char *whynot(const Ready *r) { return r->why; }

/* ---- compiled ------------------------------------------------------------------------- */

/* l: given away */
static bool make(Ready *r, Made *m, List *l)
{
	m->list = simplify(l, &f64);
	m->program = compiled(m->list, &f64, r->why);
	return m->program != NULL;
}

/* inputs at x, then at d; the first ny outputs at y, which may be NULL, the rest at dy */
static void execution(const Made *m, const double *x, size_t nx, const double *d, double *y,
	size_t ny, double *dy)
{
	const List *l = m->list;
	const void **in = alloc(l->nin + 1, sizeof *in);
	void **out = alloc(l->nout + 1, sizeof *out);
	double *unwanted = y ? NULL : alloc(ny + 1, sizeof *unwanted), *to = y ? y : unwanted;
	size_t done = 0;

	for (size_t k = 0; k < l->nin; done += count(shapeat(l, l->in[k++])))
		in[k] = done < nx ? x + done : d + (done - nx);
	done = 0;
	for (size_t k = 0; k < l->nout; done += count(shapeat(l, l->out[k++])))
		out[k] = done < ny ? to + done : dy + (done - ny);
	execute(m->program, in, out);
	release(unwanted);
	release(in);
	release(out);
}

/* ---- the three --------------------------------------------------------------------------- */

bool readyvalue(Ready *r, const double *x, double *y)
{
	const void *from = x;
	void *to = y;

	if (r->engine == &compiled_engine) {
		if (!r->value.program && !make(r, &r->value, copylist(r->list))) return false;
		execution(&r->value, x, r->nx, NULL, y, r->ny, NULL);
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

static bool engaged(Ready *r)
{
	return r->state || (r->state = engage(r->engine, r->fn, &f64, r->why));
}

/* g'J of tangents along each input */
static bool bytangentsof(Ready *r, const double *x, const double *g, double *y, double *gx)
{
	double *d = alloc(SWEEP * r->nx, sizeof *d), *dy = alloc(SWEEP * r->ny, sizeof *dy);
	bool done = true;

	for (size_t i = 0; i < r->nx && done; i += SWEEP) {
		size_t k = r->nx - i < SWEEP ? r->nx - i : SWEEP;

		for (size_t t = 0; t < k; t++) d[t * r->nx + i + t] = 1;
		done = answered(r, r->engine->jvp(r->state, x, k, d, y, dy, NULL));
		for (size_t t = 0; t < k; t++) {
			d[t * r->nx + i + t] = gx[i + t] = 0;
			for (size_t o = 0; o < r->ny; o++) gx[i + t] += g[o] * dy[t * r->ny + o];
		}
	}
	release(d), release(dy);
	return done;
}

/* J d of cotangents of each output */
static bool bycotangentsof(Ready *r, const double *x, size_t k, const double *d, double *y,
	double *dy)
{
	double *g = alloc(r->ny, sizeof *g), *gx = alloc(r->nx, sizeof *gx);
	bool done = true;

	for (size_t o = 0; o < r->ny && done; o++) {
		g[o] = 1;
		done = answered(r, r->engine->vjp(r->state, x, g, y, gx));
		g[o] = 0;
		for (size_t t = 0; t < k; t++) {
			double *sum = dy + t * r->ny + o;

			*sum = 0;
			for (size_t i = 0; i < r->nx; i++) *sum += gx[i] * d[t * r->nx + i];
		}
	}
	release(g), release(gx);
	return done;
}

bool readypull(Ready *r, const double *x, const double *g, double *y, double *gx)
{
	if (!engaged(r)) return false;
	if (!r->engine->vjp) return bytangentsof(r, x, g, y, gx);
	return answered(r, r->engine->vjp(r->state, x, g, y, gx));
}

bool readypush(Ready *r, const double *x, size_t k, const double *d, double *y, double *dy)
{
	if (r->engine == &compiled_engine) {
		if (r->k != k) unmake(&r->push);
		if (!r->push.program) {
			List *p = pushforward(r->list, r->k = k), *l = expand(p, runs, &f64);

			freelist(p);
			if (!make(r, &r->push, l)) return false;
		}
		execution(&r->push, x, r->nx, d, y, r->ny, dy);
		return true;
	}
	if (!engaged(r)) return false;
	if (!r->engine->jvp) return bycotangentsof(r, x, k, d, y, dy);
	return answered(r, r->engine->jvp(r->state, x, k, d, y, dy, NULL));
}
