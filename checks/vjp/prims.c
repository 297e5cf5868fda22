/* prims.c -- the tree's own primitives before the judge of hand-written rules: a new line of
 * scalar.def is found here by itself.
 *
 * The primal is the lowering run in MPFR, the rule the recorded vjp in binary32, binary64 and MPFR.
 * What MPFR computes at BITS is handed over as binary128, so the judge's differences see no
 * rounding but the last.
 */
#define MPFR_WANT_FLOAT128
#ifdef __clang__
#define _Float128 __float128               /* the name mpfr.h has for it */
#endif
#include "checks/vjp/prims.h"
#include "checks/suite/definitions.h"
#include "engines/prims/traits.h"
#include <fenv.h>
#include <math.h>
#include <mpfr.h>
#include <string.h>

enum { BITS = 280 };
typedef struct {
	List *list;
	Run *forward[PRECISIONS];
	void *vjp[PRECISIONS];
	void *x[PRECISIONS], *y[PRECISIONS], *g[PRECISIONS], *gx[PRECISIONS];
	Fn fn;
	size_t calls;
} Own;

static const Num *const num[PRECISIONS] = { [F32] = &f32, [F64] = &f64, [F128] = &mpfr };

static void store(Precision p, void *to, size_t k, Quad v)
{
	if (p == F32)      ((float *)to)[k] = (float)v;
	else if (p == F64) ((double *)to)[k] = (double)v;
	else               mpfr_set_float128(((mpfr_t *)to)[k], v, MPFR_RNDN);
}

static Quad load(Precision p, const void *from, size_t k)
{
	return p == F32    ? (Quad)((const float *)from)[k]
		: p == F64 ? (Quad)((const double *)from)[k]
			   : mpfr_get_float128(((const mpfr_t *)from)[k], MPFR_RNDN);
}

static void given(const Own *o, Precision p, const Case *c, Quad *const *x)
{
	for (int a = 0, k = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++) store(p, o->x[p], (size_t)k++, x[a][e]);
}

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	Own *o = s->own;
	const void *at = o->x[p];

	given(o, p, c, x);
	for (size_t k = 0; k < o->list->nin; k++) at = put(o->forward[p], k, at);
	mpfr_clear_flags();                /* jn asserts that no earlier error is pending */
	o->calls++;
	run(o->forward[p]);
	get(o->forward[p], 0, o->y[p]);
	for (size_t e = 0; e < c->ny[0]; e++) y[0][e] = load(p, o->y[p], e);
}

static void back(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	Own *o = s->own;
	size_t k = 0;

	(void)y;
	given(o, p, c, x);
	for (size_t e = 0; e < c->ny[0]; e++) store(p, o->g[p], e, g[0][e]);
	mpfr_clear_flags();
	feclearexcept(FE_ALL_EXCEPT);
	o->calls++;
	static_engine.vjp(o->vjp[p], o->x[p], o->g[p], NULL, o->gx[p]);
	s->range = p != F128 && fetestexcept(FE_OVERFLOW | FE_UNDERFLOW);
	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++) gx[a][e] = load(p, o->gx[p], k++);
}

static Array declared(const char *name, const Shape *s, Base base)
{
	Array a = { .name = text("%s", name),
		.rank = s->rank,
		.base = base,
		.bytes = base == REAL32 ? 4 : 8,
		.wanted = true };

	for (int r = 0; r < s->rank; r++) a.dim[r] = text("%zu", s->dim[r]);
	return a;
}

static Kernel *kernelof(const char *name, const List *l, Base base, bool higherorder)
{
	Kernel *k = alloc(1, sizeof *k);

	*k = (Kernel){ .name = text("%s", name),
		.file = "--primitives",
		.base = base,
		.mode = OVERWRITES,
		.nargs = (int)l->nin,
		.nres = 1,
		.plain = true };
	for (size_t i = 0; i < l->nin; i++) {
		k->arg[i] = declared(l->nin == 1 ? "x" : text("%c", 'a' + (int)i),
			shapeat(l, l->in[i]), base);
		k->plain &= !k->arg[i].rank;
		/* a loop has to end */
		if (higherorder) k->arg[i].lo = text("0.25"), k->arg[i].hi = text("1.75");
	}
	k->res[0] = declared("y", shapeat(l, l->out[0]), base);
	k->plain &= !k->res[0].rank;
	return k;
}

static void openown(Own *o, Subject *s, Precision p)
{
	List *l = expand(o->list, p == F128 ? nothing : runs, num[p]);
	char why[WHY] = "";

	o->vjp[p] = static_engine.open(&o->fn, num[p], why);
	s->has[p] = o->vjp[p] && !unrunnable(l, num[p]);
	if (!s->has[p]) { s->why = text("%s", why); freelist(l); return; }
	o->forward[p] = newrun(l, num[p]);
	o->x[p] = array(num[p], nx(l)), o->gx[p] = array(num[p], nx(l));
	o->y[p] = array(num[p], ny(l)), o->g[p] = array(num[p], ny(l));
}

static Judged judged(const char *name, List *l, Base base, bool higherorder, const Asked *a)
{
	Own *o = alloc(1, sizeof *o);
	Subject s = { .kernel = kernelof(name, l, base, higherorder),
		.forward = forward,
		.backward = back,
		.own = o };
	Judged j = { .kernel = s.kernel };
	struct timespec begin;
	Asked here = *a;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	*o = (Own){ .list = l, .fn = listfn(name, l) };
	precision(BITS);
	for (int p = native(s.kernel); p < PRECISIONS; p = after(p)) openown(o, &s, (Precision)p);
	here.sparse = !s.kernel->plain || a->run >= 0 ? 0 : s.kernel->nargs == 1 ? 9 : 13;
	judge(&s, &here, &j.verdict);
	j.verdict.seconds = since(&begin);
	j.verdict.evaluations = o->calls;
	for (int p = native(s.kernel); p < PRECISIONS; p = after(p)) {
		if (!s.has[p]) continue;
		static_engine.close(o->vjp[p]);
		freerun(o->forward[p]);
	}
	return j;
}

/* jn, polygamma: their order is a whole number, and no number between has a value; gammainc: no
 * rule gives the derivative by its parameter */
static bool ordered(const Prim *p)
{
	if (isthe(p, UNRULED0)) return true;
	return p->nargs == 2 && !strcmp(p->d[0], "0") && strcmp(p->d[1], "0");
}

static List *scalarlist(const Prim *p)
{
	List *l = newlist();
	V x[2];

	for (int k = 0; k < p->nargs; k++)
		x[k] = Input(l, p->nargs == 1 ? "x" : k ? "b" : "a", scalar());
	Output(record(l, p, (size_t)p->nargs, x, NULL, NULL));
	return l;
}

static bool asked(const char *who, size_t n, const char *const *name)
{
	for (size_t k = 0; k < n; k++) if (!strcmp(name[k], who)) return true;
	return !n;
}

Judged *ownprims(const Asked *a, size_t n, const char *const *name, size_t *found)
{
	Judged *j = NULL;
	size_t room = 0;

	*found = 0;
	for (const Prim *const *p = prims; *p; p++) {
		List *l = !asked((*p)->name, n, name) ? NULL
			: (*p)->nargs                 ? scalarlist(*p)
						      : definitionlist((*p)->name);

		if (!l || ((*p)->nargs && ordered(*p))) { freelist(l); continue; }
		j = grow(j, &room, *found + 1, sizeof *j);
		j[(*found)++] = judged((*p)->name, l, REAL64, (*p)->higherorder, a);
		freelist(l);
	}
	for (size_t k = 0; k < n; k++)
		if (!primnamed(name[k], strlen(name[k])))
			bad("vjp --primitives: there is no primitive %s", name[k]);
	return j;
}
