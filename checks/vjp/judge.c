/* judge.c -- is the rule right, and how far does it round?  Two questions, never mixed.
 *
 * Right: the rule in binary128 against a difference of the forward in binary128.  An error that
 * neither shrinks from precision to precision nor drowns in what the difference cannot see is a
 * fault.  Far: the rule in its own precision, against what the inputs' own roundings and as many
 * roundings as there are terms excuse.
 */
#include "checks/vjp/judge.h"
#include "checks/io/out.h"
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *const rulingname[] = { "OK", "LOSSY", "INCONCLUSIVE", "WRONG" };

Quad unitof(Precision p)
{
	return p == F32 ? (Quad)0x1p-24 : p == F64 ? (Quad)0x1p-53 : (Quad)0x1p-113;
}

static Quad leastof(Precision p) { return (Quad)ldexpl(1, (int)(p == F32 ? f32.emin : f64.emin)); }
static Quad mostof(Precision p) { return p == F32 ? (Quad)FLT_MAX : (Quad)DBL_MAX; }

Quad **tolerance(const Case *c, bool results)
{
	Quad **r = alloc(MOST, sizeof *r);

	for (int k = 0; k < (results ? c->kernel->nres : c->kernel->nargs); k++)
		r[k] = alloc((results ? c->ny : c->nx)[k] + 1, sizeof(Quad));
	return r;
}

void freeroom(Quad **r, const Case *c, bool results)
{
	for (int k = 0; k < (results ? c->kernel->nres : c->kernel->nargs); k++) release(r[k]);
	release(r);
}

void theirs(Bench *b, Precision p, Quad *const *x, Quad *const *y, Quad *const *g, Quad **gx)
{
	for (int k = 0; k < b->k->nargs; k++) memset(gx[k], 0, b->c->nx[k] * sizeof(Quad));
	b->s->backward(b->s, p, b->c, x, y, g, gx);
}

char *elementname(const char *name, const Shape *s, size_t e, char *index, size_t room)
{
	char *t = text("%s", "");

	for (int r = s->rank; r--;) {
		t = text("%zu%s%s", e % s->dim[r], *t ? "," : "", t);
		e /= s->dim[r];
	}
	if (index) snprintf(index, room, "%s", t);
	return s->rank ? text("%s[%s]", name, t) : text("%s", name);
}

/* ---- what is found ------------------------------------------------------------------ */

static Finding *finding(Bench *b, int arg) { return &b->v->arg[arg]; }

static void again(Bench *b, int arg)
{
	Finding *f = finding(b, arg);
	char *file = shellword(b->k->file);

	f->run = b->run + SMALLER * b->small;
	snprintf(f->sizes, sizeof f->sizes, "%s", sizestext(b->c));
	snprintf(f->again, sizeof f->again,
		"wengert vjp %s %s --arg %s%s%s --case %ld --seed-rng %lu", file, b->k->name,
		b->k->arg[arg].name, *f->index ? " --index " : "", text("%s", f->index), f->run,
		b->asked->seed);
	release(file);
}

void accuse(Bench *b, int arg, Ruling a, const char *fmt, ...)
{
	Finding *f = finding(b, arg);
	va_list ap;

	if (f->ruling >= a)
		return;
	f->ruling = a;
	f->likely[0] = 0, f->weight = 0;
	va_start(ap, fmt);
	vsnprintf(f->evidence, sizeof f->evidence, fmt, ap);
	va_end(ap);
	f->index[0] = 0;
	again(b, arg);
}

static Quad top(const Bench *, Quad *const *g, int a);
static bool beyond(const Bench *, int a);
static Quad outside(Quad v, const Slope *d)
{
	return v != v ? v : v < d->lo ? d->lo - v : v > d->hi ? v - d->hi : 0;
}

void shown(Bench *b, int arg, size_t e, Quad given, const Slope *d)
{
	Finding *f = finding(b, arg);
	bool kink = d->hi - d->lo > 4 * d->error;

	snprintf(f->at, sizeof f->at, "%s",
		elementname(b->k->arg[arg].name, &b->c->xs[arg], e, f->index, sizeof f->index));
	if (b->k->plain) snprintf(f->at, sizeof f->at, "%s", sizestext(b->c));
	snprintf(f->given, sizeof f->given, "%s", quadtext(given, native(b->k) == F32 ? 9 : 17));
	snprintf(f->truth, sizeof f->truth, kink ? "%s to %s" : "%s",
		quadtext(kink ? d->lo : (d->lo + d->hi) / 2, native(b->k) == F32 ? 9 : 17),
		quadtext(d->hi, 9));
	again(b, arg);
}

/* ---- one element ---------------------------------------------------------------------- */

typedef struct {
	int arg;
	size_t e;
	Slope d;
	Quad given[PRECISIONS];            /* the rule's */
	Quad plainly;                      /* |g y/x|, also where each element stands for itself */
	/* sum of |g J|; the argument's largest; |g y/x|; an ulp of the inputs; roundings of the
	 * widest type */
	Quad terms, peak, natural, moved, rough;
	/* largest cotangent, times the result where that is larger */
	Quad top;
	/* over- or underflow in binary128; the native primal is not finite; has lost half its
	 * digits */
	bool range, hard, far, shaky, beyond;
} Element;

static double ulpsof(Quad error, Quad d, Precision p)
{
	int e;
	double m = toreal(absq(d)), u;

	if (d == 0) return error == 0 ? 0 : INFINITY;
	frexp(m, &e);
	u = m > 0 ? ldexp(1, e - (p == F32 ? 24 : 53)) : 0;
	if (u < toreal(leastof(p))) u = toreal(leastof(p));
	return toreal(error / (Quad)u);
}

static void lossy(Bench *b, const Element *x, Quad error, Quad bound)
{
	Finding *f = finding(b, x->arg);
	Precision p = native(b->k);
	double over = toreal(error / bound);
	bool lost = error != error || !finiteq(error);

	if (lost) over = INFINITY;
	if (over > f->overbound || !f->elements) f->overbound = over;
	if (!(over > 1) || f->ruling > IMPRECISE || (f->ruling == IMPRECISE && over <= f->weight))
		return;
	f->ruling = IMPRECISE, f->weight = over;
	shown(b, x->arg, x->e, x->given[p], &x->d);
	snprintf(f->evidence, sizeof f->evidence,
		lost ? "%s where binary128 is finite: an intermediate over- or underflows"
		     : "in binary128 the rule is right; in its own precision digits cancel: %s "
		       "times what the inputs' roundings excuse",
		lost ? "not a number or infinite" : text("%.3g", over));
	snprintf(f->likely, sizeof f->likely,
		lost ? "overflow or underflow"
			: x->given[p] == 0
			? "saturation: the difference of two rounded numbers is exactly 0"
			: "cancellation");
}

/* what is not a fault: the truth's own error, and what rounding does to the rule in the widest type
 */
static Quad noiseof(const Bench *b, const Element *x)
{
	return 4 * x->d.error + 8 * x->rough + unitof(b->wide) * 64 * x->terms;
}

static Quad logsize(Quad v) { return v > 0 ? (Quad)fabs(log(toreal(v))) : 0; }

static void near(Bench *b, const Element *x, Quad noise)
{
	Finding *f = finding(b, x->arg);
	Precision p = native(b->k);
	Quad error = outside(x->given[p], &x->d),
	     size = absq(x->d.lo) > absq(x->d.hi) ? absq(x->d.lo) : absq(x->d.hi), bound, excused;
	Quad cap = (p == F32 ? (Quad)0x1p-11 : (Quad)0x1p-26) * (b->k->plain ? (Quad)0x1p-5 : 1);
	double n = 0, ulps;

	if (size > mostof(p) || x->far)
		return;
	for (int k = 0; k < b->k->nargs; k++) if ((double)b->c->nx[k] > n) n = (double)b->c->nx[k];
	/* a rule that loses about half its digits where the primal does not, at inputs that are
	 * exact, is not excused by their rounding */
	excused = 32 * x->moved;
	if (!x->shaky && excused > cap * (size + x->peak + x->plainly))
		excused = cap * (size + x->peak + x->plainly);
	/* a number e^k comes of a k that has rounded: so many ulps */
	bound = unitof(p) * (x->peak == 0 ? 64 + logsize(size) : (Quad)(32 + 8 * sqrt(n))) *
			(x->terms + x->peak + x->natural) +
		excused + 0x1p14 * leastof(p) * (1 + x->top) + noise;
	lossy(b, x, error, bound);
	if (finiteq(error) && noise < unitof(p) * size) {
		ulps = ulpsof(error, (x->d.lo + x->d.hi) / 2, p);
		b->ulps[x->arg] = grow(b->ulps[x->arg], &b->ulproom[x->arg], b->nulps[x->arg] + 1,
			sizeof(double));
		b->ulps[x->arg][b->nulps[x->arg]++] = ulps;
		if (ulps > f->worst) f->worst = ulps;
	}
	if (noise <= (Quad)0x1p-12 * (size + x->peak + x->plainly)) f->elements++;
}

static void wrong(Bench *b, const Element *x, Quad error)
{
	Finding *f = finding(b, x->arg);
	Quad beside = x->peak > absq(x->d.lo) ? x->peak : absq(x->d.lo);
	double weight = beside > 0 && finiteq(error) ? toreal(error / beside) : INFINITY;

	if (!x->hard && isfinite(weight)) weight += 1e3;
	if (!finiteq(error)) weight = 1e2;
	/* of an array kernel, the worst of the first pass that shows it: ordinary sizes, an
	 * ordinary cotangent */
	if (f->ruling == WRONG && (weight <= f->weight || (!b->k->plain && f->pass != b->passes)))
		return;
	if (f->ruling != WRONG) f->likely[0] = 0;        /* of a rule that was only imprecise */
	f->ruling = WRONG, f->weight = weight, f->pass = b->passes;
	shown(b, x->arg, x->e, x->given[native(b->k)], &x->d);
	if (!finiteq(error))
		snprintf(f->evidence, sizeof f->evidence,
			"not a number in binary128 too, where %s: the formula fails at this point",
			x->d.hi > x->d.lo ? "any value between the one-sided derivatives would do"
					  : "the derivative exists");
	else {
		char *was = text("%s", "");
		static const char *const names[] = { "float32", "float64", "float128" };

		for (int p = native(b->k); p <= (int)b->wide; p++) {
			f->error[p] =
				toreal(outside(x->given[p], &x->d) / (beside > 0 ? beside : 1));
			was = text("%s%s%s %.2g", was, *was ? " → " : "", names[p], f->error[p]);
		}
		snprintf(f->evidence, sizeof f->evidence, "the error did not shrink: %s", was);
	}
}

/* question A, then B */
static void element(Bench *b, const Element *x)
{
	Finding *f = finding(b, x->arg);
	Precision p = native(b->k);
	Quad noise = noiseof(b, x), error = outside(x->given[b->wide], &x->d);
	Quad size = absq(x->d.lo) > absq(x->d.hi) ? absq(x->d.lo) : absq(x->d.hi);
	/* what its type cannot tell from 0 is no fault of a rule: e^-3800 */
	Quad lowest = 8 * unitof(p) * (size + x->moved / unitof(p)) + 8 * leastof(p) * (1 + x->top);
	Quad before = outside(x->given[b->wide > F64 ? F64 : p], &x->d);

	if (x->d.none)
		return;
	/* past 2^90 every number of binary128 is even, and a sine of pi x is 0 on all of them: a
	 * difference is no proof there */
	if (x->beyond && !(error <= noise)) return;
	if (!finiteq(x->given[b->wide])) {
		if (!x->range) { wrong(b, x, error); return; }
	} else if (error > noise && error > lowest &&
		!(finiteq(before) && error <= before * (Quad)0x1p-20)) {
		wrong(b, x, error);
		if (f->ruling == WRONG) return;
	} else if (f->ruling != WRONG && error > noise && error > (Quad)0x1p-80 * size &&
		error <= 8 * unitof(p) * size && finiteq(before) &&
		error > before * (Quad)0x1p-20 && !*b->v->note)
		snprintf(b->v->note, sizeof b->v->note,
			"%s: in exact arithmetic the rule is off by %.2g of %s, less than its type "
			"rounds: a constant or a "
			"series with few digits",
			b->k->arg[x->arg].name, toreal(error / size), quadtext(size, 3));
	if (size > 0 && size >= x->peak / 2) {
		double seen = toreal((noise > lowest ? noise : lowest) / size);

		b->seen[x->arg] = grow(b->seen[x->arg], &b->seenroom[x->arg], b->nseen[x->arg] + 1,
			sizeof(double));
		b->seen[x->arg][b->nseen[x->arg]++] = seen;
	}
	for (int q = p; q <= (int)b->wide; q++) {
		Quad beside = x->peak > size ? x->peak : size;
		double r = beside > 0 ? toreal(outside(x->given[q], &x->d) / beside) : 0;

		if (!x->hard && r > f->error[q] && !(f->ruling == WRONG && f->weight > 0))
			f->error[q] = r;
	}
	near(b, x, noise);
}

/* ---- one cotangent ------------------------------------------------------------------------ */

/* loose: the saved results moved too */
typedef struct { Quad **g, **gx[PRECISIONS], **moved, **loose, **rough; bool range; } Pass;

Slope summed(const Bench *b, Quad *const *g, size_t column, Quad *terms)
{
	Slope s = { 0 };

	*terms = 0;
	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++) {
			const Slope *j = &b->J[(b->yat[r] + e) * b->NX + column];
			Quad w = g[r][e];

			if (w == 0) continue;
			s.none |= j->none;
			s.lo += w * (w > 0 ? j->lo : j->hi);
			s.hi += w * (w > 0 ? j->hi : j->lo);
			s.error += absq(w) * j->error;
			*terms += absq(w) * (absq(j->lo) > absq(j->hi) ? absq(j->lo) : absq(j->hi));
		}
	return s;
}

/* how far an ulp in the inputs moves the rule in binary128 */
static void sensitivity(Bench *b, Pass *q)
{
	const Case *c = b->c;
	Quad **x = tolerance(c, false), **y = tolerance(c, true), **gx = tolerance(c, false);

	for (int turn = 0; turn < (b->k->plain ? 4 : 8); turn++) {
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++)
				x[k][e] = b->k->arg[k].base == WHOLE ? c->x[k][e]
								     : c->x[k][e] *
						(1 +
							unitof(native(b->k)) *
								(turn < 2 ? 1 - 2 * turn
									  : (Quad)(2 * unit(&b->d) -
										    1)));
		if (turn == 0 && !b->k->plain)
			for (int k = 0; k < b->k->nargs; k++)
				for (size_t e = 0; e < c->nx[k]; e++)
					if (b->k->arg[k].base != WHOLE && roll(&b->d) & 1)
						x[k][e] = 2 * c->x[k][e] - x[k][e];
		b->s->forward(b->s, b->wide, c, x, y);
		for (int k = 0; k < b->k->nres && turn > 3; k++)
			for (size_t e = 0; e < c->ny[k]; e++)
				if (b->k->res[k].base != WHOLE)
					y[k][e] *= 1 +
						unitof(native(b->k)) * (Quad)(4 * unit(&b->d) - 2);
		theirs(b, b->wide, x, y, q->g, gx);
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++) {
				Quad m = absq(gx[k][e] - q->gx[b->wide][k][e]);

				if (finiteq(m) && m > q->moved[k][e] && turn < 4)
					q->moved[k][e] = m;
				if (finiteq(m) && m > q->loose[k][e]) q->loose[k][e] = m;
			}
	}
	freeroom(x, c, false);
	freeroom(y, c, true);
	freeroom(gx, c, false);
}

enum { MODES = 3 };
static const int modes[MODES] = { FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO };

/* how far other roundings move forward and rule together: at x, and where x has moved by an ulp or
 * two, for two roundings that cancel hide one another in half of all samples */
static void roughness(Bench *b, const Pass *q, Precision p, Quad **rough)
{
	const Case *c = b->c;
	Quad **x = tolerance(c, false), **y = tolerance(c, true), **gx = tolerance(c, false);

	for (int m = 0; m < 2 * MODES && !b->s->stuck; m++) {
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++)
				x[k][e] = c->x[k][e] *
					(m < MODES || b->k->arg[k].base == WHOLE ? 1
										 : 1 +
								2 * unitof(p) *
									((int)(roll(&b->d) % 5) -
										2));
		b->s->rounding = modes[m % MODES];
		b->s->forward(b->s, p, c, x, y);
		theirs(b, p, x, y, q->g, gx);
		b->s->rounding = FE_TONEAREST;
		for (int k = 0; k < b->k->nargs; k++)
			for (size_t e = 0; e < c->nx[k]; e++) {
				Quad d = absq(gx[k][e] - q->gx[p][k][e]);

				if (d != d) d = (Quad)INFINITY;
				if (d > rough[k][e]) rough[k][e] = d;
			}
	}
	for (int k = 0; k < b->k->nargs && b->s->stuck; k++)
		for (size_t e = 0; e < c->nx[k]; e++)
			rough[k][e] =
				unitof(p) * (Quad)0x1p23 * (absq(q->gx[p][k][e]) + top(b, q->g, k));
	freeroom(x, c, false);
	freeroom(y, c, true);
	freeroom(gx, c, false);
}

/* roundings that do not shrink with the type are not the type's: a float in a double rule rounds in
 * every precision */
static void settle(Bench *b, Pass *q)
{
	Quad **own = tolerance(b->c, false);

	roughness(b, q, b->wide, q->rough);
	if (b->wide > native(b->k)) {
		roughness(b, q, native(b->k), own);
		for (int a = 0; a < b->k->nargs; a++)
			for (size_t e = 0; e < b->c->nx[a]; e++)
				if (own[a][e] > 0 && q->rough[a][e] > (Quad)0x1p-30 * own[a][e])
					q->rough[a][e] = 0;
	}
	freeroom(own, b->c, false);
}

void restless(Bench *b, Quad *const *x, Quad **unrest)
{
	Quad **y = tolerance(b->c, true), **z = tolerance(b->c, true);

	b->s->forward(b->s, b->wide, b->c, x, y);
	for (int m = 0; m < MODES && !b->s->stuck; m++) {
		b->s->rounding = modes[m];
		b->s->forward(b->s, b->wide, b->c, x, z);
		b->s->rounding = FE_TONEAREST;
		for (int r = 0; r < b->k->nres; r++)
			for (size_t e = 0; e < b->c->ny[r]; e++) {
				Quad d = absq(z[r][e] - y[r][e]);

				if (d > unrest[r][e]) unrest[r][e] = d;
			}
	}
	for (int r = 0; r < b->k->nres && b->s->stuck; r++)
		for (size_t e = 0; e < b->c->ny[r]; e++)
			unrest[r][e] = unitof(b->wide) * (Quad)0x1p13 * (1 + absq(y[r][e]));
	freeroom(y, b->c, true);
	freeroom(z, b->c, true);
}

/* e^x leaves the range of binary128 itself */
static bool enormous(const Case *c)
{
	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++) if (absq(c->x[a][e]) > 11000) return true;
	return false;
}

static Pass newpass(Bench *b, Quad **g)
{
	Pass q = { .g = g,
		.moved = tolerance(b->c, false),
		.loose = tolerance(b->c, false),
		.rough = tolerance(b->c, false) };

	for (int p = native(b->k); p <= (int)b->wide; p++) {
		q.gx[p] = tolerance(b->c, false);
		theirs(b, (Precision)p, b->c->x, b->y[p], g, q.gx[p]);
		q.range = b->s->range || enormous(b->c);
	}
	sensitivity(b, &q);
	settle(b, &q);
	return q;
}

static void freepass(Bench *b, Pass *q)
{
	for (int p = native(b->k); p <= (int)b->wide; p++) freeroom(q->gx[p], b->c, false);
	freeroom(q->moved, b->c, false);
	freeroom(q->loose, b->c, false);
	freeroom(q->rough, b->c, false);
}

bool leftout(const Bench *b, int a)
{
	return !b->k->arg[a].wanted || (b->asked->arg && strcmp(b->asked->arg, b->k->arg[a].name));
}

/* --index I,J: this element only */
static bool chosen(const Bench *b, int a, size_t e)
{
	char index[64] = "";

	if (b->asked->index) elementname("", &b->c->xs[a], e, index, sizeof index);
	return !b->asked->index || !strcmp(index, b->asked->index);
}

static Quad top(const Bench *b, Quad *const *g, int a)
{
	Quad most = 0, y = 1, x;

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++)
			if (absq(g[r][e]) > most) most = absq(g[r][e]);
	if (b->k->plain) {
		x = absq(b->c->x[a][0]);
		if (absq(b->y[b->wide][0][0]) > y) y = absq(b->y[b->wide][0][0]);
		if (x > 0 && x < 1) y = y / x;
	}
	return most * y;
}

static void keep(Bench *b, int a, Quad given, Quad truth, Quad g, Quad doubt)
{
	size_t n = b->nsamples[a]++;
	Quad **to[] = { &b->given[a], &b->truth[a], &b->at[a], &b->atg[a], &b->aty[a],
		&b->doubt[a] };
	const Quad v[] = { given, truth, b->c->x[a][0], g, b->y[b->wide][0][0], doubt };

	for (int k = 0; k < 6; k++) {
		*to[k] = grow(*to[k], &b->room[a][k], n + 1, sizeof(Quad));
		(*to[k])[n] = v[k];
	}
}

/* every result depends on the arguments at its own place alone */
static bool diagonal(const Bench *b)
{
	if (!elementwise(b->k))
		return false;
	for (int a = 0; a < b->k->nargs; a++)
		for (int r = 0; r < b->k->nres; r++)
			for (size_t o = 0; b->k->res[r].wanted && o < b->c->ny[r]; o++)
				for (size_t e = 0; b->k->arg[a].wanted && e < b->c->nx[a]; e++) {
					const Slope *j =
						&b->J[(b->yat[r] + o) * b->NX + b->xat[a] + e];

					if (o != e && (j->lo != 0 || j->hi != 0)) return false;
				}
	return true;
}

/* the size a derivative has when nothing cancels in it */
static Quad natural(const Bench *b, Quad *const *g, int a)
{
	Quad gmax = 0, y = 0, x = 0;

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++) {
			if (absq(g[r][e]) > gmax) gmax = absq(g[r][e]);
			if (absq(b->y[b->wide][r][e]) > y) y = absq(b->y[b->wide][r][e]);
		}
	for (size_t e = 0; e < b->c->nx[a]; e++) x += absq(b->c->x[a][e]) / (Quad)b->c->nx[a];
	return x > 0 ? gmax * y / x : 0;
}

/* an ulp of the argument moves the primal by half its digits */
static bool shakes(const Bench *b, int a, const Slope *d, Quad g)
{
	Quad moves = absq(b->c->x[a][0] * (absq(d->lo) + absq(d->hi)) / g) * unitof(native(b->k));

	/* a large argument that is multiplied has rounded; an extremum would hide it */
	if (b->k->nargs == 1 && absq(b->c->x[a][0]) > 64)
		return true;
	return moves >
		(native(b->k) == F32 ? (Quad)0x1p-12 : (Quad)0x1p-27) * absq(b->y[b->wide][0][0]);
}

static void compare(Bench *b, Pass *q)
{
	const Case *c = b->c;
	bool far = false, shaky = false;
	Precision p = native(b->k);
	Slope *all[MOST] = { NULL };

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; e < c->ny[r]; e++) {
			far |= !finiteq(b->y[p][r][e]) && finiteq(b->y[b->wide][r][e]);
			shaky |= absq(b->y[p][r][e] - b->y[b->wide][r][e]) >
				(p == F32 ? (Quad)0x1p-12 : (Quad)0x1p-27) *
					absq(b->y[b->wide][r][e]);
		}
	for (int a = 0; a < b->k->nargs; a++) {
		Slope *d = alloc(c->nx[a] + 1, sizeof *d);
		Quad *terms = alloc(c->nx[a] + 1, sizeof *terms), peak = 0;
		Ruling was = finding(b, a)->ruling;
		Quad usual = leftout(b, a) ? 0 : natural(b, q->g, a);

		for (size_t e = 0; e < c->nx[a] && !leftout(b, a); e++) {
			d[e] = summed(b, q->g, b->xat[a] + e, &terms[e]);
			if (!d[e].none && absq(d[e].hi) > peak) peak = absq(d[e].hi);
			if (!d[e].none && absq(d[e].lo) > peak) peak = absq(d[e].lo);
		}
		for (size_t e = 0; e < c->nx[a] && !leftout(b, a); e++) {
			bool alone = b->k->plain || b->pointwise;
			Element x = { .arg = a,
				.e = e,
				.d = d[e],
				.terms = terms[e],
				.peak = alone ? 0 : peak,
				.natural = alone ? 0 : usual,
				.plainly = usual,
				.moved = (alone ? q->moved : q->loose)[a][e],
				.rough = q->rough[a][e],
				.top = top(b, q->g, a),
				.range = q->range,
				.beyond = beyond(b, a),
				.hard = extreme(b->k, b->run),
				.far = far,
				.shaky =
					shaky || (b->k->plain && shakes(b, a, &d[e], q->g[0][0])) };

			for (int p = native(b->k); p <= (int)b->wide; p++)
				x.given[p] = q->gx[p][a][e];
			if (native(b->k) == F64) x.given[F32] = 0;
			if (!chosen(b, a, e)) continue;
			if (!b->k->plain && finding(b, a)->ruling != WRONG &&
				d[e].hi - d[e].lo > 8 * d[e].error &&
				outside(x.given[b->wide], &d[e]) > noiseof(b, &x)) {
				widened(b, q->g, a, e, x.given[b->wide], &d[e]);
				x.d = d[e];
			}
			element(b, &x);
			if (b->asked->index && !*finding(b, a)->at)
				shown(b, a, e, x.given[native(b->k)], &d[e]);
			if (b->k->plain && !d[e].none && d[e].lo == d[e].hi &&
				finiteq(q->gx[b->wide][a][e]))
				keep(b, a, q->gx[b->wide][a][e], d[e].lo, q->g[0][0],
					noiseof(b, &x));
		}
		if (!b->k->plain && finding(b, a)->ruling == WRONG &&
			(was != WRONG || *finding(b, a)->likely))
			diagnose(b, a, q->g, q->gx[b->wide][a], d);
		release(terms);
		all[a] = d;
	}
	if (!b->k->plain) ties(b, q->g, q->gx, (const Slope *const *)all);
	for (int a = 0; a < b->k->nargs; a++) release(all[a]);
}

/* ---- one case ------------------------------------------------------------------------------ */

typedef struct { Bench *b; int arg; size_t e; Quad **x, **y; unsigned turns; } Mover;

static void moved(void *own, Quad t, Quad *to)
{
	Mover *m = own;
	Bench *b = m->b;
	Quad was = m->x[m->arg][m->e];

	m->x[m->arg][m->e] = was + t;
	b->s->forward(b->s, b->wide, b->c, m->x, m->y);
	m->x[m->arg][m->e] = was;
	for (int r = 0; r < b->k->nres; r++)
		if (b->k->res[r].wanted)
			memcpy(to + b->yat[r], m->y[r], b->c->ny[r] * sizeof(Quad));
}

/* the same, rounded upward and downward in turn */
static void turned(void *own, Quad t, Quad *to)
{
	Mover *m = own;
	Bench *b = m->b;

	b->s->rounding = b->s->stuck ? FE_TONEAREST : modes[m->turns++ % 2];
	moved(own, t, to);
	b->s->rounding = FE_TONEAREST;
	for (size_t o = 0; o < b->NY && b->s->stuck; o++)
		to[o] *= 1 + unitof(b->wide) * (Quad)0x1p13;
}

/* of an array kernel once, at points nearby: at the point itself all may be exact */
static Quad *jitter(Bench *b)
{
	Quad **x = tolerance(b->c, false), **u = tolerance(b->c, true),
	     *n = alloc(b->NY + 1, sizeof *n);

	for (int turn = 0; turn < 7; turn++) {
		for (int a = 0; a < b->k->nargs; a++)
			for (size_t e = 0; e < b->c->nx[a]; e++)
				x[a][e] = b->c->x[a][e] *
					(b->k->arg[a].base == WHOLE || !turn ? 1
									     : 1 +
								(Quad)ordinary(&b->d) *
									(Quad)0x1.55p-14);
		restless(b, x, u);
	}
	for (int r = 0; r < b->k->nres; r++)
		if (b->k->res[r].wanted) memcpy(n + b->yat[r], u[r], b->c->ny[r] * sizeof(Quad));
	freeroom(x, b->c, false);
	freeroom(u, b->c, true);
	return n;
}

/* a step from 0 that the other arguments can see */
static Quad beside(const Bench *b, int a)
{
	Quad least = 1;

	for (int k = 0; k < b->k->nargs; k++) {
		Quad x = absq(b->c->x[k][0]);

		if (k != a && x > 0 && x < least) least = x;
	}
	return least;
}

/* differences in every argument, of a forward that loops over all sizes; counted, not timed: a run
 * must repeat itself */
static double cost(const Bench *b)
{
	double loops = 1;

	for (int i = 0; i < b->k->nsizes; i++) loops *= (double)b->c->size[i];
	return (double)b->NX * (loops + (double)(b->NX + b->NY));
}

/* a plain kernel's numbers are so far apart, or so large, that what happens to one is finer than
 * the other resolves */
static bool beyond(const Bench *b, int a)
{
	Quad most = 0, least = 1;

	if (!b->k->plain) return false;
	for (int k = 0; k < b->k->nargs; k++) {
		Quad x = absq(b->c->x[k][0]);

		if (x > most) most = x;
		if (x > 0 && x < least && k != a) least = x;
	}
	least = b->k->nargs > 1 && b->c->x[a][0] != 0 && absq(b->c->x[a][0]) < least
		? absq(b->c->x[a][0])
		: least;
	return most > least * (Quad)0x1p90;
}

static Quad roomof(const Bench *b, int a, Quad x)
{
	const Array *k = &b->k->arg[a];
	Quad lo = k->lo ? x - (Quad)sized(k->lo, b->k, b->c->size) : (Quad)INFINITY,
	     hi = k->hi ? (Quad)sized(k->hi, b->k, b->c->size) - x : (Quad)INFINITY;
	Quad least = lo < hi ? lo : hi;

	return finiteq(least) && least > 0 ? least : 0;
}

static void allslopes(Bench *b)
{
	Mover m = { .b = b, .x = b->c->x, .y = tolerance(b->c, true) };
	Slope *column = alloc(b->NY, sizeof *column);

	b->noise = b->k->plain ? NULL : jitter(b);
	b->J = alloc(b->NX * b->NY, sizeof *b->J);
	for (int a = 0; a < b->k->nargs; a++) {
		Quad mean = 0;

		if (leftout(b, a)) continue;
		for (size_t e = 0; e < b->c->nx[a]; e++)
			mean += absq(b->c->x[a][e]) / (Quad)b->c->nx[a];
		for (size_t e = 0; e < b->c->nx[a]; e++) {
			Quad x = absq(b->c->x[a][e]);

			m.arg = a, m.e = e;
			slopes(&(Curve){ .n = b->NY,
				       .f = moved,
				       .turned = turned,
				       .own = &m,
				       .noise = b->noise,
				       .at = x,
				       .room = roomof(b, a, b->c->x[a][e]),
				       .zero = x == 0,
				       .beyond = beyond(b, a),
				       .scale = x > 0        ? x
					       : b->k->plain ? beside(b, a)
					       : mean > 0    ? mean
							     : 1 },
				column);
			for (size_t o = 0; o < b->NY; o++)
				b->J[o * b->NX + b->xat[a] + e] = column[o];
		}
	}
	release(column);
	release(b->noise);
	freeroom(m.y, b->c, true);
}

static Quad **weights(Bench *b, double scale, bool onehot)
{
	Quad **g = tolerance(b->c, true);
	size_t one = b->NY ? roll(&b->d) % b->NY : 0;

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++) {
			double v = ordinary(&b->d) * scale;

			g[r][e] =
				onehot && b->yat[r] + e != one ? 0 : rounded((Quad)v, native(b->k));
		}
	return g;
}

static void pass(Bench *b, double scale, bool onehot, bool first)
{
	Quad **g = weights(b, scale, onehot);
	Pass q;

	b->passes++;
	if (first) contract(b, g);
	q = newpass(b, g);
	compare(b, &q);
	freepass(b, &q);
	freeroom(g, b->c, true);
}

static bool defined(const Bench *b)
{
	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++)
			if (!finiteq(b->y[b->wide][r][e])) return false;
	return true;
}

static void extents(Bench *b)
{
	b->NX = b->NY = 0;
	for (int a = 0; a < b->k->nargs; a++)
		b->xat[a] = b->NX, b->NX += b->k->arg[a].wanted ? b->c->nx[a] : 0;
	for (int r = 0; r < b->k->nres; r++)
		b->yat[r] = b->NY, b->NY += b->k->res[r].wanted ? b->c->ny[r] : 0;
}

/* large sizes: no Jacobian, one direction */
static void through(Bench *b)
{
	Quad **g = weights(b, 1, false), **gx[PRECISIONS] = { NULL };

	b->passes++;
	contract(b, g);
	for (int p = native(b->k); p <= (int)b->wide; p++) {
		gx[p] = tolerance(b->c, false);
		theirs(b, (Precision)p, b->c->x, b->y[p], g, gx[p]);
	}
	large(b, g, gx);
	for (int p = native(b->k); p <= (int)b->wide; p++) freeroom(gx[p], b->c, false);
	freeroom(g, b->c, true);
}

static void ladder(Bench *b)
{
	static const double scales[] = { 1, 1, 1000, 0x1p-20, 1 };
	bool hard = extreme(b->k, b->run);

	if (b->run == 0) b->pointwise = diagonal(b);
	if (b->asked->run > 0 && b->run == 0) return;
	if (b->k->plain) {
		pass(b, hard ? 1 : scales[b->run % 5], false, b->run % 12 == 0 || !hard);
		return;
	}
	pass(b, 1, false, true);
	if (hard)
		return;
	pass(b, 1000, false, false);
	pass(b, 0x1p-20, false, false);
	pass(b, 1, true, false);
}

/* by cost: about a tenth of a second; a kernel has about ten cases */
static const double DEAR = 100000;

static void forget(Bench *b)
{
	for (int p = native(b->k); p <= (int)b->wide; p++)
		for (int r = 0; r < b->k->nres; r++) release(b->y[p][r]);
	freecase(b->c);
}

/* outside the domain of a plain kernel: a number beside a primal that is none hides the mistake
 * further on */
static void parity(Bench *b, Quad **gx)
{
	Quad y = b->y[native(b->k)][0][0];

	for (int a = 0; b->k->plain && y != y && a < b->k->nargs && !*b->v->note; a++)
		if (b->k->arg[a].wanted && finiteq(gx[a][0]))
			snprintf(b->v->note, sizeof b->v->note,
				"outside the domain, at %s, the result is nan and the gradient of "
				"%s is %s",
				sizestext(b->c), b->k->arg[a].name, quadtext(gx[a][0], 6));
}

static void onecase(Bench *b, int small)
{
	Watch *w = watched();

	/* values of every size: only where they do not meet */
	if (!b->k->plain && !b->pointwise && ishard(b->run))
		return;
	b->c = newcase(b->k, b->run, b->asked->seed, small);
	if (!b->c)
		return;
	b->d = dice(b->asked->seed + 77, (unsigned long)b->run);
	if (w) w->run = b->run, snprintf(w->sizes, sizeof w->sizes, "%s", sizestext(b->c));
	b->small = small;
	extents(b);
	for (int p = native(b->k); p <= (int)b->wide; p++) {
		Quad **y = tolerance(b->c, true);

		for (int r = 0; r < b->k->nres; r++) b->y[p][r] = y[r];
		b->s->forward(b->s, (Precision)p, b->c, b->c->x, y);
		release(y);
	}
	if (islarge(b->k, b->run)) {
		b->v->cases++;
		if (defined(b)) through(b);
		forget(b);
		return;
	}
	if (!b->k->plain && b->asked->run < SMALLER && small < 3 &&
		cost(b) > (b->run == 6 ? 3 : 1) * DEAR) {
		forget(b);
		onecase(b, small + 1);
		return;
	}
	b->v->cases++;
	if (defined(b)) {
		allslopes(b);
		ladder(b);
		release(b->J);
	/* outside the domain the rule may say what it likes, but it must return */
	} else {
		Quad **g = weights(b, 1, false), **gx = tolerance(b->c, false);

		theirs(b, native(b->k), b->c->x, b->y[native(b->k)], g, gx);
		parity(b, gx);
		freeroom(g, b->c, true);
		freeroom(gx, b->c, false);
	}
	forget(b);
}

/* only one precision could be built: a difference in it sees large faults, and proves nothing */
static void unsure(const Bench *b, Finding *f)
{
	f->ruling = INCONCLUSIVE;
	snprintf(f->evidence, sizeof f->evidence,
		"no fault as large as %.1g, but only %s could be run%s%s: check it with --formula "
		"or --npy",
		f->floor, native(b->k) == F32 ? "binary32" : "binary64", b->s->why ? " - " : "",
		b->s->why ? b->s->why : "");
}

static int up(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void freebench(Bench *b)
{
	for (int a = 0; a < MOST; a++) {
		Quad *const samples[] = { b->given[a], b->truth[a], b->at[a],
		                          b->atg[a], b->aty[a], b->doubt[a] };

		for (int k = 0; k < 6; k++) release(samples[k]);
		release(b->ulps[a]);
		release(b->seen[a]);
	}
	release(b);
}

void judge(Subject *s, const Asked *asked, Verdict *v)
{
	Bench *b = alloc(1, sizeof *b);
	long isasked;

	*b = (Bench){ .s = s, .asked = asked, .v = v, .k = s->kernel };
	b->wide = s->has[F128] ? F128 : s->has[F64] ? F64 : F32;
	v->one = b->wide == native(b->k);
	differencesin(b->wide);
	for (int a = 0; a < b->k->nargs; a++) {
		snprintf(v->arg[a].name, sizeof v->arg[a].name, "%s", b->k->arg[a].name);
		if (b->k->arg[a].wanted) b->v->arg[a].median = NAN;
	}
	isasked = b->k->plain ? asked->run : asked->run % SMALLER;
	for (b->run = 0; b->run < planned(b->k); b->run++)
		if ((asked->run < 0 &&
			    !(b->k->plain && asked->sparse &&
				    (b->run + (long)asked->seed) % asked->sparse)) ||
			isasked == b->run || !b->run)
			onecase(b,
				asked->run > 0 && !b->k->plain ? (int)(asked->run / SMALLER) : 0);
	for (int a = 0; a < b->k->nargs; a++) {
		Finding *f = &v->arg[a];

		if (b->nulps[a]) qsort(b->ulps[a], b->nulps[a], sizeof(double), up);
		if (b->nulps[a]) f->median = b->ulps[a][b->nulps[a] / 2];
		if (b->nseen[a]) qsort(b->seen[a], b->nseen[a], sizeof(double), up);
		if (b->nseen[a])
			f->floor = b->seen[a][b->nseen[a] / 2],
			f->coarsest = b->seen[a][b->nseen[a] - 1];
		f->mode = b->mode[a];
		if (b->k->plain && f->ruling == WRONG) diagnosescalar(b, a);
		if (!leftout(b, a) && !f->elements && f->ruling == RIGHT) {
			f->ruling = INCONCLUSIVE;
			snprintf(f->evidence, sizeof f->evidence,
				"no derivative could be found at any point drawn: give the domain "
				"in the comment line, NAME in (LO,HI)");
		}
		if (!leftout(b, a) && f->ruling <= IMPRECISE && v->one) unsure(b, f);
		if (f->ruling > v->ruling) v->ruling = f->ruling;
	}
	freebench(b);
}
