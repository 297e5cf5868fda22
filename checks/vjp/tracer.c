/* tracer.c -- a traced kernel called: its forward on a list, forward and backward in balls.
 *
 * The reference runs the forward as often as it needs, at the point and beside it, and proves which
 * way each comparison goes (reference.c).  The backward is only computed: what its exact value is,
 * is all that is asked of it.
 */
#include "checks/vjp/entries.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/tracer.h"
#include <math.h>
#include <string.h>

/* where an argument of the entries lies: words, or whole numbers */
typedef struct { Bits *word; char *whole; size_t n; } Cells;

struct Tracer {
	const Kernel *k;
	Entry *forward, *backward;
	const Case *c;
	Quad *const *g;
	Cells at[PLACES];
	size_t rows;
	List *list;                        /* on which the forward is recorded */
	Bits sum;
	arb_ptr *gx;
};

static size_t bytesof(const Array *a) { return a->bytes > 0 ? (size_t)a->bytes : sizeof(int); }

static Cells newcells(const Array *a, size_t n)
{
	return a->base == WHOLE ? (Cells){ .whole = alloc(n + 1, bytesof(a)), .n = n }
				: (Cells){ .word = alloc(n + 1, sizeof(Bits)), .n = n };
}

static size_t elements(const Array *a, const Tracer *t)
{
	size_t n = 1;

	for (int d = 0; d < a->rank; d++) n *= (size_t)sized(a->dim[d], t->k, t->c->size);
	/* without a shape it is larger than all arrays together (csource.c) */
	if (a->rank) return n;
	n = 4096;
	for (int j = 0; j < t->k->nargs; j++) n += 8 * t->c->nx[j];
	for (int j = 0; j < t->k->nres; j++) n += 8 * t->c->ny[j];
	return n;
}

static void empty(Tracer *t)
{
	for (int i = 0; i < PLACES; i++) {
		release(t->at[i].word), release(t->at[i].whole);
		t->at[i] = (Cells){ 0 };
	}
}

static void wholes(Cells *to, const Array *a, const Quad *x)
{
	for (size_t e = 0; e < to->n; e++) {
		long long w = (long long)x[e];

		memcpy(to->whole + e * bytesof(a), &w, bytesof(a));
	}
}

static void unwritten(Cells *to)
{
	if (to->word) memset(to->word, NEVER_WRITTEN, to->n * sizeof *to->word);
}

/* ---- what every call is given --------------------------------------------------------------- */

static Cells *placed(Tracer *t, Role r, int which, const Array *a, size_t n)
{
	Cells *c = &t->at[place(t->k, r, which)];

	release(c->word), release(c->whole);
	*c = newcells(a, n);
	return c;
}

/* of a list: inputs; in balls: numbers */
static void arguments(Tracer *t, bool recording)
{
	const Kernel *k = t->k;

	for (int i = 0; i < k->nargs; i++) {
		Cells *c = placed(t, ARGUMENT, i, &k->arg[i], t->c->nx[i]);

		if (c->whole) wholes(c, &k->arg[i], t->c->x[i]);
		for (size_t e = 0; c->word && e < c->n; e++)
			c->word[e] = recording ? inputword(k->arg[i].name, 0)
					       : exactword(t->c->x[i][e]);
	}
	for (int i = 0; i < k->ngiven; i++) {
		const Array real = { .base = REAL64 };

		placed(t, FIXED, i, &real, 1)->word[0] = exactword(t->c->given[i]);
	}
	for (int i = 0; i < k->nscratch; i++) {
		Cells *c = placed(t, SCRATCH, i, &k->scratch[i], elements(&k->scratch[i], t));

		if (!k->scratch[i].zeroed) unwritten(c);
	}
}

static void results(Tracer *t)
{
	const Kernel *k = t->k;

	for (int i = 0; i < k->nres; i++) {
		Cells *c = placed(t, RESULT, i, &k->res[i], t->c->ny[i]);

		if (k->from[i] && c->word)
			memcpy(c->word, t->at[place(k, ARGUMENT, k->from[i] - 1)].word,
				c->n * sizeof *c->word);
	}
}

static void call(Tracer *t, Entry *e)
{
	void *p[PLACES];
	long n[SIZES + MOST];

	for (int i = 0; i < PLACES; i++)
		p[i] = t->at[i].word ? (void *)t->at[i].word : t->at[i].whole;
	for (int i = 0; i < t->k->nsizes; i++) n[i] = t->c->size[i];
	for (int i = 0; i < t->k->ngiven; i++) n[t->k->nsizes + i] = (long)t->c->given[i];
	e(p, n);
}

/* ---- recorded --------------------------------------------------------------------------- */

/* in pairs: a sum of n terms moves log n instructions when one of them does */
static Bits summed(Bits *w, size_t n)
{
	if (!n) return 0;
	for (; n > 1; n = (n + 1) / 2)
		for (size_t i = 0; 2 * i < n; i++)
			w[i] = 2 * i + 1 < n ? plusword(w[2 * i], w[2 * i + 1]) : w[2 * i];
	return w[0];
}

static void recordcall(void *own)
{
	Tracer *t = own;
	const Kernel *k = t->k;
	size_t n = 0, all = 0;
	Bits *g, *term;

	for (int r = 0; r < k->nres; r++) all += k->res[r].wanted ? t->c->ny[r] : 0;
	arguments(t, true);
	g = alloc(all + 1, sizeof *g), term = alloc(all + 1, sizeof *term);
	for (size_t e = 0; e < all; e++) g[e] = inputword("g", 0);
	results(t);
	call(t, t->forward);
	for (int r = 0; r < k->nres; r++)
		for (size_t e = 0; k->res[r].wanted && e < t->c->ny[r]; e++, n++)
			term[n] = timesword(g[n], t->at[place(k, RESULT, r)].word[e]);
	t->sum = summed(term, all);
	release(g), release(term);
}

/* what is given up is not a number there: nothing is proved of it */
static void recordsum(List *l, const Fn *f)
{
	Tracer *t = (Tracer *)f->what;

	recordon(l);
	t->list = l;
	if (attempted(recordcall, t)) Output(valueword(t->sum));
	else Output(Number(l, NAN));
	t->rows = l->n;
}

Fn weighted(Tracer *t)
{
	return (Fn){ .name = t->k->name, .record = recordsum, .what = t };
}

size_t inputat(const Tracer *t, int arg, size_t e)
{
	for (int a = 0; a < arg; a++) e += t->k->arg[a].base == WHOLE ? 0 : t->c->nx[a];
	return e;
}

size_t inputs(const Tracer *t)
{
	size_t n = inputat(t, t->k->nargs, 0);

	for (int r = 0; r < t->k->nres; r++) n += t->k->res[r].wanted ? t->c->ny[r] : 0;
	return n;
}

void point(const Tracer *t, double *x)
{
	const Kernel *k = t->k;

	for (int a = 0; a < k->nargs; a++)
		for (size_t e = 0; k->arg[a].base != WHOLE && e < t->c->nx[a]; e++)
			*x++ = toreal(t->c->x[a][e]);
	for (int r = 0; r < k->nres; r++)
		for (size_t e = 0; k->res[r].wanted && e < t->c->ny[r]; e++)
			*x++ = toreal(t->g[r][e]);
}

size_t recordedrows(const Tracer *t) { return t->rows; }

/* ---- in balls ----------------------------------------------------------------------------- */

/* the only result that has a cotangent, where the backward takes none */
static Quad factor(const Tracer *t, size_t e)
{
	int r = 0;

	while (!t->k->res[r].wanted) r++;
	return t->g[r][t->c->ny[r] > 1 ? e : 0];
}

static void gradients(Tracer *t)
{
	const Kernel *k = t->k;

	for (int i = 0; i < k->nres; i++) {
		Cells *c = placed(t, COTANGENT, i, &k->res[i], t->c->ny[i]);

		for (size_t e = 0; c->word && e < c->n; e++)
			c->word[e] = k->res[i].wanted ? exactword(t->g[i][e]) : 0;
	}
	for (int i = 0; i < k->nargs; i++) {
		Cells *c;

		if (!k->arg[i].wanted) continue;
		c = placed(t, GRADIENT, i, &k->arg[i], t->c->nx[i]);
		if (k->over[i])
			memcpy(c->word, t->at[place(k, COTANGENT, k->over[i] - 1)].word,
				c->n * sizeof *c->word);
	}
}

static void ballcall(void *own)
{
	Tracer *t = own;
	const Kernel *k = t->k;

	arguments(t, false);
	results(t);
	call(t, t->forward);
	gradients(t);
	call(t, t->backward);
	for (int i = 0; i < k->nargs; i++)
		for (size_t e = 0; k->arg[i].wanted && e < t->c->nx[i]; e++) {
			Bits w = t->at[place(k, GRADIENT, i)].word[e];

			if (k->derivative) w = timesword(exactword(factor(t, e)), w);
			ballfor(t->gx[i] + e, w);
		}
}

/* as narrow as a verdict needs */
static bool narrow(const Tracer *t)
{
	for (int i = 0; i < t->k->nargs; i++)
		for (size_t e = 0; t->k->arg[i].wanted && e < t->c->nx[i]; e++) {
			arb_srcptr b = t->gx[i] + e;

			if (arb_is_finite(b) && arb_rel_accuracy_bits(b) < AGREEBITS + 10 &&
				!arb_is_zero(b) && mag_cmp_2exp_si(arb_radref(b), -1200) > 0)
				return false;
		}
	return true;
}

const char *ruleballs(Tracer *t, arb_ptr *gx)
{
	static const slong bits[] = { 256, 1024, 4096 };
	bool done = false;

	t->gx = gx;
	for (size_t j = 0; j < sizeof bits / sizeof *bits && !done; j++) {
		computein(bits[j]);
		done = attempted(ballcall, t) && narrow(t);
	}
	return done ? NULL : untold() ? untold() : "it loses too many digits";
}

/* ---- a tracer ------------------------------------------------------------------------------- */

Tracer *newtracer(const Kernel *k, Entry *forward, Entry *backward, Operations **program)
{
	Tracer *t = alloc(1, sizeof *t);

	*program = &operations;
	*t = (Tracer){ .k = k, .forward = forward, .backward = backward };
	return t;
}

void tracing(bool on)
{
	Watch *w = watched();

	if (!w) return;
	clock_gettime(CLOCK_MONOTONIC, &w->since);
	w->tracing = on;
}

void consider(Tracer *t, const Case *c, Quad *const *g)
{
	t->c = c, t->g = g;
}

void freetracer(Tracer *t)
{
	if (!t) return;
	empty(t);
	endtrace();
	release(t);
}
