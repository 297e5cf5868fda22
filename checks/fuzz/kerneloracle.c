/* kerneloracle.c -- is a broken kernel wrong, where, and by how much?
 *
 * Both are run in binary128 on the same numbers: drawn from the arguments' range, and on every
 * threshold, beside it and between two.  At a tie the gradient must lie between those of both
 * sides; all elements by one and the same share.  What rounding in the kernel's own type hides
 * everywhere is no fault.
 */
#include "checks/fuzz/kernels.h"
#include <math.h>
#include <quadmath.h>
#include <stdlib.h>

/* times rounding, that of the type or that of the right kernel, which a fault exceeds */
enum { OVER = 4, SPECIALS = 200, TRIES = 120 };
static const double NEXTTO = 0x1p-60;      /* a tie's two sides; binary128 has 2^-113 */
static const double MOST = 1e6, LEAST = 1e-5;  /* of a gradient at ordinary points */
static const double NOISY = 0x1p-6;        /* relative rounding that makes a kernel worthless */
static const double STEP = 0x1p-36, ALIKE = 1e-7;      /* a central difference: STEP^2 and 2^-77 */

static const long linear[][2] = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 7 }, { 8 }, { 9 }, { 16 },
	{ 17 }, { 40 }, { 65 }, { 137 }, { 300 }, { 513 }, { 1100 } };
static const long square[][2] = { { 1, 1 }, { 3, 5 }, { 5, 3 }, { 1, 7 }, { 4, 1 }, { 2, 17 },
	{ 40, 2 }, { 2, 137 }, { 3, 300 }, { 1, 1100 }, { 1100, 1 } };
static const long alone[][2] = { { 1, 1 } };

typedef struct { const Kernel *k; const long (*size)[2]; int sizes, repeats, usual; } Tour;

static Tour tour(const Kernel *k)
{
	if (k->form == SCALAR) return (Tour){ k, alone, 1, TRIES, 0 };
	return k->form == ROWS ? (Tour){ k, square, sizeof square / sizeof *square, 1, 1 }
			       : (Tour){ k, linear, sizeof linear / sizeof *linear, 1, 4 };
}

static double ordinary(const Kernel *k)
{
	double v = uniform(0.25, 2);

	v *= sign();
	if (k->bounded) return fitted(k, uniform(k->lo, k->hi));
	return fitted(k, below(5) ? v : below(2) ? 6 * v : 15 * v);
}

static Values *drawn(const Kernel *k, const long size[2])
{
	Values *v = newvalues(k, size);

	for (int i = 0; i < k->nparams; i++) {
		const Param *p = &k->param[i];

		for (size_t e = 0; e < v->n[p->name]; e++)
			if (p->role == INPUT) v->at[p->name][e] = (Quad)ordinary(k);
			else if (p->role == COTANGENT)
				v->at[p->name][e] = (Quad)fitted(k, uniform(0.25, 2));
			else if (p->role == GRADIENT)
				v->at[p->name][e] = (Quad)(3 + (double)(e % 5)) / 4;
	}
	return v;
}

static Values *ran(const Kernel *k, const Values *from, Rounding how)
{
	Values *v = newvalues(k, from->size);

	for (int n = 0; n < NAMES; n++)
		for (size_t e = 0; e < v->n[n]; e++) v->at[n][e] = from->at[n][e];
	runkernel(k, v, how);
	return v;
}

/* ---- two kernels at one point ----------------------------------------------------------- */

typedef struct { double largest; size_t shown, all; } Seen;
typedef struct { Values *right, *native, *low, *high; const Values *from; } Truth;

static double roundoff(const Kernel *k) { return k->isfloat ? 0x1p-24 : 0x1p-53; }
static Rounding native(const Kernel *k) { return k->isfloat ? INFLOAT : INDOUBLE; }

/* at: an element that may stand on a threshold; NULL, none does */
static Truth truthof(const Kernel *k, Values *from, Quad *at)
{
	Truth t = { ran(k, from, EXACTLY), ran(k, from, native(k)), .from = from };
	Quad was;

	if (!at) return t;
	was = *at;
	*at = was - (Quad)NEXTTO * fmaxq(1, fabsq(was)), t.low = ran(k, from, EXACTLY);
	*at = was + (Quad)NEXTTO * fmaxq(1, fabsq(was)), t.high = ran(k, from, EXACTLY);
	*at = was;
	return t;
}

static void freetruth(Truth *t)
{
	freevalues(t->right), freevalues(t->native);
	if (t->low) freevalues(t->low), freevalues(t->high);
}

/* of the way from low to high, where the whole gradient comes nearest */
static Quad between(const Kernel *k, const Truth *t, const Values *w)
{
	Quad dot = 0, norm = 0;

	for (int i = 0; i < k->nparams; i++) {
		int n = k->param[i].name;

		if (k->param[i].role != GRADIENT) continue;
		for (size_t e = 0; e < w->n[n]; e++) {
			Quad d = t->high->at[n][e] - t->low->at[n][e];

			dot += d * (w->at[n][e] - t->low->at[n][e]);
			norm += d * d;
		}
	}
	return norm > 0 ? fminq(1, fmaxq(0, dot / norm)) : 0;
}

static void compare(const Kernel *k, const Truth *t, Quad part, Quad given, int n, size_t e,
	Seen *s)
{
	Quad right = t->right->at[n][e], before = k->accumulates ? t->from->at[n][e] : 0,
	     size = fabsq(right - before), noise = fabsq(t->native->at[n][e] - right), off;

	if (t->low) {
		Quad low = t->low->at[n][e], high = t->high->at[n][e];

		right = low + part * (high - low);
		size = fmaxq(fabsq(low - before), fabsq(high - before));
	}
	off = fabsq(given - right);
	s->all++;
	if (off <= OVER * fmaxq((Quad)roundoff(k) * size, noise)) return;
	s->shown++;
	s->largest = fmax(s->largest, off < size ? (double)(off / size) : 1);
}

static void weigh(const Kernel *right, const Kernel *wrong, Values *from, Quad *at, Seen *s)
{
	Truth t = truthof(right, from, at);
	Values *w = ran(wrong, from, EXACTLY);
	Quad part = at ? between(right, &t, w) : 0;

	for (int i = 0; i < right->nparams; i++) {
		int n = right->param[i].name;

		if (right->param[i].role != GRADIENT) continue;
		for (size_t e = 0; e < w->n[n]; e++)
			compare(right, &t, part, w->at[n][e], n, e, s);
	}
	freevalues(w);
	freetruth(&t);
}

/* ---- where arguments may stand ---------------------------------------------------------- */

typedef struct { double v[SPECIALS]; int n; } Specials;

static void add(const Kernel *k, Specials *s, double v)
{
	if (s->n < SPECIALS && (!k->bounded || (v >= k->lo && v <= k->hi))) s->v[s->n++] = v;
}

static void thresholds(const Kernel *k, const Node *n, Specials *s)
{
	for (; n; n = n->next)
		for (int i = 0; i < 3; i++) {
			if (!n->kid[i]) continue;
			if (decides(n) && n->kid[i]->op == NUMBER) {
				add(k, s, fitted(k, n->kid[i]->value));
				add(k, s, -fitted(k, n->kid[i]->value));
			}
			thresholds(k, n->kid[i], s);
		}
}

static int up(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double beside(const Kernel *k, double v, double toward)
{
	return k->isfloat ? (double)nextafterf((float)v, (float)toward) : nextafter(v, toward);
}

static Specials specials(const Kernel *right, const Kernel *wrong)
{
	Specials s = { .n = 0 };
	const Kernel *const both[] = { right, wrong };
	int n;

	add(right, &s, 0), add(right, &s, 1), add(right, &s, -1);
	add(right, &s, right->lo), add(right, &s, right->hi);
	for (int i = 0; i < 2; i++) {
		thresholds(right, both[i]->forward, &s);
		thresholds(right, both[i]->backward, &s);
	}
	qsort(s.v, (size_t)s.n, sizeof *s.v, up);
	n = 0;
	for (int i = 0; i < s.n; i++)
		if (!n || s.v[n - 1] != s.v[i]) s.v[n++] = s.v[i];
	s.n = n;
	for (int i = 0; i < n; i++) {
		add(right, &s, beside(right, s.v[i], INFINITY));
		add(right, &s, beside(right, s.v[i], -INFINITY));
		if (i) add(right, &s, fitted(right, (s.v[i - 1] + s.v[i]) / 2));
	}
	return s;
}

/* one element of each argument on each special value; two arguments alike */
static void atspecials(const Kernel *right, const Kernel *wrong, Seen *s)
{
	Tour t = tour(right);
	Specials all = specials(right, wrong);

	for (int i = 0; i < right->nparams; i++)
		for (int j = 0; right->param[i].role == INPUT && j <= all.n; j++) {
			Values *v = drawn(right, t.size[t.usual]);
			int n = right->param[i].name, other = right->param[i + 1].name;
			Quad *at = &v->at[n][j % 2 ? 0 : v->n[n] - 1];

			if (j < all.n) *at = (Quad)all.v[j];
			else if (right->param[i + 1].role == INPUT)
				*at = v->at[other][v->n[other] - 1];
			weigh(right, wrong, v, at, s);
			freevalues(v);
		}
}

bool faulty(const Kernel *right, const Kernel *wrong, Fault *f)
{
	Tour t = tour(right);
	Seen usual = { 0 }, special = { 0 };

	for (int i = 0; i < t.sizes; i++)
		for (int r = 0; r < t.repeats; r++) {
			Values *v = drawn(right, t.size[i]);

			weigh(right, wrong, v, NULL, &usual);
			freevalues(v);
		}
	atspecials(right, wrong, &special);
	*f = (Fault){ fmax(usual.largest, special.largest),
		(double)usual.shown / (double)usual.all };
	return f->largest > 0;
}

/* ---- a right kernel is one -------------------------------------------------------------- */

static Quad weighted(const Kernel *k, const Values *from)
{
	Values *v = ran(k, from, EXACTLY);
	int out = k->param[0].name, g = -1;
	Quad all = 0;

	for (int i = 0; i < k->nparams; i++)
		if (k->param[i].role == COTANGENT) g = k->param[i].name;
	for (size_t e = 0; e < v->n[out]; e++) all += v->at[out][e] * v->at[g][e];
	freevalues(v);
	return all;
}

static void bydifferences(const Kernel *k, Values *from, const Values *after, int x, int dx)
{
	for (size_t e = 0; e < from->n[x]; e++) {
		Quad was = from->at[x][e], h = (Quad)STEP, d,
		     g = after->at[dx][e] - (k->accumulates ? from->at[dx][e] : 0);

		from->at[x][e] = was + h, d = weighted(k, from);
		from->at[x][e] = was - h, d = (d - weighted(k, from)) / (2 * h);
		from->at[x][e] = was;
		if (fabsq(d - g) > (Quad)ALIKE * (1 + fabsq(d)))
			die("fuzz-kernels: %s: a gradient it calls right is %.9g, by differences "
			    "%.9g", k->title, (double)g, (double)d);
	}
}

static bool tame(const Kernel *k, Values *from)
{
	Values *v = ran(k, from, EXACTLY), *n = ran(k, from, native(k));
	bool ok = true;

	for (int i = 0; i < k->nparams; i++) {
		int x = k->param[i].name;
		Quad largest = 0;

		if (k->param[i].role != GRADIENT && k->param[i].role != RESULT) continue;
		for (size_t e = 0; e < v->n[x]; e++) {
			Quad size = fabsq(v->at[x][e]),
			     before = k->accumulates ? from->at[x][e] : 0;

			ok = ok && size <= (Quad)MOST &&
				fabsq(n->at[x][e] - v->at[x][e]) <= (Quad)NOISY * size;
			largest = fmaxq(largest, fabsq(v->at[x][e] - before));
		}
		ok = ok && (k->param[i].role == RESULT || largest > (Quad)LEAST);
	}
	for (int i = 0, g = 0; i < k->nparams && ok; i++) {
		if (k->param[i].role != INPUT) continue;
		for (int j = i, seen = 0; j < k->nparams; j++)
			if (k->param[j].role == GRADIENT && seen++ == g)
				bydifferences(k, from, v, k->param[i].name, k->param[j].name);
		g++;
	}
	freevalues(v), freevalues(n);
	return ok;
}

/* far out, where it is drawn from too unless its comment says otherwise */
static bool reachesfar(const Kernel *k)
{
	static const double far[] = { 20, 40, 90, 300, 710, 1e3, 1e10, 1e19, 1e30, 1e38, 1e100,
		1e160, 1e200, 1e300, 1e-5, 1e-12, 1e-30, 1e-100, 1e-200, 1e-300 };
	const long one[] = { 1, 1 };
	bool ok = true;
	double out;

	for (size_t f = 0; f < 4 * sizeof far / sizeof *far && ok; f++) {
		Values *v = drawn(k, one), *r, *n;
		Quad x = (Quad)fitted(k, (f % 2 ? -1 : 1) * far[f / 4]);

		for (int i = 0, done = 0; i < k->nparams && isfinite((double)x); i++)
			if (k->param[i].role == INPUT && (f & 2 || !done++))
				v->at[k->param[i].name][0] = x;
		r = ran(k, v, EXACTLY), n = ran(k, v, native(k));
		out = (double)n->at[k->param[0].name][0];
		for (int i = 0; i < k->nparams && isfinite(out); i++) {
			int d = k->param[i].name;
			Quad size = fmaxq(fabsq(r->at[d][0]), (Quad)(k->isfloat ? 1e-30 : 1e-290));

			if (k->param[i].role == GRADIENT)
				ok = ok && fabsq(n->at[d][0] - r->at[d][0]) <= (Quad)NOISY * size;
		}
		freevalues(v), freevalues(r), freevalues(n);
	}
	return ok;
}

bool sound(Kernel *k)
{
	static const long few[] = { 3, 4 };
	bool ok = true;
	Seen ties = { 0 };

	for (int r = 0; r < 4 && ok; r++) {
		Values *v = drawn(k, few);

		ok = tame(k, v);
		freevalues(v);
	}
	if (!ok) return false;
	if (!k->bounded) k->bounded = !reachesfar(k);
	atspecials(k, k, &ties);
	return !ties.shown;
}
