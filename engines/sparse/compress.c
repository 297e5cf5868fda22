/* compress -- a sparse Jacobian or Hessian out of few products
 *
 *	B = J S,   S[j,c] = 1 where column j has colour c;   J[i,j] = B[i, colour j]
 *
 * Rows share colours instead where an engine only sweeps back.  Of a Hessian the products are those
 * of its gradient; an entry that is not alone in B is so in its mirror image's place.
 */
#include "engines/sparse/colour.h"

enum { SWEEP = 16 };                       /* products a pass, as far as they go evenly */

struct Compressed {
	const Engine *engine;
	const Num *num;
	Fn fn, gradient;
	void *state;                           /* the engine's, or */
	List *list;  Seeded **seeded;          /* one a pass, made when first run */
	Pattern p;
	uint32_t *colour;  size_t colours;
	bool back, hessian;                    /* back: rows share a colour */
	size_t nseed, nproduct;                /* elements of a seed, of a product */
	size_t each, passes;                   /* products a pass */
	uint32_t *by, *place;                  /* of each entry: the product, and where in it */
	const void **at;                       /* each product */
	size_t there;                          /* the pass whose seeds stand there, from 1 */
	void *seed, *product;
};

static size_t longest(const Pattern *p)
{
	size_t most = 0;

	for (size_t i = 0; i < p->ny; i++)
		if (p->start[i + 1] - p->start[i] > most) most = p->start[i + 1] - p->start[i];
	return most;
}

/* rows share colours where the engine only sweeps back, or can both and the longest column, the
 * fewest colours that can do, is shorter than the longest row */
static bool backwards(const Engine *e, const Pattern *p)
{
	Pattern t;
	bool yes;

	if (!e || !e->jvp || !e->vjp)
		return e && !e->jvp;
	t = transposed(p);
	yes = longest(&t) < longest(p);
	freepattern(&t);
	return yes;
}

/* where each entry is to be found: in its own row if no other of its colour is there, else in its
 * mirror image's */
static void locate(Compressed *c)
{
	size_t *many = alloc(c->colours, sizeof *many);    /* columns of each colour in this row */

	c->by = alloc(c->p.start[c->p.ny], sizeof *c->by);
	c->place = alloc(c->p.start[c->p.ny], sizeof *c->place);
	for (size_t i = 0; i < c->p.ny; i++) {
		size_t from = c->p.start[i], to = c->p.start[i + 1];

		for (size_t k = from; c->hessian && k < to; k++) many[c->colour[c->p.col[k]]]++;
		for (size_t k = from; k < to; k++) {
			size_t j = c->p.col[k];
			bool mirror = c->back || (c->hessian && many[c->colour[j]] > 1);

			c->by[k] = c->colour[mirror ? i : j];
			c->place[k] = (uint32_t)(mirror ? j : i);
		}
		for (size_t k = from; c->hessian && k < to; k++) many[c->colour[c->p.col[k]]] = 0;
	}
	release(many);
}

static void pickcolours(Compressed *c)
{
	if (c->hessian)
		c->colour = starcolours(&c->p, &c->colours);
	else if (c->back) {
		Pattern t = transposed(&c->p);

		c->colour = columncolours(&t, &c->colours);
		freepattern(&t);
	} else
		c->colour = columncolours(&c->p, &c->colours);
}

/* the pattern of f, from an abstract trace, or for one that branches on numbers from the trace at x
 */
static bool patterned(Compressed *c, const Fn *f, const double *x, char why[WHY])
{
	List *l = trace(f, NULL, NULL, why);

	if (!l)
		l = trace(f, &f64, x, why);
	if (!l)
		return false;
	c->p = patternof(l);
	if (c->hessian) {
		Pattern p = c->p;

		c->p = symmetric(&p);
		freepattern(&p);
	}
	freelist(l);
	return true;
}

static size_t up(size_t n, size_t by)     { return (n + by - 1) / by; }
static bool   forward(const Compressed *c) { return !c->back && (!c->engine || c->engine->jvp); }

/* an engine's state, or the list and room for its seeds */
static bool opened(Compressed *c, const Fn *f, char why[WHY])
{
	if (c->engine)
		return (c->state = engage(c->engine, f, c->num, why));
	c->list = trace(f, NULL, NULL, why);
	if (c->list && unrunnable(c->list, c->num))
		snprintf(why, WHY, "there is no %s in %s", unrunnable(c->list, c->num)->name,
			c->num->name);
	else if (c->list && adjustable(c->num))
		snprintf(why, WHY, "seeds are kept as doubles, %s has other numbers", c->num->name);
	else if (!c->list || !unruled(c->list, why))
		return c->list;
	return false;
}

Compressed *newcompressed(const Engine *e, const Fn *f, const Num *T, const double *x, bool hessian,
	char why[WHY])
{
	Compressed *c = alloc(1, sizeof *c);

	*c = (Compressed){ .engine = e, .num = T, .fn = *f, .hessian = hessian };
	c->gradient = gradientfn(&c->fn);
	f = hessian ? &c->gradient : &c->fn;
	if (!opened(c, f, why) || !patterned(c, f, x, why)) {
		freecompressed(c);
		return NULL;
	}
	c->back = !hessian && backwards(e, &c->p);
	pickcolours(c);
	if (!c->colours) c->colours = 1;           /* no inputs, or no results: y is wanted still */
	c->nseed = c->back ? c->p.ny : c->p.nx;
	c->nproduct = c->back ? c->p.nx : c->p.ny;
	locate(c);
	c->passes = up(c->colours, forward(c) ? SWEEP : 1);
	c->each = up(c->colours, c->passes);
	c->passes = up(c->colours, c->each);
	c->seed = array(T, c->each * c->nseed);
	c->product = array(T, c->passes * c->each * c->nproduct);
	c->at = alloc(c->passes * c->each, sizeof *c->at);
	for (size_t k = 0; k < c->passes * c->each; k++)
		c->at[k] = elem(T, c->product, k * c->nproduct);
	c->seeded = alloc(c->passes, sizeof *c->seeded);
	return c;
}

/* the seeds of one pass; a single pass needs them only once */
static void plant(Compressed *c, size_t pass)
{
	const Num *T = c->num;

	if (c->there == pass + 1)
		return;
	c->there = pass + 1;
	T->fill(c->each * c->nseed, c->seed, 0);
	for (size_t j = 0; j < c->nseed; j++)
		if (c->colour[j] / c->each == pass)
			T->fill(1, elem(T, c->seed, c->colour[j] % c->each * c->nseed + j), 1);
}

static void planted(Compressed *c, size_t pass, const void *x, void *y, void *dy)
{
	if (!c->seeded[pass])
		c->seeded[pass] = newseeded(c->list, c->num, c->each, c->seed);
	products(c->seeded[pass], x, y, dy, c->at + pass * c->each);
}

static void recover(const Compressed *c, void *value)
{
	const Num *T = c->num;
	size_t nnz = c->p.start[c->p.ny];

	/* a call an entry would cost more than the products */
	if (T->cdouble)
		for (size_t k = 0; k < nnz; k++)
			((double *)value)[k] = ((const double *)c->at[c->by[k]])[c->place[k]];
	else
		for (size_t k = 0; k < nnz; k++)
			T->copy(1, elem(T, value, k), 1, elem(T, c->at[c->by[k]], c->place[k]), 1);
}

Status compressed(Compressed *c, const void *x, void *y, void *value)
{
	const Num *T = c->num;
	Status s = OK;

	for (size_t k = 0; k < c->passes && s == OK; k++) {
		void *to = elem(T, c->product, k * c->each * c->nproduct);

		if (!c->seeded[k]) plant(c, k);
		if (!c->engine)      planted(c, k, x, k ? NULL : y, to);
		else if (forward(c))
			s = c->engine->jvp(c->state, x, c->each, c->seed, k ? NULL : y, to, NULL);
		else                 s = c->engine->vjp(c->state, x, c->seed, k ? NULL : y, to);
	}
	recover(c, value);
	return s;
}

void shapeofcompressed(const Compressed *c, Sparse *s)
{
	s->ny = c->p.ny, s->nx = c->p.nx, s->nnz = c->p.start[c->p.ny];
	s->colours = c->colours, s->passes = c->passes, s->num = c->num;
	s->row = alloc(s->nnz, sizeof *s->row);
	s->col = alloc(s->nnz, sizeof *s->col);
	for (size_t i = 0; i < s->ny; i++)
		for (size_t k = c->p.start[i]; k < c->p.start[i + 1]; k++)
			s->row[k] = i, s->col[k] = c->p.col[k];
}

void freecompressed(Compressed *c)
{
	if (c->state)
		c->engine->close(c->state);
	for (size_t k = 0; c->seeded && k < c->passes; k++) freeseeded(c->seeded[k]);
	release(c->seeded);
	freelist(c->list);
	freearray(c->num, c->each * c->nseed, c->seed);
	freearray(c->num, c->passes * c->each * c->nproduct, c->product);
	freepattern(&c->p);
	release(c->colour);
	release(c->by);
	release(c->place);
	release(c->at);
	release(c);
}

/* ---- at one point --------------------------------------------------------------------------- */

static Sparse sparse(const Engine *e, const Fn *f, const Num *T, const double *x, bool hessian)
{
	Sparse s = { .num = T };
	Compressed *c = newcompressed(e, f, T, x, hessian, s.why);
	void *at;

	if (!c) {
		s.status = UNABLE;
		return s;
	}
	shapeofcompressed(c, &s);
	s.y = array(T, s.ny);
	s.value = array(T, s.nnz);
	at = array(T, s.nx);
	T->set(s.nx, at, x);
	s.status = compressed(c, at, s.y, s.value);
	/* a function that branches was refused once, abstractly */
	s.why[0] = 0;
	if (s.status != OK && e && e->why) snprintf(s.why, WHY, "%s", e->why(c->state));
	freearray(T, s.nx, at);
	freecompressed(c);
	return s;
}

Sparse sparsejacobian(const Engine *e, const Fn *f, const Num *T, const double *x)
{
	return sparse(e, f, T, x, false);
}
Sparse sparsehessian(const Engine *e, const Fn *f, const Num *T, const double *x)
{
	return sparse(e, f, T, x, true);
}

void freesparse(Sparse *s)
{
	freearray(s->num, s->ny, s->y);
	freearray(s->num, s->nnz, s->value);
	release(s->row);
	release(s->col);
	*s = (Sparse){ 0 };
}
