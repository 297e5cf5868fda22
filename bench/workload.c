/* workload.c -- passes of an engine as work for the clock, and the slope they must agree with.
 *
 * The slope uses no rule: u'(f(x + hv) - f(x - hv))/2h for random v and u, in MPFR where the
 * function is small enough, else in binary64.  A workload whose slope is 0, or below what
 * comparisons usually let pass, is refused: an engine that answers zeros would do well on it.
 */
#include "bench/workload.h"
#include "bench/limits.h"
#include "bench/slope.h"
#include "checks/measure/limits.h"
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <string.h>

enum { SWEEP = 8 };                        /* tangents a pass */

double *drawn(const Fn *f, double lo, double hi, unsigned long seed)
{
	size_t n = inputsof(f);
	double *x = alloc(n, sizeof *x);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, seed);
	for (size_t i = 0; i < n; i++) x[i] = lo + (hi - lo) * gsl_rng_uniform(g);
	gsl_rng_free(g);
	return x;
}

bool charted(const Bench *b, const Engine *e)
{
	static const char *const cousins[] = { "forward-difference", "backward-difference",
		"five-point", "richardson", "ridders",
		/* of central */
		"gsl-forward", "gsl-backward", "gsl-central" };

	if (optionsof(b)->engine)
		return wanted(optionsof(b), e);
	for (size_t k = 0; k < sizeof cousins / sizeof *cousins; k++)
		if (!strcmp(e->name, cousins[k]))
			return false;
	return !e->peer && !e->whennamed;  /* of others: the experiment peers, and --engine */
}

/* ---- directions and the clock ------------------------------------------------------------ */

/* a direction in which nothing cancels but by accident */
static void signs(gsl_rng *g, size_t n, double *v)
{
	for (size_t k = 0; k < n; k++) v[k] = gsl_rng_uniform(g) < 0.5 ? -1 : 1;
}

static void raced(Bench *b, Measured *m)
{
	Lap l[2] = { m->self, m->primal };

	race(m->primal.work ? 2 : 1, l, share(b), leastsamples(b), mostsamples(b),
		smallest(b) ? lapse / 100 : lapse, rngof(b));
	m->self = l[0], m->primal = l[1];
}

/* ---- passes of an engine ----------------------------------------------------------------- */

typedef struct {
	const Engine *engine;
	void *state;
	const Num *num;
	Way way;                           /* PULL, PUSH, COLUMNS or LINES */
	size_t nx, ny;
	void *x, *v, *u, *y, *out;         /* along v, or from u */
} Pass;

static size_t sweep(size_t n) { return (n + SWEEP - 1) / SWEEP; }
static bool back(Way w)       { return w == PULL || w == LINES; }

static Way wayof(const Case *c, size_t nx, size_t ny)
{
	const Engine *e = c->engine;

	if (c->way == PASS)     return e->vjp ? PULL : PUSH;
	if (c->way == JACOBIAN) return !e->vjp || (e->jvp && sweep(nx) < ny) ? COLUMNS : LINES;
	return c->way;
}

size_t passes(const Case *c)
{
	char why[WHY];
	List *l = trace(c->fn, NULL, NULL, why);
	size_t n = l ? nx(l) : 0, m = l ? ny(l) : 0;
	Way w = wayof(c, n, m);

	freelist(l);
	return w == COLUMNS ? sweep(n) : w == LINES ? m : 1;
}

/* columns of the Jacobian from c on; always as many, for a list is made for a number of tangents */
static void columns(Pass *p, size_t c)
{
	p->num->fill(SWEEP * p->nx, p->v, 0);
	for (size_t t = 0; t < SWEEP && c + t < p->nx; t++)
		p->num->fill(1, elem(p->num, p->v, t * p->nx + c + t), 1);
	p->engine->jvp(p->state, p->x, SWEEP, p->v, p->y, p->out, NULL);
}

static void line(Pass *p, size_t o)
{
	p->num->fill(p->ny, p->u, 0);
	p->num->fill(1, elem(p->num, p->u, o), 1);
	p->engine->vjp(p->state, p->x, p->u, p->y, p->out);
}

static void pass(void *to)
{
	Pass *p = to;

	switch (p->way) {
	case PULL:    p->engine->vjp(p->state, p->x, p->u, p->y, p->out); break;
	case PUSH:    p->engine->jvp(p->state, p->x, 1, p->v, p->y, p->out, NULL); break;
	case COLUMNS: for (size_t c = 0; c < p->nx; c += SWEEP) columns(p, c); break;
	default:      for (size_t o = 0; o < p->ny; o++) line(p, o); break;
	}
}

static size_t tangentsof(const Pass *p) { return p->way == COLUMNS ? SWEEP : 1; }
static size_t roomof(const Pass *p)
{
	return p->nx > tangentsof(p) * p->ny ? p->nx : tangentsof(p) * p->ny;
}

static Pass newpass(const Case *c, const Num *T, size_t nx, size_t ny)
{
	Pass p = { .engine = c->engine, .num = T, .way = wayof(c, nx, ny), .nx = nx, .ny = ny };

	p.x = array(T, nx), p.v = array(T, tangentsof(&p) * nx), p.u = array(T, ny),
	p.y = array(T, ny), p.out = array(T, roomof(&p));
	return p;
}

static void freepass(Pass *p)
{
	freearray(p->num, p->nx, p->x), freearray(p->num, tangentsof(p) * p->nx, p->v),
		freearray(p->num, p->ny, p->u);
	freearray(p->num, p->ny, p->y), freearray(p->num, roomof(p), p->out);
}

/* ---- one workload ---------------------------------------------------------------------------- */

typedef struct {
	const Case *c;
	OwnList own;
	double *x, *v, *u, *y;             /* y: of the primal in C */
	double slope, once;                /* seconds of one call of own */
} Work;

static void plainly(void *to)
{
	Work *w = to;

	w->c->primal(w->x, w->y, w->c->fn->depth, w->c->fn->width);
}

/* hand-written or not, it must be the function that is differentiated */
static bool agrees(Work *w, Measured *m)
{
	if (!w->c->primal)
		return true;
	plainly(w);
	for (size_t o = 0; o < w->own.ny; o++) {
		double y = ((const double *)w->own.y)[o];

		if (fabs(w->y[o] - y) <= ALIKE * fabs(y))
			continue;
		m->status = "wrong";
		snprintf(m->why, WHY, "the primal in C gives %.17g, the list %.17g", w->y[o], y);
		return false;
	}
	return true;
}

/* false: refused */
static bool slopes(Work *w, Measured *m)
{
	long was = digits(&mpfr);
	OwnList exact = { 0 };
	double noise = 0, t = cputime();

	evaluated(&w->own);
	w->once = cputime() - t;
	precision(SLOPES);
	if (!fewelements(&w->own) || !openlist(&exact, w->c->fn, &mpfr, m->why))
		w->slope = slopeof(&w->own, w->x, w->v, w->u, &noise);
	else
		w->slope = slopeof(&exact, w->x, w->v, w->u, &noise);
	closelist(&exact);
	precision(was);
	ownbeside(&w->own, w->x, w->v, 0);     /* y is f(x) again */
	if (fabs(w->slope) > fmax(FLAT, noise))
		return true;
	m->status = "refused";
	snprintf(m->why, WHY,
		"the reference's derivative along a random direction is %.2g, not above %.2g: an "
		"engine that answers zeros would pass",
		fabs(w->slope), fmax(FLAT, noise));
	return false;
}

/* u'J v by the engine, against the slope */
static void compared(Work *w, Pass *p, Measured *m)
{
	bool pulls = back(p->way);
	double sum = 0, d;

	p->num->set(p->nx, p->v, w->v);
	p->num->set(p->ny, p->u, w->u);
	p->way = pulls ? PULL : PUSH;
	pass(p);
	for (size_t k = 0; k < (pulls ? p->nx : p->ny); k++) {
		p->num->get(1, &d, elem(p->num, p->out, k));
		sum += d * (pulls ? w->v[k] : w->u[k]);
	}
	m->error = fabs(sum - w->slope) / fabs(w->slope);
	if (m->error <= APART)
		return;
	m->status = "wrong";
	snprintf(m->why, WHY, "%.17g where the reference has %.17g", sum, w->slope);
}

/* opened and called once; false: unable */
static bool opened(Work *w, Pass *p, Measured *m)
{
	size_t base = bytes().live;
	double t = cputime();

	resetpeak();
	p->state = engage(p->engine, w->c->fn, p->num, m->why);
	m->prepare = cputime() - t;
	if (!p->state) {
		m->status = "unable";
		return false;
	}
	m->self = (Lap){ .work = pass, .with = p, .threads = p->engine->ownprocess };
	cold(&m->self);
	m->peak = bytes().peak - base, m->live = bytes().live - base;
	return true;
}

/* the first time also reads the rules it meets, which stay: bytes are those of a second time,
 * unless that is long */
static bool again(Work *w, Pass *p, Measured *m)
{
	if (m->prepare + m->self.cold > 0.05)
		return true;
	p->engine->close(p->state);
	return opened(w, p, m);
}

static void perform(Bench *b, Work *w, Pass *p, Measured *m)
{
	double t = cputime(), *last = w->c->series ? anticipated(b, w->c->series) : NULL;

	if (!opened(w, p, m))
		return;
	if (last) last[0] = w->c->size, last[1] = cputime() - t;
	if (m->self.cold > 2 * limit(b)) {
		m->status = "too long";
		snprintf(m->why, WHY, "one call took %.2g s", m->self.cold);
	} else if (repeated(b) || again(w, p, m)) {
		m->primal = (Lap){ .work = w->c->primal ? plainly : evaluated,
			.with = w->c->primal ? (void *)w : (void *)&w->own };
		raced(b, m);
		/* what the first call did for all others: a list made, a plan */
		if (m->self.n)
			m->prepare += fmax(0,
				m->self.cold - gsl_stats_min(timesof(&m->self), 1, m->self.n));
		if (!repeated(b)) compared(w, p, m);
	}
	p->engine->close(p->state);
}

/* seconds to make one derivative as an expression: 5e-6 a row, 1e-6 an element, for it is folded
 * too */
static double expression(const List *l)
{
	double s = 0;

	for (size_t i = 0; i < l->n; i++) s += 5e-6 + 1e-6 * (double)count(shapeat(l, i));
	return s;
}

/* what all its passes, or the expressions of every input, will about cost */
static bool hopeless(Bench *b, Work *w, const Pass *p, Measured *m)
{
	size_t n = p->way == COLUMNS ? SWEEP * sweep(p->nx) : p->way == LINES ? p->ny : 1;
	/* a tangent: a primal and twice its arithmetic */
	double guess =
		p->engine->show ? (double)p->nx * expression(w->own.list) : 3 * (double)n * w->once;

	if (guess <= limit(b))
		return false;
	m->status = "too long";
	if (p->engine->show)
		snprintf(m->why, WHY,
			"%zu expressions of %zu rows and more would take about %.2g s", p->nx,
			w->own.list->n, guess);
	else
		snprintf(m->why, WHY,
			"%zu directions of a function of %.2g s would take about %.2g s", n,
			w->once, guess);
	return true;
}

/* cost grows at most as the square of the size: what may be more than the limit is not begun */
static bool toolong(Bench *b, const Case *c, Measured *m)
{
	double *last = c->series ? anticipated(b, c->series) : NULL,
	       guess = last && last[0] > 0 ? last[1] * pow(fmax(1, c->size / last[0]), 2) : 0;

	/* what a slow moment of the machine would decide is no test */
	if (smallest(b) || guess <= limit(b))
		return false;
	m->status = "too long";
	snprintf(m->why, WHY,
		"size %g took %.2g s to record and to call once: this could take %.2g s", last[0],
		last[1], guess);
	return true;
}

void measure(Bench *b, const Case *c, Measured *m)
{
	Work w = { .c = c };
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	*m = (Measured){ .status = "ok", .error = NAN };
	if (!toolong(b, c, m) &&
		(openlist(&w.own, c->fn, &f64, m->why) || (m->status = "unable", false))) {
		size_t nx = w.own.nx, ny = w.own.ny;
		Pass p = newpass(c, c->num ? c->num : &f64, nx, ny);

		w.x = drawn(c->fn, c->lo, c->hi, optionsof(b)->rng);
		w.v = alloc(nx, sizeof *w.v), w.u = alloc(ny, sizeof *w.u),
		w.y = alloc(ny, sizeof *w.y);
		gsl_rng_set(g, optionsof(b)->rng + 1);
		signs(g, nx, w.v), signs(g, ny, w.u);
		p.num->set(nx, p.x, w.x), p.num->set(nx, p.v, w.v), p.num->set(ny, p.u, w.u);
		/* what its first block has shown is not asked again */
		if (repeated(b) || (slopes(&w, m) && agrees(&w, m) && !hopeless(b, &w, &p, m)))
			perform(b, &w, &p, m);
		freepass(&p);
		release(w.x), release(w.v), release(w.u), release(w.y);
	}
	closelist(&w.own);
	gsl_rng_free(g);
}

/* ---- other work ---------------------------------------------------------------------------- */

void timed(Bench *b, Measured *m, void (*work)(void *), void *with, void (*primal)(void *),
	void *of)
{
	m->status = "ok", m->error = NAN;
	m->self = (Lap){ .work = work, .with = with };
	m->primal = (Lap){ .work = primal, .with = of };
	cold(&m->self);
	raced(b, m);
}
